import type { Edit } from '../../../shared/contract/edits.ts'
import { failure } from '../../../shared/contract/failure.ts'
import { mergeFields, type Fields } from '../../../shared/domain/merge/index.ts'
import { ok } from '../../../shared/util/result.ts'
import { cloudRow, withStored } from '../db/index.ts'
import type { Cloud } from './cloud.ts'
import type { BeforeSend, Entry } from './entry.ts'
import { kindOf } from './kinds/index.ts'
import type { Answer, Change, Removal, RowId, Seen, StoredRow, Touch } from './kinds/kind.ts'
import { lookAtCreation } from './look-creation.ts'
import type { Verdict } from './verdict.ts'
import { fieldValue } from './view.ts'

/** The cloud's clock where it has answered; this computer's otherwise. */
const cloudTime = ({ client }: Cloud, now: Date): string => (client.cloudNow() ?? now).toISOString()

type Shape<E> = Change<E> | Removal<E> | Touch<E>

/** The rows of what was seen: to be stored, and to be ended. */
const rowsOf = (does: Shape<Edit>, edit: Edit, seen: Seen): { store: readonly StoredRow[]; gone: readonly RowId[] } => {
  const { row, also = [], gone = [] } = seen
  const id = does.rowId(edit)
  // What is terminated is gone for an edit, and still a row of the cloud's list.
  const listed = also.some((one) => one.table.name === does.table.name && one.row.id === id)
  const ended = row === null && !listed ? [{ table: does.table, id }, ...gone] : gone
  const stored = row === null || ended.some((one) => one.id === row.id) ? also : [{ table: does.table, row }, ...also]
  return { store: stored, gone: ended }
}

const gone = (entry: Entry, mine: Fields, rows: ReturnType<typeof rowsOf>): Verdict => ({
  is: 'conflict',
  failure: failure('GONE_IN_CLOUD', { subject: entry.subject }),
  conflicts: Object.entries(mine).map(([field, value]) => ({
    field,
    base: fieldValue(entry.base.fields[field]),
    mine: fieldValue(value),
    theirs: null,
  })),
  ...rows,
})

const before = (cloud: Cloud, now: Date, stamp: string | null): BeforeSend => ({
  cloudAt: cloudTime(cloud, now),
  ids: [],
  stamp,
})

const lookAtChange = async (does: Change<Edit>, entry: Entry, cloud: Cloud, now: Date): Answer<Verdict> => {
  const { edit, base } = entry
  const seen = await does.read(cloud, edit)
  if (!seen.ok) return seen
  const rows = rowsOf(does, edit, seen.value)
  const mine = does.mine(edit)
  const { row } = seen.value
  if (row === null) return ok(gone(entry, mine, rows))
  // A field that came in a type that the API does not have says nothing: it is what it was here, and no conflict.
  const known = withStored(row, cloudRow(cloud.db, does.table.name, row.id))
  const { toSend, conflicts } = mergeFields(base.fields, mine, does.fields(known, edit))
  if (Object.keys(toSend).length > 0) {
    return ok({ is: 'send', before: before(cloud, now, null), send: () => does.send(cloud, edit, toSend, row) })
  }
  if (conflicts.length === 0) return ok({ is: 'confirmed', ...rows })
  return ok({
    is: 'conflict',
    failure: null,
    conflicts: conflicts.map((one) => ({
      field: one.field,
      base: fieldValue(one.base),
      mine: fieldValue(one.mine),
      theirs: fieldValue(one.theirs),
    })),
    ...rows,
  })
}

const lookAtRemoval = async (does: Removal<Edit>, entry: Entry, cloud: Cloud, now: Date): Answer<Verdict> => {
  const seen = await does.read(cloud, entry.edit)
  if (!seen.ok) return seen
  if (seen.value.row === null) return ok({ is: 'confirmed', ...rowsOf(does, entry.edit, seen.value) })
  return ok({ is: 'send', before: before(cloud, now, null), send: () => does.send(cloud, entry.edit) })
}

const lookAtTouch = async (
  does: Touch<Edit>,
  entry: Entry,
  cloud: Cloud,
  now: Date,
  answered: boolean,
): Answer<Verdict> => {
  const seen = await does.read(cloud, entry.edit)
  if (!seen.ok) return seen
  const rows = rowsOf(does, entry.edit, seen.value)
  const { row } = seen.value
  if (row === null) return ok(gone(entry, {}, rows))
  const stamp = does.stamp(row)
  const was = entry.beforeSend
  if (answered || (was && stamp !== null && stamp > (was.stamp ?? ''))) return ok({ is: 'confirmed', ...rows })
  return ok({ is: 'send', before: was ?? before(cloud, now, stamp), send: () => does.send(cloud, entry.edit) })
}

/**
 * Reads the cloud and says what is to be done with an entry: nothing more, ask a person, or send. An entry that was sent
 * before is told by what it left there. `answer` is the cloud's answer to the request that has just been sent.
 */
export const look = (entry: Entry, cloud: Cloud, now: Date, answer?: unknown): Answer<Verdict> => {
  const { does } = kindOf(entry.edit)
  switch (does.shape) {
    case 'creation':
      return lookAtCreation(does, entry, cloud, now, answer)
    case 'change':
      return lookAtChange(does, entry, cloud, now)
    case 'removal':
      return lookAtRemoval(does, entry, cloud, now)
    case 'touch':
      return lookAtTouch(does, entry, cloud, now, answer !== undefined)
  }
}
