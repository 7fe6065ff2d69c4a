import type { Comparator, Role } from './comparator.ts'
import { address } from './fields/address.ts'
import { email, phone } from './fields/contact.ts'
import { date } from './fields/date.ts'
import { postcode, shortText, simpleName } from './fields/text.ts'

const BY_ROLE: Readonly<Record<Role, Comparator>> = {
  'given-name': simpleName('given-name') as Comparator,
  'family-name': simpleName('family-name') as Comparator,
  'full-name': simpleName('full-name') as Comparator,
  organization: simpleName('organization') as Comparator,
  email: email as Comparator,
  phone: phone as Comparator,
  date: date as Comparator,
  address: address as Comparator,
  city: shortText('city') as Comparator,
  postcode: postcode as Comparator,
  region: shortText('region') as Comparator,
  other: shortText('other') as Comparator,
}

/** How values of a role are compared. */
export const comparatorFor = (role: Role): Comparator => BY_ROLE[role]
