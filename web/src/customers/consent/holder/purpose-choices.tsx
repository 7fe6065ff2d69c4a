import { Switch } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { asLanguage } from '../../../client/words.ts'
import type { Channel, Preferences } from '../types.ts'
import classes from './holder.module.css'

type Props = {
  purpose: Preferences['purposes'][number]
  isOn: (channel: Channel, isAllowed: boolean) => boolean
  onToggle: (channel: Channel, wanted: boolean, was: boolean) => void
}

/** One purpose in the firm's words, with a switch per channel. */
export function PurposeChoices({ purpose, isOn, onToggle }: Props) {
  const { t, i18n } = useTranslation('customers')
  const titleId = useId()
  const { title, body } = purpose.texts[asLanguage(i18n.language)]
  return (
    <section className={classes.purpose} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      <p>{body}</p>
      {purpose.isFixed ? <p className={classes.note}>{t('consent.page.fixed')}</p> : null}
      <ul>
        {purpose.channels.map(({ channel, isAllowed }) => {
          const label = t(channel === 'any' ? 'consent.page.agree' : `consent.channels.${channel}`)
          return (
            <li key={channel}>
              <Switch
                size="md"
                labelPosition="left"
                classNames={{
                  root: classes.row ?? '',
                  body: classes.rowBody ?? '',
                  labelWrapper: classes.rowLabel ?? '',
                }}
                label={label}
                aria-label={t('consent.page.choice', { purpose: title, channel: label })}
                checked={isOn(channel, isAllowed)}
                disabled={purpose.isFixed}
                onChange={(event) => onToggle(channel, event.currentTarget.checked, isAllowed)}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
