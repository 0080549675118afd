import { beforeEach, describe, expect, it } from 'vitest'
import { createChanges } from '../../electron/engine/core/index.ts'
import type { WriteDb } from '../../electron/engine/db/database.ts'
import { createPlanning, listLicencePlans, planHistory, type Planning } from '../../electron/engine/planning/index.ts'
import { readScope } from '../../electron/engine/planning/base.ts'
import type { LicencePlanId, PlanDefinition } from '../../shared/contract/planning.ts'
import type { CompanyId } from '../../shared/contract/values.ts'
import type { Result } from '../../shared/util/result.ts'
import { memoryDatabase } from '../support/database.ts'
import { commandId, now, resourcesDir } from '../support/engine.ts'
import { day, gone, seen, smallEstate, windowOf } from '../support/estate-rows.ts'
import { edition, text } from '../support/planning.ts'
import { tables } from '../../electron/engine/db/index.ts'

const [AS_IT_IS, MONTHLY] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
const PLAN = '00000000-0000-4000-8000-00000000000a' as LicencePlanId
const today = '2017-10-15'

const definition = (changes: Partial<PlanDefinition> = {}): PlanDefinition => ({
  name: 'Autumn',
  note: '',
  scope: { kind: 'estate' },
  basis: 'billed',
  from: '2017-11',
  months: 3,
  currency: 'EUR',
  sellTier: 'public',
  ruleSet: 'by-date',
  changes: [],
  alternatives: [
    { id: AS_IT_IS, name: 'As it is', covers: [] },
    { id: MONTHLY, name: 'Monthly', covers: [{ term: 'monthly', quantity: 'all' }] },
  ],
  ...changes,
})
const people = (heads: number, companyId: string | null, plan = 'Enterprise'): PlanDefinition['changes'] => [
  { from: '2017-10-20', plan, companyId: companyId as CompanyId | null, change: { kind: 'set', heads } },
]
const value = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

let db: WriteDb
let planning: Planning
const changes = createChanges()
beforeEach(() => {
  ;({ db } = memoryDatabase())
  smallEstate(db)
  // The prepaid licences of the small estate would need prices that nobody publishes (M218).
  gone(db, day(2), tables.subscription, 's4')
  seen(db, day(2), {
    subscription: [
      { id: 's1', company_id: 'ht', billed: 10, allocated: 2, commercial_reference: '3EY95002AA' },
      { id: 's3', company_id: 'sis', offer_name: 'Enterprise', billed: 20, allocated: 2, commercial_reference: '3EY95003AA' }, // prettier-ignore
      { id: 's8', company_id: 'hop', offer_name: 'Enterprise', billed: 20, allocated: 2 },
      { id: 's9', company_id: 'gre', offer_name: 'Business', billed: 10, allocated: 9 },
    ],
  })
  planning = createPlanning({ engine: { resourcesDir }, db, changes })
})
const calculate = (plan: PlanDefinition, asOf?: string) =>
  planning.calculate({ definition: plan, today, ...(asOf === undefined ? {} : { asOf }) })
const buys = (plan: PlanDefinition) => value(calculate(plan)).alternatives.map(({ totals }) => text(totals?.buy))

describe('what a scope holds', () => {
  it('is read in groups: free, usage and terminated subscriptions are no licences that are paid', () => {
    const scope = readScope(db, { scope: { kind: 'estate' }, asOf: undefined, edition })
    expect([scope.companies, scope.holding, scope.notActivated]).toEqual([6, 5, 2])
    expect(scope.groups.map(({ group }) => [group.plan, group.companies, group.held[0]?.quantity, group.allocated])).toEqual([
['Business', 1, 10, 2], ['Business', 1, 10, 9], ['Enterprise', 2, 20, 2], ['Enterprise', 1, 3, 1],
    ]) // prettier-ignore
  })

  it('terms end on their day in Paris; a purchase in the night between two months keeps its first term (M161)', () => {
    const prepaid = { offer_name: 'Enterprise PrePaid 3 Years', model: 'prepaid', allocated: 0, commercial_reference: '3EY95102AD' } // prettier-ignore
    seen(db, day(3), {
      subscription: [
        { id: 'p1', company_id: 'ht', billed: 1, ...prepaid, created_at: '2017-11-24T10:00:00.000Z', expires_at: '2020-12-01T00:00:00.000Z' }, // prettier-ignore
        { id: 'p2', company_id: 'sis', billed: 2, ...prepaid, created_at: '2017-10-31T23:30:00.000Z', expires_at: '2020-11-30T23:00:00.000Z' }, // prettier-ignore
        { id: 'p3', company_id: 'hop', billed: 3, ...prepaid, created_at: '2014-05-03T10:00:00.000Z', expires_at: '2018-06-01T00:00:00.000Z' }, // prettier-ignore
        { id: 'p4', company_id: 'gre', billed: 4, ...prepaid, expires_at: null },
      ],
    })
    const { groups } = readScope(db, { scope: { kind: 'estate' }, asOf: undefined, edition })
    const held = groups.flatMap(({ group }) => group.held).filter(({ model }) => model === 'prepaid')
    expect(held.map(({ quantity, boughtOn, expiresOn }) => [quantity, boughtOn, expiresOn]).toSorted()).toEqual([
      [1, '2017-11-30', '2020-12-01'], [2, '2017-11-30', '2020-12-01'], [3, '2014-05-01', '2018-06-01'], [4, null, null],
    ]) // prettier-ignore
    const outcome = value(calculate(definition()))
    expect(outcome.alternatives.map(({ totals, months, charges }) => [totals, months, charges])).toEqual([[null, [], []], [null, [], []]]) // prettier-ignore
    expect(outcome.alternatives[0]?.notes).toContainEqual({ code: 'TERM_NOT_KNOWN', rule: 'M160', params: { offerName: 'Enterprise PrePaid 3 Years', companies: '1', licences: '4', companyNames: 'Greentree' } }) // prettier-ignore
  })

  it('estate, customers of a reseller, one company; licences without a reference go by their offer', () => {
    // 20 Business at 1.20 and 43 Enterprise at 2.80, three months.
    expect(buys(definition())).toEqual(['433.20', '433.20'])
    expect(value(calculate(definition()))).toMatchObject({ companies: 5, situations: 3 })
    expect(buys(definition({ scope: { kind: 'customers-of', companyId: 'sis' as CompanyId } }))).toEqual(['204.00', '204.00']) // prettier-ignore
    expect(buys(definition({ scope: { kind: 'company', companyId: 'sis' as CompanyId } }))).toEqual(['168.00', '168.00']) // prettier-ignore
    // By what is allocated, five times nothing is bought too much.
    expect(buys(definition({ basis: 'allocated' }))).toEqual(['433.20', '81.60'])
  })

  it('a change of one company touches that one, one of all also those that hold nothing', () => {
    expect(buys(definition({ changes: people(30, 'sis') }))).toEqual(['517.20', '517.20'])
    // 20 Business, and six companies with 2 Enterprise; as it is, 43 are kept and three companies get 2.
    const all = value(calculate(definition({ changes: people(2, null) })))
    expect([all.companies, all.alternatives.map(({ totals }) => text(totals?.buy))]).toEqual([6, ['483.60', '172.80']])
    expect(all.alternatives[0]?.notes).toContainEqual({ code: 'NOT_ACTIVATED', rule: 'M143', params: { companies: '2' } }) // prettier-ignore
  })

  it('is read again when the estate changed, and as of an instant', () => {
    const before = value(calculate(definition()))
    seen(db, day(5), { subscription: [{ id: 's7', company_id: 'own', offer_name: 'Enterprise', billed: 4, allocated: 1 }] }) // prettier-ignore
    expect(text(value(calculate(definition())).alternatives[0]?.totals?.buy)).toBe('433.20')
    changes.announce('estate')
    expect(text(value(calculate(definition())).alternatives[0]?.totals?.buy)).toBe('441.60')
    const then = value(calculate(definition(), day(4)))
    expect([then.alternatives[0]?.totals, then.estateAt]).toEqual([before.alternatives[0]?.totals, day(4)])
  })

  it('a company that is gone: the scope is refused, its change is told and left out', () => {
    gone(db, day(3), tables.company, 'hop')
    const scope = { kind: 'company' as const, companyId: 'hop' as CompanyId }
    expect(calculate(definition({ scope }))).toMatchObject({ ok: false, failure: { code: 'NOT_FOUND' } })
    const outcome = value(calculate(definition({ changes: people(99, 'hop') })))
    expect(outcome.alternatives[0]?.notes).toContainEqual({ code: 'COMPANY_NOT_IN_SCOPE', rule: null, params: { companies: '1' } }) // prettier-ignore
  })

  it('a plan that the catalogue does not know is refused, and one that is billed by use (M227)', () => {
    expect(calculate(definition({ changes: people(1, null, 'Platinum') }))).toMatchObject({ ok: false, failure: { code: 'OFFER_UNKNOWN', params: { offer: 'Platinum' } } }) // prettier-ignore
    expect(calculate(definition({ changes: people(1, null, 'Conference') }))).toMatchObject({ ok: false, failure: { code: 'RULE_BROKEN', rule: 'M227' } }) // prettier-ignore
    // Essential is free: nothing is bought and no price is missing (M145).
    const free = value(calculate(definition({ changes: people(5, null, 'Essential') })))
    expect(free.alternatives.map(({ totals }) => text(totals?.buy))).toEqual(['433.20', '433.20'])
  })

  it('the companies behind a total add up to it', () => {
    const plan = definition({ changes: people(2, null) })
    const page = value(
      planning.companies({ definition: plan, alternativeId: MONTHLY, today, ...windowOf({ limit: 4 }) }),
    )
    const rest = value(planning.companies({ definition: plan, alternativeId: MONTHLY, today, ...windowOf({ limit: 4, offset: 4 }) })) // prettier-ignore
    expect([page.total, rest.total]).toEqual([6, 6])
    const rows = [...page.rows, ...rest.rows]
    expect(rows.map(({ companyName }) => companyName)).toEqual(['Café Élan', 'Greentree', 'High-Tech', 'Sistemas', 'SoundTrack', 'Technology Integrator']) // prettier-ignore
    expect(rows.reduce((sum, { buy }) => sum + (buy?.minor ?? 0), 0)).toBe(17280)
    expect(rows[0]).toMatchObject({ licencesNow: 20, licencesAtEnd: 2, buy: { minor: 1680 }, sell: { minor: 2400 } })
    const held = value(planning.companies({ definition: definition(), alternativeId: MONTHLY, today, ...windowOf() }))
    expect(held.total).toBe(5)
  })
})

describe('the companies behind a total in another order', () => {
  const sorted = (plan: PlanDefinition, sort: string, descending: boolean) =>
    value(planning.companies({ definition: plan, alternativeId: MONTHLY, today, ...windowOf({ sort, descending }) }))

  it.each(['licencesNow', 'licencesAtEnd', 'buy', 'sell'] as const)('by %s, up and down, page by page', (sort) => {
    const plan = definition({ changes: [...people(7, null), ...people(3, 'hop')] })
    const of = (row: ReturnType<typeof sorted>['rows'][number]): number => {
      const figure = row[sort]
      return typeof figure === 'number' ? figure : (figure?.minor ?? -1)
    }
    const [up, down] = [sorted(plan, sort, false), sorted(plan, sort, true)]
    expect(up.rows.map(of)).toEqual(up.rows.map(of).toSorted((a, b) => a - b))
    expect(down.rows.map(of)).toEqual(up.rows.map(of).toReversed())
    expect(new Set(up.rows.map(of)).size).toBeGreaterThan(2)
    const paged = [0, 2, 4].flatMap((offset) =>
      value(planning.companies({ definition: plan, alternativeId: MONTHLY, today, ...windowOf({ sort, offset, limit: 2 }) })).rows,
    ) // prettier-ignore
    expect(paged).toEqual(up.rows)
  })

  it('by name, and those without a price last in both directions', () => {
    const names = (sort: string, descending: boolean, plan = definition()) =>
      sorted(plan, sort, descending).rows.map(({ companyName }) => companyName)
    expect(names('companyName', true)).toEqual(names('companyName', false).toReversed())
    seen(db, day(3), { subscription: [{ id: 'p1', company_id: 'gre', billed: 4, offer_name: 'Enterprise PrePaid 3 Years', model: 'prepaid', allocated: 0, commercial_reference: '3EY95102AD', expires_at: null }] }) // prettier-ignore
    changes.announce('estate')
    expect([names('buy', false).at(-1), names('buy', true).at(-1)]).toEqual(['Greentree', 'Greentree'])
  })
})

describe('plans are kept (docs/planning.md 5)', () => {
  const sent = () => ({ commandId: commandId(), at: now(), id: PLAN })
  const save = (name: string) => value(planning.save({ ...sent(), definition: definition({ name }) }))

  it('each save is a version; undo goes to its parent, redo to its newest child, and nothing is deleted', () => {
    expect(save('first')).toMatchObject({ version: 1, canUndo: false, canRedo: false })
    expect(save('second')).toMatchObject({ version: 2, canUndo: true, canRedo: false })
    expect(value(planning.undo(sent()))).toMatchObject({ version: 1, definition: { name: 'first' }, canRedo: true })
    expect(save('third')).toMatchObject({ version: 3, canUndo: true, canRedo: false })
    expect(value(planning.undo(sent()))).toMatchObject({ version: 1, canUndo: false, canRedo: true })
    expect(planning.undo(sent())).toMatchObject({ ok: false, failure: { code: 'NOTHING_TO_UNDO', params: {} } })
    expect(value(planning.redo(sent()))).toMatchObject({ version: 3 })
    expect(planning.redo(sent())).toMatchObject({ ok: false, failure: { code: 'NOTHING_TO_REDO', params: {} } })
    const history = value(planHistory(db, PLAN))
    expect(history.map(({ version, current, definition: { name } }) => [version, name, current])).toEqual([[3, 'third', true], [2, 'second', false], [1, 'first', false]]) // prettier-ignore
  })

  it('a command that is sent twice makes one version', () => {
    const again = { ...sent(), definition: definition() }
    expect(value(planning.save(again))).toEqual(value(planning.save(again)))
    expect(value(planHistory(db, PLAN))).toHaveLength(1)
  })

  it('is found by its name, and removed without losing a row', () => {
    save('Round the corner')
    expect(listLicencePlans(db, { ...windowOf(), search: ' CORNER' }).total).toBe(1)
    expect(listLicencePlans(db, { ...windowOf(), search: '%' }).total).toBe(0)
    expect(value(planning.remove(sent()))).toEqual({ id: PLAN })
    expect(listLicencePlans(db, windowOf())).toEqual({ rows: [], total: 0 })
    for (const refused of [
      planning.remove(sent()),
      planning.undo(sent()),
      planning.save({ ...sent(), definition: definition() }),
    ])
      expect(refused).toMatchObject({ ok: false, failure: { code: 'NOT_FOUND' } })
    expect(db.get('SELECT count(*) AS n FROM licence_plan_version')).toEqual({ n: 1 })
  })
})
