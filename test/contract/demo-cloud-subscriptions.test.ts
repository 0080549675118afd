import { expect, test } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { dataOf, idOf, listing, names, startDemoCloud, steppedClock } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const own = trainingTenant.ownCompanyId
const companyNamed = (name: string): string => trainingTenant.companies.find((one) => one.name === name)?.id ?? ''
const offerNamed = (name: string): string => trainingTenant.offers.find((one) => one.name === name)?.id ?? ''
const subscriptions = (company: string): string => `subscription/v1.0/companies/${companyNamed(company)}/subscriptions`
const held = (company: string, offer: string): string =>
  trainingTenant.subscriptions.find(
    (one) => one.companyId === companyNamed(company) && one.offerId === offerNamed(offer),
  )?.id ?? ''

const start = async () => {
  const clock = steppedClock('2017-12-11T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: clock.now, provisioningMs: 2000, tokenLifeSeconds: 90 * 24 * 60 * 60 })
  return { clock, cloud, jessica: await cloud.actor() }
}

test('a subscription is being created, then active; its number counts the day (M143, M244)', async () => {
  const { clock, jessica } = await start()
  const path = subscriptions('Events Communication')
  const created = await jessica.post(path, { offerId: offerNamed('Enterprise'), maxNumberUsers: 15 })
  expect(dataOf(created)).toMatchObject({
    offerName: 'Enterprise',
    sapReference: '3EY95003AA',
    status: 'creating',
    syncOngoing: true,
    maxNumberUsers: 15,
    bsSubscriptionId: 'RB-201712110001',
    expirationDate: null,
    creationDate: '2017-12-11T08:00:00.000Z',
    createdBy: { loginEmail: 'jessica.robinson@tech-integrator.loc', bpApplicantNumber: '78608' },
  })
  const shown = async () => listing(await jessica.get(`${path}?format=full&sortOrder=-1&limit=1`)).data[0] ?? {}
  clock.step(1999)
  expect(await shown()).toMatchObject({ id: idOf(created), status: 'creating', syncOngoing: true })
  clock.step(1)
  expect(await shown()).toMatchObject({ status: 'active', syncOngoing: false, numberAssignedUsers: 0 })
  // "One company may hold several subscriptions of the same plan."
  const second = await jessica.post(path, { offerId: offerNamed('Enterprise'), maxNumberUsers: 1 })
  expect(dataOf(second)).toMatchObject({ bsSubscriptionId: 'RB-201712110002' })
})

test('prepaid begins on the first of the next month and lasts its term (M161); conference has no quantity (M160)', async () => {
  const { jessica } = await start()
  const path = subscriptions('High-Tech')
  const prepaid = await jessica.post(path, { offerId: offerNamed('Business PrePaid 1 Year'), maxNumberUsers: 5 })
  expect(dataOf(prepaid)).toMatchObject({
    isPrepaid: true,
    expirationDate: '2019-01-01T00:00:00.000Z',
    autoRenew: true,
  })
  const usage = await jessica.post(path, { offerId: offerNamed('Conference') })
  expect(dataOf(usage)).toMatchObject({ businessModel: 'usage', maxNumberUsers: null })
  expect((await jessica.put(`${path}/${idOf(prepaid)}`, { maxNumberUsers: 6 })).status).toBe(200)
  expect((await jessica.put(`${path}/${idOf(prepaid)}`, { maxNumberUsers: 5 })).status).toBe(403) // M210
  expect((await jessica.put(`${path}/${idOf(usage)}`, { maxNumberUsers: 5 })).status).toBe(403)
})

test('refused: freemium (M143), demo and default offers, no finance role (M180-M197), no quantity', async () => {
  const { cloud, jessica } = await start()
  const offerId = offerNamed('Business')
  expect((await jessica.post(subscriptions('Interior Designer'), { offerId, maxNumberUsers: 1 })).body).toMatchObject({
    errorCode: 403,
    errorDetails: 'A freemium company subscribes no paid offer',
  })
  const path = subscriptions('High-Tech')
  expect((await jessica.post(path, { offerId })).body).toMatchObject({ errorDetails: [{ param: 'maxNumberUsers' }] })
  expect((await jessica.post(path, { offerId, maxNumberUsers: 0 })).status).toBe(400)
  expect((await jessica.post(path, { offerId: 'f'.repeat(24), maxNumberUsers: 1 })).status).toBe(404)
  expect((await jessica.post(path, { offerId: offerNamed('Essential') })).status).toBe(403)
  const customer = await cloud.actor('christian.thompson@high-tech.loc')
  expect(await customer.post(path, { offerId, maxNumberUsers: 1 })).toMatchObject({ status: 403 })
})

test('the quantity: not below what is allocated (M155), and each change is one line of the log (M172)', async () => {
  const { clock, jessica } = await start()
  const path = `${subscriptions('Sistemos')}/${held('Sistemos', 'Enterprise')}`
  expect((await jessica.put(path, { maxNumberUsers: 16 })).body).toMatchObject({
    errorCode: 403,
    errorDetails: { numberAssignedUsers: 17 },
  })
  expect(dataOf(await jessica.put(path, { maxNumberUsers: 17 }))).toMatchObject({
    maxNumberUsers: 17,
    syncOngoing: true,
  })
  clock.step(2000)
  expect(dataOf(await jessica.get(path))).toMatchObject({ maxNumberUsers: 17, syncOngoing: false, status: 'active' })
  const log = await jessica.get(`${A}/logs/operations?format=full&fromDate=2017-12-11&resourceType=subscription`)
  expect(listing(log)).toMatchObject({
    total: 1,
    data: [
      {
        operationDate: '2017-12-11T08:00:00.000Z',
        operationType: 'update',
        doneBy: { displayName: 'Jessica ROBINSON' },
        resourceId: held('Sistemos', 'Enterprise'),
        resourceContext: { companyName: 'Sistemos' },
        previousData: { maxNumberUsers: 22 },
      },
    ],
  })
  expect(listing(log).data[0]?.newData).toEqual({ maxNumberUsers: 17, syncOngoing: true })
  expect((await jessica.put(path, { maxNumberUsers: 17 })).status).toBe(200) // no change, no line
  expect(listing(await jessica.get(`${A}/logs/operations?fromDate=2017-12-11`)).total).toBe(1)
})

test('a company administrator changes what the seller allowed: nothing, more, more and less (M188, M195, M198)', async () => {
  const { cloud, jessica } = await start()
  const customer = await cloud.actor('christian.thompson@high-tech.loc')
  const path = `${subscriptions('High-Tech')}/${held('High-Tech', 'Business')}` // 14
  const company = `${A}/companies/${companyNamed('High-Tech')}`
  const change = async (maxNumberUsers: number) => (await customer.put(path, { maxNumberUsers })).status
  expect(await change(15)).toBe(403)
  await jessica.put(company, { adminHasRightToUpdateSubscriptions: true })
  expect(await change(15)).toBe(200)
  expect(await change(14)).toBe(403)
  await jessica.put(company, { adminAllowedUpdateSubscriptionsOps: 'all' })
  expect(await change(14)).toBe(200)
  expect((await customer.del(path)).status).toBe(403)
})

test('a subscription is cancelled when no licence is assigned; it leaves the list and the log says so', async () => {
  const { clock, jessica } = await start()
  const path = subscriptions('High-Tech')
  expect((await jessica.del(`${subscriptions('Sistemos')}/${held('Sistemos', 'Business')}`)).status).toBe(403)
  expect((await jessica.del(`${path}/${held('High-Tech', 'Essential')}`)).status).toBe(403)
  expect((await jessica.del(`${path}/${held('High-Tech', 'Business')}`)).status).toBe(200)
  expect(names(await jessica.get(`${path}?format=full`), 'offerName')).not.toContain('Business')
  expect((await jessica.del(`${path}/${held('High-Tech', 'Business')}`)).status).toBe(404)
  expect(dataOf(await jessica.get(`${path}/${held('High-Tech', 'Business')}`))).toMatchObject({ status: 'terminated' })
  const [line] = listing(await jessica.get(`${A}/logs/operations?format=full&limit=1`)).data
  expect(line).toMatchObject({ operationType: 'delete', previousData: { maxNumberUsers: 14 }, newData: null })
  const prepaid = idOf(await jessica.post(path, { offerId: offerNamed('Business PrePaid 3 Years'), maxNumberUsers: 2 }))
  clock.step(31 * 24 * 60 * 60 * 1000)
  expect((await jessica.del(`${path}/${prepaid}`)).status).toBe(403)
})

test('offers and the catalogue', async () => {
  const { jessica } = await start()
  expect(dataOf(await jessica.get(`${A}/offers/${offerNamed('Business')}`))).toMatchObject({
    sapReference: '3EY95002AA',
  })
  const catalogue = dataOf(await jessica.get(`${A}/catalogs/default`))
  expect(catalogue.offers).toHaveLength(trainingTenant.offers.length)
  expect((await jessica.get(`${A}/catalog/${String(catalogue.id)}`)).status).toBe(200)
  expect((await jessica.get(`${A}/offers/${own}`)).status).toBe(404)
})
