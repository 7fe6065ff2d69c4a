import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../client/connection.ts'
import { useSession } from '../../client/session.ts'
import classes from './connection-note.module.css'

/** A password that somebody else has made is to be replaced by one's own. */
export function PasswordNote() {
  const { t } = useTranslation('app')
  const { user } = useSession()
  if (!user.mustChangePassword) return null
  return (
    <p className={classes.note}>
      {t('connection.password')}{' '}
      <Link to="/settings/$section" params={{ section: 'profile' }}>
        {t('connection.changePassword')}
      </Link>
    </p>
  )
}

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
