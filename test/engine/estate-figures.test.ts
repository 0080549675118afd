import { describe, expect, it } from 'vitest'
import { generateTenant } from '../../electron/demo-cloud/index.ts'
import {
  listCompanies,
  listEquipment,
  listMembers,
  listSubscriptions,
  ownCompanyId,
  readDashboard,
  readOverview,
} from '../../electron/engine/estate/index.ts'
import type { WriteDb } from '../../electron/engine/db/index.ts'
import { latestData } from '../../electron/engine/estate/past.ts'
import { sides, type CompanyKind, type EquipmentRow, type MemberRow } from '../../shared/contract/estate.ts'
import { windowOf } from '../support/estate-rows.ts'
import { rigCloud, syncRig } from '../support/rigged.ts'

type Companies = Parameters<typeof listCompanies>[1]
type Subscriptions = Parameters<typeof listSubscriptions>[1]
type Opens = { readonly figure: string; readonly says: number; readonly shows: number }

/** Every figure of the dashboards with what the list that it opens shows: rows, or the licences of all its rows. */
const everyFigure = (db: WriteDb, asOf: string | undefined): readonly Opens[] => {
  const read = readDashboard(db, asOf)
  const ownId = ownCompanyId(db) ?? ''
  const companies = (asked: Partial<Companies>) => listCompanies(db, { ...windowOf(), asOf, ...asked }).total
  const members = (asked: object) => listMembers(db, { ...windowOf(), asOf, ...asked }).total
  const subscriptions = (asked: Partial<Subscriptions>) =>
    listSubscriptions(db, { ...windowOf({ limit: 100_000 }), asOf, paidOnly: false, ...asked })
  const sum = (asked: Partial<Subscriptions>, field: 'billed' | 'allocated') =>
    subscriptions(asked).rows.reduce((all, row) => all + (row[field] ?? 0), 0)
  const managed: readonly CompanyKind[] = ['IR', 'DR', 'EC']
  const delegation = { 'update-and-decrease': 1, update: 1, none: 1, unknown: 1 }

  const found: Opens[] = []
  const opens = (figure: string, says: number, shows: number) => found.push({ figure, says, shows })
  for (const { key, count } of read.companies) {
    const [by, value = ''] = key.split(':')
    const asked = by === 'kind' ? { kinds: [value as CompanyKind] } : by === 'plan' ? { plans: [value] } : { statuses: [value] } // prettier-ignore
    opens(key, count, companies(asked))
  }
  for (const { key, count } of read.missing) {
    opens(key, count, companies({ filter: key as 'no-plan' }))
    opens(`${key} of managed`, count, companies({ filter: key as 'no-plan', kinds: managed }))
  }
  for (const { key, count } of read.delegation) {
    expect(delegation).toHaveProperty(key)
    opens(key, count, companies({ delegation: key as 'none' }))
  }
  const given = read.delegation.filter(({ key }) => key !== 'none').reduce((all, { count }) => all + count, 0)
  opens('delegated', given, companies({ filter: 'delegated' }))
  for (const { key, count } of read.members.own) opens(`own ${key}`, count, members({ companyId: ownId, states: [key as MemberRow['state']] })) // prettier-ignore
  for (const { key, count } of read.members.estate) opens(key, count, members({ states: [key as MemberRow['state']] }))
  for (const { key, count } of read.connections) {
    const asked = { ...windowOf(), asOf, connection: key as EquipmentRow['connection'] }
    opens(key, count, listEquipment(db, asked).total)
  }
  for (const { month, subscriptions: count, licences } of read.expiries) {
    opens(month, count, subscriptions({ expiryMonth: month }).total)
    opens(`${month} licences`, licences, sum({ expiryMonth: month }, 'billed'))
  }
  for (const { offerName, billed, allocated } of read.unused) {
    opens(`${offerName} billed`, billed, sum({ countedIn: 'unused', offerName }, 'billed'))
    opens(`${offerName} allocated`, allocated, sum({ countedIn: 'unused', offerName }, 'allocated'))
  }
  for (const row of readOverview(db, asOf).rows) {
    const { offerName } = row
    for (const side of sides) {
      const shows = row.billed === null ? subscriptions({ side, offerName }).total : sum({ side, offerName }, 'billed')
      opens(`${offerName} ${side}`, row[side], shows)
    }
    if (row.billed !== null) opens(`${offerName} all`, row.billed, sum({ countedIn: 'overview', offerName }, 'billed'))
  }
  const ofSides = sides.map((side) => companies({ side }))
  opens('all sides', companies({}), ofSides.reduce((all, one) => all + one, 0)) // prettier-ignore
  opens('own side', 1, ofSides[0] ?? 0)
  return found
}

describe('every figure of the dashboards opens exactly its rows (M013, M164, M224)', () => {
  it.each([
    ['the training tenant', undefined],
    ['a generated estate of 300 companies', { companies: 300, seed: 11 }],
  ])('%s, now and as of the newest data', async (_, generated) => {
    const cloud = await rigCloud(generated ? { tenant: generateTenant(generated) } : {})
    const rig = await syncRig(cloud.credentials)
    expect(await rig.pulled()).toMatchObject({ state: 'done', failure: null })
    for (const asOf of [undefined, latestData(rig.db) ?? undefined]) {
      const figures = everyFigure(rig.db, asOf)
      expect(figures.filter(({ says, shows }) => says !== shows)).toEqual([])
      expect(figures.filter(({ says }) => says > 0).length).toBeGreaterThan(20)
    }
    expect(readDashboard(rig.db, latestData(rig.db) ?? undefined).missing).toEqual(readDashboard(rig.db).missing)
  })
})
