import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  startTrainingCloud,
  trainingDays,
  trainingTenant,
  type TrainingCloud,
} from '../../electron/demo-cloud/index.ts'
import type { Tenant } from '../../electron/demo-cloud/index.ts'
import { listing, startDemoCloud } from './demo-cloud-client.ts'

const resourcesDir = join(import.meta.dirname, '../../resources')

const [FIRST, SECOND, THIRD, LAST] = trainingDays.map(({ on }) => on) as [string, string, string, string]

type Row = Readonly<Record<string, unknown>>

const rightsOf = (roles: readonly string[]): string =>
  [roles.includes('admin') ? 'Admin' : '', roles.includes('bp_admin') && roles.includes('bp_finance') ? 'Sell' : '']
    .filter((word) => word !== '')
    .join(' / ')

/** What a client finds in the cloud on that day. */
const onDay = async (on: string) => {
  const day = trainingDays.find((one) => one.on === on)
  if (!day) throw new Error(`${on} is no day of the calendar`)
  const get = await (await startDemoCloud({ tenant: day.tenant })).as()
  const list = async (path: string): Promise<readonly Row[]> =>
    listing(await get(`${path}${path.includes('?') ? '&' : '?'}format=full&limit=1000`)).data
  const company = async (name: string): Promise<Row> => {
    const found = (await list('admin/v1.0/companies')).find((one) => one.name === name)
    if (!found) throw new Error(`${name} is not listed on ${on}`)
    return found
  }
  const id = async (name: string): Promise<string> => String((await company(name)).id)
  const profile = async (userId: unknown): Promise<unknown> =>
    (await list(`admin/v1.0/users/${String(userId)}/profiles`)).map(({ offerName }) => offerName).join(', ')
  return {
    list,
    company,
    id,
    plan: async (name: string): Promise<string> => {
      const { status, offerType, visibility } = await company(name)
      return [status, offerType, visibility ?? '(blank)'].join(' ')
    },
    /** Name, licence and rights as the member list shows them (M018). */
    members: async (name: string): Promise<readonly string[]> => {
      const users = await list(`admin/v1.0/users?companyId=${await id(name)}`)
      return Promise.all(
        users.map(async (user) =>
          [user.displayName, await profile(user.id), rightsOf(user.roles as string[])].join(' | '),
        ),
      )
    },
    /** Billed/allocated by offer. */
    licences: async (name: string): Promise<Record<string, string>> =>
      Object.fromEntries(
        (await list(`subscription/v1.0/companies/${await id(name)}/subscriptions`)).map((row) => [
          String(row.offerName),
          `${String(row.maxNumberUsers)}/${String(row.numberAssignedUsers)}`,
        ]),
      ),
    /** Name, type and connection (M067, M068). */
    equipment: async (query: string): Promise<readonly string[]> =>
      (await list(`admin/v1.0/systems?${query}`)).map((row) =>
        [row.name, row.type, row.status === 'created' ? 'Pending' : 'Normal'].join(' | '),
      ),
  }
}

type Day = Awaited<ReturnType<typeof onDay>>

/** Row of the catalogue, day, what a client asks, what it finds. */
const facts: readonly (readonly [string, string, (day: Day) => Promise<unknown>, unknown])[] = [
  [
    'M011, M010: the own company and its administrator',
    LAST,
    async (day) =>
      (await day.list(`admin/v1.0/companies/${await day.id('Technology Integrator')}/administrators`)).map((one) => [
        one.displayName,
        one.loginEmail,
      ]),
    [['Jessica ROBINSON', 'jessica.robinson@tech-integrator.loc']],
  ],
  [
    'M013: 2 members, 1 invitation pending, 0 join requests',
    LAST,
    async (day) => {
      const own = await day.id('Technology Integrator')
      const joining = `admin/v1.0/companies/${own}/join-companies`
      return [
        (await day.members('Technology Integrator')).length,
        (await day.list(`${joining}/invitations?status=pending`)).length,
        (await day.list(`${joining}/requests?status=pending`)).length,
      ]
    },
    [2, 1, 0],
  ],
  [
    'M015, M016: the company form',
    LAST,
    async (day) => {
      const { slogan, country, size, website, description, economicActivityClassification, visibility } =
        await day.company('Technology Integrator')
      return { slogan, country, size, website, description, economicActivityClassification, visibility }
    },
    {
      slogan: null,
      country: 'GBR',
      size: 'self-employed',
      website: null,
      description: null,
      economicActivityClassification: 'NONE',
      visibility: 'public',
    },
  ],
  [
    'M019, X13: the first member list',
    FIRST,
    (day) => day.members('Technology Integrator'),
    ['Jessica ROBINSON | Enterprise | Sell', 'John GARCIA | Business | Admin'],
  ],
  [
    'M020 (L238), X13: the second',
    SECOND,
    (day) => day.members('Technology Integrator'),
    ['Jessica ROBINSON | Essential | Sell', 'John GARCIA | Essential | '],
  ],
  [
    'M020 (L795), X13: the third',
    THIRD,
    (day) => day.members('Technology Integrator'),
    ['Jessica ROBINSON | Essential | Admin / Sell', 'John GARCIA | Essential | '],
  ],
  [
    'M152: licences assigned again',
    LAST,
    (day) => day.members('Technology Integrator'),
    ['Jessica ROBINSON | Enterprise | Admin / Sell', 'John GARCIA | Business | '],
  ],
  [
    'M025: Sophia CLARK and Christian THOMPSON were invited',
    FIRST,
    async (day) =>
      (
        await day.list(
          `admin/v1.0/companies/${await day.id('Technology Integrator')}/join-companies/invitations?status=pending&status=declined`,
        )
      )
        .map(({ invitedUserLoginEmail }) => invitedUserLoginEmail)
        .sort(),
    ['christian.thompson@high-tech.loc', 'sophia.clark@tech-integrator.loc'],
  ],
  [
    'M025, M026: people of the public company are found by name',
    LAST,
    async (day) =>
      (await Promise.all(['clark', 'thompson'].map((name) => day.list(`enduser/v1.0/users?displayName=${name}`))))
        .flat()
        .map(({ displayName }) => displayName),
    ['Sophia CLARK', 'Christian THOMPSON'],
  ],
  [
    'M092: Spencer Holden is found by the first letters',
    LAST,
    async (day) => (await day.list('enduser/v1.0/users?displayName=spencer')).map(({ displayName }) => displayName),
    ['Spencer Holden'],
  ],
  [
    'M085, M093: companies without a partner are found by name',
    LAST,
    async (day) =>
      (await Promise.all(['duval', 'northwind'].map((name) => day.list(`enduser/v1.0/companies?name=${name}`))))
        .flat()
        .map(({ name }) => name),
    ['Maison Duval', 'Northwind Telecoms'],
  ],
  [
    'M061: own equipment',
    LAST,
    async (day) => day.equipment(`companyId=${await day.id('Technology Integrator')}`),
    ['OXO_01 | oxo | Pending'],
  ],
  [
    'M065: its credentials',
    LAST,
    async (day) =>
      (await day.list(`admin/v1.0/systems?companyId=${await day.id('Technology Integrator')}`)).map((one) => [
        one.pbxId,
        one.jid_pbxagent_password,
      ]),
    [['PBX2260-6184-8060-49c8-bafe-7e4c-3296-1bd0', '8398']],
  ],
  [
    'M069: equipment of Events Communication',
    FIRST,
    async (day) => [...(await day.equipment(`companyId=${await day.id('Events Communication')}`))].sort(),
    ['Demo_OXE | oxe | Pending', 'EventsCom HQ OXO | oxo | Normal', 'OXO_1 Events Com | oxo | Normal'],
  ],
  [
    'M073: two extensions with public numbers',
    FIRST,
    async (day) =>
      (await day.list(`admin/v1.0/users?companyId=${await day.id('Events Communication')}`))
        .flatMap(({ phoneNumbers }) => phoneNumbers as Row[])
        .map(({ internalNumber, numberE164 }) => `${String(internalNumber)} ${String(numberE164)}`)
        .sort(),
    ['109 +33390676862', '110 +447848311690'],
  ],
  ['M079, X11, X12: Sistemas in the first list', FIRST, (day) => day.plan('Sistemas'), 'active premium public'],
  ['M079, M081, X12: SoundTrack premium', FIRST, (day) => day.plan('SoundTrack'), 'active premium (blank)'],
  ['M080, X11: SISTEMOS on its own page', SECOND, (day) => day.plan('Sistemos'), 'active premium public'],
  ['M082, X12: SoundTrack freemium', SECOND, (day) => day.plan('SoundTrack'), 'active freemium public'],
  ['M143, M176: SoundTrack activated', LAST, (day) => day.plan('SoundTrack'), 'active premium public'],
  ['M083: external reference', LAST, async (day) => (await day.company('Sistemos')).externalReference, 'Ref_IR_01'],
  ['M089: Events Communication', FIRST, (day) => day.plan('Events Communication'), 'active premium public'],
  ['M089: High-Tech', FIRST, (day) => day.plan('High-Tech'), 'active premium (blank)'],
  ['M089: High-Tech in the second list', SECOND, (day) => day.plan('High-Tech'), 'active premium public'],
  ['M089, X12: Interior Designer premium', FIRST, (day) => day.plan('Interior Designer'), 'active premium (blank)'],
  [
    'M089, M082, X12: Interior Designer freemium',
    SECOND,
    (day) => day.plan('Interior Designer'),
    'active freemium public',
  ],
  [
    'M085: Events Communication invited as reseller',
    LAST,
    async (day) =>
      (
        await day.list(
          `admin/v1.0/companies/${await day.id('Technology Integrator')}/bp-link/invitations?status=pending`,
        )
      ).map((one) => [one.invitedCompanyName, one.invitedToBeBpIr]),
    [['Events Communication', true]],
  ],
  ['M091: Universal Design', THIRD, (day) => day.plan('Universal Design'), 'initializing freemium public'],
  [
    'M092: its administrator is invited',
    THIRD,
    async (day) =>
      (await day.list(`admin/v1.0/companies/${await day.id('Universal Design')}/join-companies/invitations`)).map(
        ({ invitedUserLoginEmail, status }) => [invitedUserLoginEmail, status],
      ),
    [['spencer.holden@universal-design.loc', 'pending']],
  ],
  [
    'M096: the administrator of High-Tech',
    FIRST,
    (day) => day.members('High-Tech'),
    ['Christian THOMPSON | Essential | Admin'],
  ],
  [
    'M097: members of Events Communication',
    FIRST,
    (day) => day.members('Events Communication'),
    ['Brian LEE | Business | ', 'David ROBERTS | Essential | ', 'Elizabeth Johnson | Business | '],
  ],
  [
    'M068, M100: a shared PBX that has not connected yet',
    THIRD,
    async (day) => day.equipment(`bpId=${await day.id('Technology Integrator')}`),
    ['bpOTEC51 | oxe | Pending'],
  ],
  [
    'M102: the shared equipment',
    LAST,
    async (day) => [...(await day.equipment(`bpId=${await day.id('Technology Integrator')}`))].sort(),
    ['bpOTEC51 | oxe | Normal', 'bpOTEC52 | oxe | Pending'],
  ],
  [
    'M101: two prefixes',
    LAST,
    async (day) => {
      const [system] = await day.list('admin/v1.0/systems?name=bpOTEC51')
      return (await day.list(`admin/v1.0/systems/${String(system?.id)}/phone-numbers/multi-companies`)).map(
        (one) => `${String(one.companyPrefix)} - ${String(one.companyName)}`,
      )
    },
    ['8210 - Greentree', '8212 - Declic'],
  ],
  [
    'M105: support e-mail of a customer',
    LAST,
    async (day) => (await day.company('Events Communication')).supportEmail,
    'support@tech-integrator.loc',
  ],
  [
    'M107: support e-mail of the own company',
    LAST,
    async (day) => (await day.company('Technology Integrator')).supportEmail,
    'support@tech-integrator.loc',
  ],
  [
    'M139, M154, M253: the own subscriptions',
    LAST,
    (day) => day.licences('Technology Integrator'),
    { Essential: 'null/3', Business: '12/1', Enterprise: '15/1', 'Business Demo': '1/0', 'Enterprise Demo': '1/0' },
  ],
  [
    'M151: 15 billed, none allocated',
    THIRD,
    async (day) => (await day.licences('Technology Integrator')).Enterprise,
    '15/0',
  ],
  [
    'M146: 1, 2, 3, 5 and 6 Essential licences are allocated somewhere',
    FIRST,
    async (day) => {
      const shown = ['SoundTrack', 'Sistemas', 'Technology Integrator', 'Interior Designer'].map(day.licences)
      const later = (await onDay(LAST)).licences('Sistemos')
      return (await Promise.all([...shown, later])).map(({ Essential }) => Essential)
    },
    ['null/1', 'null/2', 'null/3', 'null/6', 'null/5'],
  ],
  ['M146, M175: Interior Designer', LAST, (day) => day.licences('Interior Designer'), { Essential: 'null/6' }],
  ['M176: SoundTrack', LAST, (day) => day.licences('SoundTrack'), { Essential: 'null/1' }],
  [
    'M159: Advanced Telephony',
    LAST,
    (day) => day.licences('Advanced Telephony'),
    { Essential: 'null/1', 'Business PrePaid 3 Years': '10/0', 'Enterprise PrePaid 3 Years': '20/0' },
  ],
  [
    'M159, M160, M161: expiration dates',
    LAST,
    async (day) => [
      ...new Set(
        (await day.list(`subscription/v1.0/companies/${await day.id('Advanced Telephony')}/subscriptions`)).map(
          ({ expirationDate }) => expirationDate,
        ),
      ),
    ],
    [null, '2020-12-01T00:00:00.000Z'],
  ],
  [
    'M164, M165: only the first box is there',
    LAST,
    async (day) => {
      const { adminHasRightToUpdateSubscriptions, adminAllowedUpdateSubscriptionsOps } =
        await day.company('Advanced Telephony')
      return [adminHasRightToUpdateSubscriptions, adminAllowedUpdateSubscriptionsOps]
    },
    [false, 'increase_only'],
  ],
  [
    'M166: Red Baron Electronics',
    LAST,
    async (day) => [
      await day.plan('Red Baron Electronics'),
      (await day.company('Red Baron Electronics')).bpType,
      await day.licences('Red Baron Electronics'),
    ],
    ['initializing premium public', 'IR', { Essential: 'null/0' }],
  ],
  [
    'M172, M173: the newest lines of the history',
    LAST,
    async (day) =>
      (await day.list('admin/v1.0/logs/operations?resourceType=subscription&fromDate=2017-11-24')).map((one) => [
        (one.resourceContext as Row).companyName,
        (one.newData as Row).offerName,
        (one.newData as Row).maxNumberUsers,
        (one.doneBy as Row).displayName,
        one.operationDate,
      ]),
    [
      ['Advanced Telephony', 'Enterprise PrePaid 3 Years', 20, 'Jessica ROBINSON', '2017-11-24T17:09:00.000Z'],
      ['Advanced Telephony', 'Business PrePaid 3 Years', 10, 'Jessica ROBINSON', '2017-11-24T17:06:00.000Z'],
    ],
  ],
  [
    'M247, X10: Sistemos in summer',
    FIRST,
    (day) => day.licences('Sistemas'),
    { Essential: 'null/2', Business: '10/2', Enterprise: '20/2' },
  ],
  [
    'M178, X10: Sistemos in autumn',
    SECOND,
    (day) => day.licences('Sistemos'),
    { Essential: 'null/5', Business: '10/10', Enterprise: '22/17' },
  ],
  [
    'M178: both boxes',
    LAST,
    async (day) => {
      const { adminHasRightToUpdateSubscriptions, adminAllowedUpdateSubscriptionsOps } = await day.company('Sistemos')
      return [adminHasRightToUpdateSubscriptions, adminAllowedUpdateSubscriptionsOps]
    },
    [true, 'all'],
  ],
  [
    'M221: the first invoice',
    FIRST,
    async (day) =>
      (await day.list(`subscription/v1.0/companies/${await day.id('Technology Integrator')}/invoices`)).map((one) => [
        one.invoiceNumber,
        one.invoiceDate,
        one.dueDate,
      ]),
    [['INV00000150', '2017-09-01', '2017-10-01']],
  ],
  [
    'M220: and the second',
    THIRD,
    async (day) =>
      (await day.list(`subscription/v1.0/companies/${await day.id('Technology Integrator')}/invoices`)).map((one) => [
        one.invoiceNumber,
        one.invoiceDate,
        one.dueDate,
      ]),
    [
      ['INV00000234', '2017-10-02', '2017-11-01'],
      ['INV00000150', '2017-09-01', '2017-10-01'],
    ],
  ],
  [
    'X13: what was taken away stays in the history',
    LAST,
    async (day) =>
      (
        await day.list(
          `admin/v1.0/logs/operations?resourceType=profile&resourceContextCompanyId=${await day.id('Technology Integrator')}`,
        )
      ).map(({ operationDate, operationType }) => `${String(operationDate).slice(0, 10)} ${String(operationType)}`),
    [
      '2017-11-21 create',
      '2017-11-21 create',
      '2017-09-19 delete',
      '2017-09-19 delete',
      '2017-06-02 create',
      '2017-06-02 create',
    ],
  ],
]

describe('the facts of the deck, each on its day', () => {
  test.each(facts)('%s', async (_row, on, asked, expected) => {
    expect(await asked(await onDay(on))).toEqual(expected)
  })
})

type Entities = 'companies' | 'users' | 'subscriptions' | 'systems' | 'joinInvitations' | 'sites' | 'phoneNumbers' | 'invoices' | 'offers' // prettier-ignore

const key = (row: object): string =>
  'id' in row ? String(row.id) : 'invoiceNumber' in row ? String(row.invoiceNumber) : ''

/** "entity name field" for each changed field, "entity + name" and "entity - name" for what came and went. */
const difference = (before: Tenant, after: Tenant): readonly string[] => {
  const entities: readonly Entities[] = ['companies', 'users', 'subscriptions', 'systems', 'joinInvitations', 'sites', 'phoneNumbers', 'invoices', 'offers'] // prettier-ignore
  const label = (row: Row): string =>
    (row.name ?? row.loginEmail ?? row.invoiceNumber ?? row.bsSubscriptionId ?? key(row)) as string
  return entities.flatMap((entity) => {
    const [old, now] = [before[entity], after[entity]].map(
      (rows) => new Map<string, Row>(rows.map((row) => [key(row), row])),
    ) as [Map<string, Row>, Map<string, Row>]
    return [
      ...[...old].filter(([id]) => !now.has(id)).map(([, row]) => `${entity} - ${label(row)}`),
      ...[...now].flatMap(([id, row]) => {
        const was = old.get(id)
        if (!was) return [`${entity} + ${label(row)}`]
        return Object.keys(row)
          .sort()
          .filter((field) => JSON.stringify(row[field]) !== JSON.stringify(was[field]))
          .map((field) => `${entity} ${label(was)} ${field}`)
      }),
    ]
  })
}

const between = (a: number, b: number): readonly string[] =>
  difference(trainingDays[a]!.tenant, trainingDays[b]!.tenant)

test('the days are in order, and the last one is the training tenant', () => {
  const days = trainingDays.map(({ on }) => on)
  expect([...days].sort()).toEqual(days)
  expect(trainingDays.at(-1)?.tenant).toBe(trainingTenant)
})

test('Z17: from the first day to the second exactly X10, X11, X12, X13 and the blank visibilities change', () => {
  const changes = between(0, 1)
  const joined = changes.filter((change) => change.startsWith('users + '))
  expect(joined).toHaveLength(26) // X10: of Sistemos, who hold the licences that M178 counts
  expect(joined.every((change) => change.endsWith('@sistemos.loc'))).toBe(true)
  expect(changes.filter((change) => !joined.includes(change))).toEqual([
    'companies Sistemas name', // X11
    'companies Sistemas statusUpdatedDate',
    'companies SoundTrack offerType', // X12
    'companies SoundTrack statusUpdatedDate',
    'companies SoundTrack visibility', // M079: blank, then public
    'companies High-Tech statusUpdatedDate',
    'companies High-Tech visibility', // M089
    'companies Interior Designer offerType', // X12
    'companies Interior Designer statusUpdatedDate',
    'companies Interior Designer visibility', // M089
    'users john.garcia@tech-integrator.loc adminType', // X13; its licences are asserted above
    'users john.garcia@tech-integrator.loc lastUpdateDate',
    'users john.garcia@tech-integrator.loc roles',
    'subscriptions RB-201706010904 quantities', // X10
  ])
})

test('from the second to the third: the third snapshot of X13 and what is new', () => {
  expect(between(1, 2)).toEqual([
    'companies + Advanced Telephony',
    'companies + Universal Design',
    'users jessica.robinson@tech-integrator.loc adminType',
    'users jessica.robinson@tech-integrator.loc lastUpdateDate',
    'users jessica.robinson@tech-integrator.loc roles',
    'users + olivier.besson@advanced-telephony.loc',
    expect.stringMatching(/^subscriptions \+ /),
    expect.stringMatching(/^subscriptions \+ /),
    'systems + bpOTEC51',
    expect.stringMatching(/^joinInvitations \+ /),
    'invoices + INV00000234',
  ])
})

test('from the third to the last: SoundTrack is activated, bpOTEC51 connects, nothing goes', () => {
  const changes = between(2, 3)
  expect(changes.filter((change) => change.includes(' - '))).toEqual([])
  expect(changes.filter((change) => !change.includes(' + '))).toEqual([
    'companies SoundTrack offerType',
    'companies SoundTrack statusUpdatedDate',
    ...['channels', 'companyPrefixes', 'connectionHistory', 'jid_pbxagent_password', 'siteId', 'status', 'statusUpdatedDate', 'version'].map((field) => `systems bpOTEC51 ${field}`), // prettier-ignore
  ])
})

test('no day shows anything of a later one', () => {
  for (const { on, tenant } of trainingDays) {
    const dates = JSON.stringify({ ...tenant, subscriptions: tenant.subscriptions.map(({ quantities }) => quantities), invoices: tenant.invoices.map(({ invoiceDate }) => `${invoiceDate}T00:00:00.000Z`) }).match(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g) // prettier-ignore
    expect((dates ?? []).filter((date) => date > `${on}T12:00:00.000Z`)).toEqual([])
  }
})

describe('the calendar of a training cloud', () => {
  const running: TrainingCloud[] = []
  afterEach(async () => {
    await Promise.all(running.splice(0).map((cloud) => cloud.close()))
  })

  const training = async (options: Partial<Parameters<typeof startTrainingCloud>[0]> = {}) => {
    const started = await startTrainingCloud({ resourcesDir, ...options })
    if (!started.ok) throw new Error(started.failure.code)
    running.push(started.value)
    const { url, login, password } = started.value.credentials
    const ask = async (path: string, method = 'GET') => {
      const reply = await fetch(`${url}${path}`, { method })
      return { status: reply.status, date: reply.headers.get('date'), body: (await reply.json()) as Row }
    }
    return { cloud: started.value, ask, next: () => ask('/training/calendar/next', 'POST'), url, login, password }
  }

  test('goes from the first day to real time; the clock shows noon of the day', async () => {
    const { ask, next } = await training({ startOn: 'first' })
    const days = trainingDays.map(({ on }) => on)
    expect((await ask('/training/calendar')).body).toEqual({ days, today: FIRST, last: LAST })
    expect((await ask('/api/rainbow/ping')).date).toBe('Fri, 15 Sep 2017 12:00:00 GMT')
    for (const today of [SECOND, THIRD, LAST, 'now']) {
      expect(await next()).toMatchObject({ status: 200, body: { days, today, last: LAST } })
    }
    const now = Date.parse((await ask('/api/rainbow/ping')).date ?? '')
    expect(Math.abs(Date.now() - now)).toBeLessThan(60_000)
    expect(await next()).toMatchObject({ status: 409 })
  })

  test('is on its last day and in real time unless told otherwise; another day can be named', async () => {
    expect((await (await training()).ask('/training/calendar')).body.today).toBe('now')
    expect((await (await training({ startOn: SECOND })).ask('/training/calendar')).body.today).toBe(SECOND)
    await expect(training({ startOn: '2017-09-16' })).rejects.toThrow('no day of the training calendar')
  })

  test('a session lasts over the days, and the estate is that of the day', async () => {
    const client = await startDemoCloud()
    const { cloud, next } = await training({ startOn: 'first' })
    const names = async (): Promise<unknown> => {
      const { url, login, password } = cloud.credentials
      const { credentials } = client.cloud
      expect([login, password]).toEqual([credentials.login, credentials.password])
      const basic = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`
      const { applicationAuth } = await import('../../electron/demo-cloud/session.ts')
      session ??= ((await (await fetch(`${url}/api/rainbow/authentication/v1.0/login`, { headers: { Authorization: basic, 'x-rainbow-app-auth': applicationAuth(credentials.appId, credentials.appSecret, password) } })).json()) as { token: string }).token // prettier-ignore
      const reply = await fetch(`${url}/api/rainbow/admin/v1.0/companies?name=sistem`, { headers: { Authorization: `Bearer ${session}` } }) // prettier-ignore
      return ((await reply.json()) as { data: Row[] }).data.map(({ name }) => name)
    }
    let session: string | undefined
    expect(await names()).toEqual(['Sistemas'])
    await next()
    expect(await names()).toEqual(['Sistemos'])
  })

  test('stands still once somebody wrote, and then the clock goes; only POST goes on', async () => {
    let now = 1_000_000
    const { ask, next, url, cloud } = await training({ startOn: 'first', clock: () => new Date(now) })
    expect((await ask('/training/calendar', 'DELETE')).status).toBe(405)
    expect((await ask('/training/calendar/next')).status).toBe(405)
    const { login, password, appId, appSecret } = cloud.credentials
    const { applicationAuth } = await import('../../electron/demo-cloud/session.ts')
    const basic = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`
    const signedIn = await fetch(`${url}/api/rainbow/authentication/v1.0/login`, { headers: { Authorization: basic, 'x-rainbow-app-auth': applicationAuth(appId, appSecret, password) } }) // prettier-ignore
    const { token } = (await signedIn.json()) as { token: string }
    const create = async (name: string): Promise<number> =>
      (await fetch(`${url}/api/rainbow/admin/v1.0/companies`, { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: JSON.stringify({ name, country: 'FRA' }) })).status // prettier-ignore
    expect(await create('')).toBe(400)
    expect((await next()).body.today).toBe(SECOND)
    expect(await create('Newcomer')).toBe(200)
    expect(await next()).toMatchObject({ status: 409, body: { errorCode: 409 } })
    now += 90_000
    expect((await ask('/training/calendar')).body.today).toBe(SECOND)
    expect((await ask('/api/rainbow/ping')).date).toBe('Fri, 22 Sep 2017 12:01:30 GMT')
  })

  test('is not there for another tenant, and no fault touches it', async () => {
    const { ask } = await training({ tenant: trainingTenant })
    expect((await ask('/training/calendar')).status).toBe(404)
    const own = await training()
    own.cloud.faults.failNext(1, 503)
    expect((await own.ask('/training/calendar')).status).toBe(200)
    expect((await own.ask('/api/rainbow/ping')).status).toBe(503)
  })
})
