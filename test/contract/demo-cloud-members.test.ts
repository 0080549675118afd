import { expect, test } from 'vitest'
import { defaultCompanyId, trainingTenant } from '../../electron/demo-cloud/index.ts'
import { dataOf, idOf, listing, names, startDemoCloud, steppedClock } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const own = trainingTenant.ownCompanyId
const companyNamed = (name: string): string => trainingTenant.companies.find((one) => one.name === name)?.id ?? ''
const userNamed = (login: string): string => trainingTenant.users.find((one) => one.loginEmail === login)?.id ?? ''
const brian = userNamed('brian.lee@events-communication.loc')
const john = userNamed('john.garcia@tech-integrator.loc')

test('a write is a change of lastUpdateDate, by which the list is sorted; unknown fields are ignored', async () => {
  const clock = steppedClock('2018-01-10T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: clock.now })
  const jessica = await cloud.actor()
  const all = (query: string) => jessica.get(`${A}/users?sortField=lastUpdateDate&${query}`)
  await all('limit=1') // the order is known before the writes
  const changed = await jessica.put(`${A}/users/${brian}`, { jobTitle: 'Buyer', colour: 'red', country: 'GBR' })
  expect(dataOf(changed)).toMatchObject({
    jobTitle: 'Buyer',
    country: 'GBR',
    lastUpdateDate: '2018-01-10T08:00:00.000Z',
  })
  expect(dataOf(changed)).not.toHaveProperty('colour')
  clock.step(1)
  await jessica.put(`${A}/users/${john}`, { lastName: 'Garcia Lopez' })
  expect(names(await all('sortOrder=-1&limit=2'), 'displayName')).toEqual(['John Garcia Lopez', 'Brian LEE'])
  expect(names(await all('limit=1000'), 'displayName').slice(-2)).toEqual(['Brian LEE', 'John Garcia Lopez'])
  expect((await jessica.put(`${A}/users/${brian}`, { country: 'Britain', language: 7 })).body).toMatchObject({
    errorDetails: [{ param: 'country' }, { param: 'language', value: '7' }],
  })
})

test('roles: not the own ones, only those one holds, sellers in Business Partners only (M033, M034-M051)', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const code = async (actor: typeof jessica, id: string, body: object) =>
    ((await actor.put(`${A}/users/${id}`, body)).body as { errorDetailsCode?: number }).errorDetailsCode
  const me = userNamed('jessica.robinson@tech-integrator.loc')
  expect(await code(jessica, me, { roles: ['user'] })).toBe(403303)
  expect(await code(jessica, john, { roles: ['user', 'admin'] })).toBe(400000) // adminType is required
  const admin = { roles: ['user', 'admin'], adminType: 'company_admin' }
  expect(dataOf(await jessica.put(`${A}/users/${john}`, admin))).toMatchObject(admin) // M054: Business is subscribed
  expect(await code(jessica, brian, { roles: ['user', 'bp_admin'] })).toBe(403303)
  const christian = await cloud.actor('christian.thompson@high-tech.loc')
  expect(await code(christian, brian, { jobTitle: 'x' })).toBe(403301)
  const louis = userNamed('louis.garnier@interior-designer.loc')
  expect(await code(jessica, louis, admin)).toBe(403304) // M053
  expect(await code(jessica, john, { roles: ['king'] })).toBe(400000)
  const again = await cloud.actor('john.garcia@tech-integrator.loc')
  expect(await code(again, me, { roles: ['user'] })).toBeUndefined() // taking needs no role but the charge
})

test('a member is removed to the default company: no rights, no licence, no extension (M071, M095)', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const removed = await jessica.put(`${A}/users/${brian}/companies/default`)
  expect(dataOf(removed)).toMatchObject({ companyId: defaultCompanyId, isInDefaultCompany: true, phoneNumbers: [] })
  expect(await jessica.get(`${A}/users/${brian}`)).toMatchObject({ status: 403, body: { errorDetailsCode: 403301 } })
  const events = companyNamed('Events Communication')
  expect(names(await jessica.get(`${A}/users?companyId=${events}`), 'displayName')).toEqual([
    'David ROBERTS',
    'Elizabeth Johnson',
  ])
  const log = listing(await jessica.get(`${A}/logs/operations?format=full&limit=1&resourceContextUserId=${brian}`))
  expect(log.data).toMatchObject([{ operationType: 'delete', newData: null, previousData: { offerName: 'Business' } }])
  const me = userNamed('jessica.robinson@tech-integrator.loc')
  expect(await jessica.put(`${A}/users/${me}/companies/default`)).toMatchObject({ status: 403 })
})

test('a member is created with a password, and terminated; then no sign-in', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const create = (body: object) => jessica.post(`${A}/users`, body)
  expect((await create({ loginEmail: 'x' })).body).toMatchObject({
    errorDetails: [{ param: 'loginEmail' }, { param: 'password' }],
  })
  expect((await create({ loginEmail: 'new@x.loc', password: 'weak' })).body).toMatchObject({
    errorDetails: [{ param: 'password', value: '' }],
  })
  const login = 'new.member@tech-integrator.loc'
  const password = 'Strong_pass_1'
  const created = await create({ loginEmail: login, password, firstName: 'New', lastName: 'Member' })
  expect(dataOf(created)).toMatchObject({ companyId: own, displayName: 'New Member', roles: ['user'] })
  expect(await create({ loginEmail: login.toUpperCase(), password })).toMatchObject({ status: 409 })
  expect((await cloud.login({ login, password })).status).toBe(200)
  const member = await cloud.actor(login, password)
  expect(names(await member.get(`${A}/users/${idOf(created)}/profiles`), 'offerName')).toEqual(['Essential'])
  expect(await member.get(`${A}/users`)).toMatchObject({ status: 403 })
  expect(await jessica.del(`${A}/users/${idOf(created)}`)).toMatchObject({ status: 200 })
  expect((await cloud.login({ login, password })).status).toBe(401)
  expect((await member.get('authentication/v1.0/validator')).body).toMatchObject({ errorDetails: 'jwt revoked' })
  expect(await create({ loginEmail: login, password })).toMatchObject({ status: 200 })
})

test('a new password revokes the tokens given before', async () => {
  const cloud = await startDemoCloud()
  const [jessica, member] = [await cloud.actor(), await cloud.actor('john.garcia@tech-integrator.loc')]
  expect((await member.get('authentication/v1.0/validator')).status).toBe(200)
  expect((await jessica.put(`${A}/users/${john}`, { password: 'Another_pass_2' })).status).toBe(200)
  expect((await member.get('authentication/v1.0/validator')).status).toBe(401)
  expect((await cloud.login({ login: 'john.garcia@tech-integrator.loc' })).status).toBe(401)
  expect((await cloud.login({ login: 'john.garcia@tech-integrator.loc', password: 'Another_pass_2' })).status).toBe(200)
})
