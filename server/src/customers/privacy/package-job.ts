import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { ZipFile } from 'yazl'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { conflict } from '../../kernel/problem.ts'
import { readFileContent, renderPdf } from '../../platform/index.ts'
import { type PackageContent, readPackage } from './package-content.ts'
import { paperOf } from './package-paper.ts'
import { packagePath } from './package-path.ts'
import { findRequest } from './requests.sql.ts'
import { findPrivacySettings } from './settings.ts'
import { findSubject } from './subject.ts'

interface PackageJob {
  readonly packageId: string
  readonly requestId: string
}

/** Starts a package. @throws privacy.not-verified before it is known that the person is who they say */
export async function createPackage(ctx: Ctx, requestId: string) {
  const request = await findRequest(ctx, requestId)
  if (!request.customer_id) throw conflict('privacy.no-customer')
  if (request.state === 'received') throw conflict('privacy.not-verified')
  if (request.closed_at !== null) throw conflict('privacy.closed')
  const id = uuidv7()
  const job = await ctx.enqueue('privacy-package', { packageId: id, requestId })
  await sql`
    insert into customers.privacy_package (workspace_id, id, request_id, customer_id, job_id, created_by, created_at)
    values (${ctx.actor.workspaceId}, ${id}, ${requestId}, ${request.customer_id}, ${job}, ${ctx.actor.userId}, ${ctx.now})`.execute(
    ctx.db,
  )
  await recordPackage(ctx, 'packed', requestId, request.customer_id, { package: id })
  return { id, job }
}

const recordPackage = (ctx: Ctx, verb: string, requestId: string, customerId: string, after: object) =>
  ctx.record({
    type: `customers.privacy-request.${verb}`,
    subjectType: 'privacy',
    subjectId: requestId,
    customerId,
    after: { ...after },
  })

/** Writes the ZIP beside its final name, so that a file that is there is whole; a restart begins it anew. */
export const packageJob = defineJob<PackageJob>('privacy-package', async (job, { packageId, requestId }) => {
  const { content, about } = await job.read(async (ctx) => {
    const { customer_id, kind } = await findRequest(ctx, requestId)
    const subject = customer_id ? await findSubject(ctx, customer_id) : null
    if (!subject) throw conflict('privacy.no-customer')
    const { rows } = await sql<{ name: string }>`select name from platform.v_workspace`.execute(ctx.db)
    const about = { kind, customer: subject.ids[0], name: subject.name, firm: rows[0]!.name, generatedAt: ctx.now }
    return { content: await readPackage(ctx, subject), about }
  })
  await job.progress(1, 3)
  const path = packagePath(job.dataDir, job.actor.workspaceId, packageId)
  const unfinished = `${path}.part`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await writeZip(job, content, about, unfinished)
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
  await job.progress(3, 3)
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  const { size } = await stat(path)
  return job.transact(async (ctx) => {
    const { package_days } = await findPrivacySettings(ctx)
    const { rows } = await sql<{ customer_id: string }>`
      update customers.privacy_package set ready_at = ${ctx.now}, bytes = ${size}, sha256 = ${hash.digest('hex')},
        expires_at = ${ctx.now}::timestamptz + ${`${package_days} days`}::interval
      where workspace_id = ${ctx.actor.workspaceId} and id = ${packageId} returning customer_id`.execute(ctx.db)
    if (!rows[0]) {
      await rm(path, { force: true })
      throw conflict('privacy.no-customer')
    }
    return { id: packageId, bytes: size, href: `/api/v1/privacy-packages/${packageId}/file` }
  })
})

type About = { kind: string; customer: string | undefined; name: string; firm: string; generatedAt: Date }

async function writeZip(job: JobContext, content: PackageContent, about: About, path: string): Promise<void> {
  const { t, actor } = job
  const on = new Intl.DateTimeFormat(actor.language, { dateStyle: 'long', timeZone: actor.timeZone }).format(
    about.generatedAt,
  )
  const pdf = await renderPdf({
    title: t('privacy.paper.title'),
    language: actor.language,
    foot: about.firm,
    blocks: paperOf(job, { name: about.name, firm: about.firm, on }, content),
  })
  const zip = new ZipFile()
  const sections = Object.fromEntries(content.sections.map(({ table, rows }) => [table, rows]))
  const files = content.files.map((file, index) => ({ ...file, path: `files/${pad(index + 1)} ${file.name}` }))
  const json = {
    format: 'rapport-personal-data/1',
    about,
    sections,
    sensitive: content.sensitive,
    files,
    changes: content.changes,
  }
  zip.addBuffer(Buffer.from(JSON.stringify(json, null, 2)), 'personal-data.json')
  zip.addBuffer(pdf, `${t('privacy.paper.title')}.pdf`)
  for (const file of files) {
    const bytes = await readFileContent(job.dataDir, actor.workspaceId, file.hash).catch(() => null)
    if (bytes) zip.addReadStream(bytes, file.path)
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600 }))
}

const pad = (index: number) => String(index).padStart(3, '0')

/** Deletes packages whose time is over, file first. */
export const expirePackagesJob = defineJob('expire-privacy-packages', expirePackages, { cron: '17 * * * *' })

async function expirePackages(job: JobContext): Promise<{ expired: number }> {
  const found = await job.read(async (ctx) => {
    const { rows } = await sql<{ id: string }>`
      select id from customers.v_privacy_package where expires_at <= ${ctx.now}`.execute(ctx.db)
    return rows.map(({ id }) => id)
  })
  for (const id of found) await rm(packagePath(job.dataDir, job.actor.workspaceId, id), { force: true })
  await job.transact((ctx) =>
    sql`delete from customers.privacy_package
      where workspace_id = ${ctx.actor.workspaceId} and id = any(${found}::uuid[])`.execute(ctx.db),
  )
  return { expired: found.length }
}
