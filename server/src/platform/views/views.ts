import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, forbidden, notFound } from '../../kernel/problem.ts'
import { countRows } from '../../kernel/query/count.ts'
import { compileFilter } from '../../kernel/query/filter.ts'
import { rowPredicate } from '../../kernel/query/list.ts'
import { binRow, findRowForUpdate, insertRow, type RecordTable, updateRow } from '../../kernel/record/write.ts'
import { withCustomFields } from '../custom-fields/custom-fields.ts'
import { findRecord } from '../records/registry.ts'
import { refuseSealedFilter } from '../sensitive/guard.ts'
import type { changeViewRoute, createViewRoute } from './contract.ts'

const viewTable: RecordTable = {
  table: 'platform.saved_view',
  type: 'saved-view',
  events: 'platform.saved_view',
  customerColumn: null,
}

interface ViewRow {
  readonly id: string
  readonly version: number
  readonly type: string
  readonly name: string
  readonly filter: object | null
  readonly sort: string | null
  readonly columns: readonly string[]
  readonly shared: 'private' | 'team' | 'everyone'
  readonly teamId: string | null
  readonly owner: { readonly id: string; readonly name: string }
}

/** Own views, those of own teams and everyone's. */
async function findViews(ctx: Ctx, { type, id }: { type?: string | undefined; id?: string }) {
  const { userId, teamIds } = ctx.actor
  const { rows } = await sql<ViewRow>`
    select v.id, v.version, v.record_type as type, v.name, v.filter, v.sort, v.columns, v.shared, v.team_id as "teamId",
      jsonb_build_object('id', m.id, 'name', m.name) as owner
    from platform.v_saved_view v join platform.v_member m on m.id = v.owner_id
    where v.deleted_at is null
      and (${type ?? null}::text is null or v.record_type = ${type ?? ''})
      and (${id ?? null}::uuid is null or v.id = ${id ?? null}::uuid)
      and (v.owner_id = ${userId} or v.shared = 'everyone'
        or (v.shared = 'team' and v.team_id = any(${teamIds}::uuid[])))
    order by lower(v.name), v.id`.execute(ctx.db)
  return rows.filter((row) => can(ctx.actor, `${row.type}.read`))
}

export async function listViews(ctx: Ctx, type: string | undefined) {
  return { items: (await findViews(ctx, { type })).map((row) => present(ctx, row)) }
}

/** Shared views are kept by whoever may share; private ones by their owner alone. */
const mayChange = (ctx: Ctx, row: ViewRow) =>
  row.owner.id === ctx.actor.userId || (row.shared !== 'private' && can(ctx.actor, 'views.share'))

function present(ctx: Ctx, row: ViewRow) {
  const isOwn = mayChange(ctx, row)
  return { ...row, columns: row.columns.length > 0 ? row.columns : null, can: { update: isOwn, delete: isOwn } }
}

async function findView(ctx: Ctx, id: string): Promise<ViewRow> {
  const [row] = await findViews(ctx, { id })
  if (!row) throw notFound({ id })
  return row
}

export async function createView(ctx: Ctx, input: Static<typeof createViewRoute.body>) {
  const { userId } = ctx.actor
  if (!userId) throw forbidden('signed-in')
  await checkContent(ctx, input.type, input)
  const shared = input.shared ?? 'private'
  const id = uuidv7()
  await insertRow(ctx, viewTable, {
    id,
    record_type: input.type,
    name: input.name.trim(),
    filter: input.filter ?? null,
    sort: input.sort ?? null,
    columns: input.columns ?? [],
    shared,
    owner_id: userId,
    team_id: sharedTeam(ctx, shared, input.teamId),
  })
  return present(ctx, await findView(ctx, id))
}

export async function changeView(ctx: Ctx, id: string, input: Static<typeof changeViewRoute.body>) {
  const view = await findView(ctx, id)
  if (!mayChange(ctx, view)) throw forbidden('views.share')
  await checkContent(ctx, view.type, input)
  const row = await findRowForUpdate(ctx, viewTable, id)
  const shared = input.shared ?? view.shared
  const isSharingChanged = input.shared !== undefined || input.teamId !== undefined
  await updateRow(ctx, viewTable, row, {
    changes: {
      ...(input.name !== undefined && { name: input.name.trim() }),
      ...(input.filter !== undefined && { filter: input.filter }),
      ...(input.sort !== undefined && { sort: input.sort }),
      ...(input.columns !== undefined && { columns: input.columns ?? [] }),
      ...(isSharingChanged && { shared, team_id: sharedTeam(ctx, shared, input.teamId ?? view.teamId) }),
    },
    version: input.version,
  })
  return present(ctx, await findView(ctx, id))
}

export async function deleteView(ctx: Ctx, id: string): Promise<void> {
  const view = await findView(ctx, id)
  if (!mayChange(ctx, view)) throw forbidden('views.share')
  await binRow(ctx, viewTable, await findRowForUpdate(ctx, viewTable, id))
}

/** Counted as the caller sees the records, whoever made the view. */
export async function countView(ctx: Ctx, id: string) {
  const view = await findView(ctx, id)
  const known = findRecord(ctx, view.type)
  if (!known) throw notFound({ id })
  const record = await withCustomFields(known.record)(ctx)
  const request = view.filter ? { filter: view.filter } : {}
  return countRows(ctx, record, rowPredicate(ctx, record, request), request)
}

/** The team of a team's view: one of the actor's own. @throws not-permitted without the word to share */
function sharedTeam(ctx: Ctx, shared: ViewRow['shared'], teamId: string | null | undefined): string | null {
  if (shared === 'private') return null
  if (!can(ctx.actor, 'views.share')) throw forbidden('views.share')
  if (shared === 'everyone') return null
  const chosen = teamId ?? ctx.actor.teamIds[0]
  if (chosen && ctx.actor.teamIds.includes(chosen)) return chosen
  throw badInput([{ path: '/teamId', message: 'problem.field.value', params: { field: 'teamId' } }])
}

/** @throws bad-input for a filter that the record type does not understand, or columns it does not have */
async function checkContent(
  ctx: Ctx,
  type: string,
  { filter, columns }: { filter?: object | null | undefined; columns?: readonly string[] | null | undefined },
): Promise<void> {
  const known = findRecord(ctx, type)
  if (!known || !can(ctx.actor, `${type}.read`)) {
    throw badInput([{ path: '/type', message: 'problem.field.value', params: { field: 'type' } }])
  }
  const record = await withCustomFields(known.record)(ctx)
  if (filter) compileFilter(record, ctx.actor, filter, ctx.now)
  refuseSealedFilter(record, filter)
  const unknown = columns?.find((key) => !record.fields.some((field) => field.key === key))
  if (unknown !== undefined) {
    throw badInput([{ path: '/columns', message: 'problem.field.unknown', params: { field: unknown } }])
  }
}
