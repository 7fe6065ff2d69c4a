import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Session, sessionQuery } from '../../client/session.ts'
import { useStream } from '../../client/stream.ts'
import { CrumbsPlace } from '../../ui/crumbs.tsx'
import { LocaleContext } from '../../ui/format.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { BottomBar } from './bottom-bar.tsx'
import { ConnectionNote, PasswordNote } from './connection-note.tsx'
import { KeyboardSheet } from './keyboard-sheet.tsx'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { TopBar } from './top-bar.tsx'
import { useGoTo } from './use-go-to.ts'
import { useKept } from './use-kept.ts'

const Palette = lazy(() => import('../palette/palette.tsx').then((module) => ({ default: module.Palette })))

export function Shell() {
  const { data: session } = useQuery(sessionQuery)
  return session ? <SignedIn session={session} /> : <Navigate to="/sign-in" search={{ to: window.location.pathname }} />
}

function SignedIn({ session }: { session: Session }) {
  const { t } = useTranslation('app')
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null)
  const [palette, setPalette] = useState(false)
  const [sheet, setSheet] = useState(false)
  const [drawer, setDrawer] = useState(false)
  const [narrow, setNarrow] = useKept('rapport.rail-narrow', false)
  const { setColorScheme } = useMantineColorScheme()
  const { language, timeZone, theme } = session.user
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme])
  useStream()

  const goTo = useGoTo()
  useShortcuts({
    ...goTo,
    'mod+k': () => setPalette(true),
    '/': () => setPalette(true),
    '?': () => setSheet(true),
    '[': () => setNarrow(!narrow),
  })
  const locale = useMemo(() => ({ language, timeZone }), [language, timeZone])

  return (
    <LocaleContext value={locale}>
      <CrumbsPlace value={crumbs}>
        <a href="#main" className={classes.skip}>
          {t('skip')}
        </a>
        <div className={classes.shell} data-narrow={narrow || undefined}>
          <Rail narrow={narrow} open={drawer} onClose={() => setDrawer(false)} onNarrow={setNarrow} />
          <div className={classes.stage}>
            <TopBar crumbs={setCrumbs} onSearch={() => setPalette(true)} onKeyboard={() => setSheet(true)} />
            <ConnectionNote />
            <PasswordNote />
            <main id="main" className={classes.main} tabIndex={-1}>
              <Suspense>
                <Outlet />
              </Suspense>
            </main>
            <BottomBar onSearch={() => setPalette(true)} onMore={() => setDrawer(true)} />
          </div>
        </div>
        <Suspense>
          {palette ? <Palette onClose={() => setPalette(false)} onKeyboard={() => setSheet(true)} /> : null}
        </Suspense>
        <KeyboardSheet opened={sheet} onClose={() => setSheet(false)} />
      </CrumbsPlace>
    </LocaleContext>
  )
}
