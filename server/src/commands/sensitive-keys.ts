import type { Command } from 'commander'
import { holdDataFolder } from '../kernel/database/open.ts'
import { StartError } from '../kernel/database/start-error.ts'
import { writeTransaction } from '../kernel/database/transaction.ts'
import { insertJob } from '../kernel/jobs/job.ts'
import { forgetPreviousMaster, openMasterKeys, renewMaster, rewrapDataKeys, startRotation } from '../platform/index.ts'
import { configOf, type LocalOptions, localActor, print, withLocal } from './local.ts'

/** `rapport key rotate-data` and `rotate-master`: the keys that seal sensitive values. */
export function addRotations(key: Command): void {
  key
    .command('rotate-data')
    .description('Makes a new data key and seals all sensitive values of a workspace anew under it')
    .option('--workspace <name>', 'name or id of the workspace')
    .option('--data <dir>', 'data folder')
    .option('--json', 'print one JSON document')
    .action(rotateData)
  key
    .command('rotate-master')
    .description('Wraps the data keys with a new master key; the product must not be running')
    .option('--data <dir>', 'data folder')
    .option('--json', 'print one JSON document')
    .action(rotateMaster)
}

/** May be killed: whatever is sealed under an old key stays readable, and a second run does the rest. */
async function rotateData(options: LocalOptions): Promise<void> {
  await withLocal(options, async (local) => {
    const { runtime, jobs } = local.app
    const actor = await localActor(local, options.workspace)
    const { job } = await writeTransaction(runtime, actor, { requestId: 'rotate-data' }, (ctx) =>
      startRotation(ctx, (kind, payload) => insertJob(ctx, kind, payload)),
    )
    const ended = await jobs.runNow(actor.workspaceId, job)
    if (ended.state !== 'done') throw new StartError(ended.problem?.detail ?? `The job ended as ${ended.state}.`, 3)
    const { resealed, version } = ended.result as { resealed: number; version: number }
    print(options, { resealed, version }, [`Sealed ${resealed} values under data key ${version}.`])
  })
}

/** With RAPPORT_MASTER_KEY set, the old key stands in RAPPORT_MASTER_KEY_BEFORE; else the data folder gets a new one. */
async function rotateMaster(options: LocalOptions): Promise<void> {
  const config = configOf(options)
  const isKeptHere = config.masterKey === null
  if (!isKeptHere && config.masterKeyBefore === null) {
    throw new StartError('Set RAPPORT_MASTER_KEY to the new key and RAPPORT_MASTER_KEY_BEFORE to the old one.', 2)
  }
  const release = holdDataFolder(config.dataDir)
  try {
    if (isKeptHere) await renewMaster(config.dataDir)
    const masters = await openMasterKeys(config, config.dataDir)
    await withLocal(options, async ({ database }) => {
      const rewrapped = await rewrapDataKeys(database.ownerUrl, masters)
      print(options, { rewrapped, master: masters.current.fingerprint }, [
        `Wrapped ${rewrapped} data keys with master key ${masters.current.fingerprint}.`,
      ])
    })
    if (isKeptHere) await forgetPreviousMaster(config.dataDir)
  } finally {
    release()
  }
}
