import { Button, SegmentedControl } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { refused } from '../../records/rows.ts'
import { Icon } from '../../ui/icon.tsx'
import { type Import, type ImportType, importTypes } from './types.ts'
import { importQuery } from './use-import.ts'
import classes from './wizard.module.css'

const permissions: Record<ImportType, string> = {
  customers: 'customer.import',
  orders: 'order.import',
  interactions: 'interaction.import',
}
const accepted = '.csv,.tsv,.txt,.xlsx,.xlsm,.vcf,.json,.jsonl,.zip'

/** Where the file is dropped; what is in it is found out by looking. */
export function DropStep() {
  const { t } = useTranslation('customers')
  const can = useCan()
  const { type: asked } = useSearch({ strict: false }) as { type?: string }
  const offered = importTypes.filter((type) => can(permissions[type]))
  const [type, setType] = useState<ImportType>(offered.find((known) => known === asked) ?? offered[0] ?? 'customers')
  const { busy, send } = useSend(type)
  return (
    <div className={classes.drop}>
      <SegmentedControl
        value={type}
        onChange={(value) => setType(value as ImportType)}
        aria-label={t('import.what')}
        data={offered.map((value) => ({ value, label: t(`import.types.${value}`) }))}
      />
      <DropZone busy={busy} onFile={(file) => void send(file)} />
      <p className={classes.hint}>{t('import.promise')}</p>
    </div>
  )
}

/** Sends the file and goes to the page of the import that it began. */
function useSend(type: ImportType) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const send = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    const form = new FormData()
    form.append('type', type)
    form.append('file', file)
    const written = await refused(() => upload<Import>('/imports', form))
    setBusy(false)
    if (!written) return
    queries.setQueryData(importQuery(written.data.id).queryKey, written.data)
    await navigate({ to: '/imports/$id', params: { id: written.data.id } })
  }
  return { busy, send }
}

function DropZone({ busy, onFile }: { busy: boolean; onFile: (file: File | undefined) => void }) {
  const { t } = useTranslation('customers')
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFile(event.dataTransfer.files[0])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button inside does the same
    <div
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <Icon of={IconFileImport} size={28} />
      <p className={classes.zoneTitle}>{t('import.drop')}</p>
      <Button variant="filled" size="sm" loading={busy} onClick={() => input.current?.click()}>
        {t('import.choose')}
      </Button>
      <p className={classes.hint}>{t('import.formats')}</p>
      <input
        ref={input}
        type="file"
        accept={accepted}
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('import.choose')}
        onChange={(event) => onFile(event.currentTarget.files?.[0])}
      />
    </div>
  )
}
