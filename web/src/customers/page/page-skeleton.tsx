import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './page-skeleton.module.css'

/** The shape of the page while it is read for the first time. */
export function PageSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <div role="status" aria-label={t('loading')}>
      <div className={classes.head}>
        <Skeleton height={46} width={46} radius={10} />
        <div>
          <Skeleton height={16} width={220} />
          <Skeleton height={10} width={140} mt={10} />
        </div>
      </div>
      <div className={classes.columns}>
        <Skeleton height={220} />
        <Skeleton height={320} />
        <Skeleton height={180} />
      </div>
    </div>
  )
}
