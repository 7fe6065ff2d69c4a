import { useTranslation } from 'react-i18next'
import type { Relation } from '../types.ts'

/** `role.direction`, read from the customer on the page: `works-at.in` is somebody who works here. */
export const relationRoles = [
  'works-at.in',
  'works-at.out',
  'parent-of.in',
  'parent-of.out',
  'household.out',
  'knows.out',
  'referred.in',
  'referred.out',
  'distributor-of.in',
  'distributor-of.out',
  'partner-of.out',
  'supplier-of.in',
  'supplier-of.out',
  'competitor-of.out',
] as const
export type RelationRole = (typeof relationRoles)[number]

export const decisionRoles = ['decides', 'influences', 'uses', 'pays', 'blocks'] as const

const both = new Set(['household', 'knows', 'partner-of', 'competitor-of'])

export const roleKey = ({ role, direction }: Pick<Relation, 'role' | 'direction'>): RelationRole | null =>
  relationRoles.find((known) => known === `${role}.${both.has(role) ? 'out' : direction}`) ?? null

/** A relation in a few words: the title somebody has there, else what they are to each other. */
export function useRelationText(): (relation: Relation) => string {
  const { t } = useTranslation('customers')
  return (relation) => {
    const key = roleKey(relation)
    const said = key ? t(`relations.roles.${key}`) : relation.role
    const title = relation.title || relation.other.jobTitle
    return relation.role === 'works-at' && title ? title : said
  }
}

const edgeRoles = [
  'works-at',
  'parent-of',
  'household',
  'knows',
  'referred',
  'distributor-of',
  'partner-of',
  'supplier-of',
  'competitor-of',
] as const

/** The verb between two customers: "沈若兰 works at 华晟制药". */
export function useEdgeVerb(): (role: string) => string {
  const { t } = useTranslation('customers')
  return (role) => {
    const known = edgeRoles.find((edge) => edge === role)
    return known ? t(`relations.edges.${known}`) : role
  }
}
