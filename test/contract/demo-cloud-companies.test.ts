import { expect, test } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { dataOf, idOf, listing, names, startDemoCloud, steppedClock } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const own = trainingTenant.ownCompanyId
const companyNamed = (name: string): string => trainingTenant.companies.find((one) => one.name === name)?.id ?? ''

test('a distributor creates end customers and resellers; they initialise, with Essential only (M084, M091, M092)', async () => {
  const clock = steppedClock('2017-12-01T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: clock.now })
  const jessica = await cloud.actor()
  const created = await jessica.post(`${A}/companies`, {
    name: 'New Customer',
    country: 'ESP',
    supportEmail: 'a@b.loc',
  })
  expect(created.status).toBe(200)
  expect(dataOf(created)).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
    name: 'New Customer',
    country: 'ESP',
    status: 'initializing',
    offerType: 'freemium',
    isBP: false,
    bpId: own,
    supportEmail: 'a@b.loc', // M105
    creationDate: '2017-12-01T08:00:00.000Z',
  })
  const reseller = dataOf(
    await jessica.post(`${A}/companies`, { name: 'New Reseller', isBP: true, externalReference: 'R-1' }),
  )
  expect(reseller).toMatchObject({
    isBP: true,
    bpType: 'IR',
    bpBusinessModel: 'resell',
    bpHasRightToConnect: true,
    bpIsContractAccepted: false,
    externalReference: 'R-1',
  })
  const subscriptions = await jessica.get(`subscription/v1.0/companies/${idOf(created)}/subscriptions?format=full`)
  expect(listing(subscriptions).data).toMatchObject([{ offerName: 'Essential', isDefault: true, status: 'active' }])
  expect(names(await jessica.get(`${A}/companies?name=new`))).toEqual(['New Customer', 'New Reseller'])

  expect(await jessica.post(`${A}/companies`, { name: 'new customer' })).toMatchObject({
    status: 409,
    body: { errorDetailsCode: 409000 },
  })
  expect((await jessica.post(`${A}/companies`, { country: 'Spain', visibility: 'secret' })).body).toMatchObject({
    errorDetails: [{ param: 'name' }, { param: 'country', value: 'Spain' }, { param: 'visibility' }],
  })
  const customer = await cloud.actor('christian.thompson@high-tech.loc')
  expect(await customer.post(`${A}/companies`, { name: 'Mine' })).toMatchObject({ status: 403 })
  const sistemos = await cloud.actor('lucia.moreno@sistemos.loc')
  expect(await sistemos.post(`${A}/companies`, { name: 'Sub', isBP: true })).toMatchObject({ status: 403 })
  expect(dataOf(await sistemos.post(`${A}/companies`, { name: 'Sub' }))).toMatchObject({
    bpId: companyNamed('Sistemos'),
  })
})

test('a write is a change of statusUpdatedDate, by which the list can be sorted', async () => {
  const clock = steppedClock('2018-01-10T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: clock.now })
  const jessica = await cloud.actor()
  const first = await jessica.get(`${A}/companies?sortField=statusUpdatedDate&sortOrder=-1&format=full`)
  expect(first.headers.get('date')).toBe('Wed, 10 Jan 2018 08:00:00 GMT')
  const id = companyNamed('High-Tech')
  const changed = await jessica.put(`${A}/companies/${id}`, { externalReference: 'EC-7', unknownField: 1 })
  expect(dataOf(changed)).toMatchObject({ externalReference: 'EC-7', statusUpdatedDate: '2018-01-10T08:00:00.000Z' })
  expect(dataOf(changed)).not.toHaveProperty('unknownField')
  clock.step(1000)
  await jessica.put(`${A}/companies/${companyNamed('Declic')}`, { slogan: 'Click' })
  const newest = await jessica.get(`${A}/companies?sortField=statusUpdatedDate&sortOrder=-1&limit=2`)
  expect(names(newest)).toEqual(['Declic', 'High-Tech'])
  const oldest = names(await jessica.get(`${A}/companies?sortField=statusUpdatedDate&limit=100`))
  expect(oldest.slice(-2)).toEqual(['High-Tech', 'Declic'])
})

test('superadmin, finance and partner fields are refused to those who may not write them; unchanged values are not', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const path = `${A}/companies/${companyNamed('High-Tech')}`
  const before = dataOf(await jessica.get(path))
  expect(await jessica.put(path, before)).toMatchObject({ status: 200 })
  expect(await jessica.put(path, { bpId: null, isBP: true })).toMatchObject({
    status: 403,
    body: { errorDetails: { fields: ['isBP', 'bpId'] } },
  })
  expect(await jessica.put(path, { offerType: 'freemium' })).toMatchObject({ status: 403 })
  const customer = await cloud.actor('christian.thompson@high-tech.loc')
  expect(dataOf(await customer.put(path, { slogan: 'Ours' }))).toMatchObject({ slogan: 'Ours' }) // M047
  expect(await customer.put(path, { adminHasRightToUpdateSubscriptions: true })).toMatchObject({ status: 403 })
  expect(await customer.put(path, { externalReference: 'x' })).toMatchObject({ status: 403 })
  expect(await customer.put(`${A}/companies/${own}`, { slogan: 'Theirs' })).toMatchObject({
    status: 403,
    body: { errorDetailsCode: 403301 },
  })
  // M164, M178: both delegation boxes.
  const delegated = { adminHasRightToUpdateSubscriptions: true, adminAllowedUpdateSubscriptionsOps: 'all' }
  expect(dataOf(await jessica.put(path, delegated))).toMatchObject(delegated)
  // M143: ACTIVATE.
  const freemium = `${A}/companies/${companyNamed('Interior Designer')}`
  expect(dataOf(await jessica.put(freemium, { offerType: 'premium' }))).toMatchObject({ offerType: 'premium' })
})

test('a company is deleted only when nothing hangs on it, then renamed and terminated (M095)', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const reason = async (name: string) =>
    ((await jessica.del(`${A}/companies/${companyNamed(name)}`)).body as { errorDetails: string }).errorDetails
  expect(await reason('Events Communication')).toBe('The company still has sites')
  expect(await reason('High-Tech')).toBe('The company still has subscriptions')
  expect(await reason('Interior Designer')).toBe('The company still has users')
  expect(await reason('Technology Integrator')).toBe('The company still has sites')
  const id = companyNamed('Universal Design')
  expect(await jessica.del(`${A}/companies/${id}`)).toMatchObject({
    status: 200,
    body: { status: expect.any(String) as string },
  })
  const gone = dataOf(await jessica.get(`${A}/companies/${id}`))
  expect(gone).toMatchObject({ status: 'terminated', name: `Universal Design (terminated ${id})` })
  expect(await jessica.put(`${A}/companies/${id}`, { slogan: 'x' })).toMatchObject({ status: 403 })
  const waiting = await jessica.get(`${A}/companies/${id}/join-companies/invitations?status=pending`)
  expect(listing(waiting).total).toBe(0)
  expect(await jessica.post(`${A}/companies`, { name: 'Universal Design' })).toMatchObject({ status: 200 })
  expect(await jessica.del(`${A}/companies/${'f'.repeat(24)}`)).toMatchObject({ status: 404 })
})

test('a partner with companies of its own stays', async () => {
  const redBaron = companyNamed('Red Baron Electronics')
  const companies = trainingTenant.companies.map((one) =>
    one.name === 'Universal Design' ? { ...one, bpId: redBaron } : one,
  )
  const cloud = await startDemoCloud({ tenant: { ...trainingTenant, companies } })
  const jessica = await cloud.actor()
  expect((await jessica.del(`${A}/companies/${redBaron}`)).body).toMatchObject({
    errorDetails: 'The Business Partner still has companies',
  })
  // The end customer of a reseller is listed, and in the reseller's charge.
  expect(await jessica.del(`${A}/companies/${companyNamed('Universal Design')}`)).toMatchObject({ status: 403 })
})

test('custom data: at most ten keys of text, for partners', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const path = `${A}/companies/${companyNamed('High-Tech')}/custom-data`
  expect(dataOf(await jessica.put(path, { region: 'South' }))).toMatchObject({ customData: { region: 'South' } })
  const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v']))
  expect((await jessica.put(path, eleven)).status).toBe(400)
  expect((await jessica.put(path, { a: 1 })).status).toBe(400)
})

test('malformed bodies are 400 with the array of issues, larger ones than 1 MB are 413', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  for (const body of ['{"name":', '[1]', '"text"', 'null']) {
    expect((await jessica.post(`${A}/companies`, body)).body).toMatchObject({
      errorCode: 400,
      errorDetails: [{ param: 'body' }],
      errorDetailsCode: 400000,
    })
  }
  const large = JSON.stringify({ name: 'x'.repeat(1024 * 1024) })
  expect(await jessica.post(`${A}/companies`, large)).toMatchObject({ status: 413 })
})

test('the search for a company to invite shows public ones, strangers included (M085, M093)', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  expect(names(await jessica.get('enduser/v1.0/companies?name=duval'))).toEqual(['Maison Duval'])
  expect(names(await jessica.get(`${A}/companies?name=duval`))).toEqual([])
  const found = listing(await jessica.get('enduser/v1.0/companies?name=duval&format=full')).data[0] ?? {}
  expect(Object.keys(found)).not.toContain('bpId')
  const hidden = companyNamed('High-Tech')
  await jessica.put(`${A}/companies/${hidden}`, { visibility: 'private' })
  const lucia = await cloud.actor('lucia.moreno@sistemos.loc')
  expect(names(await lucia.get('enduser/v1.0/companies?name=high-tech'))).toEqual([])
  expect(await lucia.get(`enduser/v1.0/companies/${hidden}`)).toMatchObject({ status: 404 })
})

test('whoever is in no company creates his own and administers it (M009, M010)', async () => {
  const cloud = await startDemoCloud()
  const sophia = await cloud.actor('sophia.clark@tech-integrator.loc')
  const created = await sophia.post('enduser/v1.0/companies', { name: 'Clark Ltd', country: 'GBR' })
  expect(dataOf(created)).toMatchObject({ name: 'Clark Ltd', status: 'active', bpId: null })
  const administrators = await sophia.get(`${A}/companies/${idOf(created)}/administrators`)
  expect(names(administrators, 'displayName')).toEqual(['Sophia CLARK'])
  expect(await sophia.post('enduser/v1.0/companies', { name: 'Second' })).toMatchObject({ status: 403 })
})

test('enumerations and settings; nobody registers himself on the training cloud', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const countries = (await jessica.get('enduser/v1.0/countries')).body
  expect(countries).toMatchObject({
    data: expect.arrayContaining([{ isoAlpha3Code: 'FRA', fullname: 'France' }]) as unknown,
  })
  expect((await jessica.get('enduser/v1.0/settings/apis')).body).toEqual({ data: { additionalHeaders: [], ttl: 1440 } })
  expect((await jessica.get(`${A}/companies/bpbusinesstypes`)).status).toBe(200)
  expect(dataOf(await jessica.get(`${A}/companies/default`))).toMatchObject({ name: 'Rainbow' })
  for (const path of ['users/self-register', 'notifications/emails/self-register']) {
    expect(await cloud.call('POST', `enduser/v1.0/${path}`, {})).toMatchObject({ status: 403 })
  }
})
