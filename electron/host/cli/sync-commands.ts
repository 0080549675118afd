import type { Difference } from '../../../shared/contract/estate.ts'
import type { OutboxEntry } from '../../../shared/contract/edits.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Job } from '../../../shared/contract/jobs.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { everyRow } from './every-row.ts'
import { table, type Output } from './output.ts'
import { newCommandId, withEngine, type CommonOptions, type Session } from './session.ts'

export type SyncOptions = CommonOptions & { readonly full?: boolean }

/** Sends what waits, reads what changed (or everything), and says what that was. */
export const syncCommand = (options: SyncOptions, output: Output): Promise<number> =>
  withEngine(options, output, (session) => syncAndTell(session, options), 'itself')

const syncAndTell = async (session: Session, options: SyncOptions): Promise<Result<null, Failure>> => {
  if (!session.hasCloud) return fail(failure('SIGN_IN_REQUIRED'))
  const { output } = session
  const { client } = session.engine
  const { jobId } = await client.sync.start({ commandId: newCommandId(), full: options.full === true })
  const done = await followed(session, jobId)
  if (!done.ok) return done
  const { cloud, counts, sync } = await client.system.status()
  const { lastResult: last } = sync
  const result = {
    company: cloud?.companyName ?? null,
    lastSuccess: sync.lastSuccess,
    mode: last?.mode ?? null,
    reason: last?.reason ?? null,
    seconds: last ? (Date.parse(last.endedAt) - Date.parse(last.startedAt)) / 1000 : null,
    requests: last?.requests ?? 0,
    bytes: last?.bytes ?? 0,
    entities: last?.entities ?? {},
    counts,
    outbox: sync.outbox,
    brakes: sync.brakes,
  }
  output.result(result, () => [
    `${result.company ?? ''}: in step with the cloud since ${result.lastSuccess ?? ''}`,
    `${result.mode ?? ''}${result.reason ? ` (${result.reason})` : ''}: ${result.requests} requests, ${result.bytes} bytes, ${result.seconds ?? 0} s`,
    ...table(
      ['', 'Added', 'Changed', 'Removed', 'Unchanged', 'Skipped'],
      Object.entries(result.entities).map(([entity, one]) => [
        entity,
        ...[one.added, one.changed, one.removed, one.unchanged, one.skipped].map(String),
      ]),
      [1, 2, 3, 4, 5],
    ),
    ...result.brakes.map(
      ({ entity, missing, known }) => `brake: ${missing} of ${known} ${entity} are missing in the cloud`,
    ),
  ])
  return ok(null)
}

/** Each step of a terminal's progress; elsewhere one line for each phase, so that a log stays readable. */
const followed = async ({ engine, output }: Session, jobId: Job['id']): Promise<Result<null, Failure>> => {
  let last: Job | undefined
  for await (const job of await engine.client.jobs.watch({ jobId })) {
    const { phase, done, total, unit } = job.progress
    if (process.stderr.isTTY || phase !== last?.progress.phase) output.note(`${phase} ${done}/${total} ${unit}`)
    last = job
  }
  if (last?.state === 'done') return ok(null)
  return fail(last?.failure ?? failure('INTERNAL', { detail: 'the job ended without a word' }))
}

export type ChangesOptions = CommonOptions & { readonly since: string }

/** What changed since an instant, newest first, and how many of each kind. */
export const changesCommand = (options: ChangesOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const { estate } = engine.client
    const { upTo, groups } = await estate.digest({ since: options.since })
    const to = upTo < options.since ? options.since : upTo
    const { rows, total } = await everyRow((window) => estate.diff({ from: options.since, to, ...window }))
    const counts = Object.fromEntries(groups.map(({ kind, count }) => [kind, count]))
    output.result({ since: options.since, upTo: to, total, groups: counts, changes: rows }, () => [
      ...table(
        ['When', 'What', 'Company', 'Thing', 'Fields'],
        rows.map((row) => [
          row.at.slice(0, 16).replace('T', ' '),
          `${row.entity} ${row.what}`,
          row.companyName ?? '',
          row.title,
          fieldsText(row),
        ]),
      ),
      '',
      ...Object.entries(counts).map(([kind, count]) => `${kind.padEnd(20)}${String(count).padStart(6)}`),
    ])
    return ok(null)
  })

const fieldsText = ({ what, fields }: Difference): string =>
  what === 'changed'
    ? fields
        .map(({ field, before, after }) => `${field}: ${String(before ?? '--')} > ${String(after ?? '--')}`)
        .join('; ')
    : ''

export type OutboxOptions = CommonOptions & { readonly all?: boolean }

const OPEN: readonly OutboxEntry['state'][] = ['planned', 'sent', 'conflict', 'refused']

/** What waits to be sent, is in conflict or was refused; with --all what is done, too. */
export const outboxCommand = (options: OutboxOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const { outbox } = engine.client
    const counts = await outbox.counts()
    const states = options.all === true ? {} : { states: [...OPEN] }
    const { rows, total } = await everyRow((window) => outbox.list({ ...states, ...window }))
    output.result({ counts, total, entries: rows }, () =>
      table(
        ['Made', 'State', 'Edit', 'Company', 'About', 'Waits for or why'],
        rows.map((row) => [
          row.madeAt.slice(0, 16).replace('T', ' '),
          row.state,
          row.kind,
          row.companyName ?? '',
          row.subject,
          row.waitsFor?.subject ?? row.failure?.code ?? row.conflicts.map(({ field }) => field).join(', '),
        ]),
      ),
    )
    return ok(null)
  })
