import type { ReadDb, Row } from '../../db/index.ts'
import { identifier, type Json } from '../fields.ts'
import { embeddedLicences } from '../rainbow.ts'
import { memberRow, oddIn, type Licence } from '../rows/index.ts'

const knownLicences = (db: ReadDb, memberId: string): readonly Licence[] => {
  const known = db.get<{ licence_ids: string }>('SELECT licence_ids FROM member WHERE id = :id AND valid_to IS NULL', {
    id: memberId,
  })
  return known ? (JSON.parse(known.licence_ids) as Licence[]) : []
}

/** What was read with the member, or what is known where that says nothing. */
export const licencesHeld = (db: ReadDb, memberId: string, embedded: ReturnType<typeof embeddedLicences>) =>
  embedded === null || embedded === 'odd' ? knownLicences(db, memberId) : embedded

/** Licences are not part of every list of users: those known are kept until the company's subscriptions contradict. */
export const memberOf = (db: ReadDb, json: Json): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  const embedded = embeddedLicences(json)
  const row = memberRow(json, licencesHeld(db, id, embedded))
  return row && embedded === 'odd' ? { ...row, odd: oddIn(row) + 1 } : row
}
