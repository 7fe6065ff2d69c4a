import { describe, expect, it } from 'vitest'
import { findBoundaryProblems } from './boundaries.ts'
import { findIn } from './fixture.ts'

const house = {
  'analytics/src/rfm/index.ts': 'export const rfm = 1',
  'server/src/app.ts': "import { salesSlice } from './sales/slice.ts'\nexport const slices = [salesSlice]",
  'server/src/kernel/http/route.ts': 'export const on = 1',
  'server/src/customers/index.ts': "export { find } from './customers/customers.ts'",
  'server/src/customers/customers/customers.ts':
    "import { on } from '../../kernel/http/route.ts'\nexport const find = on",
  'server/src/customers/customers/contract.ts': 'export interface Customer { id: string }',
  'server/src/sales/slice.ts': "import { rfm } from '@rapport/analytics/rfm'\nexport const salesSlice = rfm",
  'server/src/sales/events.ts': 'export interface OrderPlaced { id: string }',
  'server/src/sales/orders/orders.ts': "import { find } from '../../customers/index.ts'\nexport const order = find",
  'server/src/sales/orders/orders.test.ts': "import { slices } from '../../app.ts'\nexport const seen = slices",
  'server/src/service/index.ts': 'export const open = 1',
  'web/src/customers/list.tsx':
    "import type { Customer } from '../../../server/src/customers/customers/contract.ts'\nexport type C = Customer",
}

const planted = (path: string, text: string) => findIn(findBoundaryProblems, { ...house, [path]: text })

describe('boundaries', () => {
  it('lets the house as drawn pass', () => {
    expect(findIn(findBoundaryProblems, house)).toEqual([])
  })

  it.each([
    [
      'against an arrow',
      'server/src/customers/x.ts',
      "import { order } from '../sales/index.ts'",
      /customers may not use sales/,
    ],
    ['to a sister', 'server/src/sales/x.ts', "import { open } from '../service/index.ts'", /sales may not use service/],
    [
      'past the door',
      'server/src/sales/x.ts',
      "import { find } from '../customers/customers/customers.ts'",
      /entered by its index/,
    ],
    [
      'out of the kernel',
      'server/src/kernel/x.ts',
      "import { find } from '../customers/index.ts'",
      /kernel may not use customers/,
    ],
    [
      'of values from events',
      'server/src/customers/x.ts',
      "import { OrderPlaced } from '../sales/events.ts'",
      /may not use sales/,
    ],
    ['of the app', 'server/src/sales/x.ts', "import { slices } from '../app.ts'", /only tests may use/],
    [
      'by import()',
      'server/src/customers/x.ts',
      "export const later = () => import('../sales/orders/orders.ts')",
      /may not use sales/,
    ],
    [
      'past a slice by the app',
      'server/src/cli.ts',
      "import { find } from './customers/customers/customers.ts'",
      /slice.ts and index.ts/,
    ],
    [
      'of the server by the web',
      'web/src/x.ts',
      "import { find } from '../../server/src/customers/index.ts'",
      /contract.ts and nothing else/,
    ],
    [
      'of the system by analytics',
      'analytics/src/rfm/x.ts',
      "import { readFileSync } from 'node:fs'",
      /analytics is pure/,
    ],
    [
      'of the product by analytics',
      'analytics/src/rfm/x.ts',
      "import { on } from '../../../server/src/kernel/http/route.ts'",
      /nothing of the product/,
    ],
    [
      'of a test by the product',
      'server/src/sales/x.ts',
      "import { seen } from './orders/orders.test.ts'",
      /is for tests/,
    ],
    ['into an unknown slice', 'server/src/warehouse/x.ts', 'export const x = 1', /not a slice/],
  ])('fails on an import %s', (_name, path, text, message) => {
    expect(planted(path, text).join('\n')).toMatch(message)
  })

  it('lets the types of events flow back against an arrow', () => {
    const text = "import type { OrderPlaced } from '../sales/events.ts'\nexport type E = OrderPlaced"
    expect(planted('server/src/customers/x.ts', text)).toEqual([])
  })
})
