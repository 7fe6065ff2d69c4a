export type Named = { id: string; name: string }

export type User = Named & {
  version?: number
  email: string
  role: Named | null
  teams: Named[]
  territories: Named[]
  disabled: boolean
}

export type Group = Named & { version?: number; parentId?: string | null; members?: Named[] }

export type Scope = 'own' | 'team' | 'territory' | 'all'
export type Rule = 'hidden' | 'masked' | 'read-only'

export type Role = Named & {
  version?: number
  permissions: string[]
  scopes: Record<string, Scope>
  fieldRules: { record: string; field: string; rule: Rule }[]
  members?: number
  isSystem?: boolean
  can?: { update: boolean; delete: boolean }
}

/** Everything that a role can allow, in the reader's language. */
export type Catalogue = {
  items: { word: string; group: string; label: string }[]
  records: { type: string; label: string; hasScope?: boolean; fields?: { key: string; label: string }[] }[]
  scopes: { value: Scope; label: string }[]
  rules: { value: Rule; label: string }[]
}

export type ApiKey = Named & {
  start?: string | null
  role: Named
  createdAt: string
  lastUsedAt: string | null
  createdBy?: Named | null
}

export type CustomField = {
  id: string
  version?: number
  record: string
  key: string
  labelEn: string
  labelZh: string
  type: string
  options: { value: string; en: string; zh: string }[] | null
  reference?: string | null
  required: boolean
  filterable: boolean
  format?: string
  shownTail?: number
}
