import { expect, test } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { dataOf, idOf, listing, names, startDemoCloud, steppedClock } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const own = trainingTenant.ownCompanyId
const companyNamed = (name: string): string => trainingTenant.companies.find((one) => one.name === name)?.id ?? ''
const siteNamed = (name: string): string => trainingTenant.sites.find((one) => one.name === name)?.id ?? ''
const systemNamed = (name: string): string => trainingTenant.systems.find((one) => one.name === name)?.id ?? ''
const userNamed = (login: string): string => trainingTenant.users.find((one) => one.loginEmail === login)?.id ?? ''

const start = async () => {
  const clock = steppedClock('2017-12-11T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: clock.now })
  return { clock, cloud, jessica: await cloud.actor() }
}

test('new equipment has an id and a four-digit activation code (M060, M064, M065, M099)', async () => {
  const { jessica } = await start()
  const site = idOf(
    await jessica.post(`${A}/sites`, { name: 'HQ', status: 'active', companyId: companyNamed('High-Tech') }),
  )
  const body = {
    name: 'OXO_02',
    siteId: site,
    type: 'oxo',
    country: 'FRA',
    pbxMainBundlePrefix: ['0'],
    usePbxMainBundlePrefix: true,
  }
  const created = dataOf(await jessica.post(`${A}/systems`, body))
  expect(created).toMatchObject({
    ...body,
    siteId: [site],
    pbxId: expect.stringMatching(/^PBX[0-9a-f]{4}(-[0-9a-f]{4}){7}$/) as string,
    jid_pbxagent_password: expect.stringMatching(/^[1-9]\d{3}$/) as string,
    status: 'created',
    isShared: false,
    bpId: null,
    creationDate: '2017-12-11T08:00:00.000Z',
  })
  expect(names(await jessica.get(`${A}/systems?companyId=${companyNamed('High-Tech')}&format=full`))).toEqual([
    'OXO_02',
  ])
  expect(dataOf(await jessica.get(`${A}/systems/pbxid/${String(created.pbxId)}`))).toMatchObject({ id: created.id })
  const bad = await jessica.post(`${A}/systems`, { name: 'x', country: 'FR', type: 'pabx' })
  expect(bad.body).toMatchObject({
    errorDetails: [{ param: 'type' }, { param: 'country' }, { param: 'siteId' }],
  })
})

test('M100: equipment id and activation code may be specified; the id once only', async () => {
  const { jessica } = await start()
  const pbxId = 'PBX0000-1111-2222-3333-4444-5555-6666-7777'
  const shared = {
    name: 'bpOTEC53',
    type: 'oxe',
    country: 'FRA',
    isCentrex: true,
    bpId: own,
    pbxId,
    activationCode: '4321',
  }
  const created = dataOf(await jessica.post(`${A}/systems`, shared))
  expect(created).toMatchObject({ pbxId, jid_pbxagent_password: '4321', bpId: own, isCentrex: true, siteId: [] })
  expect(await jessica.post(`${A}/systems`, shared)).toMatchObject({ status: 409 })
  expect(await jessica.post(`${A}/systems`, { ...shared, bpId: companyNamed('Sistemos') })).toMatchObject({
    status: 403,
  })
  expect(await jessica.put(`${A}/systems/${String(created.id)}`, { isCentrex: false })).toMatchObject({ status: 403 })
  expect((await jessica.post(`${A}/systems`, { ...shared, activationCode: '12' })).status).toBe(400)
})

test('M065: the smallest activation code is 1000', async () => {
  const cloud = await startDemoCloud({ random: (bytes) => new Uint8Array(bytes) })
  const jessica = await cloud.actor()
  const siteId = siteNamed('Technology Integrator HQ')
  const created = await jessica.post(`${A}/systems`, { name: 'Z', siteId, type: 'oxe', country: 'FRA' })
  expect(dataOf(created)).toMatchObject({
    jid_pbxagent_password: '1000',
    pbxId: `PBX${Array(8).fill('0000').join('-')}`,
  })
})

test('edit, a new activation code, removal with its numbers (M066)', async () => {
  const { clock, jessica } = await start()
  const path = `${A}/systems/${systemNamed('OXO_1 Events Com')}`
  clock.step(1000)
  expect(dataOf(await jessica.put(path, { name: 'OXO one', country: 'ESP' }))).toMatchObject({
    name: 'OXO one',
    country: 'ESP',
    statusUpdatedDate: '2017-12-11T08:00:01.000Z',
  })
  expect(names(await jessica.get(`${A}/systems?sortField=statusUpdatedDate&sortOrder=-1&limit=1&format=full`))).toEqual(
    ['OXO one'],
  )
  const reset = dataOf(await jessica.post(`${path}/reset-password`))
  expect(reset).toMatchObject({
    status: 'activating',
    jid_pbxagent_password: expect.stringMatching(/^[1-9]\d{3}$/) as string,
  })
  expect(dataOf(await jessica.get(`${path}/state`))).toMatchObject({ connection: false })
  expect((await jessica.del(path)).status).toBe(200)
  expect((await jessica.get(path)).status).toBe(404)
  const brian = await jessica.get(`${A}/users/${userNamed('brian.lee@events-communication.loc')}`)
  expect(dataOf(brian)).toMatchObject({ phoneNumbers: [] })
})

test('an extension goes to a member of the company served, with a public number (M072, M073, M077)', async () => {
  const { jessica } = await start()
  const system = systemNamed('EventsCom HQ OXO')
  const path = `${A}/systems/${system}/phone-numbers`
  const [extension] = listing(await jessica.get(`${path}?shortNumber=111`)).data
  const david = userNamed('david.roberts@events-communication.loc')
  const linked = await jessica.put(`${path}/${String(extension?.id)}`, {
    userId: david,
    isMonitored: true,
    number: '03 90 67 68 63',
  })
  expect(dataOf(linked)).toMatchObject({ userId: david, numberE164: '+33390676863', isMonitored: true })
  expect(dataOf(await jessica.get(`${A}/users/${david}`))).toMatchObject({
    phoneNumbers: [{ shortNumber: '111', numberE164: '+33390676863' }],
    lastUpdateDate: '2017-12-11T08:00:00.000Z',
  })
  const put = async (body: object) => (await jessica.put(`${path}/${String(extension?.id)}`, body)).body
  expect(await put({ number: '12' })).toMatchObject({ errorCode: 400, errorDetails: [{ param: 'number' }] })
  expect(await put({ number: '+33390676862' })).toMatchObject({ errorDetailsCode: 409550 })
  expect(await put({ internalNumber: '110' })).toMatchObject({ errorDetailsCode: 409552 })
  expect(await put({ userId: userNamed('john.garcia@tech-integrator.loc') })).toMatchObject({ errorCode: 403 })
  expect(await put({ userId: null, number: null })).toMatchObject({
    data: { userId: null, number: null, isMonitored: false },
  })
  expect(listing(await jessica.get(`${path}?isAssignedToUser=false`)).total).toBe(2)
})

test('M075: extensions come with the first connection, and are not given out before', async () => {
  const { cloud, jessica } = await start()
  const system = systemNamed('OXO_01')
  const path = `${A}/systems/${system}/phone-numbers`
  expect(listing(await jessica.get(path)).total).toBe(0)
  cloud.cloud.equipment.connect(system, ['100', '101'])
  expect(names(await jessica.get(path), 'shortNumber')).toEqual(['100', '101'])
  expect(dataOf(await jessica.get(`${A}/systems/${system}/state?format=full`))).toMatchObject({
    connection: true,
    xmpp: true,
  })
  expect(dataOf(await jessica.get(`${A}/systems/${system}?connectionHistory=true`))).toMatchObject({
    status: 'activated',
    connectionHistory: [{ eventType: 'connected', eventDate: '2017-12-11T08:00:00.000Z' }],
  })
  cloud.cloud.equipment.disconnect(system)
  expect(dataOf(await jessica.get(`${A}/systems/${system}/state`))).toMatchObject({ connection: false })
  expect(cloud.cloud.equipment.connect('f'.repeat(24))).toBe(false)
})

test('M075: a number of equipment that never connected is refused', async () => {
  const system = systemNamed('OXO_01')
  const [template] = trainingTenant.phoneNumbers
  if (!template) throw new Error('no number')
  const id = 'a'.repeat(24)
  const phoneNumbers = [
    ...trainingTenant.phoneNumbers,
    { ...template, id, systemId: system, userId: null, numberE164: null },
  ]
  const cloud = await startDemoCloud({ tenant: { ...trainingTenant, phoneNumbers } })
  const jessica = await cloud.actor()
  const userId = userNamed('john.garcia@tech-integrator.loc')
  expect((await jessica.put(`${A}/systems/${system}/phone-numbers/${id}`, { userId })).body).toMatchObject({
    errorCode: 403,
    errorDetails: 'The system has never been connected',
  })
})

test('a shared OTEC-S at the sites of customers: one prefix each, once connected (M101, M102, M103)', async () => {
  const { cloud, jessica } = await start()
  const [first, second] = [systemNamed('bpOTEC51'), systemNamed('bpOTEC52')]
  const site = siteNamed('Greentree HQ')
  const link = (siteId: string, systemId: string) => jessica.post(`${A}/sites/${siteId}/systems`, { systemId })
  const prefixes = async (system: string) =>
    names(await jessica.get(`${A}/systems/${system}/phone-numbers/multi-companies`), 'companyPrefix')
  expect(await link(site, first)).toMatchObject({ status: 409 })
  expect((await link(site, second)).body).toMatchObject({ errorDetails: 'The system has never been connected' })
  cloud.cloud.equipment.connect(second)
  expect(await link(site, second)).toMatchObject({ status: 200 })
  expect(await prefixes(second)).toEqual(['8210'])
  expect((await link(siteNamed('Events Communication HQ'), second)).body).toMatchObject({ errorDetailsCode: 403709 })
  await jessica.put(`${A}/companies/${companyNamed('Declic')}`, { companyCallNumber: '8210' })
  expect(await link(siteNamed('Declic HQ'), second)).toMatchObject({ status: 409 })
  expect((await jessica.del(`${A}/sites/${site}/systems/${second}`)).status).toBe(200)
  expect(await prefixes(second)).toEqual([])
  expect(listing(await jessica.get(`${A}/sites/${site}/systems?format=full`)).data).toMatchObject([
    { name: 'bpOTEC51' },
  ])
  const twice = { name: 'Second', status: 'active', companyId: companyNamed('Greentree') }
  expect((await jessica.post(`${A}/sites`, twice)).body).toMatchObject({ errorDetailsCode: 403709 })
})

test('sites: create, edit, delete unless systems are linked', async () => {
  const { cloud, jessica } = await start()
  const companyId = companyNamed('High-Tech')
  const create = (body: object) => jessica.post(`${A}/sites`, body)
  expect((await create({})).body).toMatchObject({
    errorDetails: [{ param: 'name' }, { param: 'status' }, { param: 'companyId' }],
  })
  const id = idOf(await create({ name: 'Lab', status: 'hold', companyId }))
  expect(dataOf(await jessica.put(`${A}/sites/${id}`, { status: 'active' }))).toMatchObject({
    name: 'Lab',
    status: 'active',
  })
  expect(names(await jessica.get(`${A}/sites?companyId=${companyId}`))).toEqual(['Lab'])
  expect(listing(await jessica.get(`${A}/sites`)).total).toBe(trainingTenant.sites.length + 1)
  const system = idOf(await jessica.post(`${A}/systems`, { name: 'P', siteId: id, type: 'oxe', country: 'FRA' }))
  expect((await jessica.del(`${A}/sites/${id}`)).status).toBe(403)
  await jessica.del(`${A}/systems/${system}`)
  expect((await jessica.del(`${A}/sites/${id}`)).status).toBe(200)
  expect((await jessica.get(`${A}/sites/${id}`)).status).toBe(404)
  const other = await cloud.actor('lucia.moreno@sistemos.loc')
  expect(await other.post(`${A}/sites`, { name: 'x', status: 'active', companyId })).toMatchObject({ status: 403 })
})

test.each([
  ['0390676862', 'FRA', '+33390676862'],
  ['+44 7848 311690', 'FRA', '+447848311690'],
  ['0034 912 345 678', 'FRA', '+34912345678'],
  ['912345678', 'ESP', '+34912345678'],
  ['110', 'FRA', null],
  ['abc', 'FRA', null],
  ['0390676862', 'XXX', null],
])('analyse %s in %s', async (number, country, numberE164) => {
  const { jessica } = await start()
  expect(dataOf(await jessica.post(`${A}/phone-numbers/analyze`, { number, country }))).toMatchObject({
    numberE164,
    isValid: numberE164 !== null,
  })
})
