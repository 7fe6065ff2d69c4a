import { describe, expect, it } from 'vitest'
import { findIn } from './fixture.ts'
import { findStatementProblems } from './statements.ts'

const inSales = (text: string) => findIn(findStatementProblems, { 'server/src/sales/orders/orders.sql.ts': text })

describe('statements', () => {
  it.each([
    [
      'writes another slice in SQL',
      'export const q = sql`update customers.customer set name = 1`',
      /sales writes customers\.customer/,
    ],
    [
      'inserts over several lines',
      'export const q = sql`\n  insert\n    into customers.tag (id) values (1)`',
      /sales writes customers\.tag/,
    ],
    [
      'writes another slice by Kysely',
      "export const q = db.insertInto('platform.file').values(v)",
      /sales writes platform\.file/,
    ],
    [
      'deletes from another slice',
      'export const q = "delete from customers.customer"',
      /sales writes customers\.customer/,
    ],
    ['reads a bare table', 'export const q = sql`select * from customers.customer c`', /read through their views/],
    [
      'joins a bare table by Kysely',
      "export const q = db.leftJoin('customers.customer as c', 'c.id', 'o.id')",
      /read through their views/,
    ],
    [
      'reads against an arrow',
      'export const q = sql`select 1 from service.v_case`',
      /no arrow leads from sales to service/,
    ],
  ])('fails when a slice %s', (_name, text, message) => {
    expect(inSales(text).join('\n')).toMatch(message)
  })

  it('fails on a migration that reads a bare table of another slice', () => {
    const files = {
      'server/src/sales/migrations/202601010000-x.sql':
        '-- from customers.customer\nselect 1\nfrom customers.customer;',
    }
    expect(findIn(findStatementProblems, files)).toEqual([
      'server/src/sales/migrations/202601010000-x.sql:3: sales reads customers.customer: other slices are read through their views v_*',
    ])
  })

  it('lets a slice write its own tables, read views, and call functions', () => {
    const text = `
      export const a = sql\`insert into sales.order (id) select id from customers.v_customer join kernel.v_event e on true\`
      export const b = db.selectFrom('sales.order as o').innerJoin('customers.v_customer as c', 'c.id', 'o.id')
      export const c = sql\`select * from kernel.claim(1)\``
    expect(inSales(text)).toEqual([])
  })
})
