import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTrainingCloud, trainingDays } from '../../electron/demo-cloud/index.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { CompanyRow, MemberRow } from '../../shared/contract/estate.ts'
import { commandId, ended, engineDeps, resourcesDir, startEngine, temporaryFolder } from '../support/engine.ts'

/**
 * Every row of the catalogue that says "Demo data", of the companies, members, equipment and subscriptions (M011-M108,
 * M139-M178), and the dated snapshots X10-X13: what a person types, what the search says, and what the operation behind
 * the screen gives, on the training day whose list it is. Names are typed as the catalogue writes them.
 */
let engine: Engine
const closing: (() => unknown)[] = []
beforeAll(async () => {
  const cloud = await startTrainingCloud({ resourcesDir, startOn: 'first' })
  if (!cloud.ok) throw new Error(cloud.failure.code)
  const folder = temporaryFolder()
  const deps = engineDeps(folder.path, cloud.value.credentials, { autoSync: false, wait: () => Promise.resolve() })
  engine = await startEngine(deps)
  closing.push(folder.remove, cloud.value.close, () => engine.close())
  const { jobId } = await engine.client.sync.start({ commandId: commandId() })
  expect(await ended(engine, jobId)).toMatchObject({ state: 'done', failure: null })
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

const [FIRST, SECOND, THIRD, LAST] = trainingDays.map(({ on }) => on) as [string, string, string, string]
const NOW = 'now'

const rightsOf = ({ admin, seller }: MemberRow): string =>
  admin ? (seller ? 'Admin / Sell' : 'Administrator') : seller ? 'Sell' : ''
const shown = (value: string | number | null): string => (value === null ? '--' : String(value))

/** The screens of a day, each as the deck prints its columns. */
const screensOf = (on: string) => {
  const { estate } = engine.client
  const at = on === NOW ? {} : { asOf: `${on}T23:59:59.999Z` }
  const all = { ...at, limit: 500 }
  const named = async (name: string): Promise<CompanyRow> => {
    const row = (await estate.companies(all)).rows.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (!row) throw new Error(`${name} is not listed on ${on}`)
    return row
  }
  const id = async (name: string) => (await named(name)).id
  return {
    company: async (name: string) => estate.company({ id: await id(name), ...at }),
    /** Kind, status, plan and visibility as the lists of resellers and of companies managed (M078, M088). */
    listed: async (name: string) => {
      const { kind, status, plan, visibility } = await named(name)
      return [kind, status, plan, visibility ?? '(blank)'].join(' ')
    },
    /** Name (or address, of who is invited), licence and rights (M018). */
    members: async (name: string) =>
      (await estate.members({ ...all, companyId: await id(name) })).rows.map((row) =>
        [row.name || `${row.email} ${row.state}`, row.licences.join(', '), rightsOf(row)].join(' | '),
      ),
    phones: async (name: string) => {
      const { rows } = await estate.members({ ...all, companyId: await id(name) })
      const members = await Promise.all(rows.map((row) => estate.member({ id: row.id, ...at })))
      return members.flatMap(({ phones }) =>
        phones.map((one) => `${one.equipmentName ?? ''} ${one.extension ?? ''} ${one.publicNumber ?? ''}`),
      )
    },
    /** Name, equipment and connection (M067), country and prefix (M060). */
    equipment: async (scope: 'own' | 'customers' | 'shared') =>
      (await estate.equipment({ ...all, scope })).rows.map((row) =>
        [row.name, row.serverType, row.connection, row.country, row.outboundPrefix].join(' | '),
      ),
    /** Billed/allocated of every offer of the company (M144); "--" is not known, not zero (M145). */
    licences: async (name: string) =>
      Object.fromEntries(
        (await estate.subscriptions({ ...all, companyId: await id(name) })).rows.map((row) => [
          row.offerName,
          `${shown(row.billed)}/${shown(row.allocated)}${row.expiresOn ? ` until ${row.expiresOn.slice(0, 10)}` : ''}`,
        ]),
      ),
    boxes: async (name: string) => {
      const { adminCanUpdate, adminCanDecrease } = await estate.company({ id: await id(name), ...at })
      return [adminCanUpdate, adminCanDecrease]
    },
    history: async (name: string) =>
      (await estate.history({ ...all, companyId: await id(name) })).rows.map(
        (row) => `${row.plan} | ${shown(row.licences)} (${shown(row.change)}) | ${row.doneBy} | ${row.at}`,
      ),
  }
}

type Screens = ReturnType<typeof screensOf>
type Hit = readonly [entity: string, title: string]
type Fact = readonly [
  rule: string,
  typed: string,
  hit: Hit,
  day: string,
  screen: (of: Screens) => Promise<unknown>,
  shows: unknown,
]

const own = 'Technology Integrator'
const ec = 'Events Communication'

const people: readonly Fact[] = [
  ['M011', own, ['company', own], NOW, ({ listed }) => listed(own), 'VAD active premium public'],
  [
    'M011: its administrator',
    'jessica.robinson@tech-integrator.loc',
    ['member', 'Jessica ROBINSON'],
    NOW,
    ({ members }) => members(own),
    expect.arrayContaining(['Jessica ROBINSON | Enterprise | Admin / Sell']),
  ],
  [
    'M015, M016',
    own,
    ['company', own],
    NOW,
    ({ company }) => company(own),
    expect.objectContaining({
      name: own, slogan: null, country: 'GBR', size: 'self-employed', website: null, description: null,
      economicActivity: 'NONE', visibility: 'public',
    }), // prettier-ignore
  ],
  ...(
    [
      ['M019, X13: the first member list', FIRST, 'Enterprise | Sell', 'Business | Administrator'],
      ['M020, X13: the second', SECOND, 'Essential | Sell', 'Essential | '],
      ['M020, X13: the third', THIRD, 'Essential | Admin / Sell', 'Essential | '],
    ] as const
  ).flatMap(([rule, day, jessica, john]) =>
    ['Jessica ROBINSON', 'John GARCIA'].map((name): Fact => [
      rule,
      name,
      ['member', name],
      day,
      ({ members }) => members(own),
      expect.arrayContaining([`Jessica ROBINSON | ${jessica}`, `John GARCIA | ${john}`]),
    ]),
  ),
  [
    'M013, M025',
    'Sophia CLARK',
    ['member', 'sophia.clark@tech-integrator.loc'],
    NOW,
    ({ members }) => members(own),
    expect.arrayContaining(['sophia.clark@tech-integrator.loc invited |  | ']),
  ],
  [
    'M025, M096',
    'Christian THOMPSON',
    ['member', 'Christian THOMPSON'],
    NOW,
    ({ members }) => members('High-Tech'),
    ['Christian THOMPSON | Essential | Administrator'],
  ],
  ...['Brian LEE', 'David ROBERTS', 'Elizabeth Johnson'].map((name): Fact => [
    'M097',
    name,
    ['member', name],
    NOW,
    ({ members }) => members(ec),
    ['Brian LEE | Business | ', 'David ROBERTS | Essential | ', 'Elizabeth Johnson | Business | '],
  ]),
]

const equipment: readonly Fact[] = [
  [
    'M061',
    'OXO_01',
    ['equipment', 'OXO_01'],
    NOW,
    ({ equipment }) => equipment('own'),
    ['OXO_01 | OmniPCX Office | pending | FRA | 0'],
  ],
  [
    'M069',
    'Demo_OXE',
    ['equipment', 'Demo_OXE'],
    NOW,
    ({ equipment }) => equipment('customers'),
    expect.arrayContaining(['Demo_OXE | OmniPCX Enterprise | pending | FRA | 0']),
  ],
  [
    'M069',
    'EventsCom HQ OXO',
    ['equipment', 'EventsCom HQ OXO'],
    NOW,
    ({ equipment }) => equipment('customers'),
    expect.arrayContaining(['EventsCom HQ OXO | OXO Connect | normal | FRA | 0']),
  ],
  ...(
    [
      ['+447848311690', 'Elizabeth Johnson', 'EventsCom HQ OXO 110 +447848311690'],
      ['+33390676862', 'Brian LEE', 'OXO_1 Events Com 109 +33390676862'],
    ] as const
  ).map(([number, member, phone]): Fact => [
    'M073',
    number,
    ['member', member],
    NOW,
    ({ phones }) => phones(ec),
    expect.arrayContaining([phone]),
  ]),
]

const lists: readonly Fact[] = [
  [
    'M079, M080, X11',
    'Sistemas',
    ['company', 'Sistemos'],
    FIRST,
    ({ listed }) => listed('Sistemas'),
    'IR active premium public',
  ],
  [
    'M079, X12',
    'SoundTrack',
    ['company', 'SoundTrack'],
    FIRST,
    ({ listed }) => listed('SoundTrack'),
    'IR active premium (blank)',
  ],
  [
    'M082, X12',
    'SoundTrack',
    ['company', 'SoundTrack'],
    SECOND,
    ({ listed }) => listed('SoundTrack'),
    'IR active freemium public',
  ],
  ['M089', ec, ['company', ec], FIRST, ({ listed }) => listed(ec), 'EC active premium public'],
  [
    'M089',
    'High-Tech',
    ['company', 'High-Tech'],
    FIRST,
    ({ listed }) => listed('High-Tech'),
    'EC active premium (blank)',
  ],
  [
    'M089',
    'High-Tech',
    ['company', 'High-Tech'],
    SECOND,
    ({ listed }) => listed('High-Tech'),
    'EC active premium public',
  ],
  [
    'M089, X12',
    'Interior Designer',
    ['company', 'Interior Designer'],
    FIRST,
    ({ listed }) => listed('Interior Designer'),
    'EC active premium (blank)',
  ],
  [
    'M082, M089, X12',
    'Interior Designer',
    ['company', 'Interior Designer'],
    SECOND,
    ({ listed }) => listed('Interior Designer'),
    'EC active freemium public',
  ],
]

const terms = '2020-12-01'
const subscriptions: readonly Fact[] = [
  ...[
    ['M146: 6', 'Interior Designer', 'Interior Designer', LAST, 6],
    ['M146: 5', 'SISTEMOS', 'Sistemos', LAST, 5],
    ['M146: 3', own, own, LAST, 3],
    ['M146: 2', 'Sistemas', 'Sistemas', FIRST, 2],
    ['M146: 1', 'SoundTrack', 'SoundTrack', LAST, 1],
  ].map(([rule, typed, name, day, allocated]): Fact => [
    String(rule),
    String(typed),
    ['company', name === 'Sistemas' ? 'Sistemos' : String(name)],
    String(day),
    ({ licences }) => licences(String(name)),
    expect.objectContaining({ Essential: `--/${String(allocated)}` }),
  ]),
  [
    'M154',
    'Enterprise',
    ['subscription', 'Enterprise'],
    LAST,
    ({ licences }) => licences(own),
    expect.objectContaining({ Business: '12/1', Enterprise: '15/1' }),
  ],
  [
    'M159',
    'Advanced Telephony',
    ['company', 'Advanced Telephony'],
    LAST,
    ({ licences }) => licences('Advanced Telephony'),
    {
      Essential: '--/1',
      'Business PrePaid 3 Years': `10/0 until ${terms}`,
      'Enterprise PrePaid 3 Years': `20/0 until ${terms}`,
    },
  ],
  [
    'M165: the first box, not checked',
    'Advanced Telephony',
    ['company', 'Advanced Telephony'],
    LAST,
    ({ boxes }) => boxes('Advanced Telephony'),
    [false, false],
  ],
  [
    'M166',
    'RED BARON ELECTRONICS',
    ['company', 'Red Baron Electronics'],
    LAST,
    async ({ company, licences }) => [(await company('RED BARON ELECTRONICS')).kind, await licences('RED BARON ELECTRONICS')], // prettier-ignore
    ['IR', { Essential: '--/0' }],
  ],
  [
    'M172, M173',
    'Enterprise PrePaid 3 Years',
    ['operation', 'Enterprise PrePaid 3 Years'],
    NOW,
    async ({ history }) => (await history('Advanced Telephony')).slice(0, 2),
    [
      'Enterprise PrePaid 3 Years | 20 (20) | Jessica ROBINSON | 2017-11-24T17:09:00.000Z',
      'Business PrePaid 3 Years | 10 (10) | Jessica ROBINSON | 2017-11-24T17:06:00.000Z',
    ],
  ],
  [
    'M175',
    'Interior Designer',
    ['company', 'Interior Designer'],
    LAST,
    async ({ listed, licences }) => [await listed('Interior Designer'), await licences('Interior Designer')],
    ['EC active freemium public', { Essential: '--/6' }],
  ],
  [
    'M176',
    'SoundTrack',
    ['company', 'SoundTrack'],
    LAST,
    ({ licences }) => licences('SoundTrack'),
    { Essential: '--/1' },
  ],
  [
    'M178, X10',
    'SISTEMOS',
    ['company', 'Sistemos'],
    SECOND,
    async ({ licences, boxes }) => [await licences('SISTEMOS'), await boxes('SISTEMOS')],
    [{ Essential: '--/5', Business: '10/10', Enterprise: '22/17' }, [true, true]],
  ],
  [
    'M247, X10',
    'Sistemas',
    ['company', 'Sistemos'],
    FIRST,
    ({ licences }) => licences('Sistemas'),
    { Essential: '--/2', Business: '10/2', Enterprise: '20/2' },
  ],
]

describe('every row that says "Demo data" is found by the search and stands on its screen', () => {
  it.each([...people, ...equipment, ...lists, ...subscriptions])(
    '%s: %s, as %j, on %s',
    async (_rule, typed, [entity, title], day, screen, shows) => {
      const hits = (await engine.client.estate.search({ text: typed, limit: 20 })).filter(
        (hit) => hit.entity === entity,
      )
      expect(hits.map((hit) => hit.title)).toContain(title)
      expect(await screen(screensOf(day))).toEqual(shows)
    },
  )

  it('X11: what was called Sistemas says until when', async () => {
    const [hit] = await engine.client.estate.search({ text: 'Sistemas', limit: 20 })
    expect(hit).toMatchObject({ entity: 'company', title: 'Sistemos', found: 'Sistemas' })
    expect(hit?.until).toMatch(/^2017-09-22T12/)
  })

  it('Z07: the two columns of X10-X13 are what changed between the first two days, and nothing else', async () => {
    const [from, to] = [`${FIRST}T23:59:59.999Z`, `${SECOND}T23:59:59.999Z`]
    const { rows } = await engine.client.estate.diff({ from, to, limit: 500 })
    const changed = rows
      .filter(({ what }) => what === 'changed')
      .flatMap(({ title, companyName, fields }) =>
        fields.map((one) => `${companyName ?? ''}: ${title} ${one.field} ${String(one.before)} > ${String(one.after)}`),
      )
    expect(changed.sort()).toEqual([
      'High-Tech: High-Tech visibility null > public', // M089
      'Interior Designer: Interior Designer plan premium > freemium', // X12
      'Interior Designer: Interior Designer visibility null > public',
      'Sistemos: Business allocated 2 > 10', // X10
      'Sistemos: Enterprise allocated 2 > 17',
      'Sistemos: Enterprise billed 20 > 22',
      'Sistemos: Essential allocated 2 > 5',
      'Sistemos: Sistemos name Sistemas > Sistemos', // X11
      'SoundTrack: SoundTrack plan premium > freemium', // X12
      'SoundTrack: SoundTrack visibility null > public',
      'Technology Integrator: Business allocated 1 > 0', // X13
      'Technology Integrator: Enterprise allocated 1 > 0',
      'Technology Integrator: Jessica ROBINSON licences Enterprise > Essential',
      'Technology Integrator: John GARCIA admin true > false',
      'Technology Integrator: John GARCIA licences Business > Essential',
    ])
  })
})
