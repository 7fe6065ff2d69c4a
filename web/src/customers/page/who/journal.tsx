import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../ui/format.ts'
import { Panel } from '../../../ui/panel.tsx'
import type { CustomerPageData } from '../../types.ts'
import classes from './who.module.css'

const shownAtFirst = 2

/** Dated prose: a story describes a customer better than boxes. It is written in the composer. */
export function Journal({ page: { journal } }: { page: CustomerPageData }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const [all, setAll] = useState(false)
  if (journal.latest.length === 0) return null
  const shown = all ? journal.latest : journal.latest.slice(0, shownAtFirst)
  const count = journal.count ?? journal.latest.length
  return (
    <Panel title={t('journal.title')} aside={`${t('journal.count', { count })}${journal.hasMore ? '+' : ''}`}>
      {shown.map((entry) => (
        <article key={entry.id} className={classes.entry}>
          <p>{t('journal.quoted', { text: entry.text })}</p>
          <footer>{[entry.author?.name, format.day(entry.on)].filter(Boolean).join(' · ')}</footer>
        </article>
      ))}
      {journal.latest.length > shownAtFirst ? (
        <button type="button" className={classes.quiet} onClick={() => setAll(!all)}>
          {all ? t('who.fewer') : t('journal.more')}
        </button>
      ) : null}
    </Panel>
  )
}
