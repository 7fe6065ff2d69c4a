import { useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { asLanguage, switchLanguage } from '../../client/words.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './entry-frame.module.css'

/** The quiet page around sign-in and first-run, where the language and the light can already be chosen. */
export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { t, i18n } = useTranslation('app')
  const { setColorScheme } = useMantineColorScheme()
  const other = asLanguage(i18n.language) === 'en' ? 'zh-CN' : 'en'
  const dark = document.documentElement.dataset.mantineColorScheme === 'dark'
  useEffect(() => {
    document.title = `${title} · Rapport`
  }, [title])
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.brand}>
          <span className={classes.mark} aria-hidden>
            R
          </span>
          Rapport
        </span>
        <span className={classes.choices}>
          <button type="button" className={classes.choice} lang={other} onClick={() => void switchLanguage(other)}>
            <Icon of={IconLanguage} />
            {t(`user.languages.${other}`)}
          </button>
          <button type="button" className={classes.choice} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
            <Icon of={dark ? IconSun : IconMoon} />
            {t(`user.themes.${dark ? 'light' : 'dark'}`)}
          </button>
        </span>
      </header>
      <main className={classes.middle}>
        <h1 className={classes.title}>{title}</h1>
        {lead ? <p className={classes.lead}>{lead}</p> : null}
        {children}
      </main>
    </div>
  )
}
