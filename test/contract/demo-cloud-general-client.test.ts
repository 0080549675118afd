import { describe, expect, test } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { dataOf, idOf, listing, names, startDemoCloud, type Actor } from './demo-cloud-client.ts'

const A = 'admin/v1.0'
const E = 'enduser/v1.0'
const S = 'subscription/v1.0'
const AUTH = 'authentication/v1.0'
const M = 'metrics/v1.0/analyticmetrics'
const named = (name: string) => trainingTenant.companies.find((one) => one.name === name)!.id
const own = trainingTenant.ownCompanyId
const customer = named('High-Tech')
const user = trainingTenant.users.find(({ lastName }) => lastName === 'THOMPSON')!.id
const system = trainingTenant.systems.find(({ name }) => name === 'EventsCom HQ OXO')!
const extension = trainingTenant.phoneNumbers.find(({ systemId }) => systemId === system.id)!.id
const site = trainingTenant.sites[0]!.id
const shared = trainingTenant.systems.find(({ name }) => name === 'bpOTEC51')!.id
const subscription = trainingTenant.subscriptions.find(({ companyId }) => companyId === customer)!.id
const invitation = trainingTenant.joinInvitations[0]!.id
const link = trainingTenant.bpLinks![0]!.id
const none = 'f'.repeat(24)

type Method = 'get' | 'post' | 'put' | 'del'
/** What the API's documentation lists, with what a client may use of it; writes are malformed so that they change nothing. */
const documented: readonly (readonly [Method, string])[] = [
  ['get', 'ping'],
  ...['authentication', 'enduser', 'admin', 'pcg', 'subscription', 'invoicing', 'applications', 'metrics', 'massprovisioning', 'search', 'telephony', 'channels', 'filestorage', 'conference', 'calendar', 'geolocation', 'mediapillar', 'directory'].map((portal) => ['get', `${portal}/v1.0/about`] as const), // prettier-ignore
  ['get', `${AUTH}/urls?uid=a@b.loc&useBackchannelPolling=false`],
  ['get', `${AUTH}/renew`],
  ['get', `${AUTH}/validator`],
  ['get', `${AUTH}/apikeys?isActive=true&limit=5&offset=0&sortField=creationDate&sortOrder=-1&format=full`],
  ['get', `${AUTH}/apikeys/current`],
  ['post', `${AUTH}/apikeys`],
  ['get', `${AUTH}/apikeys/${none}`],
  ['put', `${AUTH}/apikeys/${none}`],
  ['del', `${AUTH}/apikeys/${none}`],
  ['post', `${E}/notifications/emails/self-register`],
  ['post', `${E}/users/self-register`],
  ['post', `${E}/companies`],
  ['get', `${E}/companies?name=a`],
  ['get', `${E}/companies/${customer}`],
  ['get', `${E}/countries`],
  ['get', `${E}/settings/apis`],
  [
    'get',
    `${A}/companies?format=full&limit=5&offset=1&sortField=name&sortOrder=-1&status=active&visibility=public&bpType=IR&isBP=true&externalReference=R`,
  ],
  ['get', `${A}/companies/${customer}?format=full`],
  ['post', `${A}/companies`],
  ['put', `${A}/companies/${none}`],
  ['del', `${A}/companies/${none}`],
  ['get', `${A}/companies/${own}/administrators`],
  ['get', `${A}/companies/default`],
  ['get', `${A}/companies/bpbusinesstypes`],
  ['put', `${A}/companies/${none}/custom-data`],
  ...(['invitations', 'requests'] as const).flatMap((kind) => [
    ['get', `${A}/companies/${own}/bp-link/${kind}?status=pending&status=accepted&format=full`] as const,
    ['post', `${A}/companies/${own}/bp-link/${kind}`] as const,
    ['get', `${A}/companies/${own}/bp-link/${kind}/${kind === 'invitations' ? link : none}`] as const,
    ...['cancel', 're-send', 'accept', 'decline'].map((what) => ['post', `${A}/companies/${own}/bp-link/${kind}/${none}/${what}`] as const), // prettier-ignore
  ]),
  ['get', `${A}/users?companyId=${own} ${customer}&format=full&sortField=displayName&roles=user`],
  ['post', `${A}/users`],
  ['get', `${A}/users/${user}`],
  ['put', `${A}/users/${none}`],
  ['del', `${A}/users/${none}`],
  ['put', `${A}/users/${none}/companies/default`],
  ['get', `${A}/users/${user}/profiles`],
  ['post', `${A}/users/${user}/profiles/subscriptions/${none}`],
  ['del', `${A}/users/${user}/profiles/subscriptions/${none}`],
  ['get', `${A}/companies/${own}/join-companies/invitations?status=pending&status=declined`],
  ['post', `${A}/companies/${own}/join-companies/invitations`],
  ['get', `${A}/companies/${own}/join-companies/invitations/${invitation}`],
  ...['cancel', 're-send'].map((what) => ['post', `${A}/companies/${own}/join-companies/invitations/${none}/${what}`] as const), // prettier-ignore
  ['get', `${A}/companies/${own}/join-companies/requests?status=pending`],
  ['get', `${A}/companies/${own}/join-companies/requests/${none}`],
  ...['accept', 'decline'].map((what) => ['post', `${A}/companies/${own}/join-companies/requests/${none}/${what}`] as const), // prettier-ignore
  ...(['get', 'put', 'del'] as const).map((method) => [method, `${A}/companies/${own}/join-companies/links/${none}`] as const), // prettier-ignore
  ['get', `${S}/companies/${customer}/offers?format=full&canBeSold=true&isPrepaid=false&sortField=name`],
  ['get', `${A}/offers?name=Enterprise`],
  ['get', `${A}/offers/${trainingTenant.offers[0]!.id}`],
  ['get', `${A}/catalogs`],
  ['get', `${A}/catalogs/default`],
  ['get', `${A}/catalog/${trainingTenant.companies[0]!.catalogId}`],
  ['get', `${S}/companies/${customer}/subscriptions?format=medium`],
  ['post', `${S}/companies/${customer}/subscriptions`],
  ['put', `${S}/companies/${customer}/subscriptions/${none}`],
  ['del', `${S}/companies/${customer}/subscriptions/${none}`],
  ['get', `${S}/companies/${customer}/subscriptions/${subscription}`],
  ['get', `${S}/companies/${own}/invoices`],
  [
    'get',
    `${A}/systems?format=full&bpId=${own}&isSharedOrCentrex=true&connectionHistory=true&fromCreationDate=2017-01-01`,
  ],
  ['post', `${A}/systems`],
  ['get', `${A}/systems/${system.id}?connectionHistory=true`],
  ['get', `${A}/systems/pbxid/${system.pbxId}`],
  ['put', `${A}/systems/${none}`],
  ['del', `${A}/systems/${none}`],
  ['post', `${A}/systems/${none}/reset-password`],
  ['get', `${A}/systems/${system.id}/state?format=full&connectionHistory=true`],
  ['get', `${A}/systems/countries`],
  ['get', `${A}/systems/${system.id}/phone-numbers?isAssignedToUser=false&sortField=shortNumber`],
  ['get', `${A}/systems/${system.id}/phone-numbers/${extension}`],
  ['put', `${A}/systems/${system.id}/phone-numbers/${none}`],
  ['get', `${A}/systems/${shared}/phone-numbers/multi-companies`],
  ['post', `${A}/phone-numbers/analyze`],
  ['get', `${A}/companies/${own}/sites`],
  ['get', `${A}/sites?format=full&companyId=${own}`],
  ['post', `${A}/sites`],
  ['get', `${A}/sites/${site}`],
  ['put', `${A}/sites/${none}`],
  ['del', `${A}/sites/${none}`],
  ['get', `${A}/sites/${site}/systems`],
  ['post', `${A}/sites/${none}/systems`],
  ['del', `${A}/sites/${site}/systems/${none}`],
  [
    'get',
    `${A}/logs/operations?format=full&fromDate=2017-01-01&toDate=2017-12-31&resourceType=subscription&operationType=update&resourceContextCompanyName=sis`,
  ],
  ['get', `invoicing/v1.0/invoices?companyId=${own}&billingPeriod=2017-07&invoiceType=services&fileType=CDR`],
  ['get', 'invoicing/v1.0/invoices/services?year=2017&month=7'],
  ['get', 'invoicing/v1.0/invoices/conference?year=2017&month=10'],
  ['get', `${M}/companies/${own}/customers/flat?limit=5`],
  ['get', `${M}/companies/${own}/daily`],
  ['get', `${AUTH}/logout`],
]

const isRouted = (reply: Awaited<ReturnType<Actor['get']>>): boolean =>
  reply.status !== 405 && !(reply.status === 404 && JSON.stringify(reply.body).includes('Cannot '))

describe('the API as documented, for clients of any kind', () => {
  test('every documented method of every documented path is there; reads answer 200, and nothing answers 500', async () => {
    const { actor } = await startDemoCloud({ files: () => Promise.resolve(new Uint8Array([1])) })
    const jessica = await actor()
    const wrong: string[] = []
    for (const [method, path] of documented) {
      const reply = await jessica[method](path, ...(method === 'get' || method === 'del' ? [] : [{}]))
      const expected = method !== 'get' || path.includes(none) || path.endsWith('/current')
      if (!isRouted(reply) || reply.status >= 500 || (!expected && reply.status !== 200)) wrong.push(`${method} ${path}: ${reply.status}`) // prettier-ignore
    }
    expect(wrong).toEqual([])
  })

  test('three shapes of errorDetails: text, object, array of issues', async () => {
    const { actor } = await startDemoCloud()
    const jessica = await actor()
    const details = async (reply: ReturnType<Actor['get']>) => {
      const { status, body } = await reply
      const { errorCode, errorMsg, errorDetails, errorDetailsCode } = body as Record<string, unknown>
      expect([errorCode, typeof errorMsg, Math.floor(Number(errorDetailsCode) / 1000)]).toEqual([status, 'string', status]) // prettier-ignore
      return errorDetails
    }
    expect(typeof (await details(jessica.get(`${A}/companies/${none}`)))).toBe('string')
    expect(await details(jessica.put(`${A}/companies/${customer}`, { bpType: 'VAD' }))).toMatchObject({ fields: ['bpType'] }) // prettier-ignore
    expect(await details(jessica.get(`${A}/companies?limit=x&sortOrder=2`))).toMatchObject([
      { param: 'limit', value: 'x' },
      { param: 'sortOrder', value: '2' },
    ])
  })

  test('a filter that nothing answers to gives an empty list, not everything', async () => {
    const { actor } = await startDemoCloud()
    const jessica = await actor()
    for (const query of [
      'organisationId=x',
      'siteId=x',
      'tags=x',
      'departments=x',
      'visibility=private',
      'jid_im=x',
      'phoneNumbers=1',
    ])
      expect([query, listing(await jessica.get(`${A}/users?${query}`)).total]).toEqual([query, 0])
    for (const query of [
      'salesforceAccountId=x',
      'offerGroupName=x',
      'selectedThemeObj=x',
      'selectedAppCustomisationTemplate=x',
    ])
      expect([query, listing(await jessica.get(`${A}/companies?${query}`)).total]).toEqual([query, 0])
    const [found] = listing(await jessica.get(`${A}/users?format=full&phoneNumbers=${encodeURIComponent('+33390676862')}`)).data // prettier-ignore
    expect(found).toMatchObject({ displayName: 'Brian LEE' })
    expect(names(await jessica.get(`${A}/users?format=full&jid_im=${String(found?.jid_im)}`), 'displayName')).toEqual(['Brian LEE']) // prettier-ignore
  })

  test('metrics count the companies under a partner', async () => {
    const { actor } = await startDemoCloud()
    const jessica = await actor()
    const reply = listing(await jessica.get(`${M}/companies/${own}/customers/flat?limit=2`))
    expect([reply.data.length, reply.limit, reply.total]).toEqual([2, 2, trainingTenant.companies.length - 1])
    const all = listing(await jessica.get(`${M}/companies/${own}/customers/flat`)).data
    expect(all.find(({ companyName }) => companyName === 'Events Communication')).toMatchObject({
      users: 3,
      systems: 3,
    })
    expect(listing(await jessica.get(`${M}/companies/${own}/daily`)).data).toMatchObject([{ companyId: own, users: 2 }])
    expect((await (await actor('christian.thompson@high-tech.loc')).get(`${M}/companies/${own}/daily`)).status).toBe(
      403,
    )
  })

  test('links to join a company are made, changed, listed and deleted by who manages it', async () => {
    const { actor } = await startDemoCloud()
    const jessica = await actor()
    const links = `${A}/companies/${customer}/join-companies/links`
    expect((await jessica.post(links, { maxNumberUsers: 0 })).status).toBe(400)
    const id = idOf(await jessica.post(links, { description: 'Fair', maxNumberUsers: 5 }))
    expect(dataOf(await jessica.put(`${links}/${id}`, { isEnabled: false }))).toMatchObject({ description: 'Fair', isEnabled: false }) // prettier-ignore
    expect(listing(await jessica.get(`${links}?format=full`))).toMatchObject({
      total: 1,
      data: [{ id, maxNumberUsers: 5 }],
    })
    expect((await jessica.get(`${A}/companies/${own}/join-companies/links/${id}`)).status).toBe(404)
    expect((await (await actor('brian.lee@events-communication.loc')).get(links)).status).toBe(403)
    expect((await jessica.del(`${links}/${id}`)).status).toBe(200)
    expect(listing(await jessica.get(links)).total).toBe(0)
  })
})
