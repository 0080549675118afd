import type { Edit, EditedEntity, EditKind, EditOf } from '../../../../shared/contract/edits.ts'
import type { Failure } from '../../../../shared/contract/failure.ts'
import type { Fields } from '../../../../shared/domain/merge/index.ts'
import type { Result } from '../../../../shared/util/result.ts'
import type { Row, Versioned, WriteDb } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import type { Facts } from '../facts.ts'

/** What an edit is about. */
export type Target = {
  readonly entity: EditedEntity
  readonly id: string
  readonly companyId: string | null
  /** For people: a name, an e-mail address. */
  readonly subject: string
}

/** How one row of the cache shows an edit while it is open. */
export type Shown = {
  readonly table: Versioned
  readonly id: string
  readonly as: 'new' | 'changed' | 'removing'
  /** The row with the edit; fields in `except` keep the cloud's value. */
  readonly apply: (row: Row, except: ReadonlySet<string>) => Row
}

export type Answer<T> = Promise<Result<T, Failure>>
export type StoredRow = { readonly table: Versioned; readonly row: Row }
export type RowId = { readonly table: Versioned; readonly id: string }

/** A thing as the cloud has it now; `row` null: it is gone. `also` and `gone` are stored with it. */
export type Seen = {
  readonly row: Row | null
  readonly also?: readonly StoredRow[]
  readonly gone?: readonly RowId[]
}

/** A thing in the cloud that may be the one to be created. */
export type Candidate = {
  readonly id: string
  readonly createdAt: string | null
  /** Id or e-mail address of its creator, where the cloud says. */
  readonly createdBy: string | null
  /** Its fields are those of the edit. */
  readonly matches: boolean
  readonly label: string
  readonly stored: readonly StoredRow[]
}

/** Creates something: sent once, recognised afterwards. */
export type Creation<E> = {
  readonly shape: 'creation'
  readonly localId: (edit: E) => string
  /** Things of that name that are known here. */
  readonly known: (facts: Facts, edit: E) => readonly string[]
  /** One that is there already is as good as a new one: an invitation that is pending. */
  readonly sameIsEnough: boolean
  readonly typed: (edit: E) => Fields
  readonly candidates: (cloud: Cloud, edit: E) => Answer<readonly Candidate[]>
  /** Keeps what the person said and the cloud cannot say, once the cloud has given its id; within the transaction. */
  readonly confirmed?: (db: WriteDb, edit: E, cloudId: string) => void
  readonly send: (cloud: Cloud, edit: E) => Answer<unknown>
}

/** Changes fields of something. */
export type Change<E> = {
  readonly shape: 'change'
  readonly table: Versioned
  readonly rowId: (edit: E) => string
  /** The fields as typed. */
  readonly mine: (edit: E) => Fields
  /** The same fields of a row: what was seen, and what the cloud has now. */
  readonly fields: (row: Row, edit: E) => Fields
  /** The edit when a person lets the cloud's values of these fields stand; null: nothing of it is left. */
  readonly without: (edit: E, theirs: Fields) => E | null
  readonly read: (cloud: Cloud, edit: E) => Answer<Seen>
  readonly send: (cloud: Cloud, edit: E, toSend: Fields, now: Row) => Answer<unknown>
}

/** Removes something; that it is gone is what was intended. */
export type Removal<E> = {
  readonly shape: 'removal'
  readonly table: Versioned
  readonly rowId: (edit: E) => string
  readonly read: (cloud: Cloud, edit: E) => Answer<Seen>
  readonly send: (cloud: Cloud, edit: E) => Answer<unknown>
}

/** Asks the cloud to do something that leaves a newer time stamp: a mail again, a new activation code. */
export type Touch<E> = {
  readonly shape: 'touch'
  readonly table: Versioned
  readonly rowId: (edit: E) => string
  readonly stamp: (row: Row) => string | null
  readonly read: (cloud: Cloud, edit: E) => Answer<Seen>
  readonly send: (cloud: Cloud, edit: E) => Answer<unknown>
}

/** Everything that the outbox knows about one kind of edit. */
export type Kind<E extends Edit> = {
  readonly target: (facts: Facts, edit: E) => Result<Target, Failure>
  /** Roles and rules against the cache; the cloud has the last word. */
  readonly check: (facts: Facts, edit: E) => Failure | null
  readonly shows: (facts: Facts, edit: E) => readonly Shown[]
  readonly does: Creation<E> | Change<E> | Removal<E> | Touch<E>
}

export type Kinds<K extends EditKind> = { readonly [P in K]: Kind<EditOf<P>> }
