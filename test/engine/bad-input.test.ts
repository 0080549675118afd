import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { trainingTenant, type Tenant, type TrainingCloud } from '../../electron/demo-cloud/index.ts'
import type { SyncStatus } from '../../shared/contract/sync.ts'
import { bentFetch, type Bend, type BentFetch } from '../support/bent-fetch.ts'
import { openDesk, type Desk } from '../support/desk.ts'
import { cloudOf } from '../support/disturbed.ts'
import { recordedFetch, type Recorded } from '../support/recorded-fetch.ts'
import { estateNow } from '../sync/estate-now.ts'

type Disturbed = { readonly cloud: TrainingCloud; readonly net: BentFetch }

let cloud: TrainingCloud
let net: BentFetch
let writes: readonly Recorded[]
let desk: Desk
beforeEach(async () => {
  cloud = await cloudOf({ tenant: trainingTenant, provisioningMs: 0 })
  net = bentFetch()
  const recorded = recordedFetch(net.fetch)
  writes = recorded.writes
  desk = await openDesk(cloud.credentials, { fetch: recorded.fetch })
  expect(await desk.sync(true)).toMatchObject({ state: 'done' })
})
afterEach(() => desk.close())

const unauthorised = (errorDetailsCode: number) => (): Response =>
  Response.json({ errorCode: 401, errorMsg: 'Unauthorized', errorDetails: 'no', errorDetailsCode }, { status: 401 })
/** The next sign-in is asked for, and refused so. */
const signInRefused =
  (detail: number) =>
  ({ cloud: { faults }, net: bent }: Disturbed): void => {
    faults.expireTokens()
    bent.answer('/login', unauthorised(detail))
  }

const OTHER = 'e'.repeat(24)
const elsewhere: Tenant = {
  ...trainingTenant,
  ownCompanyId: OTHER,
  companies: trainingTenant.companies.map((one) => (one.id === trainingTenant.ownCompanyId ? { ...one, id: OTHER } : one)), // prettier-ignore
  users: trainingTenant.users.map((one) => (one.companyId === trainingTenant.ownCompanyId ? { ...one, companyId: OTHER } : one)), // prettier-ignore
}

const FOR_EVER = 1_000_000
const ownCompany = ({ path }: { readonly path: string }): boolean => path.endsWith(trainingTenant.ownCompanyId)
/** Not the sign-in, and no single thing by its id: neither whose cloud it is nor what is read before and after sending. */
const lists = ({ path }: { readonly path: string }): boolean =>
  !path.includes('/authentication/') && !/\/[0-9a-f]{24}$/.test(path)

/** On one page of each list, as when somebody works in the cloud just then. */
const onceEach = (): ((request: { readonly path: string }) => boolean) => {
  const met = new Set<string>()
  return (request) => lists(request) && met.size < met.add(request.path).size
}

type Case = readonly [
  name: string,
  disturb: (given: Disturbed) => void | Promise<void>,
  state: SyncStatus['state'],
  code: string | null,
]
const cases: readonly Case[] = [
  ['a wrong password', signInRefused(401500), 'needs-you', 'SIGN_IN_REFUSED'],
  ['a locked account', signInRefused(401501), 'needs-you', 'ACCOUNT_LOCKED'],
  [
    'a token that expires in the middle',
    ({ cloud: { faults }, net: bent }) => {
      let users = 0
      bent.bend('/admin/v1.0/users', () => {
        users += 1
        if (users === 1) faults.expireTokens()
        return undefined
      })
    },
    'idle',
    null,
  ],
  [
    'sessions that are over as soon as they have begun, for a while',
    ({ cloud: { faults }, net: bent }) => {
      let logins = 0
      faults.expireTokens()
      bent.bend('/login', () => {
        logins += 1
        if (logins < 3) faults.expireTokens()
        return undefined
      })
    },
    'idle',
    null,
  ],
  ['429 with a Retry-After of some seconds', ({ cloud: { faults } }) => faults.retryAfter429(3, 7), 'idle', null],
  ['429 with a Retry-After of minutes', ({ cloud: { faults } }) => faults.retryAfter429(FOR_EVER, 300), 'broken', 'CLOUD_RATE_LIMITED'], // prettier-ignore
  ['a burst of 500s', ({ cloud: { faults } }) => faults.failNext(3, 500), 'idle', null],
  ['500s without end', ({ cloud: { faults } }) => faults.failNext(FOR_EVER, 500), 'broken', 'CLOUD_BROKEN_ANSWER'],
  ['some connections that are cut', ({ cloud: { faults } }) => faults.cutConnection(3), 'idle', null],
  ['connections that are always cut', ({ cloud: { faults } }) => faults.cutConnection(FOR_EVER), 'offline', 'CLOUD_UNREACHABLE'], // prettier-ignore
  ['answers that end in the middle', ({ cloud: { faults } }) => faults.truncateNext(FOR_EVER), 'broken', 'CLOUD_BROKEN_ANSWER'], // prettier-ignore
  ['answers that are no JSON', ({ cloud: { faults } }) => faults.invalidJsonNext(FOR_EVER), 'broken', 'CLOUD_BROKEN_ANSWER'], // prettier-ignore
  ['a web page instead', ({ cloud: { faults } }) => faults.htmlInstead(FOR_EVER), 'broken', 'CLOUD_NOT_RAINBOW'],
  ['fields of the wrong type', ({ cloud: { faults } }) => faults.wrongTypes(FOR_EVER, lists), 'idle', null],
  ['unknown values of enumerations', ({ cloud: { faults } }) => faults.unknownEnums(FOR_EVER, lists), 'idle', null],
  [
    'an own company of a kind that nobody knows',
    ({ cloud: { faults } }) => faults.unknownEnums(FOR_EVER, ownCompany),
    'broken',
    'CLOUD_BROKEN_ANSWER',
  ],
  [
    'an own company of a kind in another type',
    ({ cloud: { faults } }) => faults.wrongTypes(FOR_EVER, ownCompany),
    'broken',
    'CLOUD_BROKEN_ANSWER',
  ],
  [
    'ids that repeat across pages',
    ({ cloud: { faults }, net: bent }) => {
      bent.pagesOf(4)
      faults.repeatIds(FOR_EVER, onceEach())
    },
    'idle',
    null,
  ],
  [
    'pages that shrink while they are read',
    ({ cloud: { faults }, net: bent }) => {
      bent.pagesOf(4)
      faults.shrinkPages(FOR_EVER, onceEach())
    },
    'idle',
    null,
  ],
  ['a clock two hours slow', ({ cloud: { faults } }) => faults.skewClock(-7_200_000), 'idle', null],
  ['a clock a year fast', ({ cloud: { faults } }) => faults.skewClock(365 * 86_400_000), 'idle', null],
  [
    'another tenant at the same address',
    async ({ net: bent }) => bent.redirect((await cloudOf({ tenant: elsewhere })).credentials.url),
    'needs-you',
    'OTHER_TENANT',
  ],
]

/** Table and id of everything that is shown. */
const ids = (): readonly string[] =>
  Object.entries(estateNow(desk.dataDir)).flatMap(([table, rows]) =>
    (rows as readonly { readonly id: string }[]).map(({ id }) => `${table} ${id}`),
  )

/** Lists and single things alike, but for the sign-in, whose cloud it is, and what the own company is. */
const everywhere = ({ path }: { readonly path: string }): boolean =>
  !path.includes('/authentication/') && !ownCompany({ path })

/** Each row of each answer has fields that the API does not have so. */
const allBent =
  (change: (row: Row) => Row): Bend =>
  (body, { pathname: path }) => {
    if (!everywhere({ path })) return undefined
    if (Array.isArray(body.data)) return { ...body, data: (body.data as Row[]).map(change) }
    return isRow(body.data) ? { ...body, data: change(body.data) } : undefined
  }
type Row = Readonly<Record<string, unknown>>
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null
const inAll =
  (of: (name: string, value: unknown) => unknown) =>
  ({ net: bent }: Disturbed): void =>
    bent.bend(
      '/api/rainbow/',
      allBent((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, /(^i|I)d$/.test(name) ? value : of(name, value)]),
        ),
      ),
    )
const ALWAYS_THERE = ['name', 'displayName', 'loginEmail', 'offerName', 'status', 'offerType', 'pbxId'] // prettier-ignore

/** `same`: not only the things are kept, but also what was known of them. */
const lasting: readonly (readonly [name: string, disturb: (given: Disturbed) => void, same: boolean])[] = [
  ['fields of the wrong type', ({ cloud: { faults } }) => faults.wrongTypes(FOR_EVER, everywhere), true],
  ['objects instead of texts', inAll((_, value) => (typeof value === 'string' ? { value } : value)), true],
  [
    'numbers instead of names',
    inAll((name, value) => (/[nN]ame$/.test(name) || ALWAYS_THERE.includes(name) ? 7 : value)),
    true,
  ],
  ['null instead of names', inAll((name, value) => (ALWAYS_THERE.includes(name) ? null : value)), true],
  ['texts instead of numbers and flags', inAll((_, value) => (typeof value === 'number' || typeof value === 'boolean' ? `${String(value)}!` : value)), true], // prettier-ignore
  ['lists of something else', inAll((_, value) => (Array.isArray(value) ? [...(value as unknown[]), 7] : value)), true],
  ['unknown values of enumerations', ({ cloud: { faults } }) => faults.unknownEnums(FOR_EVER, everywhere), false],
  [
    'ids that repeat across pages',
    ({ cloud: { faults }, net: bent }) => {
      bent.pagesOf(4)
      faults.repeatIds(FOR_EVER, lists)
    },
    true,
  ],
  [
    'pages that shrink while they are read',
    ({ cloud: { faults }, net: bent }) => {
      bent.pagesOf(4)
      faults.shrinkPages(FOR_EVER, lists)
    },
    true,
  ],
]

describe('answers that stay odd, in lists and by id', () => {
  it.each(lasting)(
    '%s: what was known stays, and the next runs are full ones until they are sound',
    async (_name, disturb, same) => {
      const before = { ids: ids(), estate: estateNow(desk.dataDir) }
      const lastResult = async () => (await desk.engine().client.sync.status()).lastResult
      disturb({ cloud, net })
      expect(await desk.sync(true)).toMatchObject({ state: 'done', failure: null })
      expect((await lastResult())!.oddAnswers).toBeGreaterThan(0)
      expect(ids()).toEqual(before.ids)
      if (same) expect(estateNow(desk.dataDir)).toEqual(before.estate)
      expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
      expect(await lastResult()).toMatchObject({ mode: 'full', reason: expect.stringMatching(/^odd:/) as string })
      expect(ids()).toEqual(before.ids)

      cloud.faults.clear()
      net.straighten()
      expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
      expect(await lastResult()).toMatchObject({ mode: 'full', oddAnswers: 0 })
      expect(estateNow(desk.dataDir)).toEqual(before.estate)
      await desk.sync()
      expect(await lastResult()).toMatchObject({ mode: 'incremental', oddAnswers: 0 })
    },
  )
})

describe('each bad input has a state with a name and loses nothing: not what was read, not the edit that waits', () => {
  it.each(cases)('%s', async (_name, disturb, state, code) => {
    const before = ids()
    const highTech = trainingTenant.companies.find(({ name }) => name === 'High-Tech')!
    const edit = await desk.edit({
      kind: 'company.edit',
      companyId: highTech.id,
      fields: { externalReference: 'ERP-9' },
    })
    await disturb({ cloud, net })
    const job = await desk.sync(true)
    const status = await desk.engine().client.sync.status()
    expect([job.failure?.code ?? null, status.state, status.failure?.code ?? null]).toEqual([code, state, code])
    expect(ids()).toEqual(before)

    cloud.faults.clear()
    net.straighten()
    net.redirect(cloud.credentials.url)
    await desk.restart()
    expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
    expect(await desk.engine().client.sync.status()).toMatchObject({ state: 'idle', failure: null })
    expect((await desk.outbox()).find(({ id }) => id === edit.id)).toMatchObject({ state: 'confirmed' })
    expect(writes.filter(({ method, status: answered }) => method === 'PUT' && answered === 200)).toHaveLength(1)
    const fresh = await openDesk(cloud.credentials)
    expect(await fresh.sync(true)).toMatchObject({ state: 'done' })
    expect(estateNow(desk.dataDir)).toEqual(estateNow(fresh.dataDir))
    await fresh.close()
  })
})

it('a field that is read before sending in a type that the API does not have is no conflict: what was typed is sent', async () => {
  const highTech = trainingTenant.companies.find(({ name }) => name === 'High-Tech')!
  await desk.edit({ kind: 'company.edit', companyId: highTech.id, fields: { externalReference: 'ERP-1' } })
  await desk.sync()
  const edit = await desk.edit({ kind: 'company.edit', companyId: highTech.id, fields: { externalReference: 'ERP-2' } })
  let bent = 0
  net.bend(`/companies/${highTech.id}`, (body) =>
    (bent += 1) === 1 ? { ...body, data: { ...(body.data as object), externalReference: 7 } } : undefined,
  )
  expect(await desk.sync()).toMatchObject({ state: 'done' })
  expect(bent).toBeGreaterThan(0)
  expect((await desk.outbox()).find(({ id }) => id === edit.id)).toMatchObject({ state: 'confirmed', conflicts: [] })
})
