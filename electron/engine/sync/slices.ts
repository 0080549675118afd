import { setImmediate as letOthers } from 'node:timers/promises'
import type { WriteDb } from '../db/index.ts'

/** No call of a window waits longer than this for a pull that writes. */
const SLICE_MS = 12

/**
 * What was read can be read again: its commits do not wait for the disk. The database stays whole all the same, and
 * the next commit of a command, which does wait, takes them along.
 */
const withoutWaiting = (db: WriteDb, work: () => void): void => {
  db.run('PRAGMA synchronous = NORMAL')
  try {
    db.transaction(work)
  } finally {
    db.run('PRAGMA synchronous = FULL')
  }
}

/** Does the writes in transactions of a few milliseconds each, `saved` within each; others get their turn in between. */
export const inSlices = async (
  db: WriteDb,
  writes: readonly (() => unknown)[],
  saved: (last: boolean) => void,
): Promise<void> => {
  let next = 0
  for (;;) {
    await letOthers()
    withoutWaiting(db, () => {
      const until = performance.now() + SLICE_MS
      while (next < writes.length && performance.now() < until) {
        writes[next]!()
        next += 1
      }
      saved(next === writes.length)
    })
    if (next === writes.length) return
  }
}
