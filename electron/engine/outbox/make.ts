import type { Edit, OutboxEntry } from '../../../shared/contract/edits.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { sameValue } from '../../../shared/domain/merge/index.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { derivedId, runCommand } from '../core/index.ts'
import type { ReadDb } from '../db/index.ts'
import { factsNow, madeByNow, type OutboxDeps } from './context.ts'
import { localIdsIn, type Base, type Entry } from './entry.ts'
import type { Facts } from './facts.ts'
import { kindOf, type Target } from './kinds/index.ts'
import { withCloudIds } from './local-ids.ts'
import { beginShowing } from './overlay.ts'
import { withoutSecret } from './secrets.ts'
import { entryById, insertEntry, nextSeq, openEntriesOf } from './store.ts'
import { typedOf, shownEntry } from './view.ts'
import { createdBy, creatorsOf } from './waiting.ts'

/** What the person saw of the fields that she changed. */
const baseOf = (facts: Facts, edit: Edit): Base => {
  const { does } = kindOf(edit)
  if (does.shape === 'creation') return { fields: {}, known: does.known(facts, edit), adopt: null }
  if (does.shape !== 'change') return { fields: {}, known: [], adopt: null }
  const id = does.rowId(edit)
  const row = facts.db.get<Parameters<typeof does.fields>[0]>(`SELECT * FROM ${does.table.name}_now WHERE id = :id`, { id }) // prettier-ignore
  return { fields: does.fields(row ?? { id }, edit), known: [], adopt: null }
}

const changesNothing = (edit: Edit, base: Base): boolean =>
  kindOf(edit).does.shape === 'change' &&
  Object.entries(typedOf({ edit })).every(([field, value]) => sameValue(base.fields[field] ?? null, value))

const blocked = {
  conflict: 'an edit of it is in conflict',
  refused: 'an edit of it was refused',
  removing: 'it is to be removed',
} as const

/** Nothing is added to what a person has to decide first, or to what will be gone. */
const blockedBy = (db: ReadDb, target: Target): Failure | null => {
  const open = openEntriesOf(db, target.entity, target.id)
  const undecided = open.find(({ state }) => state === 'conflict' || state === 'refused')
  const removing = open.find(({ edit }) => kindOf(edit).does.shape === 'removal')
  const because = undecided?.state === 'conflict' ? 'conflict' : undecided ? 'refused' : removing ? 'removing' : null
  if (because === null) return null
  return failure('NOT_EDITABLE_NOW', { subject: target.subject, reason: blocked[because], because })
}

const predecessorOf = (db: ReadDb, target: Target, edit: Edit): Entry | undefined => {
  const own = createdBy({ edit } as Entry)
  const creators = creatorsOf(
    db,
    localIdsIn(edit).filter((id) => id !== own),
  )
  return [...openEntriesOf(db, target.entity, target.id), ...creators]
    .filter(({ state }) => state !== 'confirmed')
    .sort((a, b) => b.seq - a.seq)[0]
}

const isUsed = (db: ReadDb, { entity }: Target, id: string): boolean =>
  db.get(
    `SELECT 1 FROM outbox WHERE entity = :entity AND entity_id = :id UNION SELECT 1 FROM local_id WHERE id = :id`,
    { entity, id },
  ) !== undefined

/** Of what makes an entry wait, the one that was made last; null when nothing does. */
const laterOf = (db: ReadDb, natural: Entry | undefined, afterId: string | null): string | null => {
  const given = afterId === null ? undefined : entryById(db, afterId)
  if (!given || given.state === 'confirmed') return natural?.id ?? null
  return natural && natural.seq > given.seq ? natural.id : given.id
}

/** One entry with what is shown of it; to be called within a command. It also waits for `afterId`. */
export const makeEntry = (
  deps: OutboxDeps,
  id: string,
  at: string,
  given: Edit,
  afterId: string | null = null,
): Result<Entry, Failure> => {
  const { db } = deps
  const facts = factsNow(deps, at)
  const edit = withCloudIds(db, given)
  const kind = kindOf(edit)
  const target = kind.target(facts, edit)
  if (!target.ok) return target
  const own = createdBy({ edit } as Entry)
  if (own !== null && isUsed(db, target.value, own)) {
    return fail(failure('BAD_REQUEST', { detail: 'the id of the new thing was used before' }))
  }
  const refused = blockedBy(db, target.value) ?? kind.check(facts, edit)
  if (refused) return fail(refused)
  const base = baseOf(facts, edit)
  if (changesNothing(edit, base)) {
    return fail(failure('RULE_BROKEN', { reason: 'nothing would change', because: 'nothingChanges' }))
  }
  const entry: Entry = {
    id,
    seq: nextSeq(db),
    entity: target.value.entity,
    entityId: target.value.id,
    companyId: target.value.companyId,
    subject: target.value.subject,
    edit,
    base,
    afterId: laterOf(db, predecessorOf(db, target.value, edit), afterId),
    state: 'planned',
    madeAt: at,
    madeBy: madeByNow(deps),
    sentAt: null,
    endedAt: null,
    attempts: 0,
    beforeSend: null,
    conflicts: [],
    failure: null,
  }
  insertEntry(db, entry)
  beginShowing(db, entry)
  return ok(entry)
}

type Command = { readonly commandId: string; readonly at: string }

/** Makes one edit: entry, what is shown of it and log in one transaction. `edit` has its secrets sealed. */
export const makeOne = (deps: OutboxDeps, command: Command, edit: Edit): Result<OutboxEntry, Failure> => {
  const input = withoutSecret(edit)
  return runCommand(deps.db, { ...command, name: 'edits.make', input }, () => {
    const made = makeEntry(deps, command.commandId, command.at, edit)
    return made.ok ? ok(shownEntry(deps.db, made.value)) : made
  })
}

/** Makes several edits, all or none. */
export const makeAll = (deps: OutboxDeps, command: Command, edits: readonly Edit[]): Result<OutboxEntry[], Failure> => {
  const input = edits.map(withoutSecret)
  return runCommand(deps.db, { ...command, name: 'edits.makeAll', input }, () => {
    const made: OutboxEntry[] = []
    for (const [at, edit] of edits.entries()) {
      const entry = makeEntry(deps, derivedId(command.commandId, String(at)), command.at, edit)
      if (!entry.ok) return entry
      made.push(shownEntry(deps.db, entry.value))
    }
    return ok(made)
  })
}
