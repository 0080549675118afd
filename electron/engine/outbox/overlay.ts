import type { Mark } from '../../../shared/contract/estate.ts'
import { ownCompanyId } from '../estate/index.ts'
import {
  cloudRow,
  PENDING,
  showOverlay,
  tables,
  type ReadDb,
  type Row,
  type Versioned,
  type WriteDb,
} from '../db/index.ts'
import type { Entry } from './entry.ts'
import type { Facts } from './facts.ts'
import { kindOf, type Shown } from './kinds/index.ts'
import { entriesShownBy, rowsShowing, setRowsShowing } from './store.ts'

/** The tables of the cache by name. */
export const versioned: ReadonlyMap<string, Versioned> = new Map(
  Object.values(tables).map((table) => [table.name, table]),
)

const factsOf = (db: ReadDb, { madeAt, seq }: Entry): Facts => ({
  db,
  ownId: ownCompanyId(db),
  actor: null,
  at: madeAt,
  seq,
})

/** A thing that is gone in the cloud is shown as it was last, while an edit of it is open. */
const lastKnown = (db: ReadDb, { name }: Versioned, id: string): Row | undefined =>
  db.get<Row>(`SELECT * FROM ${name} WHERE id = :id AND valid_from <> '${PENDING}' ORDER BY valid_from DESC LIMIT 1`, {
    id,
  })

type OpenMark = NonNullable<Mark>
const worse: readonly OpenMark[] = ['pending', 'removing', 'conflict', 'refused']
const worst = (a: OpenMark, b: OpenMark): OpenMark => (worse.indexOf(a) >= worse.indexOf(b) ? a : b)

const markOf = ({ state }: Entry, shown: Shown): OpenMark => {
  if (state === 'refused' || state === 'conflict') return state
  return shown.as === 'removing' ? 'removing' : 'pending'
}

/** Refused and conflicting fields show the cloud's value; what is to be created has no other than ours. */
const withEntry = (row: Row, entry: Entry, shown: Shown): Row => {
  if (shown.as === 'new') return shown.apply(row, new Set())
  if (entry.state === 'refused') return row
  return shown.apply(row, new Set(entry.conflicts.map(({ field }) => field)))
}

/** Shows a row with the open edits of it, or as the cloud has it when there are none (docs/sync.md, "Overlay"). */
export const refresh = (db: WriteDb, table: Versioned, id: string): void => {
  let row: Row | undefined = cloudRow(db, table.name, id) ?? lastKnown(db, table, id)
  let mark: OpenMark | null = null
  for (const entry of entriesShownBy(db, table, id)) {
    for (const shown of kindOf(entry.edit).shows(factsOf(db, entry), entry.edit)) {
      if (shown.table.name !== table.name || shown.id !== id) continue
      if (!row && shown.as !== 'new') continue
      row = withEntry(row ?? { id }, entry, shown)
      mark = mark === null ? markOf(entry, shown) : worst(mark, markOf(entry, shown))
    }
  }
  showOverlay(db, table, id, row && mark !== null ? { row, mark } : null)
}

export const refreshNamed = (db: WriteDb, name: string, id: string): void => {
  const table = versioned.get(name)
  if (table) refresh(db, table, id)
}

/** After a change of an open entry. */
export const refreshRowsOf = (db: WriteDb, entryId: string): void => {
  for (const { entity, row_id } of rowsShowing(db, entryId)) refreshNamed(db, entity, row_id)
}

/** From now on the rows that it changes show the entry. */
export const beginShowing = (db: WriteDb, entry: Entry): void => {
  const shown = kindOf(entry.edit).shows(factsOf(db, entry), entry.edit)
  setRowsShowing(
    db,
    entry.id,
    shown.map(({ table, id }) => ({ entity: table.name, row_id: id })),
  )
  refreshRowsOf(db, entry.id)
}

/** The entry has ended: what is shown no longer has it. */
export const endShowing = (db: WriteDb, entryId: string): void => {
  const rows = rowsShowing(db, entryId)
  setRowsShowing(db, entryId, [])
  for (const { entity, row_id } of rows) refreshNamed(db, entity, row_id)
}
