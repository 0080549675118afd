import type { DemoCompany, DemoPhoneNumber, DemoSite, DemoSystem, DemoUser } from '../tenant/types.ts'
import type { Planned } from './generate-companies.ts'
import type { Generator } from './generator.ts'

export type Equipment = {
  readonly sites: DemoSite[]
  readonly systems: DemoSystem[]
  readonly phoneNumbers: DemoPhoneNumber[]
}

const channelsOf = (draw: number): DemoSystem['channels'] | null => {
  if (draw < 0.1) return null
  if (draw < 0.18) return { conf: true, csta: draw < 0.14, http: false, xmpp: true }
  if (draw < 0.21) return { conf: false, csta: false, http: false, xmpp: false }
  return { conf: true, csta: true, http: true, xmpp: true }
}

const versions = { oxo: 'ONE031/026.001', oxe: 'm3.521.18', third_party: '' } as const

/** Four hex digits, nine times: what the PBX is told. */
const pbxIdOf = ({ random }: Generator): string =>
  `PBX${Array.from({ length: 8 }, () => random.integer(0, 0xffff).toString(16).padStart(4, '0')).join('-')}`

type SystemFacts = Pick<DemoSystem, 'companyId' | 'bpId' | 'siteId' | 'name' | 'type' | 'country' | 'isCentrex'>

const systemOf = (generator: Generator, facts: SystemFacts, from: string, mayBePending = true): DemoSystem => {
  const { random, id, instant } = generator
  const creationDate = instant(from)
  const channels = channelsOf(mayBePending ? random.next() : 1)
  const connectedAt = channels && instant(creationDate)
  const down = channels !== null && !(channels.conf && channels.csta && channels.http)
  return {
    id: id('system', creationDate),
    ...facts,
    pbxId: pbxIdOf(generator),
    jid_pbxagent_password: channels
      ? random.integer(0, 0xffff).toString(16).padStart(4, '0')
      : String(random.integer(1000, 9999)),
    version: channels ? versions[facts.type === 'oxo' || facts.type === 'oxe' ? facts.type : 'third_party'] : '',
    status: channels ? 'activated' : 'created',
    pbxMainBundlePrefix: ['0'],
    usePbxMainBundlePrefix: random.chance(0.8),
    isShared: false,
    creationDate,
    statusUpdatedDate: connectedAt ?? creationDate,
    channels: channels ?? { conf: false, csta: false, http: false, xmpp: false },
    connectionHistory: connectedAt
      ? [
          { eventType: 'connected', eventDate: connectedAt },
          ...(down ? [{ eventType: 'disconnected', eventDate: instant(connectedAt) } as const] : []),
        ]
      : [],
    companyPrefixes: [],
  }
}

const siteOf = ({ id }: Generator, company: DemoCompany, name: string): DemoSite => ({
  id: id('site', company.creationDate),
  companyId: company.id,
  name,
  status: 'active',
  isCentrex: company.isCentrex,
})

/** A third of the companies have equipment of their own; extensions come with its first connection (M075). */
export const createEquipmentGenerator = (generator: Generator) => {
  const { random, id } = generator
  let publicNumber = 100_000_000

  const numbersOf = (system: DemoSystem, planned: Planned, members: readonly DemoUser[]): DemoPhoneNumber[] => {
    if (system.status === 'created') return []
    const associated = Math.min(members.length, random.integer(0, Math.max(1, Math.floor(members.length / 2))))
    return Array.from({ length: associated + random.integer(1, 4) }, (_, index): DemoPhoneNumber => {
      const user = index < associated ? members[index]! : null
      const shortNumber = String(100 + index)
      publicNumber += 1
      const number = user && random.chance(0.8) ? `${planned.words.dialling}${publicNumber}` : null
      return {
        id: id('phone-number', system.statusUpdatedDate),
        systemId: system.id,
        userId: user?.id ?? null,
        shortNumber,
        internalNumber: shortNumber,
        number,
        numberE164: number,
        country: system.country,
        companyPrefix: null,
        isMonitored: user !== null,
      }
    })
  }

  return {
    ofCompany: (planned: Planned, members: readonly DemoUser[]): Equipment => {
      const { company, words } = planned
      const none = { sites: [], systems: [], phoneNumbers: [] }
      if (company.isCentrex || !random.chance(0.35)) return none
      const city = company.city ?? random.pick(words.cities)
      const site = siteOf(generator, company, city)
      const sites = random.chance(0.1) ? [site, siteOf(generator, company, `${city} 2`)] : [site]
      const systems = Array.from({ length: random.chance(0.15) ? 2 : 1 }, (_, index) =>
        systemOf(
          generator,
          {
            companyId: company.id,
            bpId: null,
            siteId: [(sites[index] ?? site).id],
            name: `${random.pick(['PBX', 'OXO', 'OXE', city])} ${index + 1}`,
            type: random.pick(['oxo', 'oxo', 'oxo', 'oxe', 'oxe', 'third_party']),
            country: company.country,
            isCentrex: false,
          },
          company.creationDate,
        ),
      )
      // A member has one extension: only the first system gives them out.
      const phoneNumbers = systems.flatMap((system, index) => numbersOf(system, planned, index === 0 ? members : []))
      return { sites, systems, phoneNumbers }
    },
    /** One system of the distributor with a range of numbers for each of these customers (M100-M103). */
    shared: (distributor: DemoCompany, customers: readonly DemoCompany[], number: number): Equipment => {
      const sites = customers.map((company) => siteOf(generator, company, `${company.name} HQ`))
      const newest = customers.reduce(
        (at, { creationDate }) => (creationDate > at ? creationDate : at),
        distributor.creationDate,
      )
      const system = systemOf(
        generator,
        {
          companyId: null,
          bpId: distributor.id,
          siteId: sites.map((site) => site.id),
          name: `OTEC${String(number).padStart(2, '0')}`,
          type: 'oxe',
          country: distributor.country,
          isCentrex: true,
        },
        newest,
        customers.length === 0,
      )
      const companyPrefixes = customers.map((company) => ({
        companyPrefix: company.companyCallNumber ?? '',
        companyId: company.id,
      }))
      return { sites, systems: [{ ...system, companyPrefixes }], phoneNumbers: [] }
    },
  }
}
