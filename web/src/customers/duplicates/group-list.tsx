import { useTranslation } from 'react-i18next'
import classes from './duplicates.module.css'
import { useSureness } from './sureness.ts'
import type { Group } from './types.ts'

type Props = { groups: Group[]; current: string; onChoose: (id: string) => void }

export function GroupList({ groups, current, onChoose }: Props) {
  const { t } = useTranslation('customers')
  const sureness = useSureness()
  return (
    <ul className={classes.groups} aria-label={t('duplicates.title')}>
      {groups.map((group) => {
        const names = [...new Set(group.members.map(({ name }) => name))]
        return (
          <li key={group.id}>
            <button
              type="button"
              aria-current={group.id === current || undefined}
              className={classes.group}
              onClick={() => onChoose(group.id)}
            >
              <span className={classes.names}>{names.join(' · ')}</span>
              <span className={classes.sure}>{sureness(group.probability)}</span>
              <span className={classes.about}>{t('duplicates.records', { count: group.members.length })}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
