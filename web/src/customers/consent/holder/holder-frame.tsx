import { IconLanguage } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { asLanguage, switchLanguage } from '../../../client/words.ts'
import { Icon } from '../../../ui/icon.tsx'
import classes from './holder.module.css'

type Props = { firm?: string; title: string; lead?: ReactNode; children?: ReactNode }

const otherNames = { en: '中文', 'zh-CN': 'English' } as const

/** The page of somebody who has a link and no account: the firm's name, their language, and nothing else around. */
export function HolderFrame({ firm, title, lead, children }: Props) {
  const { t, i18n } = useTranslation('customers')
  const language = asLanguage(i18n.language)
  const other = language === 'en' ? 'zh-CN' : 'en'
  useEffect(() => {
    document.title = [title, firm].filter(Boolean).join(' · ')
  }, [title, firm])
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.firm}>{firm}</span>
        <button
          type="button"
          className={classes.language}
          lang={other}
          aria-label={t('consent.page.language')}
          onClick={() => void switchLanguage(other)}
        >
          <Icon of={IconLanguage} />
          {otherNames[language]}
        </button>
      </header>
      <main className={classes.main}>
        <h1>{title}</h1>
        {lead ? <p className={classes.lead}>{lead}</p> : null}
        {children}
      </main>
    </div>
  )
}

/** What every link that does not work leads to; it never says why. */
export function WrongLink({ status }: { status: number }) {
  const { t } = useTranslation('customers')
  const kind = status === 429 ? 'busy' : status === 404 || status === 400 ? 'wrong' : 'away'
  return <HolderFrame title={t(`consent.page.${kind}`)} lead={t(`consent.page.${kind}Lead`)} />
}
