import { Button, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import type { Reference } from '../../records/schema.ts'
import type { CustomerRow } from '../types.ts'
import classes from './merge-fields.module.css'
import { MergeFields } from './merge-fields.tsx'
import { useMerge } from './use-merge.ts'

type Props = { customer: Pick<CustomerRow, 'id' | 'name'>; other?: Reference | null; onClose: () => void }

/** Merges the customer on the page with another: found by a few letters, compared field by field. */
export function MergeSheet({ customer, other: first = null, onClose }: Props) {
  const { t } = useTranslation('customers')
  const [other, setOther] = useState<Reference | null>(first)
  return (
    <Modal
      opened
      onClose={onClose}
      size={880}
      title={t('merge.title', { name: customer.name })}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'ui' }) }}
    >
      <div className={classes.sheet}>
        <ReferenceSelect
          type="customer"
          label={t('merge.with')}
          value={other}
          onChange={(value) => setOther(value?.id === customer.id ? null : value)}
          {...(first === null ? { 'data-autofocus': true } : {})}
        />
        {other ? (
          <Compared key={other.id} ids={[customer.id, other.id]} survivor={customer.id} onClose={onClose} />
        ) : (
          <p className={classes.moves}>{t('merge.hint')}</p>
        )}
      </div>
    </Modal>
  )
}

function Compared({ ids, survivor, onClose }: { ids: string[]; survivor: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  const merging = useMerge(ids, survivor)
  const merge = async () => {
    const kept = await merging.merge()
    if (!kept) return
    onClose()
    await navigate({ to: '/customers/$id', params: { id: kept } })
  }
  return (
    <>
      <MergeFields merging={merging} />
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
        <Button
          variant="filled"
          disabled={!merging.preview || merging.problem !== null}
          loading={merging.isBusy}
          onClick={() => void merge()}
        >
          {t('merge.merge')}
        </Button>
      </div>
    </>
  )
}
