import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Client, Cloud } from './cloud.ts'
import type { OutboxDeps } from './context.ts'
import { lookAgain, pushEntry, type Outcome } from './push-entry.ts'
import { entryById, nextToSend } from './store.ts'
import { waitsFor } from './waiting.ts'

/** What one push came to: entries by outcome. */
export type Pushed = Readonly<Record<Outcome | 'waiting', number>>

/**
 * Sends what is due, one entry at a time in the order in which they were made. Fails when the cloud cannot be asked at
 * all; what was confirmed until then stays so. What broke off unknown is read back once more at the end.
 */
export const push = async (
  deps: OutboxDeps,
  client: Client,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
): Promise<Result<Pushed, Failure>> => {
  const { db, changes, sealer } = deps
  const cloud: Cloud = {
    client,
    db,
    signal,
    unseal: async (sealed) => {
      const opened = await sealer?.open(sealed)
      return opened?.ok ? opened.value : null
    },
  }
  const counts = { confirmed: 0, conflict: 0, refused: 0, unknown: 0, skipped: 0, waiting: 0 }
  const unknown: string[] = []
  let done = 0
  for (let last = 0; ; done += 1) {
    const next = nextToSend(db, last)
    if (!next) break
    const { entry, left } = next
    progress({ phase: 'sending', done, total: done + left, unit: 'steps' })
    last = entry.seq
    if (waitsFor(db, entry) !== null) {
      counts.waiting += 1
      continue
    }
    if (signal.aborted) return fail(failure('CANCELLED'))
    const outcome = await pushEntry(deps, entry, cloud)
    changes.announce('outbox', 'estate')
    if (!outcome.ok) return outcome
    counts[outcome.value] += 1
    if (outcome.value === 'unknown') unknown.push(entry.id)
  }
  for (const id of unknown) {
    const entry = entryById(db, id)
    if (entry?.state !== 'sent') continue
    const outcome = await lookAgain(deps, entry, cloud)
    if (!outcome.ok) return outcome
    if (outcome.value === 'unknown') continue
    counts.unknown -= 1
    counts[outcome.value] += 1
    changes.announce('outbox', 'estate')
  }
  return ok(counts)
}
