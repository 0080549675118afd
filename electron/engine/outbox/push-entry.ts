import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok } from '../../../shared/util/result.ts'
import type { WriteDb } from '../db/index.ts'
import type { Cloud } from './cloud.ts'
import type { Entry } from './entry.ts'
import type { Answer } from './kinds/kind.ts'
import { look } from './look.ts'
import { refuse, settle, stillSo } from './settle.ts'
import { changeEntry } from './transitions.ts'
import type { Verdict } from './verdict.ts'

/** How one entry came out of a push. `unknown`: nobody knows whether it arrived. `skipped`: it is not to be sent now. */
export type Outcome = 'confirmed' | 'conflict' | 'refused' | 'unknown' | 'skipped'

type Deps = { readonly db: WriteDb; readonly clock: () => Date }

/** These concern one entry; everything else stops the sending. */
const concernsEntry = new Set<Failure['code']>(['CLOUD_REFUSED', 'CLOUD_BROKEN_ANSWER', 'CLOUD_OUTCOME_UNKNOWN'])

/** Every other entry would meet the same. */
const isDown = ({ code, params }: Failure): boolean =>
  code === 'CLOUD_BROKEN_ANSWER' && (params.reason ?? '').startsWith('status 5')

/** Sends one entry: reads before, stores that it leaves, sends, reads back. A failure stops the sending of all. */
export const pushEntry = async (deps: Deps, first: Entry, cloud: Cloud): Answer<Outcome> => {
  const { db, clock } = deps
  const settled = (entry: Entry, verdict: Exclude<Verdict, { is: 'send' }>): Outcome => {
    settle({ db, clock, client: cloud.client }, entry, verdict)
    return verdict.is
  }

  const refused = (entry: Entry, reason: Failure): Outcome => {
    refuse(db, entry, reason)
    return 'refused'
  }

  /**
   * Reading failed: a reason of the cloud against this entry, an odd answer that is asked for again, or no cloud at all.
   * Nothing is ever sent without a reading before, so a refusal here cannot lead to a second request.
   */
  const unread = (entry: Entry, reason: Failure): Awaited<Answer<Outcome>> => {
    if (!concernsEntry.has(reason.code) || isDown(reason)) return fail(reason)
    if (reason.code === 'CLOUD_REFUSED') return ok(refused(entry, reason))
    return ok(entry.state === 'sent' ? 'unknown' : 'skipped')
  }

  /** After the cloud's answer, which may be a no. */
  const readBack = async (entry: Entry, answer: unknown, no: Failure | null): Answer<Outcome> => {
    const found = await look(entry, cloud, clock(), answer)
    if (!found.ok) return unread(entry, found.failure)
    if (found.value.is !== 'send') return ok(settled(entry, found.value))
    if (no) return ok(refused(entry, no))
    const reason = 'it said yes, but nothing has changed'
    return ok(refused(entry, failure('CLOUD_BROKEN_ANSWER', { request: entry.edit.kind, reason })))
  }

  const seen = await look(first, cloud, clock())
  if (!stillSo(db, first)) return ok('skipped')
  if (!seen.ok) return unread(first, seen.failure)
  if (seen.value.is !== 'send') return ok(settled(first, seen.value))
  if (cloud.signal.aborted) return fail(failure('CANCELLED'))

  const sent: Entry = {
    ...first,
    state: 'sent',
    sentAt: clock().toISOString(),
    attempts: first.attempts + 1,
    beforeSend: seen.value.before,
  }
  changeEntry(db, sent)
  const answer = await seen.value.send()
  if (answer.ok) return readBack(sent, answer.value, null)
  const reason = answer.failure
  if (reason.code === 'CLOUD_OUTCOME_UNKNOWN') return ok('unknown')
  // "Already so" is as good as done, and many refusals say it: what is there tells.
  if (reason.code === 'CLOUD_REFUSED') return readBack(sent, undefined, reason)
  // It was not sent, or not taken: as it was before.
  changeEntry(db, first)
  if (reason.code === 'NO_KEYCHAIN_FOR_CODE') return ok(refused(first, reason))
  return concernsEntry.has(reason.code) ? ok('skipped') : fail(reason)
}

/** Reads back an entry whose outcome is unknown, without sending it again. */
export const lookAgain = async (deps: Deps, entry: Entry, cloud: Cloud): Answer<Outcome> => {
  const { db, clock } = deps
  const found = await look(entry, cloud, clock())
  if (!found.ok) return concernsEntry.has(found.failure.code) ? ok('unknown') : found
  if (found.value.is === 'send' || !stillSo(db, entry)) return ok('unknown')
  settle({ db, clock, client: cloud.client }, entry, found.value)
  return ok(found.value.is)
}
