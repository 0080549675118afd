import type { Failure } from '../../../../shared/contract/failure.ts'
import type { EditOf } from '../../../../shared/contract/edits.ts'
import type { RoleAction } from '../../../../shared/domain/roles/index.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import { broken, countOf, firstOf, needed, refusedTo, shownRow, textIn, type Facts } from '../facts.ts'
import { textsIn } from '../json.ts'
import * as rows from '../cloud-rows.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import { fieldEdit } from './field-edit.ts'
import { plain } from './field-specs.ts'
import { secondAdministrator } from './joining.ts'
import type { Answer, Kinds, Seen, StoredRow, Target } from './kind.ts'

const table = tables.member

const specs = {
  firstName: plain('first_name', 'firstName'),
  lastName: plain('last_name', 'lastName'),
  jobTitle: plain('job_title', 'jobTitle'),
  country: plain('country', 'country'),
  language: plain('language', 'language'),
}

export const memberTarget = (facts: Facts, id: string): Result<Target, Failure> => {
  const row = needed(facts.db, 'member', id)
  if (!row.ok) return row
  const subject = textIn(row.value, 'name') || textIn(row.value, 'email')
  return ok({ entity: 'member', id, companyId: textIn(row.value, 'company_id'), subject })
}

/** Whether the person may do it to the member's company, and the member is one. */
export const refusedToMember = (facts: Facts, action: RoleAction, id: string): Failure | null => {
  const row = needed(facts.db, 'member', id)
  if (!row.ok) return row.failure
  return firstOf(
    () => refusedTo(facts, action, textIn(row.value, 'company_id')),
    () => (row.value.state === 'member' ? null : broken('M012', 'notYetMember', 'they have not joined yet')),
  )
}

export const readMember = async (cloud: Cloud, id: string): Answer<Seen> => {
  const json = await reads.user(cloud, id)
  if (!json.ok) return json
  if (json.value === null) return ok({ row: null })
  const profiles = await reads.profilesOf(cloud, json.value)
  if (!profiles.ok) return profiles
  const row = rows.member(json.value, profiles.value)
  const known = shownRow(cloud.db, 'member', id)?.company_id
  // Moved to another company, or terminated: gone from the one that the person saw.
  const left = json.value.isTerminated === true || (known !== undefined && row?.company_id !== known)
  return ok({ row: left ? null : row })
}

/** A company's subscriptions as rows of the cache: what people hold is counted there. */
export const subscriptionRows = async (cloud: Cloud, companyId: string): Answer<readonly StoredRow[]> => {
  const listed = await reads.subscriptionsOf(cloud, companyId)
  if (!listed.ok) return listed
  const found = listed.value.flatMap((json) => rows.subscription(json, companyId) ?? [])
  return ok(found.map((row) => ({ table: tables.subscription, row })))
}

/** Who has left gave licences back: the company's subscriptions are read with it. */
const readLeaver = async (cloud: Cloud, { memberId }: { readonly memberId: string }): Answer<Seen> => {
  const seen = await readMember(cloud, memberId)
  const companyId = textIn(shownRow(cloud.db, 'member', memberId) ?? { id: '' }, 'company_id')
  if (!seen.ok || seen.value.row !== null || companyId === '') return seen
  const also = await subscriptionRows(cloud, companyId)
  return also.ok ? ok({ row: null, also: also.value }) : also
}

const nameOf = (row: Row): string => [textIn(row, 'first_name'), textIn(row, 'last_name')].filter(Boolean).join(' ')

const seller = ['bp_admin', 'bp_finance'] as const

/** The cloud's roles with what the edit adds and takes away; others' changes stay. */
const mergedRoles = (now: Row, toSend: Readonly<Record<string, unknown>>): readonly string[] => {
  const has = (field: string): boolean => (field in toSend ? toSend[field] === true : now[field] === 1)
  const others = textsIn(now.roles).filter((role) => ![...seller, 'admin', 'user'].includes(role))
  return ['user', ...others, ...(has('seller') ? seller : []), ...(has('admin') ? ['admin'] : [])]
}

export const members: Kinds<'member.edit' | 'member.roles' | 'member.remove'> = {
  'member.edit': {
    target: (facts, { memberId }) => memberTarget(facts, memberId),
    check: (facts, { memberId }) => refusedToMember(facts, 'member.edit', memberId),
    ...fieldEdit<EditOf<'member.edit'>>({
      table,
      specs,
      rowId: ({ memberId }) => memberId,
      read: readMember,
      send: writes.updateUser,
      derived: (edited, row) => (nameOf(edited) === nameOf(row) ? edited : { ...edited, name: nameOf(edited) }),
    }),
  },
  'member.roles': {
    target: (facts, { memberId }) => memberTarget(facts, memberId),
    check: (facts, edit) => {
      const row = needed(facts.db, 'member', edit.memberId)
      if (!row.ok) return row.failure
      const companyId = textIn(row.value, 'company_id')
      const becomesAdmin = edit.admin && row.value.admin !== 1
      const paid = textsIn(row.value.licences).some((name) => !/essential/i.test(name))
      const second = secondAdministrator(facts.db, companyId, edit.memberId)
      return firstOf(
        () => refusedToMember(facts, 'member.roles', edit.memberId),
        () =>
          refusedTo(
            facts,
            'member.roles',
            companyId,
            becomesAdmin ? { member: { ...second, licence: paid ? 'paid' : 'essential' } } : {},
          ),
        () =>
          edit.seller && shownRow(facts.db, 'company', companyId)?.kind === 'EC'
            ? broken('M033', 'sellerNeedsPartner', 'an end customer has no seller')
            : null,
        () =>
          !edit.admin && row.value.admin === 1 && adminsOf(facts, companyId) === 1
            ? broken('M092', 'lastAdministrator', 'a company keeps one administrator')
            : null,
      )
    },
    shows: (_, edit) => [
      {
        table,
        id: edit.memberId,
        as: 'changed',
        apply: (row, except) => ({
          ...row,
          ...(except.has('seller') ? {} : { seller: Number(edit.seller) }),
          ...(except.has('admin') ? {} : { admin: Number(edit.admin) }),
        }),
      },
    ],
    does: {
      shape: 'change',
      table,
      rowId: ({ memberId }) => memberId,
      mine: ({ seller, admin }) => ({ seller, admin }),
      fields: (row) => ({ seller: row.seller === 1, admin: row.admin === 1 }),
      without: (edit, theirs) => ({
        ...edit,
        ...('seller' in theirs ? { seller: theirs.seller === true } : {}),
        ...('admin' in theirs ? { admin: theirs.admin === true } : {}),
      }),
      read: (cloud, { memberId }) => readMember(cloud, memberId),
      send: (cloud, { memberId }, toSend, now) => {
        const roles = mergedRoles(now, toSend)
        const adminType = roles.includes('admin') ? 'company_admin' : 'undefined'
        return writes.updateUser(cloud, memberId, { roles, adminType })
      },
    },
  },
  'member.remove': {
    target: (facts, { memberId }) => memberTarget(facts, memberId),
    check: (facts, { memberId }) => refusedToMember(facts, 'member.remove', memberId),
    shows: (_, { memberId }) => [{ table, id: memberId, as: 'removing', apply: (row) => row }],
    does: {
      shape: 'removal',
      table,
      rowId: ({ memberId }) => memberId,
      read: readLeaver,
      send: (cloud, { memberId }) => writes.moveToDefaultCompany(cloud, memberId),
    },
  },
}

const adminsOf = ({ db }: Facts, companyId: string): number =>
  countOf(db, `member_now WHERE company_id = :companyId AND admin = 1 AND state = 'member'`, { companyId })
