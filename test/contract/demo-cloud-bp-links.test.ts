import { expect, test } from 'vitest'
import { trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { dataOf, idOf, listing, startDemoCloud, steppedClock, type Client } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const own = trainingTenant.ownCompanyId
const HOUR = 60 * 60 * 1000
const bob = 'olivier.besson@advanced-telephony.loc'

/** The training tenant with Advanced Telephony, which has an administrator, managed by nobody. */
const free = trainingTenant.companies.find(({ name }) => name === 'Advanced Telephony')?.id ?? ''
const tenant: Tenant = {
  ...trainingTenant,
  bpLinks: [],
  companies: trainingTenant.companies.map((one) => (one.id === free ? { ...one, bpId: null } : one)),
}

const start = async (): Promise<{ cloud: Client; clock: ReturnType<typeof steppedClock> }> => {
  const clock = steppedClock('2017-12-01T08:00:00.000Z')
  return { cloud: await startDemoCloud({ tenant, clock: clock.now }), clock }
}

const links = (companyId: string, kind = 'invitations'): string => `${A}/companies/${companyId}/bp-link/${kind}`

test('an invited company becomes a reseller when it accepts, and its administrator a seller (M085, M030)', async () => {
  const { cloud } = await start()
  const jessica = await cloud.actor()
  const invited = await jessica.post(links(own), { invitedCompanyId: free, invitedToBeBpIr: true, lang: 'fr' })
  expect(dataOf(invited)).toMatchObject({
    invitingCompanyId: own,
    invitingCompanyName: 'Technology Integrator',
    invitedCompanyId: free,
    invitedToBeBpIr: true,
    invitingAdminLoginEmail: 'jessica.robinson@tech-integrator.loc',
    invitationDate: '2017-12-01T08:00:00.000Z',
    requestedNotificationLanguage: 'fr',
    status: 'pending',
  })
  const id = idOf(invited)
  const customer = await cloud.actor(bob)
  expect(listing(await customer.get(`${links(free)}?status=pending`)).total).toBe(1)
  expect((await jessica.post(`${links(own)}/${id}/accept`)).body).toMatchObject({ errorDetailsCode: 400553 })
  expect((await customer.post(`${links(free)}/${id}/cancel`)).body).toMatchObject({ errorDetailsCode: 400553 })
  expect(dataOf(await customer.post(`${links(free)}/${id}/accept`))).toMatchObject({ status: 'accepted' })
  expect((await customer.post(`${links(free)}/${id}/decline`)).body).toMatchObject({ errorDetailsCode: 409605 })
  expect(dataOf(await jessica.get(`${A}/companies/${free}`))).toMatchObject({ bpId: own, isBP: true, bpType: 'IR' })
  const administrators = listing(await jessica.get(`${A}/companies/${free}/administrators?format=full`)).data
  expect(administrators).toMatchObject([{ roles: ['user', 'admin', 'bp_admin', 'bp_finance'] }])
  expect(listing(await jessica.get(`${links(own)}?status=pending`)).total).toBe(0) // Events Communication (M085)
  expect(listing(await jessica.get(`${links(own)}?status=pending&status=accepted&format=full`)).total).toBe(1)
})

test('the same company is invited again only after an hour; re-send and cancel (M087)', async () => {
  const { cloud, clock } = await start()
  const jessica = await cloud.actor()
  const invite = () => jessica.post(links(own), { invitedCompanyId: free })
  const id = idOf(await invite())
  expect(await invite()).toMatchObject({ status: 409 })
  expect(dataOf(await jessica.post(`${links(own)}/${id}/cancel`))).toMatchObject({ status: 'canceled' })
  expect((await jessica.post(`${links(own)}/${id}/re-send`)).body).toMatchObject({ errorDetailsCode: 409605 })
  clock.step(HOUR - 1)
  expect(await invite()).toMatchObject({ status: 409 })
  clock.step(1)
  const second = await invite()
  expect(second.status).toBe(200)
  const customer = await cloud.actor(bob)
  expect(dataOf(await customer.post(`${links(free)}/${idOf(second)}/decline`))).toMatchObject({
    status: 'declined',
    declinationDate: '2017-12-01T09:00:00.000Z',
  })
  clock.step(1000)
  expect(dataOf(await jessica.post(`${links(own)}/${idOf(second)}/re-send`))).toMatchObject({
    status: 'pending',
    lastNotificationDate: '2017-12-01T09:00:01.000Z',
  })
})

test('a company asks for a partner, whose administrator accepts or declines', async () => {
  const { cloud, clock } = await start()
  const [jessica, customer] = [await cloud.actor(), await cloud.actor(bob)]
  const ask = () => customer.post(links(free, 'requests'), { requestedCompanyId: own, lang: 'en' })
  const first = idOf(await ask())
  expect(listing(await jessica.get(`${links(own, 'requests')}?status=pending&format=full`)).data).toMatchObject([
    { requestingCompanyId: free, requestedCompanyId: own, requestedToBeBpIr: false, status: 'pending' },
  ])
  expect(dataOf(await jessica.post(`${links(own, 'requests')}/${first}/decline`))).toMatchObject({ status: 'declined' })
  expect(await ask()).toMatchObject({ status: 409 })
  clock.step(HOUR)
  const second = idOf(await ask())
  expect(dataOf(await jessica.post(`${links(own, 'requests')}/${second}/accept`))).toMatchObject({ status: 'accepted' })
  expect((await jessica.post(`${links(own, 'requests')}/${second}/accept`)).body).toMatchObject({
    errorDetailsCode: 409606,
  })
  expect(dataOf(await jessica.get(`${A}/companies/${free}`))).toMatchObject({ bpId: own, isBP: false })
})

test('refusals: oneself, linked already, in the charge of another, only distributors have resellers', async () => {
  const { cloud } = await start()
  const jessica = await cloud.actor()
  const invite = (invitedCompanyId: unknown) => jessica.post(links(own), { invitedCompanyId })
  expect((await invite(own)).body).toMatchObject({ errorDetailsCode: 400552 })
  expect((await invite('x')).body).toMatchObject({ errorDetails: [{ param: 'invitedCompanyId' }] })
  expect((await invite('f'.repeat(24))).status).toBe(404)
  const highTech = tenant.companies.find(({ name }) => name === 'High-Tech')?.id
  expect((await invite(highTech)).status).toBe(409)
  const lucia = await cloud.actor('lucia.moreno@sistemos.loc')
  const sistemos = tenant.companies.find(({ name }) => name === 'Sistemos')?.id ?? ''
  expect(await lucia.post(links(sistemos), { invitedCompanyId: free, invitedToBeBpIr: true })).toMatchObject({
    status: 403,
  })
  expect(await lucia.post(links(own), { invitedCompanyId: free })).toMatchObject({ status: 403 })
  const member = await cloud.actor('john.garcia@tech-integrator.loc')
  expect(await member.post(links(own), { invitedCompanyId: free })).toMatchObject({ status: 403 })
})
