import { describe, expect, it } from 'vitest'
import { findCircles } from './circles.ts'
import { findIn } from './fixture.ts'

const a = 'server/src/sales/a.ts'
const b = 'server/src/sales/b.ts'
const c = 'server/src/sales/c.ts'

describe('circles', () => {
  it('finds a circle over three files, types included', () => {
    const files = {
      [a]: "import { b } from './b.ts'\nexport const a = b",
      [b]: "import { c } from './c.ts'\nexport const b = c",
      [c]: "import type { a } from './a.ts'\nexport const c = 1 as unknown as typeof a",
    }
    expect(findIn(findCircles, files)).toEqual([`${a} → ${b} → ${c} → ${a}`])
  })

  it('lets files share what lies below them, and name the types of events above them', () => {
    const files = {
      [a]: "import { b } from './b.ts'\nimport { c } from './c.ts'\nexport const a = b + c",
      [b]: "import { c } from './c.ts'\nexport const b = c",
      [c]: "import type { E } from './events.ts'\nexport const c: E = 1",
      'server/src/sales/events.ts': "import type { a } from './a.ts'\nexport type E = typeof a",
    }
    expect(findIn(findCircles, files)).toEqual([])
  })
})
