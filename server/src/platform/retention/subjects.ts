import { sql } from 'kysely'
import type { RetentionSubject } from './registry.ts'

/** What the product's daily clearing takes; only how long it is kept can be set. */
export const RECYCLE_BIN_DAYS = 30
export const FILES_DAYS = 30
export const EXPORTS_DAYS = 7

export const platformSubjects: readonly RetentionSubject[] = [
  {
    key: 'recycle-bin',
    view: 'kernel.v_event',
    // Records of all types lie in the bin; counted by their deletions, as far as the log goes.
    isDue: (before) => sql`r.type like '%.deleted' and r.at < ${before} and not exists (
      select from kernel.v_event later where later.subject_id = r.subject_id and later.at > r.at
        and (later.type like '%.restored' or later.type like '%.purged'))`,
    name: sql`r.subject_type`,
    since: sql`r.at`,
    actions: ['delete'],
    daysDefault: RECYCLE_BIN_DAYS,
  },
  {
    key: 'file',
    view: 'platform.v_file',
    isDue: (before) => sql`r.deleted_at < ${before}`,
    name: sql`r.name`,
    since: sql`r.deleted_at`,
    actions: ['delete'],
    daysDefault: FILES_DAYS,
  },
  {
    key: 'export',
    view: 'platform.v_export',
    isDue: (before) => sql`r.created_at < ${before}`,
    name: sql`r.file_name`,
    since: sql`r.created_at`,
    actions: ['delete'],
    daysDefault: EXPORTS_DAYS,
  },
]
