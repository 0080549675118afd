import { describe, expect, it } from 'vitest'
import { companiesQuery, type CompaniesInput } from '../../electron/engine/estate/company-queries.ts'
import { equipmentQuery, type EquipmentInput } from '../../electron/engine/estate/equipment-queries.ts'
import { membersQuery, type MembersInput } from '../../electron/engine/estate/member-queries.ts'
import {
  historyQuery,
  subscriptionsQuery,
  type SubscriptionsInput,
} from '../../electron/engine/estate/subscription-queries.ts'
import { countSql, windowSql, type WindowQuery } from '../../electron/engine/estate/window-query.ts'
import { companyFilters, delegations } from '../../shared/contract/estate.ts'
import { memoryDatabase } from '../support/database.ts'
import { windowOf } from '../support/estate-rows.ts'

const { sqlite } = memoryDatabase()
const planOf = (sql: string): string[] => {
  const named = Object.fromEntries([...sql.matchAll(/:([a-zA-Z]+)/g)].map((one) => [String(one[1]), '']))
  return (sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(named) as { detail: string }[]).map(({ detail }) => detail)
}
/** Steps that read a whole table without an index in the list's order, or sort it. */
const slow = (plan: readonly string[]): string[] =>
  plan.filter(
    (step) =>
      /TEMP B-TREE/.test(step) || (/^SCAN/.test(step) && !/USING (COVERING )?INDEX|json_each|VIRTUAL TABLE/.test(step)),
  )

/** The window is found in the order of an index; the rows of a window are found by their ids; counting reads indexes only. */
const expectFast = <S, T>(query: WindowQuery<S, T>, window: { sort?: string; descending?: boolean } = {}): void => {
  const found = planOf(windowSql(query, windowOf(window)))
  expect(slow(found), found.join('\n')).toEqual([])
  const rows = planOf(
    `SELECT ${query.rows.select} FROM ${query.rows.from} WHERE ${query.rows.id} IN (SELECT value FROM json_each(:ids))`,
  )
  expect(
    rows.filter((step) => /^SCAN (?!json_each)/.test(step)),
    rows.join('\n'),
  ).toEqual([])
  const counted = planOf(countSql(query))
  expect(
    counted.filter(
      (step) =>
        /^SCAN (?!company_count$)/.test(step) && !/USING COVERING INDEX|company_count_(inviting|marked)/.test(step),
    ),
    counted.join('\n'),
  ).toEqual([])
}

const companies = (input: Partial<CompaniesInput> = {}) => companiesQuery({ ...windowOf(), ...input })
const members = (input: Partial<MembersInput> = {}) => membersQuery({ ...windowOf(), ...input })
const equipment = (input: Partial<EquipmentInput> = {}) => equipmentQuery({ ...windowOf(), ...input })
const subscriptions = (input: Partial<SubscriptionsInput> = {}) =>
  subscriptionsQuery({ ...windowOf(), paidOnly: false, ...input })

describe('the company list never reads or sorts 50,000 companies for a click', () => {
  it.each(Object.keys(companies().sorts))('sorted by %s, both ways', (sort) => {
    expectFast(companies(), { sort })
    expectFast(companies(), { sort, descending: true })
  })
  it.each(companyFilters)('filter %s', (filter) => expectFast(companies({ filter })))
  it.each(delegations)('delegation %s', (delegation) => expectFast(companies({ delegation })))
  it('of one kind, one status, one partner', () => {
    expectFast(companies({ kinds: ['EC'] }))
    expectFast(companies({ statuses: ['active'] }))
    expectFast(companies({ partnerId: 'p' }))
  })
})

describe('members, equipment, subscriptions, history', () => {
  it.each(['name', 'email', 'companyName'])('all members sorted by %s', (sort) => {
    expectFast(members(), { sort })
    expectFast(members(), { sort, descending: true })
  })
  it('all members, those who wait, the administrators', () => {
    expectFast(members())
    expectFast(members({ states: ['invited'] }), { sort: 'nothing' })
    expectFast(members({ admins: true }))
  })
  it.each(['name', 'connection'])('all equipment sorted by %s', (sort) => expectFast(equipment(), { sort }))
  it('equipment of one connection, shared, own, of customers', () => {
    expectFast(equipment({ connection: 'pending' }))
    for (const scope of ['shared', 'own', 'customers'] as const) {
      expect(
        slow(planOf(windowSql(equipment({ scope }), windowOf()))).filter((step) => !/TEMP B-TREE/.test(step)),
      ).toEqual([])
    }
  })
  it.each(['companyName', 'offerName', 'contractNumber', 'expiresOn'])('all subscriptions sorted by %s', (sort) => {
    expectFast(subscriptions(), { sort })
  })
  it('subscriptions of an offer, of a month', () => {
    expectFast(subscriptions({ offerName: 'Business' }))
    const plan = planOf(windowSql(subscriptions({ expiryMonth: '2017-12' }), windowOf({ sort: 'expiresOn' })))
    expect(plan.join()).toContain('subscription_by_expiry')
  })
  it('the history, newest first', () => {
    expectFast(historyQuery(windowOf()))
    expectFast(historyQuery({ ...windowOf(), companyId: 'c' }))
  })
  it('what belongs to one company is found by the company, now and in the past', () => {
    const asOf = '2017-10-01T00:00:00.000Z'
    for (const query of [
      ...[undefined, asOf].flatMap((at) => [
        members({ companyId: 'c', asOf: at }),
        equipment({ companyId: 'c', asOf: at }),
        subscriptions({ companyId: 'c', asOf: at }),
      ]),
    ]) {
      const plan = planOf(windowSql(query as WindowQuery<unknown, unknown>, windowOf()))
      expect(
        plan.filter((step) => /^SCAN (?!.*(UNION|json_each|[meps]$))/.test(step)),
        plan.join('\n'),
      ).toEqual([])
      expect(plan.filter((step) => /SEARCH .*company_id=\?/.test(step)).length, plan.join('\n')).toBeGreaterThan(0)
    }
  })
})
