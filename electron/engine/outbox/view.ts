import type { Conflict, OutboxEntry } from '../../../shared/contract/edits.ts'
import type { CommandId, CompanyId } from '../../../shared/contract/values.ts'
import { sameValue, type Fields, type JsonValue } from '../../../shared/domain/merge/index.ts'
import type { ReadDb } from '../db/index.ts'
import type { Entry } from './entry.ts'
import { shownRow, textIn } from './facts.ts'
import { inWords, referredTo } from './in-words.ts'
import { kindOf } from './kinds/index.ts'
import { waitsFor } from './waiting.ts'

type FieldValue = Conflict['mine']

/** A field's value as the contract carries it: lists are lists of texts. */
export const fieldValue = (value: JsonValue | undefined): FieldValue => {
  if (value === undefined || value === null) return null
  if (typeof value !== 'object') return value
  return Array.isArray(value) ? value.map(String) : JSON.stringify(value)
}

/** What an edit types, by field; a removal and a re-send type nothing. */
export const typedOf = (entry: Pick<Entry, 'edit'>): Fields => {
  const { does } = kindOf(entry.edit)
  if (does.shape === 'creation') return does.typed(entry.edit)
  return does.shape === 'change' ? does.mine(entry.edit) : {}
}

/** Fields that say in the entry's kind what it does, and nothing more: which licence is told by its name. */
const SAID_BY_KIND = new Set(['assigned'])

const changesOf = (db: ReadDb, entry: Entry): OutboxEntry['changes'] => {
  const said = (field: string, value: JsonValue) => inWords(db, field, fieldValue(value))
  const typed = Object.entries(typedOf(entry)).flatMap(([field, after]) => {
    const before = entry.base.fields[field] ?? null
    if (SAID_BY_KIND.has(field) || sameValue(before, after)) return []
    return [{ field, before: said(field, before), after: said(field, after) }]
  })
  return [...referredTo(db, entry.edit), ...typed]
}

/** The field keeps the name by which a person decides it. */
const conflictInWords = (db: ReadDb, one: Conflict): Conflict => ({
  ...one,
  base: inWords(db, one.field, one.base),
  mine: inWords(db, one.field, one.mine),
  theirs: inWords(db, one.field, one.theirs),
})

/** An entry as windows and the command line see it; no secret is in it. */
export const shownEntry = (db: ReadDb, entry: Entry): OutboxEntry => {
  const waits = entry.state === 'planned' || entry.state === 'sent' ? waitsFor(db, entry) : null
  const company = entry.companyId === null ? undefined : shownRow(db, 'company', entry.companyId)
  return {
    id: entry.id as CommandId,
    seq: entry.seq,
    kind: entry.edit.kind,
    entity: entry.entity,
    entityId: entry.entityId,
    companyId: entry.companyId as CompanyId | null,
    companyName: company ? textIn(company, 'name') : null,
    subject: entry.subject,
    changes: changesOf(db, entry),
    state: entry.state,
    waitsFor: waits && { id: waits.id as CommandId, subject: waits.subject, state: waits.state },
    madeAt: entry.madeAt,
    madeBy: entry.madeBy,
    sentAt: entry.sentAt,
    endedAt: entry.endedAt,
    attempts: entry.attempts,
    conflicts: entry.conflicts.map((one) => conflictInWords(db, one)),
    failure: entry.failure && { ...entry.failure, params: { ...entry.failure.params } },
    canUndo: entry.state === 'planned',
  }
}
