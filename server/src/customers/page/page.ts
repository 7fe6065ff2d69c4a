import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { readRecord } from '../../kernel/query/record-routes.ts'
import { customFieldsOf, withCustomFields } from '../../platform/index.ts'
import { listCollection } from '../collection.ts'
import { listVisibleContactPoints } from '../contact-points/contact-points.list.ts'
import { missingFrom } from '../customers/completeness.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { journal } from '../journal/journal.ts'
import { expectations, preferences } from '../preferences/preferences.ts'
import { customerPanels } from '../registries.ts'
import { listRelations } from '../relations/relations.ts'

const JOURNAL_SHOWN = 20

/** Everything that the 360° page opens with, in one answer; its statements leave in one write. */
export async function readCustomerPage(ctx: Ctx, id: string) {
  const panels = ctx.entries(customerPanels).filter((panel) => can(ctx.actor, panel.permission))
  const record = await withCustomFields(customerRecord)(ctx)
  const [customer, contactPoints, relations, liked, expected, entries, customFields, ...loaded] = await Promise.all([
    readRecord(ctx, record, id),
    listVisibleContactPoints(ctx, id),
    listRelations(ctx, id),
    listCollection(ctx, preferences, id),
    listCollection(ctx, expectations, id),
    listCollection(ctx, journal, id, JOURNAL_SHOWN + 1),
    customFieldsOf(ctx, 'customer'),
    ...panels.map((panel) => panel.load(ctx, id)),
  ])
  return {
    customer,
    contactPoints,
    relations: relations.items,
    preferences: liked,
    expectations: expected,
    journal: { latest: entries.slice(0, JOURNAL_SHOWN), hasMore: entries.length > JOURNAL_SHOWN },
    customFields: customFields.map(({ key, type, label, options }) => ({ key, type, label, options })),
    completeness: { percent: customer.completeness, missing: missingKeys(ctx, customer, contactPoints) },
    panels: Object.fromEntries(panels.map((panel, index) => [panel.key, loaded[index]])),
  }
}

/** API keys of a record as the columns that completeness looks at. */
function missingKeys(
  ctx: Ctx,
  customer: Readonly<Record<string, unknown>>,
  points: readonly Readonly<Record<string, unknown>>[],
) {
  const has = (kind: string) => points.some((point) => point.kind === kind)
  const row = {
    kind: customer.kind,
    owner_id: customer.owner,
    source: customer.source,
    organization_id: customer.organization,
    job_title: customer.jobTitle,
    birth_month: customer.birthday,
    language: customer.language,
    gender: customer.gender,
    note: customer.note,
    industry: customer.industry,
    website: customer.website,
    employees: customer.employees,
    annual_revenue: customer.annualRevenue,
    since: customer.since,
    founded_year: customer.foundedYear,
    city: customer.city,
  }
  const facts = { hasPhone: has('phone'), hasEmail: has('email'), hasAddress: has('address') }
  return missingFrom(row, facts).map((key) => ({ key, label: ctx.t(`customer.field.${key}`) }))
}
