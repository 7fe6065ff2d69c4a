import { type Command, InvalidArgumentError } from 'commander'
import { sql } from 'kysely'
import { loadCustomers } from '../customers/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Ctx } from '../kernel/context.ts'
import { StartError } from '../kernel/database/start-error.ts'
import { writeTransaction } from '../kernel/database/transaction.ts'
import { importOrders } from '../sales/index.ts'
import { type Local, type LocalOptions, localActor, print, withLocal } from './local.ts'
import { type SeedPlan, seedCustomer, seedId, seedOrder } from './seed-rows.ts'

interface SeedOptions extends LocalOptions {
  readonly customers: number
  readonly orders: number
}

const BATCH = 2_000

/** `rapport seed --customers N --orders M`: made-up customers in number, the same at every call. */
export function addSeedCommand(program: Command): void {
  program
    .command('seed')
    .description('Fills a workspace with made-up customers and orders, to see it work in numbers')
    .requiredOption('--customers <number>', 'how many customers', wholeNumber)
    .option('--orders <number>', 'how many orders among them', wholeNumber, 0)
    .option('--workspace <name>', 'name or id of the workspace; needed when there are several')
    .option('--data <dir>', 'data folder')
    .option('--json', 'print one JSON document')
    .action((options: SeedOptions) =>
      withLocal(options, async (local) => seed(local, await localActor(local, options.workspace), options)),
    )
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number.')
  return Number(text)
}

async function seed(local: Local, actor: Actor, options: SeedOptions): Promise<void> {
  const { customers, orders } = options
  if (orders > 0 && customers === 0) throw new StartError('Orders need customers: say --customers too.', 2)
  const write = <T>(use: (ctx: Ctx) => Promise<T>) =>
    writeTransaction(local.app.runtime, actor, { requestId: 'command-line' }, use)
  const { from, owners } = await write(findSeeded)
  const plan: SeedPlan = { from, customers, owners, until: local.app.runtime.now() }
  const began = performance.now()
  for (const numbers of inBatches(customers)) {
    await write((ctx) =>
      loadCustomers(
        ctx,
        numbers.map((number) => seedCustomer(plan, from + number)),
      ),
    )
    tell(options, 'customers', numbers.at(-1)! + 1, customers)
  }
  for (const numbers of inBatches(orders)) {
    await write((ctx) =>
      importOrders(
        ctx,
        numbers.map((number) => seedOrder(ctx, plan, number)),
        (values) => seedId(plan, Number(values.customerText)),
      ),
    )
    tell(options, 'orders', numbers.at(-1)! + 1, orders)
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  print(options, { customers, orders, seconds }, [`${customers} customers and ${orders} orders in ${seconds} s.`])
}

/** How many were seeded before, so that another call adds others; and who may own them. */
async function findSeeded(ctx: Ctx) {
  const { rows } = await sql<{ from: number; owners: string[] }>`
    select (select count(*) from customers.v_customer where external_id like 'SEED-%') as "from",
      array(select id from platform.v_member where not is_disabled and deleted_at is null order by id) as owners
  `.execute(ctx.db)
  return rows[0]!
}

function* inBatches(count: number) {
  for (let start = 0; start < count; start += BATCH)
    yield Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => start + index)
}

function tell({ json }: SeedOptions, what: string, done: number, total: number): void {
  if (!json && (done === total || done % 20_000 === 0)) process.stderr.write(`${done} of ${total} ${what}\n`)
}
