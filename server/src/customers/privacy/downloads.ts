import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { writeTransaction } from '../../kernel/database/transaction.ts'
import type { Exchange } from '../../kernel/http/route.ts'
import { conflict, notFound } from '../../kernel/problem.ts'
import { type PdfBlock, renderPdf, sendAttachment } from '../../platform/index.ts'
import { findErasure } from './erasure.ts'
import { packagePath } from './package-path.ts'

/** The file of a package. Each download is counted and stands in the log. @throws not-found once it has expired */
export async function downloadPackage({ request, reply }: Exchange, actor: Actor, id: string) {
  const { runtime, dataDir } = request.server.platform
  const path = packagePath(dataDir, actor.workspaceId, id)
  const file = await stat(path).catch(() => null)
  await writeTransaction(runtime, actor, { requestId: request.id }, async (ctx) => {
    const { rows } = await sql<{ request_id: string; customer_id: string }>`
      update customers.privacy_package set downloads = downloads + 1
      where workspace_id = ${actor.workspaceId} and id = ${id} and ready_at is not null and expires_at > ${ctx.now}
      returning request_id, customer_id`.execute(ctx.db)
    if (!rows[0] || !file) throw notFound({ id })
    await ctx.record({
      type: 'customers.privacy-request.downloaded',
      subjectType: 'privacy',
      subjectId: rows[0].request_id,
      customerId: rows[0].customer_id,
      after: { package: id },
    })
  })
  return sendAttachment(reply, createReadStream(path), {
    name: `personal-data-${id.slice(-8)}.zip`,
    mediaType: 'application/zip',
    bytes: file!.size,
  })
}

/** What an erasure did, without a word about whom. @throws privacy.not-erased while it runs */
export async function readCertificate(ctx: Ctx, requestId: string) {
  const erasure = await findErasure(ctx, requestId)
  if (!erasure) throw notFound({ id: requestId })
  if (erasure.state !== 'done') throw conflict('privacy.not-erased')
  const { rows } = await sql<{ firm: string; by: string | null }>`
    select w.name as firm, (select m.name from platform.v_member m where m.id = ${erasure.started_by}) as by
    from platform.v_workspace w`.execute(ctx.db)
  return {
    certificate: erasure.id,
    code: erasure.code,
    firm: rows[0]!.firm,
    by: rows[0]!.by,
    startedAt: erasure.started_at,
    endedAt: erasure.ended_at,
    erased: Object.entries(erasure.erased).map(([key, count]) => ({ key, label: ctx.t(key), count })),
    kept: Object.entries(erasure.kept).map(([key, { count, because }]) => ({
      key,
      label: ctx.t(key),
      count,
      reason: ctx.t(because),
    })),
  }
}

export async function sendCertificate(ctx: Ctx, id: string, format: 'json' | 'pdf', { reply }: Exchange) {
  const certificate = await readCertificate(ctx, id)
  if (format === 'json') return certificate
  const title = ctx.t('privacy.certificate')
  const moment = (at: Date | null) =>
    at
      ? new Intl.DateTimeFormat(ctx.actor.language, {
          dateStyle: 'long',
          timeStyle: 'medium',
          timeZone: ctx.actor.timeZone,
        }).format(at)
      : ''
  const blocks: PdfBlock[] = [
    { kind: 'title', text: title },
    { kind: 'text', text: ctx.t('privacy.certificate-text', { firm: certificate.firm }) },
    {
      kind: 'pairs',
      rows: [
        [ctx.t('privacy.certificate-code'), certificate.code],
        [ctx.t('privacy.certificate-started'), moment(certificate.startedAt)],
        [ctx.t('privacy.certificate-ended'), moment(certificate.endedAt)],
        [ctx.t('privacy.certificate-by'), certificate.by ?? ''],
        [ctx.t('privacy.certificate-id'), certificate.certificate],
      ],
    },
    { kind: 'heading', text: ctx.t('privacy.certificate-erased') },
    { kind: 'pairs', rows: certificate.erased.map(({ label, count }) => [label, String(count)] as const) },
    { kind: 'heading', text: ctx.t('privacy.certificate-kept') },
    ...(certificate.kept.length > 0
      ? ([
          {
            kind: 'pairs',
            rows: certificate.kept.map(({ label, count, reason }) => [label, `${count} · ${reason}`] as const),
          },
        ] satisfies PdfBlock[])
      : ([{ kind: 'text', text: ctx.t('privacy.certificate-nothing') }] satisfies PdfBlock[])),
  ]
  const pdf = await renderPdf({ title, language: ctx.actor.language, foot: certificate.firm, blocks })
  reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `attachment; filename="erasure-${certificate.code}.pdf"`)
    .header('x-content-type-options', 'nosniff')
  return pdf
}
