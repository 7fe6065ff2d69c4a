import { useTranslation } from 'react-i18next'
import { useConnection } from '../../client/connection.ts'
import classes from './connection-note.module.css'

/** Says when the product is slow or gone, instead of leaving a person waiting. */
export function ConnectionNote() {
  const { t } = useTranslation('app')
  const connection = useConnection()
  return (
    <div role="status">
      {connection === 'good' ? null : (
        <p className={classes.note} data-state={connection}>
          {t(`connection.${connection}`)}
        </p>
      )}
    </div>
  )
}
