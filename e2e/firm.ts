import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))

export const administrator = {
  firm: '青禾精密仪器',
  name: '林薇',
  email: 'lin.wei@example.com',
  password: 'jade-river-42-lamp',
  language: 'zh-CN',
  country: 'CN',
}
export const seller = { name: '王磊', email: 'wang.lei@example.com', password: 'amber-field-17-door' }

/** What the setup leaves for the journeys. */
export type Firm = {
  url: string
  administratorSession: string
  sellerSession: string
  /** 沈若兰 of 华晟制药, with orders, a lunar birthday and a journal. */
  customerId: string
  orderId: string
  /** What the phone shows when the caller is known. */
  callerHint: string
  customersInAll: number
}

export const sessionFile = (name: string): string =>
  join(mkdtempSync(join(tmpdir(), 'rapport-session-')), `${name}.json`)

export function firm(): Firm {
  const told = process.env.RAPPORT_E2E_FIRM
  if (!told) throw new Error('the setup has not run')
  return JSON.parse(told) as Firm
}
