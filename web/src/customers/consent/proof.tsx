import { useTranslation } from 'react-i18next'
import { Chip, type Tone } from '../../ui/chip.tsx'
import { useFormats } from '../../ui/format.ts'
import classes from './consent.module.css'
import type { Entry } from './types.ts'

const tones: Record<Entry['state'], Tone> = {
  granted: 'green',
  refused: 'red',
  withdrawn: 'red',
  pending: 'amber',
  annulled: 'neutral',
}

/** One entry of the ledger with everything that proves it. */
export function Proof({ entry }: { entry: Entry }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const facts = [
    [t('consent.proof.said'), format.dateTime(entry.at)],
    [t('consent.proof.source'), t(`consent.sources.${entry.source}`)],
    [t('consent.proof.by'), entry.actor?.name],
    [t('consent.proof.origin'), entry.origin],
    [
      t('consent.proof.file'),
      entry.fileName ? t('consent.proof.row', { file: entry.fileName, row: entry.fileRow ?? '' }) : null,
    ],
    [t('consent.proof.until'), entry.pendingUntil ? format.dateTime(entry.pendingUntil) : null],
    [
      t('consent.proof.address'),
      entry.isAddressOnFile === null ? null : t(`consent.proof.${entry.isAddressOnFile ? 'onFile' : 'notOnFile'}`),
    ],
    [t('consent.proof.note'), entry.note],
    [t('consent.proof.entry'), entry.id],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]))
  const where = entry.channel === 'any' ? '' : t(`consent.channels.${entry.channel}`)
  return (
    <article className={classes.proof} data-annulled={entry.annulledBy !== null || undefined}>
      <header>
        <strong>{[entry.title, where].filter(Boolean).join(' · ')}</strong>
        <Chip tone={tones[entry.state]}>{t(`consent.states.${entry.state}`)}</Chip>
        {entry.annulledBy ? <Chip>{t('consent.states.annulled')}</Chip> : null}
      </header>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {entry.text ? (
        <blockquote lang={entry.text.language}>
          <p>{entry.text.title}</p>
          <p>{entry.text.body}</p>
          <footer>{t('consent.proof.version', { number: entry.text.number })}</footer>
        </blockquote>
      ) : null}
    </article>
  )
}
