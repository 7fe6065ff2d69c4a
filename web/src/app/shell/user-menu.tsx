import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconBuilding,
  IconCheck,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconSunMoon,
  IconUser,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../client/problem.ts'
import { switchWorkspace, type ThemeChoice, useOwnSettings, useSession } from '../../client/session.ts'
import { signOut } from '../../client/sign-out.ts'
import { languages } from '../../client/words.ts'
import { Icon, type IconShape } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { toastProblem } from '../../ui/toast.tsx'
import classes from './user-menu.module.css'

const themes: { choice: ThemeChoice; icon: IconShape }[] = [
  { choice: 'system', icon: IconSunMoon },
  { choice: 'light', icon: IconSun },
  { choice: 'dark', icon: IconMoon },
]

const tick = (chosen: boolean) => (chosen ? <Icon of={IconCheck} /> : null)

export function UserMenu({ onKeyboard }: { onKeyboard: () => void }) {
  const { t } = useTranslation('app')
  const { user, role } = useSession()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target ?? ''} aria-label={t('user.menu', { name: user.name })}>
          <Monogram name={user.name} size={26} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{user.name}</strong>
          <span>{`${user.email} · ${role.name}`}</span>
        </div>
        <Menu.Divider />
        <LanguageAndTheme />
        <Menu.Divider />
        <Workspaces />
        <OwnItems onKeyboard={onKeyboard} />
      </Menu.Dropdown>
    </Menu>
  )
}

function LanguageAndTheme() {
  const { t } = useTranslation('app')
  const { user } = useSession()
  const change = useOwnSettings()
  const set = (changes: Parameters<typeof change>[0]) =>
    void change(changes).catch((error: unknown) => isProblem(error) && toastProblem(error.body))
  return (
    <>
      {languages.map((language) => (
        <Menu.Item
          key={language}
          leftSection={<Icon of={IconLanguage} />}
          rightSection={tick(user.language === language)}
          lang={language}
          onClick={() => set({ language })}
        >
          {t(`user.languages.${language}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      {themes.map(({ choice, icon }) => (
        <Menu.Item
          key={choice}
          leftSection={<Icon of={icon} />}
          rightSection={tick(user.theme === choice)}
          onClick={() => set({ theme: choice })}
        >
          {t(`user.themes.${choice}`)}
        </Menu.Item>
      ))}
    </>
  )
}

/** The firms one works in; nothing where there is but one. */
function Workspaces() {
  const { workspace, workspaces } = useSession()
  if (workspaces.length < 2) return null
  return workspaces.map((other) => (
    <Menu.Item
      key={other.id}
      leftSection={<Icon of={IconBuilding} />}
      rightSection={tick(other.id === workspace.id)}
      onClick={() => void switchWorkspace(other.id)}
    >
      {other.name}
    </Menu.Item>
  ))
}

function OwnItems({ onKeyboard }: { onKeyboard: () => void }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  return (
    <>
      <Menu.Item
        leftSection={<Icon of={IconUser} />}
        onClick={() => void navigate({ to: '/settings/$section', params: { section: 'profile' } })}
      >
        {t('user.profile')}
      </Menu.Item>
      <Menu.Item leftSection={<Icon of={IconKeyboard} />} onClick={onKeyboard}>
        {t('keyboard.title')}
      </Menu.Item>
      <Menu.Item leftSection={<Icon of={IconLogout} />} onClick={() => void signOut()}>
        {t('user.signOut')}
      </Menu.Item>
    </>
  )
}
