import type { EditOf } from '../../../../shared/contract/edits.ts'
import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { tables } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import { broken, countOf, firstOf, needed, refusedTo, shownRow, textIn, type Facts } from '../facts.ts'
import { textOf } from '../json.ts'
import * as rows from '../cloud-rows.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import { withinTheHour } from './joining.ts'
import type { Answer, Candidate, Change, Kind, Kinds, Seen, Target } from './kind.ts'

const table = tables.companyLink

const linkTarget = (facts: Facts, linkId: string): Result<Target, Failure> => {
  const row = needed(facts.db, 'company_link', linkId)
  if (!row.ok) return row
  return ok({
    entity: 'company_link',
    id: linkId,
    companyId: textIn(row.value, 'company_id'),
    subject: textIn(row.value, 'company_name'),
  })
}

/** What is done to links is done for the own company: an invited company is not managed yet. */
const ofOwn = (facts: Facts, action: 'company.invite' | 'company.answer-request'): Failure | null => {
  const own = facts.ownId === null ? undefined : shownRow(facts.db, 'company', facts.ownId)
  return own ? refusedTo(facts, action, { ...own, id: 'new', kind: 'EC', partner_id: own.id }) : null
}

const directionOf = (cloud: Cloud, linkId: string): 'sent' | 'received' =>
  shownRow(cloud.db, 'company_link', linkId)?.direction === 'received' ? 'received' : 'sent'

const readLink = async (cloud: Cloud, linkId: string): Answer<Seen> => {
  const direction = directionOf(cloud, linkId)
  const json = await reads.companyLink(cloud, direction, linkId)
  return json.ok ? ok({ row: json.value && rows.link(json.value, direction, cloud.client.user.companyId) }) : json
}

type LinkEdit = EditOf<'link.cancel'> | EditOf<'link.accept'> | EditOf<'link.decline'>
type Send = (cloud: Cloud, id: string) => Answer<unknown>

/** A link's state is its one field: what somebody else answered meanwhile is a conflict. */
const becomes = <E extends LinkEdit>(status: string, send: Send): Change<E> => ({
  shape: 'change',
  table,
  rowId: ({ linkId }) => linkId,
  mine: () => ({ status }),
  fields: (row) => ({ status: row.status ?? null }),
  without: () => null,
  read: (cloud, { linkId }) => readLink(cloud, linkId),
  send: (cloud, { linkId }) => send(cloud, linkId),
})

const answered = <E extends LinkEdit>(status: string, direction: 'sent' | 'received', send: Send): Kind<E> => ({
  target: (facts, { linkId }) => linkTarget(facts, linkId),
  check: (facts, { linkId }) =>
    firstOf(
      () => ofOwn(facts, direction === 'sent' ? 'company.invite' : 'company.answer-request'),
      () => {
        const row = shownRow(facts.db, 'company_link', linkId)
        const open = direction === 'sent' ? ['pending', 'declined', 'failed'] : ['pending']
        return row?.direction === direction && open.includes(textIn(row, 'status'))
          ? null
          : broken('M093', 'noLongerPending', 'it is no longer pending')
      },
    ),
  shows: (_, { linkId }) => [
    { table, id: linkId, as: 'changed', apply: (row, except) => (except.has('status') ? row : { ...row, status }) },
  ],
  does: becomes(status, send),
})

export const links: Kinds<'link.invite' | 'link.cancel' | 'link.resend' | 'link.accept' | 'link.decline'> = {
  'link.invite': {
    target: (_, { linkId, companyId, companyName }) =>
      ok({ entity: 'company_link', id: linkId, companyId, subject: companyName }),
    check: (facts, { companyId }) =>
      firstOf(
        () => ofOwn(facts, 'company.invite'),
        () =>
          countOf(facts.db, `company_link_now WHERE company_id = :companyId AND direction = 'sent' AND status = 'pending'`, { companyId }) > 0 // prettier-ignore
            ? broken('M085', 'alreadyInvited', 'the company is invited already')
            : null,
        () =>
          facts.db
            .all<{ notified_at: string | null }>(
              `SELECT notified_at FROM company_link_now WHERE company_id = :companyId AND direction = 'sent'`,
              { companyId },
            )
            .some(({ notified_at }) => withinTheHour(notified_at, facts.at))
            ? broken('M085', 'onceAnHour', 'the same company is invited again only once an hour')
            : null,
        () =>
          shownRow(facts.db, 'company', companyId)
            ? broken('M085', 'alreadyManaged', 'the company is managed by you already')
            : null,
      ),
    shows: ({ at }, { linkId, companyId, companyName, asReseller }) => [
      {
        table,
        id: linkId,
        as: 'new',
        apply: (row) => ({
          ...row,
          direction: 'sent',
          company_id: companyId,
          company_name: companyName,
          as_reseller: Number(asReseller),
          status: 'pending',
          asked_at: at,
          seen_at: at,
        }),
      },
    ],
    does: {
      shape: 'creation',
      localId: ({ linkId }) => linkId,
      known: () => [],
      sameIsEnough: true,
      typed: ({ companyName, asReseller, language, message }) => ({ companyName, asReseller, language, message }),
      candidates: async (cloud, { companyId, asReseller }) => {
        const found = await reads.pendingLinkInvitations(cloud)
        if (!found.ok) return found
        return ok(
          found.value.flatMap((json): Candidate[] => {
            const row = rows.link(json, 'sent', cloud.client.user.companyId)
            if (row?.company_id !== companyId || row.status !== 'pending') return []
            return [
              {
                id: row.id,
                createdAt: textOf(json, 'invitationDate'),
                createdBy: textOf(json, 'invitingAdminId'),
                matches: (row.as_reseller === 1) === asReseller,
                label: textIn(row, 'company_name'),
                stored: [{ table, row }],
              },
            ]
          }),
        )
      },
      send: (cloud, { companyId, asReseller, language, message }) =>
        writes.inviteCompany(cloud, {
          invitedCompanyId: companyId,
          invitedToBeBpIr: asReseller,
          lang: language,
          ...(message === null ? {} : { customMessage: message }),
        }),
    },
  },
  'link.cancel': answered('canceled', 'sent', writes.cancelLink),
  'link.accept': answered('accepted', 'received', writes.acceptLink),
  'link.decline': answered('declined', 'received', writes.declineLink),
  'link.resend': {
    target: (facts, { linkId }) => linkTarget(facts, linkId),
    check: (facts, { linkId }) =>
      firstOf(
        () => ofOwn(facts, 'company.invite'),
        () => {
          const row = shownRow(facts.db, 'company_link', linkId)
          return row && withinTheHour(row.notified_at, facts.at)
            ? broken('M085', 'onceAnHour', 'the same company is invited again only once an hour')
            : null
        },
      ),
    shows: (_, { linkId }) => [{ table, id: linkId, as: 'changed', apply: (row) => ({ ...row, status: 'pending' }) }],
    does: {
      shape: 'touch',
      table,
      rowId: ({ linkId }) => linkId,
      stamp: (row) => textIn(row, 'notified_at') || null,
      read: (cloud, { linkId }) => readLink(cloud, linkId),
      send: (cloud, { linkId, message }) =>
        writes.resendLink(cloud, linkId, message === null ? {} : { customMessage: message }),
    },
  },
}
