import type { Language } from '../../kernel/actor.ts'
import { type Runtime, writeTransaction } from '../../kernel/database/transaction.ts'
import { insertJob } from '../../kernel/jobs/job.ts'
import type { JobRunner } from '../../kernel/jobs/runner.ts'
import { listWorkspaces, loadMember, type Platform } from '../../platform/index.ts'
import { SEATS } from '../content/team.ts'
import { passwordToTell, startExample } from './start.ts'

interface Host {
  readonly platform: Platform
  readonly runtime: Runtime
  readonly jobs: Pick<JobRunner, 'runNow'>
}

interface FirstSignIn {
  readonly email: string
  readonly password: string
}

interface Options {
  readonly tell: (signIn: FirstSignIn) => void
  readonly language?: Language
  readonly scale?: number
}

const FIRM: Readonly<Record<Language, string>> = { 'zh-CN': '青禾精密仪器', en: 'Qinghe Precision Instruments' }

/**
 * Makes the example firm on an installation that has no firm yet, and waits until it is loaded.
 * @param tell hears how its administrator signs in, before the load begins
 * @returns false when there is a firm already
 */
export async function loadExample(host: Host, { tell, language = 'en', scale = 1 }: Options): Promise<boolean> {
  const { platform, runtime, jobs } = host
  if ((await listWorkspaces(platform.authPool)).length > 0) return false
  const first = SEATS[0]!
  const password = passwordToTell()
  const email = `${first.mail}@qinghe.example`
  const { workspaceId, userId } = await platform.createFirstUser({
    firm: FIRM[language],
    name: first.name,
    email,
    password,
    language,
    country: 'CN',
  })
  tell({ email, password })
  const actor = await loadMember(runtime, platform.catalogue, workspaceId, userId)
  if (!actor) throw new Error('the administrator who was just made is not there')
  const { job } = await writeTransaction(runtime, actor, { requestId: workspaceId }, (ctx) =>
    startExample(ctx, platform, { scale, enqueue: (kind, payload) => insertJob(ctx, kind, payload) }),
  )
  const ended = await jobs.runNow(workspaceId, job.id)
  if (ended.state !== 'done') throw new Error(ended.problem?.detail ?? 'The example firm could not be loaded.')
  return true
}
