import type { Comparator, Role } from './comparator.ts'
import { comparatorFor } from './comparators.ts'
import type { DuplicateModel } from './model.ts'

/** One field of the comparison: one column, or several columns of telephone numbers or addresses of which the best pair counts. */
export interface FieldLayout {
  readonly name: string
  readonly role: Role
  readonly columns: readonly string[]
  readonly comparator: Comparator
  readonly top: number
  /** First level whose rarity counts; above `top` when rarity never counts. */
  readonly termLevel: number
  /** Field whose contents may be exchanged with this one, or -1. */
  readonly partner: number
  /** Field of which this one follows in part (postcode → city → region), or -1; always an earlier one. */
  readonly parent: number
}

export interface Layout {
  readonly fields: readonly FieldLayout[]
  /** Pairs of fields that may be exchanged, lower index first. */
  readonly swaps: readonly (readonly [number, number])[]
}

export interface ColumnRole {
  readonly name: string
  readonly role: Role
  /** False for a column of bare numbers, which is never exchanged with a line of text. */
  readonly isText?: boolean
}

/** Roles of which people have several at once. */
const MANY: ReadonlySet<Role> = new Set(['phone', 'email'])
/** What the field of a role follows from, the nearest first. */
const FOLLOWS: Partial<Record<Role, readonly Role[]>> = {
  city: ['postcode'],
  region: ['city', 'postcode'],
  // Colleagues' mail addresses have the firm's domain; mail boxes are called after their owners, and those of namesakes look alike.
  email: ['organization', 'full-name'],
}
/** Parents come before what follows from them; the other fields keep their order. */
const PARENTS: readonly Role[] = ['postcode', 'city', 'region']
const rankOf = (role: Role): number => (role === 'full-name' || role === 'organization' ? -2 : PARENTS.indexOf(role))

/** Fields from columns: telephone and e-mail columns together, given and family name as exchangeable, likewise two address lines. */
export function layFields(columns: readonly ColumnRole[]): Layout {
  const plans: { name: string; role: Role; columns: string[]; isText: boolean }[] = []
  for (const { name, role, isText } of columns) {
    const known = MANY.has(role) ? plans.find((plan) => plan.role === role) : undefined
    if (known) known.columns.push(name)
    else plans.push({ name, role, columns: [name], isText: isText !== false })
  }
  // Parents before what follows from them; the other fields keep their order.
  plans.sort((a, b) => rankOf(a.role) - rankOf(b.role))
  const swaps: [number, number][] = []
  const pairOf = (first: Role, second: Role) => {
    const from = (role: Role, after: number) =>
      plans.findIndex((plan, i) => i > after && plan.role === role && plan.isText)
    const [p, q] =
      first === second ? [from(first, -1), from(first, from(first, -1))] : [from(first, -1), from(second, -1)]
    if (p >= 0 && q >= 0 && p !== q) swaps.push(p < q ? [p, q] : [q, p])
  }
  pairOf('given-name', 'family-name')
  pairOf('address', 'address')
  const parents = plans.map(({ role }, i) => {
    for (const wanted of FOLLOWS[role] ?? []) {
      const parent = plans.findIndex((plan, j) => j < i && plan.role === wanted)
      if (parent >= 0) return parent
    }
    return -1
  })
  return complete(plans, swaps, parents)
}

/** The layout that a model was learned with. */
export function layoutOf(model: DuplicateModel): Layout {
  const index = (name: string) => model.fields.findIndex((field) => field.name === name)
  return complete(
    model.fields,
    model.swaps.map(({ fields }) => [index(fields[0]), index(fields[1])]),
    model.fields.map(({ given }) => (given ? index(given.field) : -1)),
  )
}

function complete(
  plans: readonly { name: string; role: Role; columns: readonly string[] }[],
  swaps: readonly (readonly [number, number])[],
  parents: readonly number[],
): Layout {
  const fields = plans.map(({ name, role, columns }, i): FieldLayout => {
    const comparator = comparatorFor(role)
    const top = comparator.levels.length - 1
    const swap = swaps.find((pair) => pair.includes(i))
    return {
      name,
      role,
      columns,
      comparator,
      top,
      termLevel: comparator.termKey ? (comparator.termLevel ?? top) : top + 1,
      partner: swap ? (swap[0] === i ? swap[1] : swap[0]) : -1,
      parent: parents[i]!,
    }
  })
  return { fields, swaps }
}
