import { Link, useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../client/session.ts'
import { Crumbs } from '../ui/crumbs.tsx'
import classes from './settings.module.css'

type SectionName =
  | 'profile'
  | 'workspace'
  | 'users'
  | 'teams'
  | 'territories'
  | 'roles'
  | 'fields'
  | 'keys'
  | 'consent'
  | 'retention'
  | 'audit'
type Section = { name: SectionName; permission?: string; page: ComponentType }

const sections: Section[] = [
  {
    name: 'profile',
    page: lazy(() => import('./account/profile.tsx').then((module) => ({ default: module.Profile }))),
  },
  {
    name: 'workspace',
    permission: 'settings.workspace',
    page: lazy(() => import('./data/workspace.tsx').then((module) => ({ default: module.Workspace }))),
  },
  {
    name: 'users',
    permission: 'settings.users',
    page: lazy(() => import('./people/users.tsx').then((module) => ({ default: module.Users }))),
  },
  {
    name: 'teams',
    permission: 'settings.teams',
    page: lazy(() => import('./people/teams.tsx').then((module) => ({ default: module.Teams }))),
  },
  {
    name: 'territories',
    permission: 'settings.teams',
    page: lazy(() => import('./people/territories.tsx').then((module) => ({ default: module.Territories }))),
  },
  {
    name: 'roles',
    permission: 'settings.roles',
    page: lazy(() => import('./access/roles.tsx').then((module) => ({ default: module.Roles }))),
  },
  {
    name: 'fields',
    permission: 'settings.fields',
    page: lazy(() => import('./data/custom-fields.tsx').then((module) => ({ default: module.CustomFields }))),
  },
  {
    name: 'keys',
    permission: 'settings.keys',
    page: lazy(() => import('./access/keys.tsx').then((module) => ({ default: module.Keys }))),
  },
  {
    name: 'consent',
    permission: 'settings.consent',
    page: lazy(() =>
      import('../customers/consent/settings/consent-settings.tsx').then((module) => ({
        default: module.ConsentSettings,
      })),
    ),
  },
  {
    name: 'retention',
    permission: 'settings.retention',
    page: lazy(() => import('./retention/retention.tsx').then((module) => ({ default: module.Retention }))),
  },
  {
    name: 'audit',
    permission: 'audit.read',
    page: lazy(() => import('./data/audit.tsx').then((module) => ({ default: module.Audit }))),
  },
]

export function Settings() {
  const { t } = useTranslation('platform')
  const can = useCan()
  const { section: asked } = useParams({ strict: false }) as { section?: string }
  const offered = sections.filter(({ permission }) => !permission || can(permission))
  const section = offered.find(({ name }) => name === asked) ?? offered[0]
  if (!section) return null
  const Page = section.page
  return (
    <div className={classes.layout}>
      <Crumbs
        path={[
          { key: 'settings', label: t('title'), node: <Link to="/settings">{t('title')}</Link> },
          { key: section.name, label: t(`sections.${section.name}`) },
        ]}
      />
      <nav className={classes.nav} aria-label={t('title')}>
        {offered.map(({ name }) => (
          <Link
            key={name}
            to="/settings/$section"
            params={{ section: name }}
            className={classes.link}
            data-here={name === section.name || undefined}
            {...(name === section.name ? { 'aria-current': 'page' as const } : {})}
          >
            {t(`sections.${name}`)}
          </Link>
        ))}
        {can('recycle-bin.read') ? (
          <Link to="/recycle-bin" className={classes.link}>
            {t('sections.recycleBin')}
          </Link>
        ) : null}
      </nav>
      <div className={classes.content}>
        <Suspense>
          <Page />
        </Suspense>
      </div>
    </div>
  )
}
