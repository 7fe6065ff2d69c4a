export type RetentionRule = {
  subject: string
  label: string
  why: string
  keepDays: number
  isActive: boolean
  isAlwaysOn: boolean
  version: number
  lastRun: { at: string; due: number; done: number; isDry: boolean } | null
}

export type RetentionPreview = {
  due: number
  isExact: boolean
  items: { id: string; name: string | null; since: string }[]
}

export type StandingHold = {
  id: string
  reason: string
  since: string
  until: string | null
  customer: { id: string; name: string }
}

export type DataKey = { version: number; createdAt: string; values: number }
