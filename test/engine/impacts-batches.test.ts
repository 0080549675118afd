import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { createChanges } from '../../electron/engine/core/index.ts'
import { savePriceList } from '../../electron/engine/prices/index.ts'
import type { Impact } from '../../shared/contract/planning.ts'
import { commandId, now, resourcesDir } from '../support/engine.ts'
import { day, seen, type Values } from '../support/estate-rows.ts'
import { again, definitionOf, editsMade, impactDesk, value, type ImpactDesk } from '../support/impacts.ts'

/** docs/planning.md, section 7: more steps than the outbox takes at once, and who may make them. */

const ENTERPRISE = '3EY95003AA'
const TODAY = '2017-12-05'
const SWITCH = '2017-12-31'
const COUNT = 1100
const number = (n: number): string => String(n).padStart(4, '0')
const companies = Array.from({ length: COUNT }, (_, n): Values => ({ id: `c${number(n)}`, name: `Company ${number(n)}` })) // prettier-ignore
const subscriptions = companies.map(({ id }): Values => ({ id: `s-${id}`, company_id: id, commercial_reference: ENTERPRISE, billed: 5, allocated: 2 })) // prettier-ignore
const three = definitionOf({
  changes: [{ from: TODAY, plan: 'Enterprise', companyId: null, change: { kind: 'add', heads: -1 } }],
  scope: { kind: 'customers-of', companyId: 'own' as never },
})

let desk: ImpactDesk
afterEach(() => desk.close())
const prepare = async (of: Parameters<ImpactDesk['impacts']['prepare']>[0]['of'], today = TODAY): Promise<Impact> =>
  value(await desk.impacts.prepare({ commandId: commandId(), at: now(), id: randomUUID(), today, of, delegation: null, allocate: [] })) // prettier-ignore
const apply = (id: string, impacts = desk.impacts, today = SWITCH) =>
  impacts.apply({ commandId: commandId(), at: now(), id, today })
const stepsIn = (id: string): number => desk.db.get<{ n: number }>('SELECT count(*) AS n FROM impact_entry WHERE impact_id = :id', { id })?.n ?? 0 // prettier-ignore

class Killed extends Error {}

describe('1100 companies, one licence less each', () => {
  it('killed between and within batches of 500 and applied again: every step exactly once, in its order', async () => {
    desk = impactDesk({ companies, subscriptions })
    const stated = await prepare(desk.plan(three))
    expect([stated.companies, stated.steps.length, stated.licencesBefore, stated.licencesAfter]).toEqual([COUNT, COUNT, 5500, 4400]) // prettier-ignore
    expect([stated.perMonthBefore?.minor, stated.perMonthAfter?.minor, stated.once?.minor]).toEqual([1540000, 1232000, 0]) // prettier-ignore
    const sizes: number[] = []
    const dyingAt = (call: number, when: 'before' | 'after') => {
      let calls = 0
      return again(desk, (input) => {
        calls += 1
        if (calls === call && when === 'before') throw new Killed()
        const made = desk.outbox.makeSteps(input)
        if (calls === call) throw new Killed()
        sizes.push(input.steps.length)
        return made
      })
    }
    await expect(apply(stated.id, dyingAt(2, 'before'))).rejects.toThrow(Killed)
    expect([stepsIn(stated.id), editsMade(desk.db).length]).toEqual([500, 500])
    // The entries were written, and the transaction was not ended.
    await expect(apply(stated.id, dyingAt(2, 'after'))).rejects.toThrow(Killed)
    expect([stepsIn(stated.id), editsMade(desk.db).length]).toEqual([1000, 1000])
    expect(value(desk.impacts.get({ id: stated.id })).appliedAt).toBeNull()
    const command = { commandId: commandId(), at: now(), id: stated.id, today: SWITCH }
    const [first, second] = await Promise.all([desk.impacts.apply(command), desk.impacts.apply(command)])
    expect(value(first)).toEqual(value(second))
    expect(value(first).appliedAt).toBe(command.at)
    expect(editsMade(desk.db)).toEqual(stated.steps.map(({ edit }) => edit))
    expect(sizes.every((size) => size <= 500)).toBe(true)
  })

  it('a company that changes between two batches stops the rest; what was made stays', async () => {
    desk = impactDesk({ companies, subscriptions })
    const stated = await prepare(desk.plan(three))
    const meddled = again(desk, (input) => {
      const made = desk.outbox.makeSteps(input)
      setImmediate(() => seen(desk.db, day(20), { subscription: [{ ...subscriptions[700]!, offer_id: `offer ${ENTERPRISE}`, offer_name: 'Enterprise', billed: 7 }] })) // prettier-ignore
      return made
    })
    expect(await apply(stated.id, meddled)).toMatchObject({ ok: false, failure: { code: 'IMPACT_OUTDATED', params: { reason: 'Company 0700: Enterprise has 7 licences, not 5; 500 of 1100 steps had been made before' } } }) // prettier-ignore
    expect(stepsIn(stated.id)).toBe(500)
  })
})

describe('what the statement is checked with', () => {
  const one = { companies: companies.slice(0, 2), subscriptions: subscriptions.slice(0, 2) }

  it('M189: an administrator without the seller’s role is refused each step, and nothing is applied', async () => {
    desk = impactDesk(one, ['user', 'admin'])
    const stated = await prepare(desk.plan(three))
    expect(stated.steps.map(({ refused }) => refused?.rule)).toEqual(['M189', 'M189'])
    expect(await apply(stated.id)).toMatchObject({ ok: false, failure: { code: 'NOT_ALLOWED', rule: 'M189' } })
    expect(editsMade(desk.db)).toEqual([])
  })

  it.each([
    ['the number', { billed: 6 }, 'Company 0001: Enterprise has 6 licences, not 5'],
    ['the allocated licences', { allocated: 3 }, 'Company 0001: 3 licences of Enterprise are allocated, not 2'],
    ['the term', { expires_at: '2020-12-01T00:00:00.000Z' }, 'Company 0001: Enterprise ends on another day'],
    ['the offer', { offer_id: 'x', offer_name: 'Gold' }, 'Company 0001: Enterprise has become Gold'],
    ['the end of it', { status: 'terminated' }, 'Company 0001: Enterprise is no longer subscribed'],
  ])('%s of a company is other than before: outdated', async (_, change, reason) => {
    desk = impactDesk(one)
    const stated = await prepare(desk.plan(three))
    const row = { ...one.subscriptions[1]!, offer_id: `offer ${ENTERPRISE}`, offer_name: 'Enterprise' }
    seen(desk.db, day(20), { subscription: [{ ...row, ...change }] })
    expect(await apply(stated.id)).toMatchObject({
      ok: false,
      failure: { code: 'IMPACT_OUTDATED', params: { reason } },
    })
    expect(editsMade(desk.db)).toEqual([])
  })

  it('a new subscription, another plan of the company: outdated; its own name: not', async () => {
    desk = impactDesk(one)
    const stated = await prepare(desk.plan(three))
    seen(desk.db, day(20), { company: [{ id: 'c0000', name: 'Renamed', partner_id: 'own', plan: 'freemium' }] })
    expect(await apply(stated.id)).toMatchObject({ failure: { params: { reason: 'Company 0000: it is freemium, not premium' } } }) // prettier-ignore
    seen(desk.db, day(21), { company: [{ id: 'c0000', name: 'Renamed', partner_id: 'own' }] })
    seen(desk.db, day(22), { subscription: [{ id: 'new', company_id: 'c0000', offer_name: 'Business', billed: 1 }] })
    expect(await apply(stated.id)).toMatchObject({ failure: { params: { reason: 'Company 0000: Business was subscribed' } } }) // prettier-ignore
    seen(desk.db, day(23), { subscription: [{ id: 'new', company_id: 'c0000', billed: 1, status: 'terminated' }] })
    expect(value(await apply(stated.id)).steps.map(({ state }) => state)).toEqual(['planned', 'planned'])
  })

  it('an own step that a person took back stops what would follow it', async () => {
    desk = impactDesk(one)
    const steps = [TODAY, '2018-02-01'].map((from) => ({ from, plan: 'Enterprise', companyId: null, change: { kind: 'add' as const, heads: -1 } })) // prettier-ignore
    const stated = await prepare(desk.plan({ ...three, changes: steps }))
    const { entryId } = value(await apply(stated.id)).steps[0]!
    value(desk.outbox.undo({ commandId: commandId(), at: now(), entryId: entryId!, together: false }))
    expect(await apply(stated.id, desk.impacts, '2018-03-01')).toMatchObject({ failure: { code: 'IMPACT_OUTDATED', params: { reason: expect.stringContaining('Company 0000: a step of it is undone') as unknown } } }) // prettier-ignore
  })

  it('a later step that cannot be done stops those of today as well (M155)', async () => {
    desk = impactDesk(one)
    const heads = [
      { from: TODAY, plan: 'Enterprise', companyId: null, change: { kind: 'add' as const, heads: -1 } },
      {
        from: '2018-02-01',
        plan: 'Enterprise',
        companyId: 'c0001' as never,
        change: { kind: 'set' as const, heads: 1 },
      },
    ]
    const stated = await prepare(desk.plan({ ...three, changes: heads }))
    expect(stated.steps.map(({ due, refused }) => [due, refused?.rule])).toEqual([[SWITCH, undefined], [SWITCH, undefined], ['2018-02-01', 'M155']]) // prettier-ignore
    expect(await apply(stated.id)).toMatchObject({ ok: false, failure: { code: 'RULE_BROKEN', rule: 'M155' } })
    expect(editsMade(desk.db)).toEqual([])
  })

  const THREE_YEARS = '3EY95102AD'
  const prepaid = { id: 'p1', company_id: 'c0000', commercial_reference: THREE_YEARS, billed: 10, allocated: 0, created_at: '2017-11-24T10:00:00.000Z', expires_at: '2020-11-30T23:00:00.000Z' } // prettier-ignore
  /** Five more on 10 February 2018. */
  const five = (ruleSet: 'deck-2017' | 'help-centre') => definitionOf({ scope: { kind: 'company', companyId: 'c0000' as never }, from: '2018-03', ruleSet, changes: [{ from: '2018-02-10', plan: 'Enterprise', companyId: null, change: { kind: 'add', heads: 5 } }], alternatives: [{ id: randomUUID(), name: 'As it is', covers: [] }] }) // prettier-ignore

  it('additions to a prepaid term cost 33 of 36 months or the full price by the rules (X20), and renew with it (M161, M209, M210)', async () => {
    desk = impactDesk({ companies: one.companies, subscriptions: [prepaid] })
    const unpriced = await prepare(desk.plan(five('help-centre')))
    expect(unpriced.steps.map(({ due, before, after }) => [due, before, after])).toEqual([['2018-02-10', 10, 15]])
    expect(unpriced.renewals).toEqual([{ companyName: 'Company 0000', offerName: 'Enterprise PrePaid 3 Years', quantity: 15, on: '2020-12-01' }]) // prettier-ignore
    // Without a price nobody says what (M218).
    expect(unpriced.once).toBeNull()
    const prices = [{ commercialReference: THREE_YEARS, offerName: 'Enterprise PrePaid 3 Years', unitPrice: { units: 9000, scale: 2 }, per: 'term' as const, invoiceNames: [] }] // prettier-ignore
    const content = { name: 'Prepaid', tier: 'vad' as const, companyId: null, currency: 'EUR', validFrom: '2017-11-01', validTo: null, note: '', prices } // prettier-ignore
    value(savePriceList({ db: desk.db, changes: createChanges(), resourcesDir }, { commandId: commandId(), at: now(), id: 'prepaid', base: 0, content })) // prettier-ignore
    expect((await prepare(desk.plan(five('help-centre')))).once).toEqual({ minor: 41250, currency: 'EUR' })
    expect((await prepare(desk.plan(five('deck-2017')))).once).toEqual({ minor: 45000, currency: 'EUR' })
  })
})
