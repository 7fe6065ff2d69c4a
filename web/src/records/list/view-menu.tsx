import { Button, Menu, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patch, post, remove } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { type View, viewsQuery } from '../../client/views.ts'
import { Icon } from '../../ui/icon.tsx'
import { toastDone } from '../../ui/toast.tsx'
import { refused } from '../rows.ts'
import type { RecordType } from '../schema.ts'
import type { ListState } from './use-list-state.ts'
import classes from './view-menu.module.css'

/** Saved views: choose one, keep what is on screen as one, share it. */
export function ViewMenu({ record, state }: { record: RecordType; state: ListState }) {
  const { t } = useTranslation('records')
  const [naming, setNaming] = useState(false)
  const { data } = useQuery(viewsQuery(record.type))
  const { open, save, destroy, create } = useViewWrites(record, state, () => setNaming(false))
  const { view, changed } = state
  const mayChange = view && view.can?.update !== false
  return (
    <>
      {view && changed && mayChange ? (
        <Button className={classes.save ?? ''} onClick={() => void save(view)}>
          {t('views.save')}
        </Button>
      ) : null}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button leftSection={<Icon of={IconBookmark} />} data-secondary>
            {t('views.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => open()}>{t(`views.all.${record.type}`)}</Menu.Item>
          {data?.items.map((saved) => (
            <Menu.Item key={saved.id} onClick={() => open(saved.id)} fw={saved.id === view?.id ? 600 : 400}>
              {saved.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{t('views.saveAs')}</Menu.Item>
          {view && view.can?.delete !== false ? (
            <Menu.Item color="red" onClick={() => void destroy(view)}>
              {t('views.delete')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <NameView opened={naming} onClose={() => setNaming(false)} onSave={create} />
    </>
  )
}

/** Keeps, changes and deletes views; the one written is opened. */
function useViewWrites(record: RecordType, state: ListState, onCreated: () => void) {
  const { t } = useTranslation('records')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['views'] })
  const open = (id?: string) => void navigate({ to: '.', search: (id ? { view: id } : {}) as never })
  const content = { filter: state.filter, sort: state.sort, columns: state.columns }
  const save = async (own: View) => {
    if (!(await refused(() => patch(`/views/${own.id}`, content)))) return
    await refresh()
    open(own.id)
    toastDone(t('views.saved', { name: own.name }))
  }
  const destroy = async (own: View) => {
    if (!(await refused(() => remove(`/views/${own.id}`)))) return
    open()
    await refresh()
    toastDone(t('views.deleted', { name: own.name }))
  }
  const create = async (name: string, shared: View['shared']) => {
    const written = await refused(() => post<View>('/views', { type: record.type, name, shared, ...content }))
    if (!written) return
    onCreated()
    await refresh()
    open(written.data.id)
  }
  return { open, save, destroy, create }
}

type NameProps = {
  opened: boolean
  onClose: () => void
  onSave: (name: string, shared: View['shared']) => Promise<void>
}

function NameView({ opened, onClose, onSave }: NameProps) {
  const { t } = useTranslation('records')
  const can = useCan()
  const [shared, setShared] = useState<View['shared']>('private')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    if (name) void onSave(name, shared)
  }
  const kinds = ['private', 'team', 'everyone'] as const
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('views.saveAs')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'ui' }) }}
    >
      <form onSubmit={submit} className={classes.form}>
        <TextInput name="name" label={t('views.name')} required data-autofocus />
        {can('views.share') ? (
          <SegmentedControl
            aria-label={t('views.whoSees')}
            value={shared}
            onChange={(value) => setShared(value as View['shared'])}
            data={kinds.map((value) => ({ value, label: t(`views.shared.${value}`) }))}
          />
        ) : null}
        <Button type="submit" variant="filled">
          {t('views.keep')}
        </Button>
      </form>
    </Modal>
  )
}
