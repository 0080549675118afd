import type { EditOf } from '../../../../shared/contract/edits.ts'
import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { cloudRow, tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import { broken, firstOf, needed, refusedTo, shownRow, textIn, type Facts } from '../facts.ts'
import { isJson, textOf } from '../json.ts'
import * as rows from '../cloud-rows.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import type { Answer, Candidate, Kinds, Seen, Target } from './kind.ts'

const table = tables.subscription

const subscriptionTarget = (facts: Facts, id: string): Result<Target, Failure> => {
  const row = needed(facts.db, 'subscription', id)
  if (!row.ok) return row
  return ok({
    entity: 'subscription',
    id,
    companyId: textIn(row.value, 'company_id'),
    subject: textIn(row.value, 'offer_name'),
  })
}

const companyOf = (cloud: Cloud, id: string): string =>
  textIn(cloudRow(cloud.db, 'subscription', id) ?? shownRow(cloud.db, 'subscription', id) ?? { id }, 'company_id')

/** The cloud gives subscriptions only as a company's list. */
export const readSubscription = async (cloud: Cloud, id: string): Answer<Seen> => {
  const companyId = companyOf(cloud, id)
  const found = await reads.subscriptionsOf(cloud, companyId)
  if (!found.ok) return found
  const json = found.value.find((one) => textOf(one, 'id') === id)
  const row = json ? rows.subscription(json, companyId) : null
  return ok({ row: row?.status === 'terminated' ? null : row })
}

const modelOf = (offer: Row): string => textIn(offer, 'model') || 'monthly'

const changeCheck = (facts: Facts, { subscriptionId, quantity }: EditOf<'subscription.change'>): Failure | null => {
  const row = needed(facts.db, 'subscription', subscriptionId)
  if (!row.ok) return row.failure
  const { billed, allocated, model } = row.value
  const change = typeof billed === 'number' && quantity < billed ? 'decrease' : 'increase'
  return firstOf(
    () => refusedTo(facts, 'subscription.change', textIn(row.value, 'company_id'), {}, { change }),
    () =>
      typeof allocated === 'number' && quantity < allocated
        ? broken('M155', 'belowAllocated', `${allocated} licences are allocated, only unused ones can be removed`)
        : null,
    () =>
      model === 'prepaid' && change === 'decrease'
        ? broken('M157', 'prepaidOnlyGrows', 'prepaid licences can only be added')
        : null,
    () =>
      model === 'free' || model === 'usage'
        ? broken('M145', 'noQuantity', 'it has no number of licences to change')
        : null,
  )
}

export const subscriptions: Kinds<'subscription.create' | 'subscription.change' | 'subscription.cancel'> = {
  'subscription.create': {
    target: ({ db }, { subscriptionId, companyId, offerId }) => {
      const offer = needed(db, 'offer', offerId)
      if (!offer.ok) return offer
      return ok({ entity: 'subscription', id: subscriptionId, companyId, subject: textIn(offer.value, 'name') })
    },
    check: (facts, { companyId, offerId }) => {
      const offer = shownRow(facts.db, 'offer', offerId)
      const prepaid = offer && modelOf(offer) === 'prepaid' ? ({ prepaid: 'manual' } as const) : {}
      return firstOf(
        () => refusedTo(facts, 'subscription.create', companyId, {}, prepaid),
        () => (offer?.can_be_sold === 0 ? broken('M139', 'notForSale', 'this offer is not sold') : null),
      )
    },
    shows: ({ db, at }, { subscriptionId, companyId, offerId, quantity }) => {
      const offer = shownRow(db, 'offer', offerId)
      const usage = offer?.model === 'usage'
      return [
        {
          table,
          id: subscriptionId,
          as: 'new',
          apply: (row) => ({
            ...row,
            company_id: companyId,
            offer_id: offerId,
            offer_name: offer ? textIn(offer, 'name') : '',
            commercial_reference: offer?.commercial_reference ?? null,
            model: offer ? modelOf(offer) : 'monthly',
            billed: usage ? null : quantity,
            allocated: usage ? null : 0,
            status: 'creating',
            sync_ongoing: 0,
            seen_at: at,
          }),
        },
      ]
    },
    does: {
      shape: 'creation',
      localId: ({ subscriptionId }) => subscriptionId,
      known: ({ db }, { companyId, offerId }) =>
        db
          .all<{ id: string }>(
            'SELECT id FROM subscription WHERE company_id = :companyId AND offer_id = :offerId AND valid_to IS NULL',
            { companyId, offerId },
          )
          .map(({ id }) => id),
      sameIsEnough: false,
      typed: ({ offerId, quantity }) => ({ offerId, quantity }),
      candidates: async (cloud, { companyId, offerId, quantity }) => {
        const found = await reads.subscriptionsOf(cloud, companyId)
        if (!found.ok) return found
        return ok(
          found.value.flatMap((json): Candidate[] => {
            const row = rows.subscription(json, companyId)
            if (!row || textOf(json, 'offerId') !== offerId || row.status === 'terminated') return []
            const by = isJson(json.createdBy) ? json.createdBy : {}
            return [
              {
                id: row.id,
                createdAt: textOf(json, 'creationDate'),
                createdBy: textOf(by, 'userId') ?? textOf(by, 'loginEmail'),
                matches: row.billed === null || row.billed === quantity,
                label: `${textIn(row, 'offer_name')} ${textIn(row, 'contract_number')}`.trim(),
                stored: [{ table, row }],
              },
            ]
          }),
        )
      },
      send: (cloud, { companyId, offerId, quantity }) =>
        writes.createSubscription(cloud, companyId, { offerId, maxNumberUsers: quantity }),
    },
  },
  'subscription.change': {
    target: (facts, { subscriptionId }) => subscriptionTarget(facts, subscriptionId),
    check: changeCheck,
    shows: (_, { subscriptionId, quantity }) => [
      {
        table,
        id: subscriptionId,
        as: 'changed',
        apply: (row, except) => (except.has('quantity') ? row : { ...row, billed: quantity }),
      },
    ],
    does: {
      shape: 'change',
      table,
      rowId: ({ subscriptionId }) => subscriptionId,
      mine: ({ quantity }) => ({ quantity }),
      fields: (row) => ({ quantity: row.billed ?? null }),
      without: () => null,
      read: (cloud, { subscriptionId }) => readSubscription(cloud, subscriptionId),
      send: (cloud, { subscriptionId, quantity }) =>
        writes.updateSubscription(cloud, companyOf(cloud, subscriptionId), subscriptionId, quantity),
    },
  },
  'subscription.cancel': {
    target: (facts, { subscriptionId }) => subscriptionTarget(facts, subscriptionId),
    check: (facts, { subscriptionId }) => {
      const row = needed(facts.db, 'subscription', subscriptionId)
      if (!row.ok) return row.failure
      const { allocated, model } = row.value
      return firstOf(
        () => refusedTo(facts, 'subscription.cancel', textIn(row.value, 'company_id')),
        () => (model === 'free' ? broken('M146', 'essentialStays', 'the free subscription stays') : null),
        () =>
          model === 'prepaid'
            ? broken('M157', 'prepaidOnlyGrows', 'a prepaid subscription stays until its term ends')
            : null,
        () =>
          typeof allocated === 'number' && allocated > 0
            ? broken('M155', 'belowAllocated', `${allocated} licences are allocated, only unused ones can be removed`)
            : null,
      )
    },
    shows: (_, { subscriptionId }) => [{ table, id: subscriptionId, as: 'removing', apply: (row) => row }],
    does: {
      shape: 'removal',
      table,
      rowId: ({ subscriptionId }) => subscriptionId,
      read: (cloud, { subscriptionId }) => readSubscription(cloud, subscriptionId),
      send: (cloud, { subscriptionId }) =>
        writes.deleteSubscription(cloud, companyOf(cloud, subscriptionId), subscriptionId),
    },
  },
}
