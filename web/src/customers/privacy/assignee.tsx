import { useTranslation } from 'react-i18next'
import { patch } from '../../client/api.ts'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { refused } from '../../records/rows.ts'
import classes from './privacy.module.css'
import type { PrivacyRequest } from './types.ts'
import { useRefresh } from './use-refresh.ts'

/** Who handles an open request. */
export function Assignee({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation('customers')
  const refresh = useRefresh(request.id)
  const give = async (assigneeId: string | null) => {
    const body = { version: request.version, assigneeId }
    if (await refused(() => patch(`/privacy-requests/${request.id}`, body))) await refresh()
  }
  return (
    <div className={classes.assignee}>
      <ReferenceSelect
        type="user"
        label={t('privacy.assignee')}
        placeholder={t('privacy.nobody')}
        clearable
        value={request.assignee}
        onChange={(value) => void give(value?.id ?? null)}
      />
    </div>
  )
}
