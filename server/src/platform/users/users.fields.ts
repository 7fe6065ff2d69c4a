import { sql } from 'kysely'
import { type RecordType, referenceOutput } from '../../kernel/query/fields.ts'

const teams = sql`coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name)
  from platform.v_team_member tm join platform.v_team t on t.id = tm.team_id
  where tm.member_id = r.id and t.deleted_at is null), '[]')`
const territories = sql`coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name)
  from platform.v_territory_member tm join platform.v_territory t on t.id = tm.territory_id
  where tm.member_id = r.id and t.deleted_at is null), '[]')`

/** People as everyone in the workspace may see them. */
export const userRecord: RecordType = {
  type: 'user',
  path: 'users',
  view: 'platform.v_member',
  scope: null,
  defaultSort: 'name',
  actions: [],
  fields: [
    { key: 'name', type: 'text', column: 'name', isSortable: true, isFilterable: true, isDefault: true },
    { key: 'email', type: 'email', column: 'email', isFilterable: true, isDefault: true },
    {
      key: 'role',
      type: 'reference',
      reference: 'role',
      column: 'role_id',
      output: referenceOutput('role_id', 'platform.v_role'),
      isFilterable: true,
      isDefault: true,
    },
    { key: 'teams', type: 'tags', column: teams, isDefault: true },
    { key: 'territories', type: 'tags', column: territories },
    { key: 'disabled', type: 'boolean', column: 'is_disabled', isFilterable: true, isDefault: true },
    { key: 'language', type: 'choice', column: 'language', options: ['zh-CN', 'en'], isFilterable: true },
    { key: 'timeZone', type: 'text', column: 'time_zone' },
    { key: 'createdAt', type: 'datetime', column: 'created_at', isSortable: true },
  ],
}
