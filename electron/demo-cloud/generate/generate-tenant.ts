import { offers } from '../tenant/offers.ts'
import { publicDirectory as known } from '../tenant/public-directory.ts'
import type {
  DemoJoinInvitation,
  DemoLicence,
  DemoPhoneNumber,
  DemoSite,
  DemoSubscription,
  DemoSystem,
  DemoUser,
  Tenant,
} from '../tenant/types.ts'
import { generateCompanies } from './generate-companies.ts'
import { createEquipmentGenerator, type Equipment } from './generate-equipment.ts'
import { generateInvitations, generateLinks, generatePeople, generateRequests } from './generate-invitations.ts'
import { generateMembers } from './generate-members.ts'
import { createContractNumbers, generateSubscriptions } from './generate-subscriptions.ts'
import { createGenerator } from './generator.ts'

export type GenerateOptions = {
  /** How many, the distributor's own included; at least 1. Members: six times as many. */
  readonly companies: number
  /** The same seed and number give the same tenant, to the last byte. */
  readonly seed: number
}

/** Customers of one shared PBX. */
const PER_SHARED_SYSTEM = 20
/** Companies per person who is in none. */
const PER_PERSON = 50

/**
 * An invented estate of any size: 8 % resellers, the rest end customers of the distributor (four of five) or of its
 * resellers, sizes as in Zipf's law, names of several languages with near-duplicates. The sign-in of the training cloud
 * opens it. Nothing is dated later than 2025, and there are no invoices.
 */
export const generateTenant = ({ companies, seed }: GenerateOptions): Tenant => {
  if (!Number.isInteger(companies) || companies < 1) throw new Error('a tenant has at least one company')
  const generator = createGenerator(seed)
  const planned = generateCompanies(generator, companies)
  const own = planned[0]!
  const equipment = createEquipmentGenerator(generator)
  const contractNumber = createContractNumbers()

  const users: DemoUser[] = []
  const subscriptions: DemoSubscription[] = []
  const licences: DemoLicence[] = []
  const sites: DemoSite[] = []
  const systems: DemoSystem[] = []
  const phoneNumbers: DemoPhoneNumber[] = []
  const joinInvitations: DemoJoinInvitation[] = []
  const keep = (part: Equipment): void => {
    sites.push(...part.sites)
    systems.push(...part.systems)
    phoneNumbers.push(...part.phoneNumbers)
  }

  let distributor: DemoUser | undefined
  for (const one of planned) {
    const members = generateMembers(generator, one)
    distributor ??= members[0]
    if (!distributor) throw new Error('the distributor has no member')
    const subscribed = generateSubscriptions(generator, contractNumber, one, members, distributor)
    keep(equipment.ofCompany(one, members))
    for (const user of members) users.push(user)
    for (const licence of subscribed.licences) licences.push(licence)
    subscriptions.push(...subscribed.subscriptions)
    joinInvitations.push(...generateInvitations(generator, one, distributor))
  }

  const centrex = planned.map(({ company }) => company).filter(({ isCentrex }) => isCentrex)
  const chunks = Math.ceil(centrex.length / PER_SHARED_SYSTEM)
  for (let number = 0; number <= chunks; number += 1) {
    // The last one serves nobody yet (M102).
    const customers = centrex.slice(number * PER_SHARED_SYSTEM, (number + 1) * PER_SHARED_SYSTEM)
    keep(equipment.shared(own.company, customers, number + 1))
  }

  const people = generatePeople(generator, Math.ceil(companies / PER_PERSON))
  const publicDirectory = { companies: known.companies, users: [...known.users, ...people] }
  return {
    ownCompanyId: own.company.id,
    companies: planned.map(({ company }) => company),
    users,
    offers,
    subscriptions,
    licences,
    joinInvitations,
    joinRequests: generateRequests(generator, planned, people),
    bpLinks: generateLinks(generator, own, users[0]!, publicDirectory),
    sites,
    systems,
    phoneNumbers,
    invoices: [],
    consumptionFiles: [],
    publicDirectory,
  }
}
