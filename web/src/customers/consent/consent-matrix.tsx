import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { channelIcons, lookIcons, lookOf, useChoiceText } from './choice-words.ts'
import classes from './consent.module.css'
import { type Channel, type Choice, type Consent, channels, type PurposeChoices } from './types.ts'

type Props = { consent: Consent; onOpen: (about: { purpose: string; channel: Channel }) => void }

/** Purposes down, channels across. */
export function ConsentMatrix({ consent, onOpen }: Props) {
  const { t } = useTranslation('customers')
  return (
    <table className={classes.matrix} aria-label={t('consent.title')}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('consent.purpose')}</span>
          </th>
          {channels.map((channel) => (
            <th key={channel} scope="col" title={t(`consent.channels.${channel}`)}>
              <Icon of={channelIcons[channel]!} size={14} />
              <span className="visually-hidden">{t(`consent.channels.${channel}`)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {consent.purposes.map((purpose) => (
          <tr key={purpose.key}>
            <th scope="row">{purpose.title}</th>
            <Marks purpose={purpose} onOpen={onOpen} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Marks({ purpose, onOpen }: { purpose: PurposeChoices; onOpen: Props['onOpen'] }) {
  const single = purpose.choices.find(({ channel }) => channel === 'any')
  if (single) {
    return (
      <td colSpan={channels.length} data-wide>
        <Mark purpose={purpose} choice={single} onOpen={onOpen} />
      </td>
    )
  }
  return channels.map((channel) => {
    const choice = purpose.choices.find((one) => one.channel === channel)
    return <td key={channel}>{choice ? <Mark purpose={purpose} choice={choice} onOpen={onOpen} /> : null}</td>
  })
}

function Mark({ purpose, choice, onOpen }: { purpose: PurposeChoices; choice: Choice; onOpen: Props['onOpen'] }) {
  const { t } = useTranslation('customers')
  const text = useChoiceText()
  const look = lookOf(choice)
  const about = { purpose: purpose.title, channel: t(`consent.channels.${choice.channel}`), state: text(choice) }
  return (
    <Tooltip label={text(choice)} openDelay={300}>
      <button
        type="button"
        className={classes.mark}
        data-look={look}
        aria-label={t('consent.mark', about)}
        onClick={() => onOpen({ purpose: purpose.key, channel: choice.channel })}
      >
        <Icon of={lookIcons[look]} size={15} />
        {choice.channel === 'any' ? <span>{t(`consent.short.${look}`)}</span> : null}
      </button>
    </Tooltip>
  )
}
