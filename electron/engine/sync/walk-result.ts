import type { PullResult } from '../../../shared/contract/sync.ts'
import { derivedId } from '../core/index.ts'

/** The id of the run that reads one day of a training for the command that was given. */
export const dayOfWalk = (commandId: string, day: string): string => derivedId(commandId, day)

type Counts = NonNullable<PullResult['entities'][keyof PullResult['entities']]>

/** What came on an earlier day is not unchanged for who has asked for all of them. */
const countedTogether = (before: Counts | undefined, now: Counts | undefined): Counts => {
  const none: Counts = { added: 0, changed: 0, removed: 0, unchanged: 0, skipped: 0 }
  const [a, b] = [before ?? none, now ?? none]
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    removed: a.removed + b.removed,
    unchanged: now ? Math.max(0, b.unchanged - a.added) : a.unchanged,
    skipped: a.skipped + b.skipped,
  }
}

/** What two runs of one command did, one after the other. */
export const together = (before: PullResult, now: PullResult): PullResult => {
  const names = Object.keys({ ...before.entities, ...now.entities }) as (keyof PullResult['entities'])[]
  return {
    ...now,
    startedAt: before.startedAt,
    entities: Object.fromEntries(
      names.map((name) => [name, countedTogether(before.entities[name], now.entities[name])]),
    ),
    oddAnswers: before.oddAnswers + now.oddAnswers,
    requests: before.requests + now.requests,
    bytes: before.bytes + now.bytes,
  }
}
