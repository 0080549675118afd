import type { Edit } from '../../../shared/contract/edits.ts'
import { failure, type FailureCode } from '../../../shared/contract/failure.ts'
import { ok } from '../../../shared/util/result.ts'
import type { Cloud } from './cloud.ts'
import type { Entry } from './entry.ts'
import { dataOf, textOf } from './json.ts'
import type { Answer, Candidate, Creation } from './kinds/kind.ts'
import type { Verdict } from './verdict.ts'

/** Clocks of the cloud's machines differ by this much at most. */
const SKEW_MS = 5_000

/** Newest first. */
const newest = (a: Candidate, b: Candidate): number => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1)

const conflict = (code: FailureCode, entry: Entry, candidates: readonly Candidate[]): Verdict => {
  const found = [...candidates].sort(newest)
  return {
    is: 'conflict',
    failure: failure(code, {
      subject: entry.subject,
      count: String(found.length),
      ids: found.map(({ id }) => id).join(' '),
    }),
    conflicts: [{ field: 'existing', base: null, mine: entry.subject, theirs: found.map(({ label }) => label) }],
    store: found.flatMap(({ stored }) => stored),
    gone: [],
  }
}

const confirmed = ({ id, stored }: Candidate): Verdict => ({ is: 'confirmed', store: stored, gone: [], cloudId: id })

/** Whether the request of this entry can have made it: its fields, its time, its creator where the cloud says. */
const mayBeOurs = (entry: Entry, { user }: Cloud['client'], one: Candidate): boolean => {
  const since = Date.parse(entry.beforeSend?.cloudAt ?? '') - SKEW_MS
  const inTime = one.createdAt === null || Number.isNaN(since) || Date.parse(one.createdAt) >= since
  const byUs = one.createdBy === null || one.createdBy === user.id || one.createdBy === user.login
  return one.matches && inTime && byUs
}

/** Nothing is created twice: what an earlier attempt made is found, and what others made is no surprise. */
export const lookAtCreation = async (
  does: Creation<Edit>,
  entry: Entry,
  cloud: Cloud,
  now: Date,
  answer: unknown,
): Answer<Verdict> => {
  const listed = await does.candidates(cloud, entry.edit)
  if (!listed.ok) return listed
  const { base, beforeSend } = entry
  const named = textOf(dataOf(answer) ?? {}, 'id') ?? base.adopt
  const given = listed.value.find(({ id }) => id === named)
  if (given) return ok(confirmed(given))

  const others = listed.value.filter(({ id }) => !base.known.includes(id) && !beforeSend?.ids.includes(id))
  const ours = beforeSend ? others.filter((one) => mayBeOurs(entry, cloud.client, one)) : []
  const [one] = ours
  if (one && ours.length === 1) return ok(confirmed(one))
  if (ours.length > 1) return ok(conflict('WHICH_ONE_IS_IT', entry, ours))

  const [other] = others
  if (other && does.sameIsEnough && other.matches) return ok(confirmed(other))
  if (other) return ok(conflict('ALREADY_THERE', entry, others))
  const before = beforeSend ?? {
    cloudAt: (cloud.client.cloudNow() ?? now).toISOString(),
    ids: listed.value.map(({ id }) => id),
    stamp: null,
  }
  return ok({ is: 'send', before, send: () => does.send(cloud, entry.edit) })
}
