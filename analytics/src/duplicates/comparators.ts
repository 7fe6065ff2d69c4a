import type { Comparator, Role } from './comparator.ts'
import { address } from './fields/address.ts'
import { email, phone } from './fields/contact.ts'
import { date } from './fields/date.ts'
import { placeText, postcode, shortText } from './fields/text.ts'
import { fullName } from './names/full-name.ts'
import { familyName, givenName } from './names/name-part.ts'
import { organizationName } from './names/organization-name.ts'

const BY_ROLE: Readonly<Record<Role, Comparator>> = {
  'given-name': givenName as Comparator,
  'family-name': familyName as Comparator,
  'full-name': fullName as Comparator,
  organization: organizationName as Comparator,
  email: email as Comparator,
  phone: phone as Comparator,
  date: date as Comparator,
  address: address as Comparator,
  city: placeText('city') as Comparator,
  postcode: postcode as Comparator,
  region: placeText('region') as Comparator,
  other: shortText('other') as Comparator,
}

/** How values of a role are compared. */
export const comparatorFor = (role: Role): Comparator => BY_ROLE[role]
