import { expect, test } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { dataOf, idOf, listing, names, startDemoCloud, steppedClock } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const companyNamed = (name: string): string => trainingTenant.companies.find((one) => one.name === name)?.id ?? ''
const offerNamed = (name: string): string => trainingTenant.offers.find((one) => one.name === name)?.id ?? ''
const userNamed = (login: string): string => trainingTenant.users.find((one) => one.loginEmail === login)?.id ?? ''
const held = (company: string, offer: string): string =>
  trainingTenant.subscriptions.find(
    (one) => one.companyId === companyNamed(company) && one.offerId === offerNamed(offer),
  )?.id ?? ''
const david = userNamed('david.roberts@events-communication.loc')
const brian = userNamed('brian.lee@events-communication.loc')
const licence = (user: string, subscription: string): string =>
  `${A}/users/${user}/profiles/subscriptions/${subscription}`

const start = async () => {
  const clock = steppedClock('2017-12-11T08:00:00.000Z')
  const cloud = await startDemoCloud({ clock: clock.now })
  const jessica = await cloud.actor()
  const plans = async (user: string) => names(await jessica.get(`${A}/users/${user}/profiles`), 'offerName')
  const allocated = async (company: string, offer: string) =>
    listing(
      await jessica.get(`subscription/v1.0/companies/${companyNamed(company)}/subscriptions?format=full`),
    ).data.find((row) => row.id === held(company, offer))?.numberAssignedUsers
  return { clock, cloud, jessica, plans, allocated }
}

test('a licence is assigned and counted, and takes the place of Essential; taken away, Essential is back (M152)', async () => {
  const { jessica, plans, allocated } = await start()
  const business = held('Events Communication', 'Business')
  expect(await allocated('Events Communication', 'Business')).toBe(2)
  expect(dataOf(await jessica.post(licence(david, business)))).toMatchObject({
    subscriptionId: business,
    offerName: 'Business',
    status: 'active',
    assignationDate: '2017-12-11T08:00:00.000Z',
  })
  expect(await plans(david)).toEqual(['Business'])
  expect(await allocated('Events Communication', 'Business')).toBe(3)
  expect(await jessica.post(licence(david, business))).toMatchObject({ status: 409 })
  expect(await jessica.del(licence(david, business))).toMatchObject({ status: 200 })
  expect(await plans(david)).toEqual(['Essential'])
  expect(await jessica.del(licence(david, business))).toMatchObject({ status: 404 })
  const log = await jessica.get(`${A}/logs/operations?format=full&resourceType=profile&fromDate=2017-12-11`)
  expect(listing(log).data.map(({ operationType }) => operationType)).toEqual(['delete', 'create'])
  expect(listing(log).data[1]).toMatchObject({
    resourceContext: { userId: david, companyName: 'Events Communication' },
    newData: { offerName: 'Business' },
  })
})

test('exclusive offers replace each other: two lines in the log', async () => {
  const { clock, jessica, plans } = await start()
  const path = `subscription/v1.0/companies/${companyNamed('Events Communication')}/subscriptions`
  const enterprise = idOf(await jessica.post(path, { offerId: offerNamed('Enterprise'), maxNumberUsers: 1 }))
  // Neither active nor synchronised yet.
  expect(await jessica.post(licence(brian, enterprise))).toMatchObject({ status: 403 })
  clock.step(1500)
  expect(await jessica.post(licence(brian, enterprise))).toMatchObject({ status: 200 })
  expect(await plans(brian)).toEqual(['Enterprise'])
  // M151: the pool of one is used up.
  expect((await jessica.post(licence(david, enterprise))).body).toMatchObject({
    errorCode: 403,
    errorDetails: { maxNumberUsers: 1 },
  })
  const log = await jessica.get(`${A}/logs/operations?format=full&resourceType=profile&fromDate=2017-12-11&sortOrder=1`)
  expect(listing(log).data).toMatchObject([
    { operationType: 'delete', previousData: { offerName: 'Business' } },
    { operationType: 'create', newData: { offerName: 'Enterprise' } },
  ])
})

test('no licence while the subscription is synchronised, of another company, or the default one', async () => {
  const { clock, jessica } = await start()
  const business = held('Events Communication', 'Business')
  const path = `subscription/v1.0/companies/${companyNamed('Events Communication')}/subscriptions/${business}`
  await jessica.put(path, { maxNumberUsers: 12 })
  expect(await jessica.post(licence(david, business))).toMatchObject({ status: 403 })
  clock.step(1500)
  expect(await jessica.post(licence(david, business))).toMatchObject({ status: 200 })
  expect(await jessica.post(licence(david, held('High-Tech', 'Business')))).toMatchObject({ status: 403 })
  const christian = userNamed('christian.thompson@high-tech.loc')
  expect(await jessica.del(licence(christian, held('High-Tech', 'Essential')))).toMatchObject({ status: 403 })
  expect(await jessica.post(licence(david, 'f'.repeat(24)))).toMatchObject({ status: 404 })
})

test('where the deck shows another count than its members, writes count on from it (M253, X13)', async () => {
  const { jessica, allocated } = await start()
  const john = userNamed('john.garcia@tech-integrator.loc')
  expect(await allocated('Technology Integrator', 'Essential')).toBe(3)
  await jessica.del(licence(john, held('Technology Integrator', 'Business')))
  expect(await allocated('Technology Integrator', 'Essential')).toBe(4)
})

test('an administrator assigns licences in his own company (M179), others do not', async () => {
  const { cloud } = await start()
  const christian = userNamed('christian.thompson@high-tech.loc')
  const customer = await cloud.actor('christian.thompson@high-tech.loc')
  expect(await customer.post(licence(christian, held('High-Tech', 'Business')))).toMatchObject({ status: 200 })
  const member = await cloud.actor('brian.lee@events-communication.loc')
  expect(await member.post(licence(brian, held('Events Communication', 'Business')))).toMatchObject({ status: 403 })
})
