import {
  IconFileImport,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconSettings,
  IconSun,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan, useOwnSettings, useSession } from '../../client/session.ts'
import { asLanguage } from '../../client/words.ts'
import type { IconShape } from '../../ui/icon.tsx'
import { type Place, places, settingsPlace } from '../shell/places.ts'
import { destinations } from '../shell/use-go-to.ts'

/** Something the palette can do; `also` holds further words that find it. */
export type Action = { id: string; title: string; also: string; keys?: string; icon: IconShape; run: () => void }

const keysTo = (to: string): string | undefined =>
  Object.entries(destinations)
    .find(([, place]) => place === to)?.[0]
    .toUpperCase()

/** All that the palette offers this person: new records first, then places, then the person's own settings. */
export function useActions(onKeyboard: () => void): Action[] {
  const work = useWorkActions()
  const visits = useVisits()
  const own = useOwnActions(onKeyboard)
  return [...work, ...visits, ...own]
}

function useWorkActions(): Action[] {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const can = useCan()
  const actions: (Action & { permission: string })[] = [
    {
      permission: 'customer.create',
      id: 'new-customer',
      title: t('actions.newCustomer'),
      also: 'new create',
      icon: IconUserPlus,
      run: () => void navigate({ to: '/customers', search: { create: true } }),
    },
    {
      permission: 'customer.import',
      id: 'import',
      title: t('actions.import'),
      also: 'csv xlsx vcard',
      icon: IconFileImport,
      run: () => void navigate({ to: '/imports/new' }),
    },
    {
      permission: 'recycle-bin.read',
      id: 'recycle-bin',
      title: t('actions.recycleBin'),
      also: 'deleted trash',
      icon: IconTrash,
      run: () => void navigate({ to: '/recycle-bin' }),
    },
  ]
  return actions.filter(({ permission }) => can(permission))
}

function useVisits(): Action[] {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const can = useCan()
  const visit = (place: Place): Action => {
    const keys = keysTo(place.to)
    return {
      id: `go-${place.name}`,
      title: t('actions.go', { place: t(`places.${place.name}`) }),
      also: place.name,
      ...(keys ? { keys } : {}),
      icon: place.icon,
      run: () => void navigate({ to: place.to }),
    }
  }
  const every = places.flatMap((place) =>
    place.within && place.name === 'sales' ? place.within : [place, ...(place.within ?? [])],
  )
  return [...every, settingsPlace].filter(({ permission }) => !permission || can(permission)).map(visit)
}

function useOwnActions(onKeyboard: () => void): Action[] {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { user } = useSession()
  const change = useOwnSettings()
  const dark = document.documentElement.dataset.mantineColorScheme === 'dark'
  const other = asLanguage(user.language) === 'en' ? 'zh-CN' : 'en'
  return [
    {
      id: 'theme',
      title: t(dark ? 'actions.light' : 'actions.dark'),
      also: 'theme',
      icon: dark ? IconSun : IconMoon,
      run: () => void change({ theme: dark ? 'light' : 'dark' }),
    },
    {
      id: 'language',
      title: t('actions.language', { language: t(`user.languages.${other}`) }),
      also: 'language 语言',
      icon: IconLanguage,
      run: () => void change({ language: other }),
    },
    { id: 'keyboard', title: t('keyboard.title'), also: 'shortcuts', keys: '?', icon: IconKeyboard, run: onKeyboard },
    {
      id: 'profile',
      title: t('user.profile'),
      also: 'password totp',
      icon: IconSettings,
      run: () => void navigate({ to: '/settings/$section', params: { section: 'profile' } }),
    },
  ]
}
