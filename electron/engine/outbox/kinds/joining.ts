import type { EditOf } from '../../../../shared/contract/edits.ts'
import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import { broken, countOf, firstOf, needed, refusedTo, shownRow, textIn, type Facts } from '../facts.ts'
import { sameName, textOf, type Json } from '../json.ts'
import * as rows from '../cloud-rows.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import type { Answer, Candidate, Change, Kind, Kinds, Seen, Target } from './kind.ts'

const table = tables.member
const HOUR_MS = 60 * 60 * 1000

/** An invitation is sent again only once an hour. */
export const withinTheHour = (then: Row[string] | undefined, at: string): boolean =>
  typeof then === 'string' && Date.parse(at) - Date.parse(then) < HOUR_MS

const joinerTarget = (facts: Facts, id: string): Result<Target, Failure> => {
  const row = needed(facts.db, 'member', id)
  if (!row.ok) return row
  const { value } = row
  return ok({ entity: 'member', id, companyId: textIn(value, 'company_id'), subject: textIn(value, 'email') })
}

/** M053: on Essential alone a company has one administrator, those who are invited to be one included. */
export const secondAdministrator = (db: Facts['db'], companyId: string, memberId: string | null) => ({
  becomesAdmin: true,
  licence:
    countOf(db, `subscription_now WHERE company_id = :companyId AND model IN ('monthly', 'prepaid')`, { companyId }) > 0
      ? null
      : ('essential' as const),
  otherAdmins: countOf(db, 'member_now WHERE company_id = :companyId AND admin = 1 AND id IS NOT :memberId', {
    companyId,
    memberId,
  }),
})

const companyOf = (cloud: Cloud, id: string): string => textIn(shownRow(cloud.db, 'member', id) ?? { id }, 'company_id')

type Join = 'invitation' | 'request'
/** `whenGone`: the state that counts as reached when the cloud has it no more. */
const readJoin = async (cloud: Cloud, join: Join, id: string, whenGone: string | null = null): Answer<Seen> => {
  const companyId = companyOf(cloud, id)
  const json = await (join === 'invitation' ? reads.joinInvitation : reads.joinRequest)(cloud, companyId, id)
  if (!json.ok) return json
  if (json.value === null && whenGone === null) return ok({ row: null })
  if (json.value === null) return ok({ row: { id, join_status: whenGone }, gone: [{ table, id }] })
  const pending = rows.joiner[join](json.value, companyId)
  const status = textOf(json.value, 'status')
  // Only pending ones are members' rows: an answered one is told by its state, and its row ends.
  if (pending) return ok({ row: { ...pending, join_status: status } })
  return ok({ row: { id, join_status: status }, gone: [{ table, id }] })
}

type Send = (cloud: Cloud, companyId: string, id: string) => Answer<unknown>

const becomes = <E>(join: Join, status: string, idOf: (edit: E) => string, send: Send): Change<E> => ({
  shape: 'change',
  table,
  rowId: idOf,
  mine: () => ({ status }),
  // A row of the cache is pending: others have no row.
  fields: (row) => ({ status: row.join_status ?? 'pending' }),
  without: () => null,
  read: (cloud, edit) => readJoin(cloud, join, idOf(edit), status === 'accepted' ? null : status),
  send: (cloud, edit) => send(cloud, companyOf(cloud, idOf(edit)), idOf(edit)),
})

type Asked = EditOf<'request.accept'> | EditOf<'request.decline'>
const answeredRequest = <E extends Asked>(status: string, send: Send): Kind<E> => ({
  target: (facts, { requestId }) => joinerTarget(facts, requestId),
  check: (facts, { requestId }) => {
    const row = needed(facts.db, 'member', requestId)
    return row.ok ? refusedTo(facts, 'member.invite', textIn(row.value, 'company_id')) : row.failure
  },
  shows: (_, { requestId }) => [
    status === 'accepted'
      ? { table, id: requestId, as: 'changed', apply: (row) => ({ ...row, state: 'member' }) }
      : { table, id: requestId, as: 'removing', apply: (row) => row },
  ],
  does: becomes('request', status, ({ requestId }) => requestId, send),
})

const withMessage = (message: string | null): Json => (message === null ? {} : { customMessage: message })

export const joining: Kinds<
  'member.invite' | 'invitation.cancel' | 'invitation.resend' | 'request.accept' | 'request.decline'
> = {
  'member.invite': {
    target: (_, { invitationId, companyId, email }) =>
      ok({ entity: 'member', id: invitationId, companyId, subject: email }),
    check: (facts, { companyId, email, admin, seller }) => {
      const { db } = facts
      return firstOf(
        () =>
          refusedTo(
            facts,
            'member.invite',
            companyId,
            admin ? { member: secondAdministrator(db, companyId, null) } : {},
          ),
        () =>
          seller && shownRow(db, 'company', companyId)?.kind === 'EC'
            ? broken('M033', 'sellerNeedsPartner', 'an end customer has no seller')
            : null,
        () =>
          countOf(db, 'member_now WHERE company_id = :companyId AND lower(email) = lower(:email)', { companyId, email }) > 0 // prettier-ignore
            ? broken('M024', 'alreadyInvited', `${email} is a member or invited already`)
            : null,
      )
    },
    shows: ({ at }, { invitationId, companyId, email, admin, seller }) => [
      {
        table,
        id: invitationId,
        as: 'new',
        apply: (row) => ({
          ...row,
          company_id: companyId,
          name: '',
          email,
          state: 'invited',
          licences: '[]',
          licence_ids: '[]',
          phones: '[]',
          roles: '[]',
          seller: Number(seller),
          admin: Number(admin),
          asked_at: at,
          seen_at: at,
        }),
      },
    ],
    does: {
      shape: 'creation',
      localId: ({ invitationId }) => invitationId,
      known: () => [],
      sameIsEnough: true,
      typed: ({ email, admin, seller, language, message }) => ({ email, admin, seller, language, message }),
      candidates: async (cloud, { companyId, email }) => {
        const found = await reads.pendingJoinInvitations(cloud, companyId)
        if (!found.ok) return found
        return ok(
          found.value.flatMap((json): Candidate[] => {
            const row = rows.joiner.invitation(json, companyId)
            if (!row || !sameName(textIn(row, 'email'), email)) return []
            return [
              {
                id: row.id,
                createdAt: textOf(json, 'invitationDate'),
                createdBy: textOf(json, 'invitingAdminId'),
                // What an invitation makes of the person is not in every answer: its address is what counts.
                matches: true,
                label: textIn(row, 'email'),
                stored: [{ table, row }],
              },
            ]
          }),
        )
      },
      send: (cloud, { companyId, email, admin, seller, language, message }) =>
        writes.inviteMember(cloud, companyId, {
          email,
          lang: language,
          invitedToBeCompanyAdmin: admin,
          ...(seller ? { invitedToBeBpAdmin: true } : {}),
          ...withMessage(message),
        }),
    },
  },
  'invitation.cancel': {
    target: (facts, { invitationId }) => joinerTarget(facts, invitationId),
    check: (facts, { invitationId }) => {
      const row = needed(facts.db, 'member', invitationId)
      return row.ok ? refusedTo(facts, 'member.invite', textIn(row.value, 'company_id')) : row.failure
    },
    shows: (_, { invitationId }) => [{ table, id: invitationId, as: 'removing', apply: (row) => row }],
    does: becomes('invitation', 'canceled', ({ invitationId }) => invitationId, writes.cancelInvitation),
  },
  'invitation.resend': {
    target: (facts, { invitationId }) => joinerTarget(facts, invitationId),
    check: (facts, { invitationId }) => {
      const row = needed(facts.db, 'member', invitationId)
      if (!row.ok) return row.failure
      return firstOf(
        () => refusedTo(facts, 'member.invite', textIn(row.value, 'company_id')),
        () =>
          withinTheHour(row.value.notified_at, facts.at)
            ? broken('M012', 'onceAnHour', 'an invitation is sent again only once an hour')
            : null,
      )
    },
    shows: (_, { invitationId }) => [{ table, id: invitationId, as: 'changed', apply: (row) => row }],
    does: {
      shape: 'touch',
      table,
      rowId: ({ invitationId }) => invitationId,
      stamp: (row) => textIn(row, 'notified_at') || null,
      read: (cloud, { invitationId }) => readJoin(cloud, 'invitation', invitationId),
      send: (cloud, { invitationId, message }) =>
        writes.resendInvitation(cloud, companyOf(cloud, invitationId), invitationId, withMessage(message)),
    },
  },
  'request.accept': answeredRequest('accepted', writes.acceptRequest),
  'request.decline': answeredRequest('declined', writes.declineRequest),
}
