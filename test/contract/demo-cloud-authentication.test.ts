import { expect, test } from 'vitest'
import { applicationAuth } from '../../electron/demo-cloud/session.ts'
import type { RequestLogLine } from '../../electron/demo-cloud/index.ts'
import { startDemoCloud } from './demo-cloud-client.ts'

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
