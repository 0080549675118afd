import type { Edit, EntryState, Offered, OutboxEntry } from '../../../shared/contract/edits.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { Progress } from '../../../shared/contract/jobs.ts'
import { failure } from '../../../shared/contract/failure.ts'
import { fail, type Result } from '../../../shared/util/result.ts'
import type { Client } from './cloud.ts'
import { cloudChanged } from './cloud-changed.ts'
import { factsNow, type OutboxDeps } from './context.ts'
import { decide, dismiss, retry, undo } from './decide.ts'
import { makeAll, makeOne } from './make.ts'
import { makeSteps, tryEdits, type Step, type Trial } from './make-steps.ts'
import { offered, type OfferedInput } from './offered.ts'
import { push, type Pushed } from './push.ts'
import { countStates, listEntries, type ListInput } from './queries.ts'
import { sealSecret } from './secrets.ts'

type Command = { readonly commandId: string; readonly at: string }
type OfEntry = Command & { readonly entryId: string }
type Keep = Readonly<Record<string, 'mine' | 'theirs'>>

/** The outbox (docs/sync.md, section 4): edits that wait for the cloud, what is shown of them, and their sending. */
export type Outbox = {
  /** Makes an edit. NOT_ALLOWED, RULE_BROKEN, NOT_EDITABLE_NOW, NOT_FOUND, NO_KEYCHAIN_FOR_CODE; nothing is stored then. */
  make(input: Command & { readonly edit: Edit }): Promise<Result<OutboxEntry, Failure>>
  makeAll(input: Command & { readonly edits: readonly Edit[] }): Promise<Result<OutboxEntry[], Failure>>
  /** Makes steps that wait for one another, all or none; within the caller's transaction, if any. The ids of their entries. */
  makeSteps(input: Command & { readonly steps: readonly Step[] }): Result<string[], Failure>
  /** Why each edit would be refused if they were made in this order; makes nothing. */
  tryEdits(trials: readonly Trial[]): readonly (Failure | null)[]
  /** ENTRY_NOT_OPEN, ENTRY_HAS_DEPENDANTS. The entry that was asked for comes first. */
  undo(input: OfEntry & { readonly together: boolean }): Result<OutboxEntry[], Failure>
  retry(input: OfEntry): Result<OutboxEntry, Failure>
  dismiss(input: OfEntry): Result<OutboxEntry, Failure>
  decide(input: OfEntry & { readonly keep: Keep }): Result<OutboxEntry, Failure>
  list(input: ListInput): { rows: OutboxEntry[]; total: number }
  states(): Record<EntryState, number>
  /** For the state of the synchronisation. */
  counts(): { readonly waiting: number; readonly conflict: number; readonly refused: number }
  offered(input: OfferedInput): Offered[]
  /** Sends what is due; fails when the cloud cannot be asked. SYNC_RUNNING: another push is under way. */
  push(client: Client, signal: AbortSignal, progress: (progress: Progress) => void): Promise<Result<Pushed, Failure>>
  /** Within the transaction that stored a changed or ended row which is shown with open edits. */
  cloudChanged(table: string, id: string): void
}

export const createOutbox = (deps: OutboxDeps): Outbox => {
  const { db, changes, clock, sealer } = deps
  let pushing = false

  const announced = <T>(result: Result<T, Failure>): Result<T, Failure> => {
    if (result.ok) changes.announce('outbox', 'estate')
    return result
  }

  return {
    make: async ({ edit, ...command }) => {
      const sealed = await sealSecret(edit, sealer)
      return sealed.ok ? announced(makeOne(deps, command, sealed.value)) : sealed
    },
    makeAll: async ({ edits, ...command }) => {
      const sealed: Edit[] = []
      for (const edit of edits) {
        const one = await sealSecret(edit, sealer)
        if (!one.ok) return one
        sealed.push(one.value)
      }
      return announced(makeAll(deps, command, sealed))
    },
    makeSteps: ({ steps, ...command }) => announced(makeSteps(deps, command, steps)),
    tryEdits: (trials) => tryEdits(deps, trials),
    undo: (input) => announced(undo(deps, input)),
    retry: (input) => announced(retry(deps, input)),
    dismiss: (input) => announced(dismiss(deps, input)),
    decide: (input) => announced(decide(deps, input)),
    list: (input) => listEntries(db, input),
    states: () => countStates(db),
    counts: () => {
      const { planned, sent, conflict, refused } = countStates(db)
      return { waiting: planned + sent, conflict, refused }
    },
    offered: (input) => offered(factsNow(deps, clock().toISOString()), input),
    push: async (client, signal, progress) => {
      if (pushing) return fail(failure('SYNC_RUNNING'))
      pushing = true
      try {
        return await push(deps, client, signal, progress)
      } finally {
        pushing = false
      }
    },
    cloudChanged: (table, id) => cloudChanged(db, table, id, clock().toISOString()),
  }
}
