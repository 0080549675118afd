import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateTenant, type Tenant } from '../../electron/demo-cloud/index.ts'

const tenants = fc.record({ companies: fc.integer({ min: 1, max: 120 }), seed: fc.nat() })

const holds = (claim: (tenant: Tenant) => void): void =>
  fc.assert(
    fc.property(tenants, (options) => claim(generateTenant(options))),
    { numRuns: 40 },
  )

const ids = (tenant: Tenant): readonly string[] =>
  [
    tenant.companies,
    tenant.users,
    tenant.offers,
    tenant.subscriptions,
    tenant.sites,
    tenant.systems,
    tenant.phoneNumbers,
    tenant.joinInvitations,
    tenant.joinRequests,
    tenant.bpLinks ?? [],
    tenant.publicDirectory?.companies ?? [],
    tenant.publicDirectory?.users ?? [],
  ].flatMap((rows) => rows.map(({ id }) => id))

const duplicates = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index)

describe('a generated tenant is consistent in itself', () => {
  test('every id is 24 hex digits and used once; every reference leads to something', () => {
    holds((tenant) => {
      const all = ids(tenant)
      expect(all.filter((id) => !/^[0-9a-f]{24}$/.test(id))).toEqual([])
      const known = new Set(all)
      expect(known.size).toBe(all.length)
      const references = [
        tenant.ownCompanyId,
        ...tenant.companies.flatMap(({ bpId }) => bpId ?? []),
        ...tenant.users.map(({ companyId }) => companyId),
        ...tenant.subscriptions.flatMap((one) => [one.companyId, one.offerId, ...one.quantities.map((q) => q.doneByUserId)]), // prettier-ignore
        ...tenant.licences.flatMap((one) => [one.userId, one.subscriptionId, one.doneByUserId]),
        ...tenant.sites.map(({ companyId }) => companyId),
        ...tenant.systems.flatMap((one) => [one.companyId ?? one.bpId ?? '', ...one.siteId, ...one.companyPrefixes.map(({ companyId }) => companyId)]), // prettier-ignore
        ...tenant.phoneNumbers.flatMap(({ systemId, userId }) => [systemId, userId ?? systemId]),
        ...tenant.joinInvitations.flatMap((one) => [one.companyId, one.invitingAdminId]),
        ...tenant.joinRequests.flatMap((one) => [one.requestedCompanyId, one.requestingUserId]),
        ...(tenant.bpLinks ?? []).flatMap((one) => [one.bpCompanyId, one.companyId, one.adminId]),
      ]
      expect(references.filter((id) => !known.has(id))).toEqual([])
    })
  })

  test('names of companies, e-mail addresses, contract numbers, public numbers and PBX ids are unique', () => {
    holds((tenant) => {
      expect(duplicates(tenant.companies.map(({ name }) => name))).toEqual([])
      const people = [...tenant.users, ...(tenant.publicDirectory?.users ?? [])]
      expect(duplicates(people.map(({ loginEmail }) => loginEmail.toLowerCase()))).toEqual([])
      expect(people.filter(({ loginEmail }) => !/^[a-z0-9.-]+@[a-z0-9.-]+$/.test(loginEmail))).toEqual([])
      const contracts = tenant.subscriptions.flatMap(({ bsSubscriptionId }) => bsSubscriptionId ?? [])
      expect(duplicates(contracts)).toEqual([])
      expect(contracts.filter((number) => !/^RB-\d{12}$/.test(number))).toEqual([]) // M244
      expect(duplicates(tenant.phoneNumbers.flatMap(({ numberE164 }) => numberE164 ?? []))).toEqual([])
      expect(duplicates(tenant.systems.map(({ pbxId }) => pbxId))).toEqual([])
      expect(tenant.systems.filter(({ pbxId }) => !/^PBX[0-9a-f]{4}(-[0-9a-f]{4}){7}$/.test(pbxId))).toEqual([]) // M065
    })
  })

  test('each member holds one licence of his own company; never more are allocated than billed (M155)', () => {
    holds((tenant) => {
      const subscriptions = new Map(tenant.subscriptions.map((one) => [one.id, one]))
      const users = new Map(tenant.users.map((one) => [one.id, one]))
      expect(tenant.licences.map(({ userId }) => userId).sort()).toEqual([...users.keys()].sort())
      const allocated = new Map<string, number>()
      for (const { userId, subscriptionId, assignationDate } of tenant.licences) {
        const subscription = subscriptions.get(subscriptionId)
        expect(subscription?.companyId).toBe(users.get(userId)?.companyId)
        expect(assignationDate >= (subscription?.quantities[0].at ?? '')).toBe(true)
        allocated.set(subscriptionId, (allocated.get(subscriptionId) ?? 0) + 1)
      }
      for (const { id, quantities } of tenant.subscriptions) {
        expect(allocated.get(id) ?? 0).toBeLessThanOrEqual(quantities.at(-1)?.quantity ?? Infinity)
      }
    })
  })

  test('each company has one Essential; only premium ones have paid offers (M143); prepaid never shrinks (M210)', () => {
    holds((tenant) => {
      const offers = new Map(tenant.offers.map((one) => [one.id, one]))
      for (const company of tenant.companies) {
        const held = tenant.subscriptions.filter(({ companyId }) => companyId === company.id)
        const paid = held.filter(({ offerId }) => offers.get(offerId)?.model !== 'Free')
        expect(held.length - paid.length).toBe(1)
        if (company.offerType === 'freemium') expect(paid).toEqual([])
      }
      for (const { offerId, quantities, expirationDate } of tenant.subscriptions) {
        const dates = quantities.map(({ at }) => at)
        expect([...new Set(dates)].sort()).toEqual(dates)
        const prepaid = offers.get(offerId)?.isPrepaid ?? false
        expect(expirationDate !== null).toBe(prepaid)
        expect(expirationDate ?? '9999-01-01T00:00:00.000Z').toMatch(/-01T00:00:00\.000Z$/)
        const counts = quantities.map(({ quantity }) => quantity ?? 0)
        if (prepaid) expect([...counts].sort((a, b) => a - b)).toEqual(counts)
      }
    })
  })

  test('nothing is older than what it belongs to or younger than the estate; only connected systems have extensions (M075, M103)', () => {
    holds((tenant) => {
      const born = new Map(tenant.companies.map(({ id, creationDate }) => [id, creationDate]))
      for (const { companyId, creationDate } of tenant.users) {
        expect(creationDate >= (born.get(companyId) ?? '')).toBe(true)
      }
      for (const { bpId, creationDate } of tenant.companies) {
        expect(creationDate >= (born.get(bpId ?? '') ?? '')).toBe(true)
      }
      const dates = JSON.stringify({
        ...tenant,
        subscriptions: tenant.subscriptions.map(({ quantities }) => quantities),
      })
      expect((dates.match(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g) ?? []).filter((date) => date >= '2026-01-01')).toEqual([])
      const pending = new Set(tenant.systems.filter(({ status }) => status === 'created').map(({ id }) => id))
      expect(tenant.phoneNumbers.filter(({ systemId }) => pending.has(systemId))).toEqual([])
      for (const { companyPrefixes, status } of tenant.systems) {
        if (companyPrefixes.length > 0) expect(status).toBe('activated')
        expect(duplicates(companyPrefixes.map(({ companyPrefix }) => companyPrefix))).toEqual([])
      }
    })
  })

  test('a company without members initialises and waits for its administrator (M092); the others have one', () => {
    holds((tenant) => {
      for (const { id, status } of tenant.companies) {
        const members = tenant.users.filter(({ companyId }) => companyId === id)
        expect(members.length === 0).toBe(status === 'initializing')
        if (members.length > 0) expect(members.some(({ adminType }) => adminType === 'company_admin')).toBe(true)
        else
          expect(tenant.joinInvitations.some((one) => one.companyId === id && one.invitedToBeCompanyAdmin)).toBe(true)
      }
    })
  })
})

test('the same seed gives the same tenant, another seed another', () => {
  const one = JSON.stringify(generateTenant({ companies: 60, seed: 3 }))
  expect(JSON.stringify(generateTenant({ companies: 60, seed: 3 }))).toBe(one)
  expect(JSON.stringify(generateTenant({ companies: 60, seed: 4 }))).not.toBe(one)
})

describe('of some size, it is what an estate looks like', () => {
  const tenant = generateTenant({ companies: 3000, seed: 11 })
  const sizes = [...Map.groupBy(tenant.users, ({ companyId }) => companyId).values()]
    .map((members) => members.length)
    .sort((a, b) => b - a)

  test('six members per company on average, few big ones and many small ones', () => {
    expect(tenant.companies).toHaveLength(3000)
    expect(tenant.users).toHaveLength(18_000)
    expect(sizes[0]).toBeGreaterThan(300)
    expect(sizes[1500]).toBeLessThan(6)
  })

  test('8 % resellers, customers of both tiers', () => {
    const resellers = tenant.companies.filter(({ bpType }) => bpType === 'IR')
    expect(resellers).toHaveLength(240)
    const customers = tenant.companies.filter(({ bpType }) => bpType === null)
    const direct = customers.filter(({ bpId }) => bpId === tenant.ownCompanyId)
    expect(direct.length / customers.length).toBeGreaterThan(0.75)
    expect(direct.length / customers.length).toBeLessThan(0.85)
  })

  test('names that are nearly the same, and accents', () => {
    const folded = tenant.companies.map(({ name }) =>
      name
        .normalize('NFD')
        .replaceAll(/[^A-Za-z]/g, '')
        .toLowerCase(),
    )
    expect(duplicates(folded).length).toBeGreaterThan(5)
    expect(tenant.companies.filter(({ name }) => /[À-ž]/.test(name)).length).toBeGreaterThan(300)
  })

  test('monthly, prepaid and usage offers; systems pending, degraded, away and shared; requests and links', () => {
    const offers = new Map(tenant.offers.map(({ id, model }) => [id, model]))
    const models = new Set(tenant.subscriptions.map(({ offerId }) => offers.get(offerId)))
    expect([...models].sort()).toEqual(['Free', 'Monthly', 'PrePaid 1Y', 'PrePaid 3Y', 'Usage'])
    const { systems } = tenant
    expect(systems.some(({ status }) => status === 'created')).toBe(true)
    expect(systems.some(({ status, channels }) => status === 'activated' && channels.xmpp && !channels.http)).toBe(true)
    expect(systems.some(({ status, channels }) => status === 'activated' && !channels.xmpp)).toBe(true)
    const shared = systems.filter(({ bpId }) => bpId === tenant.ownCompanyId)
    expect(shared.length).toBeGreaterThan(2)
    expect(shared.map(({ companyPrefixes }) => companyPrefixes.length === 0)).toEqual(
      shared.map((system) => system === shared.at(-1)), // M102: one serves nobody yet
    )
    expect(tenant.joinRequests.length).toBeGreaterThan(5)
    expect(tenant.invoices).toEqual([])
  })
})
