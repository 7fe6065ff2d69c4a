import { Button, CopyButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './secret.module.css'

/** Something that is shown this once and never again. */
export function Secret({ value }: { value: string }) {
  const { t } = useTranslation('ui')
  return (
    <div className={classes.secret}>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}
      </CopyButton>
    </div>
  )
}
