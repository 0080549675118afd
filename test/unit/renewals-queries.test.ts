import { beforeAll, describe, expect, it } from 'vitest'
import { subscriptions } from '../../electron/engine/outbox/kinds/subscriptions.ts'
import { listLeaks, listRadar, listRenewals, renewalsCalendar } from '../../electron/engine/renewals/index.ts'
import { pricesInUse, readCatalogues } from '../../electron/engine/prices/index.ts'
import { billingRulesNamed } from '../../shared/domain/billing-rules.ts'
import { refuseStep, type Held } from '../../shared/domain/subscription-rules.ts'
import { memoryDatabase } from '../support/database.ts'
import { resourcesDir } from '../support/engine.ts'
import { bindOwn, day, seen, windowOf } from '../support/estate-rows.ts'

const { db } = memoryDatabase()
const sources = { lists: pricesInUse(db, resourcesDir), editions: readCatalogues(resourcesDir) }
const asked = { ...windowOf({ limit: 500 }), currency: 'EUR', today: '2020-05-05' }
const TERMS = 1203
const prepaid = { company_id: 'ec', offer_name: 'Business PrePaid 1 Year', model: 'prepaid', commercial_reference: '3EY95101AB' } as const // prettier-ignore
const enterprise = { offer_name: 'Enterprise', commercial_reference: '3EY95003AA' } as const

beforeAll(() => {
  bindOwn(db)
  seen(db, day(1), {
    company: [
      { id: 'own', name: 'Technology Integrator', kind: 'VAD', admin_can_update: 1, admin_can_decrease: 1 },
      { id: 'ec', name: 'Declic', partner_id: 'own' },
      { id: 'cut', name: 'May cut', partner_id: 'own', admin_can_update: 1, admin_can_decrease: 1 },
      { id: 'raise', name: 'May raise', partner_id: 'own', admin_can_update: 1, admin_can_decrease: 0 },
      { id: 'odd', name: 'Odd', partner_id: 'own', admin_can_update: 0, admin_can_decrease: 1 },
    ],
    subscription: [
      ...Array.from({ length: TERMS }, (_, n) => ({ ...prepaid, id: `t${n}`, billed: 2, allocated: 2, expires_at: n % 2 ? '2021-01-01T00:00:00.000Z' : '2021-01-31T23:00:00.000Z' })), // prettier-ignore
      { ...prepaid, id: 'paris', billed: 5, allocated: 1, expires_at: '2022-02-28T23:00:00.000Z' },
      { ...prepaid, id: 'endless', billed: 5, allocated: 1 },
      { ...prepaid, id: 'dashes', billed: 5 },
      { ...prepaid, id: 'over', billed: 5, allocated: 0, status: 'terminated', expires_at: '2021-01-01T00:00:00.000Z' },
      ...['own', 'cut', 'raise', 'odd'].map((id) => ({ ...enterprise, id: `${id}-monthly`, company_id: id, billed: 7, allocated: 2 })),
      { ...prepaid, id: 'cut-prepaid', company_id: 'cut', billed: 9, allocated: 0, expires_at: '2021-01-01T00:00:00.000Z' },
      { id: 'free', company_id: 'cut', offer_name: 'Essential', model: 'free', billed: 9, allocated: 1 },
    ], // prettier-ignore
  })
})

describe('renewals', () => {
  it('the calendar holds every end of a term once, however many end at one instant', () => {
    const period = { from: '2021-01-01', to: '2021-02-28', today: asked.today, currency: 'EUR' }
    const text = Buffer.from(renewalsCalendar(db, sources, period).base64, 'base64').toString('utf8')
    const uids = text.match(/^UID:.*$/gm) ?? []
    expect([uids.length, new Set(uids).size]).toEqual([TERMS + 1, TERMS + 1])
  })

  it('a term ends on the local day of its instant, which is midnight in Paris as well as in UTC', () => {
    const on = (from: string, to: string) => {
      const { rows, total } = listRenewals(db, sources, { ...asked, from, to, alertsOnly: false, model: 'prepaid' })
      return [total, rows[0]?.endsOn]
    }
    expect(on('2021-01-01', '2021-01-01')).toEqual([601 + 1, '2021-01-01'])
    expect(on('2021-01-31', '2021-01-31')).toEqual([0, undefined])
    expect(on('2021-02-01', '2021-02-01')).toEqual([602, '2021-02-01'])
    expect(on('2022-03-01', '2022-03-01')).toEqual([1, '2022-03-01'])
    expect(on('2021-02-02', '2021-02-01')).toEqual([0, undefined])
  })
})

describe('unused licences', () => {
  it('M145: "--" is not zero; a term whose end is not stated has no day; terminated and free ones do not count', () => {
    const { rows, total } = listLeaks(db, sources, { ...asked, companyId: 'ec' })
    expect(total).toBe(2)
    expect(Object.fromEntries(rows.map((row) => [row.subscriptionId, [row.unused, row.recoverableFrom, row.lastDayToAct]]))).toEqual({
      paris: [4, '2022-03-01', '2022-02-28'],
      endless: [4, null, null],
    }) // prettier-ignore
  })
})

describe('the radar', () => {
  it('M198, M165: one box, both, and the second without the first, which gives nothing and is shown', () => {
    const { rows, possibleCut, total } = listRadar(db, sources, asked)
    expect(rows.map((row) => [row.companyName, row.mayUpdate, row.mayDecrease, row.inconsistent, row.cutLicences, row.possibleCut?.minor])).toEqual([
      ['May cut', true, true, false, 5, 1400],
      ['May raise', true, false, false, 0, 0],
      ['Odd', false, false, true, 0, 0],
    ]) // prettier-ignore
    expect([total, possibleCut]).toEqual([3, { minor: 1400, currency: 'EUR' }])
    expect(listRadar(db, sources, { ...asked, companyId: 'odd' }).total).toBe(1)
  })
})

describe('refuseStep and the outbox', () => {
  const actor = { roles: ['seller'], companyKind: 'VAD', companyId: 'own' } as const
  const facts = { db, ownId: 'own', actor, at: day(2), seq: null }
  const rules = billingRulesNamed('deck-2017')!

  it('M145, M155, M157: refuse the same changes for the same reasons', () => {
    let compared = 0
    for (const model of ['monthly', 'prepaid', 'usage', 'free'] as const) {
      for (const [billed, allocated] of [
        [10, 0],
        [10, 4],
        [10, 10],
      ] as const) {
        const id = `same-${model}-${allocated}`
        seen(db, day(3), { subscription: [{ id, company_id: 'own', model, billed, allocated, commercial_reference: '3EY95003AA' }] }) // prettier-ignore
        const held: Held = { subscriptionId: id, companyId: 'own', commercialReference: '3EY95003AA', plan: 'Enterprise', model, termYears: null, quantity: billed, allocated, boughtOn: null, startsOn: null, expiresOn: null } // prettier-ignore
        for (const quantity of [1, 3, 4, 9, 11]) {
          const step = { kind: 'change', quantity, on: '2018-02-10' } as const
          const ours = refuseStep({ companyPlan: 'premium', held, step, offer: null, rules })
          const theirs = subscriptions['subscription.change'].check(facts, { kind: 'subscription.change', subscriptionId: id, quantity }) // prettier-ignore
          expect([ours?.rule, ours?.reason], `${id} ${quantity}`).toEqual([theirs?.rule ?? undefined, theirs?.params.because]) // prettier-ignore
          compared += ours ? 1 : 0
        }
      }
    }
    expect(compared).toBeGreaterThan(30)
  })
})
