import { expect, test } from 'vitest'
import { paidContractsAt, trainingTenant } from '../../electron/demo-cloud/index.ts'
import { listing, names, startDemoCloud } from './demo-cloud-client.ts'

const companyNamed = (name: string): string => trainingTenant.companies.find((one) => one.name === name)?.id ?? ''

const overview = (date: string) => {
  const rows = paidContractsAt(trainingTenant, date).filter(
    ({ model }) => model !== 'PrePaid 1Y' && model !== 'PrePaid 3Y',
  )
  const sum = (offer: string, kind: string) =>
    rows
      .filter(({ offerName, companyKind }) => offerName === offer && companyKind === kind)
      .reduce((total, { quantity }) => total + (quantity ?? 1), 0)
  return Object.fromEntries(
    ['Business', 'Enterprise', 'Conference'].map((offer) => [
      offer,
      ['VAD', 'EC', 'IR'].map((kind) => sum(offer, kind)),
    ]),
  )
}

test.each(['2017-09-30', '2017-12-31'])('M224-M227: the overview of monthly offers on %s', (date) => {
  expect(overview(date)).toEqual({
    Business: [12, 24, 28], // M225: 64
    Enterprise: [15, 22, 52], // M226: 89
    Conference: [0, 1, 0], // M227
  })
})

test('M236-M239, X09: exactly four paid contracts at the end of June 2017, ...0903 being the reseller own', () => {
  expect(
    paidContractsAt(trainingTenant, '2017-06-30').map((row) => [
      row.contractNumber,
      row.offerName,
      row.quantity,
      row.companyName,
    ]),
  ).toEqual([
    ['RB-201706010903', 'Business', 10, 'Sistemos'],
    ['RB-201706010904', 'Enterprise', 20, 'Sistemos'],
    ['RB-201706010905', 'Business', 12, 'Technology Integrator'],
    ['RB-201706010906', 'Enterprise', 15, 'Technology Integrator'],
  ])
  expect(paidContractsAt(trainingTenant, '2017-07-31')).toHaveLength(4)
  expect(paidContractsAt(trainingTenant, '2017-05-31')).toEqual([])
})

test('the operation log alone gives the same contracts at the end of June (M200)', async () => {
  const get = await (await startDemoCloud()).as()
  const june = await get(
    'admin/v1.0/logs/operations?format=full&resourceType=subscription&toDate=2017-06-30T23:59:59.999Z&limit=1000',
  )
  const paid = listing(june).data.flatMap(({ newData, resourceContext }) => {
    const { bsSubscriptionId, maxNumberUsers } = newData as { bsSubscriptionId: string | null; maxNumberUsers: number }
    const { companyName } = resourceContext as { companyName: string }
    return bsSubscriptionId === null ? [] : [`${bsSubscriptionId} ${maxNumberUsers} ${companyName}`]
  })
  expect(paid.sort()).toEqual([
    'RB-201706010903 10 Sistemos',
    'RB-201706010904 20 Sistemos',
    'RB-201706010905 12 Technology Integrator',
    'RB-201706010906 15 Technology Integrator',
  ])
})

test('M244: every contract number is RB- and twelve digits, the first eight its day of creation', () => {
  for (const { bsSubscriptionId, quantities } of trainingTenant.subscriptions) {
    if (bsSubscriptionId === null) continue
    expect(bsSubscriptionId).toMatch(/^RB-\d{12}$/)
    expect(bsSubscriptionId.slice(3, 11)).toBe(quantities[0].at.slice(0, 10).replaceAll('-', ''))
  }
})

test('every id is 24 hex digits and used once; every reference leads to something', () => {
  const { companies, users, offers, subscriptions, licences, sites, systems, phoneNumbers, joinInvitations } =
    trainingTenant
  const ids = [companies, users, offers, subscriptions, sites, systems, phoneNumbers, joinInvitations].flatMap((rows) =>
    rows.map(({ id }) => id),
  )
  expect(ids.filter((id) => !/^[0-9a-f]{24}$/.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  const known = new Set(ids)
  const references = [
    ...companies.flatMap(({ bpId }) => bpId ?? []),
    ...users.map(({ companyId }) => companyId),
    ...subscriptions.flatMap((one) => [one.companyId, one.offerId, ...one.quantities.map((q) => q.doneByUserId)]),
    ...licences.flatMap((one) => [one.userId, one.subscriptionId, one.doneByUserId]),
    ...systems.flatMap((one) => [...one.siteId, ...one.companyPrefixes.map(({ companyId }) => companyId)]),
    ...phoneNumbers.flatMap(({ systemId, userId }) => [systemId, userId ?? systemId]),
  ]
  expect(references.filter((id) => !known.has(id))).toEqual([])
})

/** "12/1" is billed/allocated; Essential has no billed count. */
const licencesShown = async (company: string): Promise<Record<string, string>> => {
  const get = await (await startDemoCloud()).as()
  const reply = await get(`subscription/v1.0/companies/${companyNamed(company)}/subscriptions?format=full`)
  return Object.fromEntries<string>(
    listing(reply).data.map((row) => [
      String(row.offerName),
      `${String(row.maxNumberUsers)}/${String(row.numberAssignedUsers)}`,
    ]),
  )
}

test.each([
  [
    'Technology Integrator', // M253, M139
    { Essential: 'null/3', Business: '12/1', Enterprise: '15/1', 'Business Demo': '1/0', 'Enterprise Demo': '1/0' },
  ],
  ['Sistemos', { Essential: 'null/5', Business: '10/10', Enterprise: '22/17' }], // M178, X10
  ['SoundTrack', { Essential: 'null/1' }], // M176
  ['Red Baron Electronics', { Essential: 'null/0' }], // M166
  ['Interior Designer', { Essential: 'null/6' }], // M175
  [
    'Advanced Telephony', // M159
    { Essential: 'null/1', 'Business PrePaid 3 Years': '10/0', 'Enterprise PrePaid 3 Years': '20/0' },
  ],
])('licences of %s as the deck shows them', async (company, shown) => {
  expect(await licencesShown(company)).toEqual(shown)
})

test('M247: of the licences of Sistemos two Business and two Enterprise were assigned in June', async () => {
  const get = await (await startDemoCloud()).as()
  const reply = await get(
    `admin/v1.0/logs/operations?format=full&resourceType=profile&toDate=2017-06-30&resourceContextCompanyId=${companyNamed('Sistemos')}`,
  )
  expect(
    listing(reply)
      .data.map(({ newData }) => (newData as { offerName: string }).offerName)
      .sort(),
  ).toEqual(['Business', 'Business', 'Enterprise', 'Enterprise'])
})

test('M013: two members, one invitation pending, no join request pending; M092: Spencer Holden invited', async () => {
  const get = await (await startDemoCloud()).as()
  const company = `admin/v1.0/companies/${trainingTenant.ownCompanyId}`
  expect(names(await get(`admin/v1.0/users?companyId=${trainingTenant.ownCompanyId}`), 'displayName')).toEqual([
    'Jessica ROBINSON',
    'John GARCIA',
  ])
  expect(listing(await get(`${company}/join-companies/invitations?status=pending`)).total).toBe(1)
  expect(listing(await get(`${company}/join-companies/invitations?status=pending&status=declined`)).total).toBe(2)
  expect(listing(await get(`${company}/join-companies/requests?status=pending`)).total).toBe(0)
  const universal = `admin/v1.0/companies/${companyNamed('Universal Design')}/join-companies/invitations?format=full`
  expect(listing(await get(universal)).data).toMatchObject([
    { invitedUserLoginEmail: 'spencer.holden@universal-design.loc', invitedToBeCompanyAdmin: true, status: 'pending' },
  ])
})

test('offers: commercial references M207, M212-M216; the demo offers only where they were granted (M139)', async () => {
  const get = await (await startDemoCloud()).as()
  const references = async (company: string): Promise<Record<string, unknown>> => {
    const reply = await get(`subscription/v1.0/companies/${companyNamed(company)}/offers?format=full`)
    return Object.fromEntries<unknown>(
      listing(reply).data.map(({ name, sapReference }) => [String(name), sapReference]),
    )
  }
  const sellable = {
    Essential: '3EY95001AA',
    Business: '3EY95002AA',
    Enterprise: '3EY95003AA',
    Conference: '3EY95004AA',
    'Business PrePaid 1 Year': '3EY95101AB',
    'Business PrePaid 3 Years': '3EY95101AD',
    'Enterprise PrePaid 1 Year': '3EY95102AB',
    'Enterprise PrePaid 3 Years': '3EY95102AD',
  }
  expect(await references('High-Tech')).toEqual(sellable)
  expect(await references('Technology Integrator')).toEqual({
    ...sellable,
    'Business Demo': null,
    'Enterprise Demo': null,
  })
  expect(listing(await get('admin/v1.0/offers?isPrepaid=true&canBeSold=true')).total).toBe(4)
  expect(names(await get('admin/v1.0/offers?sapReference=3EY95102AD'))).toEqual(['Enterprise PrePaid 3 Years'])
})

test('M061, M065, M068: own equipment waits with its activation code', async () => {
  const get = await (await startDemoCloud()).as()
  const reply = await get(`admin/v1.0/systems?companyId=${trainingTenant.ownCompanyId}&format=full`)
  expect(listing(reply).data).toMatchObject([
    {
      name: 'OXO_01',
      pbxId: 'PBX2260-6184-8060-49c8-bafe-7e4c-3296-1bd0',
      jid_pbxagent_password: '8398',
      status: 'created',
      country: 'FRA',
      pbxMainBundlePrefix: ['0'],
      usePbxMainBundlePrefix: true,
    },
  ])
  expect(trainingTenant.systems.filter(({ pbxId }) => !/^PBX[0-9a-f]{4}(-[0-9a-f]{4}){7}$/.test(pbxId))).toEqual([])
})
