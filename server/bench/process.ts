import { setTimeout as pause } from 'node:timers/promises'
import { findRunning } from '../src/kernel/database/embedded.ts'
import { load, memoryMb } from './_machine.ts'
import { report } from './_report.ts'
import { openWorld, startProduct, stopProduct } from './_world.ts'

const CUSTOMERS = 120_000
const READY_S = 5
const MEMORY_MB = 400
const IDLE_S = 10

// The first start fills the data folder where that is still to be done; the second is measured.
const world = await openWorld(CUSTOMERS)
const { dataDir } = world
await world.stop()
const { product, readyMs } = await startProduct(dataDir)
await pause(IDLE_S * 1000)
const productMb = memoryMb(product.pid!)
const databaseMb = memoryMb(findRunning(dataDir)!.pid)
// PostgreSQL is a child of the product that started it, and counted with it.
const total = productMb
report('process', {
  title: 'Start and memory',
  method: `Data folder of ${CUSTOMERS} customers; memory as proportional set size of product and PostgreSQL, ${IDLE_S} s after the start.`,
  lines: [
    {
      what: 'ready on the second start',
      asked: `≤ ${READY_S} s`,
      measured: `${(readyMs / 1000).toFixed(1)} s`,
      isReached: readyMs <= READY_S * 1000,
      detail: `load ${load().toFixed(1)}`,
    },
    {
      what: 'idle memory of product and database',
      asked: `≤ ${MEMORY_MB} MB`,
      measured: `${Math.round(total)} MB`,
      isReached: total <= MEMORY_MB,
      detail: `of which PostgreSQL ${Math.round(databaseMb)} MB`,
    },
  ],
})
await stopProduct(product)
process.exit(0)
