import type { OutboxEntry } from '../../../shared/contract/edits.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { sameValue, type Fields } from '../../../shared/domain/merge/index.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { runCommand } from '../core/index.ts'
import type { ReadDb } from '../db/index.ts'
import type { OutboxDeps } from './context.ts'
import type { Entry } from './entry.ts'
import { kindOf } from './kinds/index.ts'
import { changeEntry, endEntry, release } from './transitions.ts'
import { entryById } from './store.ts'
import { shownEntry, typedOf } from './view.ts'
import { dependantsOf } from './waiting.ts'

type OfEntry = { readonly commandId: string; readonly at: string; readonly entryId: string }
type Keep = Readonly<Record<string, 'mine' | 'theirs'>>

const needed = (db: ReadDb, id: string, ...states: readonly Entry['state'][]): Result<Entry, Failure> => {
  const entry = entryById(db, id)
  if (!entry) return fail(failure('NOT_FOUND', { what: 'outbox entry', id }))
  return states.includes(entry.state) ? ok(entry) : fail(failure('ENTRY_NOT_OPEN', { state: entry.state }))
}

const hasDependants = (dependants: readonly Entry[]): Failure =>
  failure('ENTRY_HAS_DEPENDANTS', { count: String(dependants.length), subject: dependants[0]?.subject ?? '' })

const isCreation = ({ edit }: Entry): boolean => kindOf(edit).does.shape === 'creation'

/** Takes back what has not left; what rests on it goes with it, or refuses. */
export const undo = (
  { db }: OutboxDeps,
  { together, ...command }: OfEntry & { readonly together: boolean },
): Result<OutboxEntry[], Failure> =>
  runCommand(db, { ...command, name: 'edits.undo', input: { entryId: command.entryId, together } }, ({ entryId }) => {
    const entry = needed(db, entryId, 'planned')
    if (!entry.ok) return entry
    const dependants = dependantsOf(db, entry.value)
    if (dependants.length > 0 && !together) return fail(hasDependants(dependants))
    const undone = [...dependants].reverse().concat(entry.value)
    const ended = undone.map((one) => endEntry(db, one, 'undone', command.at))
    return ok(ended.reverse().map((one) => shownEntry(db, one)))
  })

/** Sends a refused entry once more. */
export const retry = ({ db }: OutboxDeps, command: OfEntry): Result<OutboxEntry, Failure> =>
  runCommand(db, { ...command, name: 'edits.retry', input: { entryId: command.entryId } }, ({ entryId }) => {
    const entry = needed(db, entryId, 'refused')
    if (!entry.ok) return entry
    return ok(shownEntry(db, changeEntry(db, { ...entry.value, ...fresh })))
  })

const fresh = { state: 'planned', failure: null, conflicts: [], beforeSend: null, endedAt: null } as const

/** Gives up what was refused or is in conflict: the cloud's values stay. Later edits of the same thing go on; what rests on a creation must be undone first. */
export const dismiss = ({ db }: OutboxDeps, command: OfEntry): Result<OutboxEntry, Failure> =>
  runCommand(db, { ...command, name: 'edits.dismiss', input: { entryId: command.entryId } }, ({ entryId }) => {
    const entry = needed(db, entryId, 'refused', 'conflict')
    return entry.ok ? giveUp(db, entry.value, command.at) : entry
  })

const giveUp = (db: OutboxDeps['db'], entry: Entry, at: string): Result<OutboxEntry, Failure> => {
  const dependants = dependantsOf(db, entry)
  if (isCreation(entry) && dependants.length > 0) return fail(hasDependants(dependants))
  release(db, entry)
  return ok(shownEntry(db, endEntry(db, entry, 'undone', at)))
}

/**
 * Decides a conflict, field by field. Of a creation: 'mine' makes a new thing besides those that are there, 'theirs' takes
 * the newest that is there for it, so that what rests on it goes on. Of a thing that is gone: 'theirs' lets it be gone.
 */
export const decide = (
  { db }: OutboxDeps,
  { keep, ...command }: OfEntry & { readonly keep: Keep },
): Result<OutboxEntry, Failure> =>
  runCommand(db, { ...command, name: 'edits.decide', input: { entryId: command.entryId, keep } }, ({ entryId }) => {
    const entry = needed(db, entryId, 'conflict')
    if (!entry.ok) return entry
    const open = entry.value.conflicts.find(({ field }) => !Object.hasOwn(keep, field))
    if (open) return fail(failure('BAD_REQUEST', { detail: `${open.field} is not decided` }))
    if (isCreation(entry.value)) return ok(shownEntry(db, decideCreation(db, entry.value, keep)))
    const allTheirs = entry.value.conflicts.every(({ field }) => keep[field] === 'theirs')
    if (entry.value.failure?.code === 'GONE_IN_CLOUD') {
      return allTheirs
        ? giveUp(db, entry.value, command.at)
        : ok(shownEntry(db, changeEntry(db, { ...entry.value, ...fresh })))
    }
    return decideFields(db, entry.value, keep, command.at)
  })

const decideCreation = (db: OutboxDeps['db'], entry: Entry, keep: Keep): Entry => {
  const ids = (entry.failure?.params.ids ?? '').split(' ').filter(Boolean)
  const theirs = entry.conflicts.some(({ field }) => keep[field] === 'theirs')
  return theirs
    ? changeEntry(db, { ...entry, ...fresh, state: 'sent', base: { ...entry.base, adopt: ids[0] ?? null } })
    : changeEntry(db, { ...entry, ...fresh, base: { ...entry.base, known: [...entry.base.known, ...ids] } })
}

const decideFields = (db: OutboxDeps['db'], entry: Entry, keep: Keep, at: string): Result<OutboxEntry, Failure> => {
  const theirs: Fields = Object.fromEntries(
    entry.conflicts.filter(({ field }) => keep[field] === 'theirs').map((one) => [one.field, one.theirs]),
  )
  const { does } = kindOf(entry.edit)
  const edit =
    Object.keys(theirs).length === 0 || does.shape !== 'change' ? entry.edit : does.without(entry.edit, theirs)
  const seen = Object.fromEntries(entry.conflicts.map((one) => [one.field, one.theirs]))
  const base = { ...entry.base, fields: { ...entry.base.fields, ...seen } }
  const left =
    edit !== null &&
    Object.entries(typedOf({ edit })).some(([field, mine]) => !sameValue(mine, base.fields[field] ?? null))
  if (!left) {
    release(db, entry)
    // Other fields of the same edit were sent before: the edit is done as far as it was wanted.
    return ok(shownEntry(db, endEntry(db, entry, entry.attempts > 0 ? 'confirmed' : 'undone', at)))
  }
  return ok(shownEntry(db, changeEntry(db, { ...entry, ...fresh, edit, base })))
}
