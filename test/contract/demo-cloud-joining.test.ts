import { expect, test } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { dataOf, idOf, listing, names, startDemoCloud, steppedClock } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const own = trainingTenant.ownCompanyId
const companyNamed = (name: string): string => trainingTenant.companies.find((one) => one.name === name)?.id ?? ''
const invitations = (companyId: string): string => `${A}/companies/${companyId}/join-companies/invitations`
const requests = (companyId: string): string => `${A}/companies/${companyId}/join-companies/requests`
const sophia = 'sophia.clark@tech-integrator.loc'
const userNamed = (login: string): string =>
  trainingTenant.publicDirectory?.users.find((one) => one.loginEmail === login)?.id ?? ''

test('exactly one of e-mail and user; twice the same address is 409000 (M024, M025)', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const invite = (body: object) => jessica.post(invitations(companyNamed('High-Tech')), body)
  expect((await invite({})).body).toMatchObject({ errorDetailsCode: 400451 })
  const both = { email: 'new@high-tech.loc', invitedUserId: userNamed(sophia) }
  expect((await invite(both)).body).toMatchObject({ errorDetailsCode: 400451 })
  expect((await invite({ email: 'not an address' })).body).toMatchObject({ errorDetails: [{ param: 'email' }] })
  const created = await invite({ email: 'new@high-tech.loc', lang: 'fr-FR', customMessage: 'Welcome' })
  expect(dataOf(created)).toMatchObject({
    companyName: 'High-Tech',
    invitedUserId: null,
    invitedUserLoginEmail: 'new@high-tech.loc',
    invitingAdminLoginEmail: 'jessica.robinson@tech-integrator.loc',
    requestedNotificationLanguage: 'fr-FR',
    status: 'pending',
  })
  expect(await invite({ email: 'NEW@high-tech.loc' })).toMatchObject({
    status: 409,
    body: { errorDetailsCode: 409000 },
  })
  // Members of this company, and those of another, cannot be invited.
  expect(await invite({ email: 'christian.thompson@high-tech.loc' })).toMatchObject({ status: 409 })
  expect(await invite({ email: 'brian.lee@events-communication.loc' })).toMatchObject({ status: 409 })
  expect(await invite({ invitedUserId: 'f'.repeat(24) })).toMatchObject({ status: 404 })
})

test('cancel, re-send, and what is no longer pending (409604)', async () => {
  const clock = steppedClock('2017-12-01T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: clock.now })
  const jessica = await cloud.actor()
  const path = invitations(own)
  const id = idOf(await jessica.post(path, { email: 'x@y.loc' }))
  clock.step(5000)
  expect(dataOf(await jessica.post(`${path}/${id}/re-send`, { customMessage: 'Again' }))).toMatchObject({
    status: 'pending',
    invitationDate: '2017-12-01T08:00:00.000Z',
    lastNotificationDate: '2017-12-01T08:00:05.000Z',
  })
  expect(dataOf(await jessica.post(`${path}/${id}/cancel`))).toMatchObject({ status: 'canceled' })
  expect((await jessica.post(`${path}/${id}/re-send`)).body).toMatchObject({ errorDetailsCode: 409604 })
  expect(dataOf(await jessica.get(`${path}/${id}`))).toMatchObject({ status: 'canceled' })
  expect(await jessica.get(`${path}/${'f'.repeat(24)}`)).toMatchObject({ status: 404 })
  expect(await jessica.post(path, { email: 'x@y.loc' })).toMatchObject({ status: 200 })
})

test('the first administrator accepts: member, administrator, Essential, and the company is active (M092)', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const id = companyNamed('Universal Design')
  const login = 'spencer.holden@universal-design.loc'
  const spencer = await cloud.actor(login)
  const mine = `enduser/v1.0/users/${userNamed(login)}/join-companies/invitations`
  const [invitation] = listing(await spencer.get(mine)).data
  expect(invitation).toMatchObject({ companyName: 'Universal Design' })
  expect(await jessica.post(`${mine}/${String(invitation?.id)}/accept`)).toMatchObject({ status: 403 })
  const accepted = await spencer.post(`${mine}/${String(invitation?.id)}/accept`)
  expect(dataOf(accepted)).toMatchObject({ status: 'accepted', acceptationDate: expect.any(String) as string })
  expect(dataOf(await jessica.get(`${A}/companies/${id}`))).toMatchObject({ status: 'active', numberUsers: 1 })
  const [member] = listing(await jessica.get(`${A}/users?companyId=${id}&format=full`)).data
  expect(member).toMatchObject({
    roles: ['user', 'admin'],
    adminType: 'company_admin',
    companyName: 'Universal Design',
  })
  expect(names(await jessica.get(`${A}/users/${String(member?.id)}/profiles`), 'offerName')).toEqual(['Essential'])
  expect((await spencer.post(`${mine}/${String(invitation?.id)}/decline`)).body).toMatchObject({
    errorDetailsCode: 409604,
  })
})

test('sellers are invited into Business Partners only, by a partner (M033)', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const asSeller = { email: 'seller@x.loc', invitedToBeBpAdmin: true }
  expect(await jessica.post(invitations(companyNamed('Events Communication')), asSeller)).toMatchObject({ status: 403 })
  expect(await jessica.post(invitations(companyNamed('Red Baron Electronics')), asSeller)).toMatchObject({
    status: 200,
  })
})

test('with Essential only, a company has one administrator: 403304 (M053), with Business several (M054)', async () => {
  const cloud = await startDemoCloud()
  const jessica = await cloud.actor()
  const asAdmin = { email: 'second@x.loc', invitedToBeCompanyAdmin: true }
  const refused = await jessica.post(invitations(companyNamed('Interior Designer')), asAdmin)
  expect(refused).toMatchObject({ status: 403, body: { errorDetailsCode: 403304 } })
  expect(await jessica.post(invitations(companyNamed('High-Tech')), asAdmin)).toMatchObject({ status: 200 })
})

test('a request to join: accepted it moves the user, else 409655 (M013)', async () => {
  const cloud = await startDemoCloud()
  const [jessica, user] = [await cloud.actor(), await cloud.actor(sophia)]
  const ask = () =>
    user.post(`enduser/v1.0/users/${userNamed(sophia)}/join-companies/requests`, { requestedCompanyId: own })
  const id = idOf(await ask())
  expect(await ask()).toMatchObject({ status: 409 })
  expect(listing(await jessica.get(`${requests(own)}?status=pending`)).data).toMatchObject([
    { requestingUserLoginEmail: sophia, requestedCompanyName: 'Technology Integrator' },
  ])
  expect(dataOf(await jessica.post(`${requests(own)}/${id}/accept`))).toMatchObject({ status: 'accepted' })
  expect(names(await jessica.get(`${A}/users?companyId=${own}`), 'displayName')).toContain('Sophia CLARK')
  expect((await jessica.post(`${requests(own)}/${id}/decline`)).body).toMatchObject({ errorDetailsCode: 409655 })
  expect(await ask()).toMatchObject({ status: 409 })
})
