import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/format.ts'
import classes from './duplicates.module.css'
import type { Reason } from './types.ts'

const shown = 4

/** "same phone · similar name"; what speaks against it stands apart. */
export function Reasons({ reasons, all = false }: { reasons: Reason[]; all?: boolean }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (
    <ul className={classes.reasons}>
      {(all ? reasons : reasons.slice(0, shown)).map((reason) => (
        <li
          key={reason.field}
          data-against={reason.bits < 0 || undefined}
          title={t('duplicates.bits', { bits: format.number(reason.bits, 1) })}
        >
          {reason.text}
          {all ? (
            <span
              className={classes.bits}
            >{`${reason.bits > 0 ? '+' : '−'}${format.number(Math.abs(reason.bits), 1)}`}</span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
