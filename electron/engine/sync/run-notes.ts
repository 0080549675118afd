import type { EntityCounts, PulledEntity } from '../../../shared/contract/sync.ts'

/** What the lists of the whole scope are about: the cloud says how many there are. */
export const listedEntities = ['company', 'member', 'equipment'] as const
export type ListedEntity = (typeof listedEntities)[number]

/** What a run has found out so far; stored with each of its transactions. */
export type RunNotes = {
  /** Why an incremental run became a full one. */
  reason: string | null
  /** The time of its first rows: a run that goes on after sending takes a later one. */
  firstDataAt: string
  entities: Partial<Record<PulledEntity, EntityCounts>>
  /**
   * Answers that are not as the API has them: rows with fields of another type or of values that nobody knows, entries
   * that cannot be read, lists that gave less than their total. What was known of them stayed.
   */
  odd: Partial<Record<PulledEntity, number>>
  /** Distinct entries seen by the list of a kind, and how many the cloud said there are. */
  distinct: Partial<Record<string, number>>
  totals: Partial<Record<string, number>>
  /** At the end of a full run: what the cloud counts and we do not (or the other way round), and why is its own matter. */
  gap: Partial<Record<ListedEntity, number>>
  /** Companies, members and equipment about which something has changed. */
  companies: string[]
  members: string[]
  equipment: string[]
  /** Companies that the cloud lists as terminated and the cache does not: for the brake, they are as good as missing. */
  turned: string[]
  /** The brake lets them be terminated here, too. */
  mayTurn: boolean
  /** Companies that only the ending has found: what is of them was not read. */
  late: string[]
}

export const emptyNotes = (dataAt: string): RunNotes => ({
  reason: null,
  firstDataAt: dataAt,
  entities: {},
  odd: {},
  distinct: {},
  totals: {},
  gap: {},
  companies: [],
  members: [],
  equipment: [],
  turned: [],
  mayTurn: false,
  late: [],
})

export const countsOf = (notes: RunNotes, entity: PulledEntity): EntityCounts =>
  (notes.entities[entity] ??= { added: 0, changed: 0, removed: 0, unchanged: 0, skipped: 0 })

export const noteOdd = (notes: RunNotes, entity: PulledEntity, answers = 1): void => {
  if (answers > 0) notes.odd[entity] = (notes.odd[entity] ?? 0) + answers
}

/** More than this is not kept one by one: whatever was touched is asked for then. */
const MOST_TOUCHED = 2000
export const EVERYTHING = '*'

export const touch = (notes: RunNotes, kind: 'companies' | 'members' | 'equipment', id: string | null): void => {
  const touched = notes[kind]
  if (id === null || isTouched(touched, id)) return
  if (touched.length < MOST_TOUCHED) touched.push(id)
  else notes[kind] = [EVERYTHING]
}

export const isTouched = (touched: readonly string[], id: string): boolean =>
  touched[0] === EVERYTHING || touched.includes(id)
