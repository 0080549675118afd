import type { ReadDb, Row } from '../../db/index.ts'
import { identifier, type Json } from '../fields.ts'
import { embeddedLicences } from '../rainbow.ts'
import { memberRow, type Licence } from '../rows/index.ts'

export const knownLicences = (db: ReadDb, memberId: string): readonly Licence[] => {
  const known = db.get<{ licence_ids: string }>('SELECT licence_ids FROM member WHERE id = :id AND valid_to IS NULL', {
    id: memberId,
  })
  return known ? (JSON.parse(known.licence_ids) as Licence[]) : []
}

/** Licences are not part of every list of users: those known are kept until the company's subscriptions contradict. */
export const memberOf = (db: ReadDb, json: Json): Row | null => {
  const id = identifier(json, 'id')
  return id ? memberRow(json, embeddedLicences(json) ?? knownLicences(db, id)) : null
}
