import type { EditOf } from '../../../../shared/contract/edits.ts'
import { ok } from '../../../../shared/util/result.ts'
import { tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import { broken, countOf, firstOf, needed, refusedTo, shownRow, textIn, type Facts } from '../facts.ts'
import { objectsIn, textOf } from '../json.ts'
import * as rows from '../cloud-rows.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import type { Answer, Kinds, Seen, Shown } from './kind.ts'
import { memberTarget, readMember, refusedToMember } from './members.ts'
import { isPhoneNumber, sameNumber } from './phone-number.ts'

type PhoneEdit = EditOf<'phone.associate'> | EditOf<'phone.remove'>

const equipmentOf = (cloud: Cloud, edit: PhoneEdit): string =>
  edit.kind === 'phone.associate'
    ? edit.equipmentId
    : textIn(shownRow(cloud.db, 'extension', edit.extensionId) ?? { id: '' }, 'equipment_id')

/** The extension as the cloud has it, and the member whose phone it is, to be stored with it. */
const readExtension = async (cloud: Cloud, edit: PhoneEdit): Answer<Seen> => {
  const known = shownRow(cloud.db, 'extension', edit.extensionId)
  const equipmentId = equipmentOf(cloud, edit)
  const found = await reads.extensions(cloud, equipmentId, known ? textIn(known, 'short_number') || null : null)
  if (!found.ok) return found
  const json = found.value.find((one) => textOf(one, 'id') === edit.extensionId)
  const companyId = known ? textIn(known, 'company_id') || null : null
  const row = json ? rows.extension(json, equipmentId, companyId) : null
  if (!row) return ok({ row: null })
  const member = await readMember(cloud, edit.memberId)
  if (!member.ok) return member
  return ok({ row, also: member.value.row ? [{ table: tables.member, row: member.value.row }] : [] })
}

const showsOnMember = (facts: Facts, edit: PhoneEdit): readonly Shown[] => {
  const extension = shownRow(facts.db, 'extension', edit.extensionId)
  const number = extension ? textIn(extension, 'short_number') || textIn(extension, 'internal_number') || null : null
  const phones = (row: Row) => objectsIn(row.phones).filter((one) => textOf(one, 'id') !== edit.extensionId)
  return [
    {
      table: tables.member,
      id: edit.memberId,
      as: 'changed',
      apply: (row, except) => {
        if (except.has('memberId')) return row
        if (edit.kind === 'phone.remove') {
          const left = phones(row)
          const first = left[0]
          return {
            ...row,
            phones: JSON.stringify(left),
            extension: first ? textOf(first, 'extension') : null,
            phone: first ? textOf(first, 'number') : null,
          }
        }
        const one = {
          id: edit.extensionId,
          equipmentId: edit.equipmentId,
          extension: number,
          number: edit.publicNumber,
        }
        return {
          ...row,
          phones: JSON.stringify([...phones(row), one]),
          extension: number,
          phone: edit.publicNumber ?? row.phone ?? null,
        }
      },
    },
    {
      table: tables.extension,
      id: edit.extensionId,
      as: 'changed',
      apply: (row, except) => {
        const associates = edit.kind === 'phone.associate'
        return {
          ...row,
          ...(except.has('memberId') ? {} : { member_id: associates ? edit.memberId : null }),
          ...(associates && !except.has('publicNumber') ? { public_number: edit.publicNumber } : {}),
        }
      },
    },
  ]
}

/** M074: with several pieces of equipment, one must have been chosen; with one it is filled in. Both name it here. */
const equipmentOfCompany = (facts: Facts, edit: EditOf<'phone.associate'>, companyId: string) => {
  const serves = countOf(
    facts.db,
    `equipment_now e WHERE e.id = :equipmentId AND (e.company_id = :companyId OR e.id IN
     (SELECT equipment_id FROM company_prefix_now p WHERE p.company_id = :companyId))`,
    { equipmentId: edit.equipmentId, companyId },
  )
  return serves > 0 ? null : broken('M074', 'equipmentOfOther', 'this equipment does not serve the member’s company')
}

export const phones: Kinds<'phone.associate' | 'phone.remove'> = {
  'phone.associate': {
    target: (facts, { memberId }) => memberTarget(facts, memberId),
    check: (facts, edit) => {
      const member = needed(facts.db, 'member', edit.memberId)
      if (!member.ok) return member.failure
      const equipment = needed(facts.db, 'equipment', edit.equipmentId)
      if (!equipment.ok) return equipment.failure
      const companyId = textIn(member.value, 'company_id')
      const { ever_connected, shared } = equipment.value
      const extension = shownRow(facts.db, 'extension', edit.extensionId)
      const country = textIn(equipment.value, 'country') || textIn(member.value, 'country')
      return firstOf(
        () => refusedToMember(facts, 'phone.associate', edit.memberId),
        () =>
          refusedTo(facts, 'phone.associate', companyId, {
            equipment: { everConnected: ever_connected === 1, shared: shared === 1 },
          }),
        () => equipmentOfCompany(facts, edit, companyId),
        () =>
          extension?.equipment_id === edit.equipmentId
            ? null
            : broken('M075', 'extensionUnknown', 'the equipment has no such extension'),
        () =>
          extension?.member_id && extension.member_id !== edit.memberId
            ? broken('M074', 'extensionTaken', 'the extension is another member’s')
            : null,
        () =>
          edit.publicNumber === null || isPhoneNumber(edit.publicNumber, country)
            ? null
            : broken('M073', 'notANumber', `“${edit.publicNumber}” is not a telephone number`),
      )
    },
    shows: showsOnMember,
    does: {
      shape: 'change',
      table: tables.extension,
      rowId: ({ extensionId }) => extensionId,
      mine: ({ memberId, publicNumber }) => ({ memberId, publicNumber }),
      fields: (row, { publicNumber }) => ({
        memberId: row.member_id ?? null,
        // M073: the cloud turns a national number into E.164: it is the same number.
        publicNumber: sameNumber(numberIn(row.public_number), publicNumber)
          ? publicNumber
          : numberIn(row.public_number),
      }),
      without: (edit, theirs) =>
        'memberId' in theirs ? null : { ...edit, publicNumber: numberIn(theirs.publicNumber) },
      read: readExtension,
      send: (cloud, edit, toSend) =>
        writes.updateExtension(cloud, edit.equipmentId, edit.extensionId, {
          ...('memberId' in toSend ? { userId: edit.memberId } : {}),
          ...('publicNumber' in toSend ? { number: edit.publicNumber ?? '' } : {}),
        }),
    },
  },
  'phone.remove': {
    target: (facts, { memberId }) => memberTarget(facts, memberId),
    check: (facts, { memberId }) => refusedToMember(facts, 'phone.remove', memberId),
    shows: showsOnMember,
    does: {
      shape: 'change',
      table: tables.extension,
      rowId: ({ extensionId }) => extensionId,
      mine: () => ({ memberId: null }),
      fields: (row) => ({ memberId: row.member_id ?? null }),
      without: () => null,
      read: readExtension,
      send: (cloud, edit) => writes.unlinkExtension(cloud, equipmentOf(cloud, edit), edit.extensionId),
    },
  },
}

const numberIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
