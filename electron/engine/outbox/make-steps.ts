import type { Edit } from '../../../shared/contract/edits.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import { runCommand } from '../core/index.ts'
import type { OutboxDeps } from './context.ts'
import { makeEntry } from './make.ts'

/** One edit of several that belong together, without secrets: its sender fixed the entry's id, and what it waits for. */
export type Step = { readonly id: string; readonly edit: Edit; readonly afterId: string | null }

type Command = { readonly commandId: string; readonly at: string }

/** As makeAll, for steps that wait for one another: all are made or none. */
export const makeSteps = (deps: OutboxDeps, command: Command, steps: readonly Step[]): Result<string[], Failure> =>
  runCommand(deps.db, { ...command, name: 'edits.makeSteps', input: steps }, () => {
    const made: string[] = []
    for (const { id, edit, afterId } of steps) {
      const entry = makeEntry(deps, id, command.at, edit, afterId)
      if (!entry.ok) return entry
      made.push(id)
    }
    return ok(made)
  })

/** Rolls the trial back; never leaves tryEdits. */
class Tried extends Error {}

/** An edit and when it is to be made (UTC). */
export type Trial = { readonly edit: Edit; readonly at: string }

/**
 * Why each of these edits would be refused when they were made one after the other; null where it would be made. Each is
 * looked at on what those before it show, as of its own instant. Nothing is kept.
 */
export const tryEdits = (deps: OutboxDeps, trials: readonly Trial[]): readonly (Failure | null)[] => {
  const refused: (Failure | null)[] = []
  try {
    deps.db.transaction(() => {
      for (const [index, { edit, at }] of trials.entries()) {
        const made = makeEntry(deps, `try ${index}`, at, edit)
        refused.push(made.ok ? null : made.failure)
      }
      throw new Tried()
    })
  } catch (error) {
    if (!(error instanceof Tried)) throw error
  }
  return refused
}
