import { expect, test } from 'vitest'
import { applicationAuth } from '../../electron/demo-cloud/session.ts'
import { trainingTenant, type RequestLogLine } from '../../electron/demo-cloud/index.ts'
import { dataOf, listing, startDemoCloud, steppedClock } from './demo-cloud-client.ts'

const error = (code: number, details: unknown, detailsCode: number) => ({
  errorCode: code,
  errorMsg: 'Unauthorized',
  errorDetails: details,
  errorDetailsCode: detailsCode,
})

test('application auth is Basic base64(appId:SHA-256(secret + password)), checked with the published vector', () => {
  const expected = 'APPID:1ec5999f1df3197c52f3925ceb7d3239914b932f89beac35bf7efa507c3052f7'
  expect(applicationAuth('APPID', 'APPSECRET', 'Secret_1')).toBe(`Basic ${Buffer.from(expected).toString('base64')}`)
})

test('login answers token, user and application without envelope (M011)', async () => {
  const cloud = await startDemoCloud()
  const reply = await cloud.login()
  expect(reply.status).toBe(200)
  expect(reply.headers.get('x-rainbow-request-id')).toMatch(/^[0-9a-f]{24}$/)
  expect(reply.body).toMatchObject({
    token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
    loggedInUser: {
      loginEmail: 'jessica.robinson@tech-integrator.loc',
      displayName: 'Jessica ROBINSON',
      roles: ['user', 'admin', 'bp_admin', 'bp_finance'],
      companyName: 'Technology Integrator',
      profiles: [{ offerName: 'Enterprise', offerReference: 'RB-Enterprise', isExclusive: true }],
    },
    loggedInApplication: { id: cloud.cloud.credentials.appId, state: 'active' },
  })
})

test('a wrong password is 401500, a wrong or missing application auth is refused too', async () => {
  const cloud = await startDemoCloud()
  const unknown = error(401, 'Unknown login or wrong password for login', 401500)
  expect((await cloud.login({ password: 'Wrong_pass1' })).body).toEqual(unknown)
  expect((await cloud.login({ login: 'nobody@nowhere.loc' })).body).toEqual(unknown)
  expect(await cloud.login({ appAuth: null })).toMatchObject({ status: 401 })
  const upperCase = applicationAuth('x', 'y', 'z').toUpperCase()
  expect(await cloud.login({ appAuth: upperCase })).toMatchObject({ status: 401, body: { errorDetailsCode: 401000 } })
})

test('five failures lock the account for an hour, and a further wrong attempt starts the hour again (401501)', async () => {
  let now = new Date('2017-12-01T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: () => now })
  const wrong = async () => (await cloud.login({ password: 'Wrong_pass1' })).body
  for (let attempt = 1; attempt <= 4; attempt += 1) expect(await wrong()).toMatchObject({ errorDetailsCode: 401500 })
  expect(await wrong()).toMatchObject({ errorDetailsCode: 401501 })
  expect(await cloud.login()).toMatchObject({ status: 401, body: { errorDetailsCode: 401501 } })
  now = new Date('2017-12-01T08:50:00.000Z')
  expect(await wrong()).toMatchObject({ errorDetailsCode: 401501 })
  now = new Date('2017-12-01T09:40:00.000Z')
  expect(await cloud.login()).toMatchObject({ status: 401 })
  now = new Date('2017-12-01T09:50:00.001Z')
  expect(await cloud.login()).toMatchObject({ status: 200 })
})

test('a right password in between sets the count of failures back', async () => {
  const cloud = await startDemoCloud()
  for (let attempt = 1; attempt <= 4; attempt += 1) await cloud.login({ password: 'Wrong_pass1' })
  expect(await cloud.login()).toMatchObject({ status: 200 })
  expect(await cloud.login({ password: 'Wrong_pass1' })).toMatchObject({ body: { errorDetailsCode: 401500 } })
})

test('a member of a company that is not active cannot sign in (401521)', async () => {
  const { trainingTenant } = await import('../../electron/demo-cloud/index.ts')
  const companies = trainingTenant.companies.map((company) => ({ ...company, status: 'hold' as const }))
  const cloud = await startDemoCloud({ tenant: { ...trainingTenant, companies } })
  expect((await cloud.login()).body).toMatchObject({ errorDetailsCode: 401521 })
})

test('tokens: validator, renewal with its limit, expiry as jwt expired, logout', async () => {
  let now = new Date('2017-12-01T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: () => now, tokenLifeSeconds: 600 })
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
  const tokenOf = (body: unknown) => (body as { token: string }).token
  const first = tokenOf((await cloud.login()).body)
  const validator = (token: string) => cloud.get('authentication/v1.0/validator', bearer(token))
  expect((await validator(first)).body).toEqual({ status: 'OK' })

  now = new Date('2017-12-01T08:05:00.000Z')
  let renewed = first
  for (let renewals = 0; renewals < 5; renewals += 1) {
    renewed = tokenOf((await cloud.get('authentication/v1.0/renew', bearer(renewed))).body)
  }
  expect(await cloud.get('authentication/v1.0/renew', bearer(renewed))).toMatchObject({ status: 401 })

  now = new Date('2017-12-01T08:10:00.000Z')
  expect((await validator(first)).body).toEqual(error(401, 'jwt expired', 401000))
  expect((await validator(renewed)).status).toBe(200)
  expect((await cloud.get('authentication/v1.0/logout', bearer(renewed))).body).toMatchObject({ data: [] })
  expect((await validator(renewed)).body).toMatchObject({ errorDetails: 'jwt revoked' })
  expect((await validator(`${renewed.slice(0, -4)}AAAA`)).body).toMatchObject({ errorDetails: 'invalid signature' })
  expect((await cloud.get('authentication/v1.0/validator')).body).toMatchObject({ errorDetails: 'No auth token' })
})

test('the request log holds neither login, password, token nor query', async () => {
  const lines: RequestLogLine[] = []
  const cloud = await startDemoCloud({ log: (line) => lines.push(line) })
  const get = await cloud.as()
  await get('admin/v1.0/users?searchEmail=jessica')
  expect(lines.map(({ path, status }) => [path, status])).toEqual([
    ['/api/rainbow/authentication/v1.0/login', 200],
    ['/api/rainbow/admin/v1.0/users', 200],
  ])
  expect(JSON.stringify(lines)).not.toMatch(/jessica|Training_2017|Bearer|Basic|eyJ/)
})

test('urls say how an address signs in, without a session; the address is required', async () => {
  const cloud = await startDemoCloud()
  const reply = await cloud.get('authentication/v1.0/urls?uid=jessica.robinson%40tech-integrator.loc')
  expect(reply.body).toMatchObject({ data: [{ loginUrl: '/api/rainbow/authentication/v1.0/login' }] })
  expect((await cloud.get('authentication/v1.0/urls')).body).toMatchObject({ errorDetails: [{ param: 'uid' }] })
})

test('with multi-factor authentication the login asks for the second factor: no token, no lock', async () => {
  const cloud = await startDemoCloud({ mfaUsers: ['John.Garcia@tech-integrator.loc'] })
  const login = 'john.garcia@tech-integrator.loc'
  expect((await cloud.login({ login })).body).toEqual(error(401, 'multi-factor authentication required', 401524))
  expect((await cloud.login({ login, password: 'Wrong_pass1' })).body).toMatchObject({ errorDetailsCode: 401500 })
  expect((await cloud.login()).status).toBe(200)
})

test('nobody of a company that is not active signs in (401521)', async () => {
  const companies = trainingTenant.companies.map((one) =>
    one.name === 'High-Tech' ? { ...one, status: 'hold' as const } : one,
  )
  const cloud = await startDemoCloud({ tenant: { ...trainingTenant, companies } })
  const reply = await cloud.login({ login: 'christian.thompson@high-tech.loc' })
  expect(reply).toMatchObject({ status: 401, body: { errorDetailsCode: 401521 } })
})

test('an API key and a challenge take the place of login and token on every request', async () => {
  const clock = steppedClock('2017-12-01T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: clock.now })
  const { appId, appSecret } = cloud.cloud.credentials
  const jessica = await cloud.actor()
  const keys = 'authentication/v1.0/apikeys'
  const created = dataOf(
    await jessica.post(keys, { scope: ['all'], description: 'Desk', expirationDate: '2017-12-02T00:00:00.000Z' }),
  )
  const apiKey = String(created.apiKey)
  const withKey = (path: string, challenge: string, proof = challenge) =>
    cloud.get(path, {
      'x-rainbow-api-key': apiKey,
      'x-rainbow-challenge': challenge,
      'x-rainbow-app-auth': applicationAuth(appId, appSecret, proof),
    })
  expect((await withKey('admin/v1.0/companies', 'challenge-of-22-chars-a')).status).toBe(200)
  const current = await withKey(`${keys}/current`, 'another-challenge-abcd')
  expect(dataOf(current)).toMatchObject({ id: created.id, description: 'Desk', isActive: true })
  expect(dataOf(current)).not.toHaveProperty('apiKey')
  expect((await withKey('admin/v1.0/companies', 'one', 'other')).status).toBe(401)
  expect((await cloud.get('admin/v1.0/companies', { 'x-rainbow-api-key': apiKey })).status).toBe(401)
  expect((await jessica.get(`${keys}/current`)).status).toBe(404)

  expect(listing(await jessica.get(`${keys}?isActive=true&format=full`))).toMatchObject({
    total: 1,
    data: [{ id: created.id }],
  })
  const path = `${keys}/${String(created.id)}`
  const other = await cloud.actor('john.garcia@tech-integrator.loc')
  expect((await other.get(path)).status).toBe(403)
  expect(listing(await other.get(keys)).total).toBe(0)
  await jessica.put(path, { isActive: false })
  expect((await withKey('admin/v1.0/companies', 'c')).status).toBe(401)
  await jessica.put(path, { isActive: true })
  expect((await withKey('admin/v1.0/companies', 'c')).status).toBe(200)
  clock.step(16 * 60 * 60 * 1000)
  expect((await withKey('admin/v1.0/companies', 'c')).body).toMatchObject({ errorDetails: 'api key expired' })
  expect((await jessica.del(path)).status).toBe(200)
  expect((await jessica.get(path)).status).toBe(404)
  expect((await jessica.post(keys, { scope: ['some'] })).status).toBe(400)
})

test('every answer has the date of the clock of the cloud', async () => {
  const cloud = await startDemoCloud({ clock: () => new Date('2017-12-01T08:00:00.000Z') })
  for (const path of ['ping', 'nothing', 'admin/v1.0/companies']) {
    expect((await cloud.get(path)).headers.get('date')).toBe('Fri, 01 Dec 2017 08:00:00 GMT')
  }
})
