import type { Conflict, Edit, EditedEntity, EntryState } from '../../../shared/contract/edits.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { Fields } from '../../../shared/domain/merge/index.ts'

/** What the person saw when she made the edit. */
export type Base = {
  readonly fields: Fields
  /** Of a creation: things of that name that were known, or that a person decided are others. */
  readonly known: readonly string[]
  /** Of a creation: a person decided that this one is it. */
  readonly adopt: string | null
}

/** What the cloud had just before the request left: how its outcome is told when no answer comes. */
export type BeforeSend = {
  /** The cloud's clock. */
  readonly cloudAt: string
  readonly ids: readonly string[]
  readonly stamp: string | null
}

/** One intended operation (docs/sync.md, "Sending: the outbox"). */
export type Entry = {
  readonly id: string
  readonly seq: number
  readonly entity: EditedEntity
  readonly entityId: string
  readonly companyId: string | null
  readonly subject: string
  readonly edit: Edit
  readonly base: Base
  readonly afterId: string | null
  readonly state: EntryState
  readonly madeAt: string
  readonly madeBy: string | null
  readonly sentAt: string | null
  readonly endedAt: string | null
  readonly attempts: number
  readonly beforeSend: BeforeSend | null
  readonly conflicts: readonly Conflict[]
  readonly failure: Failure | null
}

export const openStates: readonly EntryState[] = ['planned', 'sent', 'conflict', 'refused']
export const isOpen = ({ state }: Entry): boolean => openStates.includes(state)

export const localIdPattern = /local:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
export const isLocalId = (id: string): boolean => id.startsWith('local:')

/** Ids given here that an edit refers to; those that it creates itself are among them. */
export const localIdsIn = (edit: Edit): readonly string[] => [
  ...new Set(JSON.stringify(edit).match(localIdPattern) ?? []),
]
