import { expect, test } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { listing, names, startDemoCloud } from './demo-cloud-client.ts'

const companyNamed = (name: string): string => trainingTenant.companies.find((one) => one.name === name)?.id ?? ''
const own = trainingTenant.ownCompanyId

test('ping and about answer without a session, unknown paths and methods with Rainbow errors', async () => {
  const cloud = await startDemoCloud()
  expect(await cloud.get('ping')).toMatchObject({ status: 200, body: { status: 'OK' } })
  expect(await cloud.get('admin/v1.0/about')).toMatchObject({ status: 200, body: { version: '1.236.21' } })
  expect(await cloud.get('nonsense/v1.0/about')).toMatchObject({ status: 404, body: { errorDetailsCode: 404000 } })
  expect(await cloud.get('admin/v1.0/Companies')).toMatchObject({ status: 404 })
  const patch = await cloud.call('PATCH', 'admin/v1.0/companies', { name: 'X' })
  expect(patch).toMatchObject({
    status: 405,
    body: { errorCode: 405, errorMsg: 'Method Not Allowed', errorDetailsCode: 405000 },
  })
  expect(patch.headers.get('allow')).toBe('GET, POST')
  expect(await cloud.call('DELETE', 'admin/v1.0/companies')).toMatchObject({ status: 405 })
})

test('the distributor lists own company, resellers and customers, and customers of resellers, but not strangers', async () => {
  const template = trainingTenant.companies[0]
  if (!template) throw new Error('no company')
  const company = (name: string, bpId: string | null) => ({
    ...template,
    id: Buffer.from(name.padEnd(12)).toString('hex'),
    name,
    isBP: false,
    bpType: null,
    bpId,
  })
  const tenant = {
    ...trainingTenant,
    companies: [
      ...trainingTenant.companies,
      company('Of Sistemos', companyNamed('Sistemos')),
      company('Stranger', null),
      company('Of stranger', company('Stranger', null).id),
    ],
  }
  const cloud = await startDemoCloud({ tenant })
  const distributor = await cloud.as()
  const seen = names(await distributor('admin/v1.0/companies?limit=1000'))
  expect(seen).toHaveLength(trainingTenant.companies.length + 1)
  expect(seen).toContain('Of Sistemos')

  // Members, equipment and sites are narrower: only companies whose partner the distributor itself is (M055).
  const ofSistemos = company('Of Sistemos', null).id
  expect(await distributor(`admin/v1.0/users?companyId=${ofSistemos}`)).toMatchObject({
    status: 403,
    body: { errorDetailsCode: 403301 },
  })
  const reseller = await cloud.as('lucia.moreno@sistemos.loc')
  expect(names(await reseller('admin/v1.0/companies'))).toEqual(['Of Sistemos', 'Sistemos'])
  const customer = await cloud.as('christian.thompson@high-tech.loc')
  expect(names(await customer('admin/v1.0/companies'))).toEqual(['High-Tech'])
  expect(await customer(`admin/v1.0/companies/${own}`)).toMatchObject({ status: 200 })
  expect(await customer(`admin/v1.0/companies/${companyNamed('Sistemos')}`)).toMatchObject({ status: 403 })
})

test('errorDetails comes as text, as an object and as an array of issues', async () => {
  const cloud = await startDemoCloud()
  const get = await cloud.as()
  const missing = 'f'.repeat(24)
  expect((await get(`admin/v1.0/companies/${missing}`)).body).toEqual({
    errorCode: 404,
    errorMsg: 'Not Found',
    errorDetails: `Company ${missing} does not exist`,
    errorDetailsCode: 404000,
  })
  expect((await get('admin/v1.0/companies?limit=-1&isBP=maybe&status=asleep')).body).toMatchObject({
    errorCode: 400,
    errorDetails: [{ param: 'status' }, { param: 'isBP', value: 'maybe' }, { param: 'limit', value: '-1' }],
    errorDetailsCode: 400000,
  })
  expect((await get('admin/v1.0/companies/42')).body).toMatchObject({ errorDetails: [{ param: 'companyId' }] })
  const member = await cloud.as('brian.lee@events-communication.loc')
  expect(await member('admin/v1.0/companies')).toMatchObject({
    status: 403,
    body: { errorDetails: { requiredRoles: ['admin', 'bp_admin', 'bp_finance'] }, errorDetailsCode: 403000 },
  })
})

test('paging: limit 100 unless told otherwise, at most 1000, an offset beyond the total is an empty page', async () => {
  const get = await (await startDemoCloud()).as()
  const all = listing(await get('admin/v1.0/users?limit=5000'))
  expect(all).toMatchObject({ limit: 1000, offset: 0, total: trainingTenant.users.length })
  expect(listing(await get('admin/v1.0/users'))).toMatchObject({ limit: 100 })
  const paged: unknown[] = []
  for (let offset = 0; offset < all.total; offset += 7) {
    paged.push(...listing(await get(`admin/v1.0/users?limit=7&offset=${offset}`)).data)
  }
  expect(paged).toEqual(all.data)
  expect(listing(await get('admin/v1.0/users?offset=5000'))).toMatchObject({ data: [], total: all.total, offset: 5000 })
})

test('sorting by sortField and sortOrder; formats small, medium and full', async () => {
  const get = await (await startDemoCloud()).as()
  const ascending = names(await get('admin/v1.0/companies'))
  expect(ascending[0]).toBe('Advanced Telephony')
  expect(names(await get('admin/v1.0/companies?sortOrder=-1'))).toEqual([...ascending].reverse())
  expect(names(await get('admin/v1.0/companies?sortField=creationDate'))[0]).toBe('Technology Integrator')
  expect((await get('admin/v1.0/companies?sortField=colour')).status).toBe(400)

  const fields = async (path: string) => Object.keys(listing(await get(path)).data[0] ?? {})
  expect(await fields('admin/v1.0/companies')).toEqual(['id', 'name'])
  expect(await fields('admin/v1.0/companies?format=medium')).toContain('offerType')
  expect(await fields('admin/v1.0/companies?format=full')).toContain('adminAllowedUpdateSubscriptionsOps')
  expect(await fields('admin/v1.0/systems')).toEqual(['id', 'pbxId', 'version'])
  const subscriptions = `subscription/v1.0/companies/${own}/subscriptions`
  expect(await fields(subscriptions)).toEqual(['id', 'offerId', 'profileId', 'isDefault'])
  expect(await fields(`${subscriptions}?format=full`)).toContain('numberAssignedUsers')
})

test('company filters: name contains, externalReference starts with, bpType, isBP, status', async () => {
  const get = await (await startDemoCloud()).as()
  const filtered = async (query: string) => names(await get(`admin/v1.0/companies?${query}`))
  expect(await filtered('name=TELEPH')).toEqual(['Advanced Telephony'])
  expect(await filtered('externalReference=Ref_IR_01')).toEqual(['Sistemos']) // M083
  expect(await filtered('externalReference=ref_ir')).toEqual([])
  expect(await filtered('bpType=VAD')).toEqual(['Technology Integrator'])
  expect(await filtered(`isBP=true&bpId=${own}`)).toEqual([
    'Atlantic Networks',
    'Red Baron Electronics',
    'Sistemos',
    'SoundTrack',
  ])
  expect(await filtered('status=initializing')).toEqual(['Red Baron Electronics', 'Universal Design'])
})

test('users of several companies in one call; profiles are the licences (M097, M096)', async () => {
  const get = await (await startDemoCloud()).as()
  const both = `${companyNamed('High-Tech')}%20${companyNamed('Events Communication')}`
  const reply = await get(`admin/v1.0/users?companyId=${both}&format=full`)
  expect(names(reply, 'displayName')).toEqual(['Brian LEE', 'Christian THOMPSON', 'David ROBERTS', 'Elizabeth Johnson'])
  const plans = await Promise.all(
    listing(reply).data.map(async ({ id }) => names(await get(`admin/v1.0/users/${String(id)}/profiles`), 'offerName')),
  )
  expect(plans).toEqual([['Business'], ['Essential'], ['Essential'], ['Business']])
  expect(listing(reply).data[0]).toMatchObject({
    phoneNumbers: [{ shortNumber: '109', numberE164: '+33390676862' }], // M073
  })
  const administrators = await get(`admin/v1.0/companies/${companyNamed('High-Tech')}/administrators`)
  expect(names(administrators, 'displayName')).toEqual(['Christian THOMPSON'])
})

test('equipment: connection from status and channels, shared systems and their prefixes (M069, M101, M102)', async () => {
  const get = await (await startDemoCloud()).as()
  const ofEvents = await get(`admin/v1.0/systems?companyId=${companyNamed('Events Communication')}&format=full`)
  expect(Object.fromEntries(listing(ofEvents).data.map(({ name, status }) => [name, status]))).toEqual({
    Demo_OXE: 'created',
    'EventsCom HQ OXO': 'activated',
    'OXO_1 Events Com': 'activated',
  })
  const shared = await get(`admin/v1.0/systems?bpId=${own}&isSharedOrCentrex=true&format=full&sortField=name`)
  expect(names(shared)).toEqual(['bpOTEC51', 'bpOTEC52'])
  const [first, second] = listing(shared).data
  const state = await get(`admin/v1.0/systems/${String(first?.id)}/state?format=full`)
  expect(state.body).toMatchObject({ data: { connection: true, conf: true, csta: true, http: true, xmpp: true } })
  const prefixes = (id: unknown) => get(`admin/v1.0/systems/${String(id)}/phone-numbers/multi-companies`)
  expect(listing(await prefixes(first?.id)).data).toMatchObject([
    { companyPrefix: '8210', companyName: 'Greentree' },
    { companyPrefix: '8212', companyName: 'Declic' },
  ])
  expect(listing(await prefixes(second?.id)).data).toEqual([])
  const free = await get(
    `admin/v1.0/systems/${String(first?.id)}/phone-numbers?isAssignedToUser=false&companyPrefix=8210`,
  )
  expect(names(free, 'shortNumber')).toEqual(['3001', '3002'])
  const sites = await get(`admin/v1.0/companies/${companyNamed('Greentree')}/sites?format=full`)
  expect(listing(sites).data).toMatchObject([{ name: 'Greentree HQ', isCentrex: true }])
})

test('operation log filters, newest first, update rows with the changed fields only (M171-M173)', async () => {
  const get = await (await startDemoCloud()).as()
  const log = async (query: string) => listing(await get(`admin/v1.0/logs/operations?format=full&${query}`))
  const newest = await log('resourceType=subscription&limit=2')
  expect(newest.data).toMatchObject([
    {
      operationDate: '2017-11-24T17:09:00.000Z', // M172
      operationType: 'create',
      doneBy: { displayName: 'Jessica ROBINSON' },
      resourceContext: { companyName: 'Advanced Telephony' },
      newData: {
        offerName: 'Enterprise PrePaid 3 Years',
        maxNumberUsers: 20,
        expirationDate: '2020-12-01T00:00:00.000Z',
      },
    },
    {
      operationDate: '2017-11-24T17:06:00.000Z', // M173
      newData: { offerName: 'Business PrePaid 3 Years', maxNumberUsers: 10 },
    },
  ])
  const raised = await log('operationType=update')
  expect(raised.data).toMatchObject([
    {
      resourceContext: { companyName: 'Sistemos' },
      previousData: { maxNumberUsers: 20, bsSubscriptionId: 'RB-201706010904' },
    },
  ])
  expect(raised.data[0]?.newData).toEqual({ maxNumberUsers: 22, syncOngoing: true })

  expect((await log('fromDate=2017-11-24&toDate=2017-11-25')).total).toBe(2)
  expect((await log('fromDate=2017-11-24T17:06:00.001Z')).total).toBe(1)
  expect((await log('resourceContextCompanyName=ADVANCED&resourceType=subscription')).total).toBe(3)
  // Two licences that are held, and two that were taken away again.
  expect((await log(`resourceContextCompanyId=${own}&resourceType=profile`)).total).toBe(6)
  expect((await log(`doneByCompanyId=${companyNamed('Sistemos')}&resourceType=profile`)).total).toBe(27)
  expect((await log(`resourceId=${String(raised.data[0]?.resourceId)}`)).total).toBe(2)
  expect((await get('admin/v1.0/logs/operations?fromDate=yesterday')).status).toBe(400)
  const small = listing(await get('admin/v1.0/logs/operations?limit=1')).data[0] ?? {}
  expect(Object.keys(small)).toEqual(['id', 'operationDate', 'operationType', 'resourceType', 'resourceId'])
})
