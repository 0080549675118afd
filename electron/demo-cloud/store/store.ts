import type {
  DemoBpLink,
  DemoCompany,
  DemoConsumptionFile,
  DemoInvoice,
  DemoJoinInvitation,
  DemoJoinRequest,
  DemoLicence,
  DemoOffer,
  DemoPhoneNumber,
  DemoSite,
  DemoSubscription,
  DemoSystem,
  DemoUser,
  Tenant,
} from '../tenant/types.ts'
import { createOperationLog, type OperationLog } from './operation-log.ts'
import { seedOperations } from './seed-operations.ts'
import { serviceCompanies } from './service-companies.ts'
import { createTable, type ReadTable } from './table.ts'

/**
 * What the cloud holds now. Everything changes through the functions here only, so that indexes, orders and the dates
 * of change are always right. Rows are immutable and may be kept by whoever read them.
 */
export type Store = {
  readonly ownCompanyId: () => string
  readonly companies: ReadTable<DemoCompany, 'bpId' | 'name'>
  readonly users: ReadTable<DemoUser, 'companyId' | 'login'>
  readonly offers: ReadTable<DemoOffer, never>
  readonly subscriptions: ReadTable<DemoSubscription, 'companyId' | 'contractDay'>
  readonly licences: ReadTable<DemoLicence, 'userId' | 'subscriptionId'>
  readonly joinInvitations: ReadTable<DemoJoinInvitation, 'companyId' | 'email'>
  readonly joinRequests: ReadTable<DemoJoinRequest, 'companyId' | 'userId'>
  readonly bpLinks: ReadTable<DemoBpLink, 'companyId'>
  readonly sites: ReadTable<DemoSite, 'companyId'>
  readonly systems: ReadTable<DemoSystem, 'companyId' | 'bpId' | 'siteId' | 'pbxId'>
  readonly phoneNumbers: ReadTable<DemoPhoneNumber, 'systemId' | 'userId' | 'e164'>
  readonly invoices: () => readonly DemoInvoice[]
  readonly consumptionFiles: () => readonly DemoConsumptionFile[]
  readonly log: OperationLog

  readonly companyName: (id: string | null) => string | null
  readonly userByLogin: (loginEmail: string) => DemoUser | undefined
  /** Companies served by a system: its owner's, or those at whose sites a shared one stands. */
  readonly companiesOfSystem: (system: DemoSystem) => readonly string[]
  /** A computed list, kept until the next write (or until a few others were computed). */
  readonly remember: <T>(key: string, compute: () => readonly T[]) => readonly T[]

  /** Now, by the cloud's clock, as an ISO instant. */
  readonly now: () => string
  readonly newId: () => string
  readonly random: (bytes: number) => Uint8Array

  /** Sets statusUpdatedDate. */
  readonly saveCompany: (company: DemoCompany) => DemoCompany
  /** Sets lastUpdateDate. */
  readonly saveUser: (user: DemoUser) => DemoUser
  /** Sets statusUpdatedDate. */
  readonly saveSystem: (system: DemoSystem) => DemoSystem
  readonly saveSubscription: (subscription: DemoSubscription) => void
  readonly saveLicence: (licence: DemoLicence) => void
  readonly saveJoinInvitation: (invitation: DemoJoinInvitation) => void
  readonly saveJoinRequest: (request: DemoJoinRequest) => void
  readonly saveBpLink: (link: DemoBpLink) => void
  readonly saveSite: (site: DemoSite) => void
  readonly savePhoneNumber: (number: DemoPhoneNumber) => void
  readonly erase: (
    table: 'companies' | 'licences' | 'sites' | 'systems' | 'phoneNumbers' | 'subscriptions',
    id: string,
  ) => void
  /** Swaps the whole content, the operation log included. */
  readonly replaceTenant: (tenant: Tenant) => void
}

export type StoreDeps = { readonly clock: () => Date; readonly random: (bytes: number) => Uint8Array }

const REMEMBERED = 8

const idOf = (row: { readonly id: string }): string => row.id
const lower = (text: string): string => text.toLowerCase()

export const licenceId = (userId: string, subscriptionId: string): string => `${userId}/${subscriptionId}`

const createTables = () => ({
  companies: createTable<DemoCompany, 'bpId' | 'name'>(idOf, {
    bpId: ({ bpId }) => [bpId],
    name: ({ name }) => [lower(name)],
  }),
  users: createTable<DemoUser, 'companyId' | 'login'>(idOf, {
    companyId: ({ companyId }) => [companyId],
    login: ({ loginEmail }) => [lower(loginEmail)],
  }),
  offers: createTable<DemoOffer, never>(idOf, {}),
  subscriptions: createTable<DemoSubscription, 'companyId' | 'contractDay'>(idOf, {
    companyId: ({ companyId }) => [companyId],
    contractDay: ({ bsSubscriptionId }) => [bsSubscriptionId?.slice(0, 'RB-yyyymmdd'.length) ?? null],
  }),
  licences: createTable<DemoLicence, 'userId' | 'subscriptionId'>(
    ({ userId, subscriptionId }) => licenceId(userId, subscriptionId),
    { userId: ({ userId }) => [userId], subscriptionId: ({ subscriptionId }) => [subscriptionId] },
  ),
  joinInvitations: createTable<DemoJoinInvitation, 'companyId' | 'email'>(idOf, {
    companyId: ({ companyId }) => [companyId],
    email: ({ invitedUserLoginEmail }) => [lower(invitedUserLoginEmail)],
  }),
  joinRequests: createTable<DemoJoinRequest, 'companyId' | 'userId'>(idOf, {
    companyId: ({ requestedCompanyId }) => [requestedCompanyId],
    userId: ({ requestingUserId }) => [requestingUserId],
  }),
  bpLinks: createTable<DemoBpLink, 'companyId'>(idOf, {
    companyId: ({ companyId, bpCompanyId }) => [companyId, bpCompanyId],
  }),
  sites: createTable<DemoSite, 'companyId'>(idOf, { companyId: ({ companyId }) => [companyId] }),
  systems: createTable<DemoSystem, 'companyId' | 'bpId' | 'siteId' | 'pbxId'>(idOf, {
    companyId: ({ companyId }) => [companyId],
    bpId: ({ bpId }) => [bpId],
    siteId: ({ siteId }) => siteId,
    pbxId: ({ pbxId }) => [pbxId],
  }),
  phoneNumbers: createTable<DemoPhoneNumber, 'systemId' | 'userId' | 'e164'>(idOf, {
    systemId: ({ systemId }) => [systemId],
    userId: ({ userId }) => [userId],
    e164: ({ numberE164 }) => [numberE164],
  }),
})

export const createStore = (first: Tenant, { clock, random }: StoreDeps): Store => {
  const tables = createTables()
  const log = createOperationLog()
  let tenant = first
  let remembered = new Map<string, readonly unknown[]>()
  const changed = (): void => {
    if (remembered.size > 0) remembered = new Map()
  }
  const now = (): string => clock().toISOString()

  const store: Store = {
    ...tables,
    ownCompanyId: () => tenant.ownCompanyId,
    invoices: () => tenant.invoices,
    consumptionFiles: () => tenant.consumptionFiles,
    log,
    companyName: (id) => (id === null ? null : (tables.companies.get(id)?.name ?? null)),
    userByLogin: (loginEmail) => tables.users.by('login', lower(loginEmail)).find((user) => !user.isTerminated),
    companiesOfSystem: (system) => [
      ...new Set([
        ...(system.companyId === null ? [] : [system.companyId]),
        ...system.siteId.flatMap((id) => tables.sites.get(id)?.companyId ?? []),
      ]),
    ],
    remember: <T>(key: string, compute: () => readonly T[]): readonly T[] => {
      const known = remembered.get(key)
      // The key names the list, hence its type.
      if (known) return known as readonly T[]
      const rows = compute()
      const [oldest] = remembered.keys()
      if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest)
      remembered.set(key, rows)
      return rows
    },
    now,
    newId: () => Buffer.from(random(12)).toString('hex'),
    random,
    saveCompany: (company) => {
      const saved = { ...company, statusUpdatedDate: now() }
      if (tables.companies.get(company.id)?.name !== company.name) tables.users.forgetOrder('companyName')
      tables.companies.put(saved)
      changed()
      return saved
    },
    saveUser: (user) => {
      const saved = { ...user, lastUpdateDate: now() }
      tables.users.put(saved)
      changed()
      return saved
    },
    saveSystem: (system) => {
      const saved = { ...system, statusUpdatedDate: now() }
      tables.systems.put(saved)
      changed()
      return saved
    },
    saveSubscription: (subscription) => {
      tables.subscriptions.put(subscription)
      changed()
    },
    saveLicence: (licence) => {
      tables.licences.put(licence)
      changed()
    },
    saveJoinInvitation: (invitation) => {
      tables.joinInvitations.put(invitation)
      changed()
    },
    saveJoinRequest: (request) => {
      tables.joinRequests.put(request)
      changed()
    },
    saveBpLink: (link) => {
      tables.bpLinks.put(link)
      changed()
    },
    saveSite: (site) => {
      tables.sites.put(site)
      changed()
    },
    savePhoneNumber: (number) => {
      tables.phoneNumbers.put(number)
      changed()
    },
    erase: (table, id) => {
      tables[table].remove(id)
      changed()
    },
    replaceTenant: (next) => {
      tenant = next
      tables.companies.load([...serviceCompanies, ...next.companies, ...(next.publicDirectory?.companies ?? [])])
      tables.users.load([...next.users, ...(next.publicDirectory?.users ?? [])])
      tables.offers.load(next.offers)
      tables.subscriptions.load(next.subscriptions)
      tables.licences.load(next.licences)
      tables.joinInvitations.load(next.joinInvitations)
      tables.joinRequests.load(next.joinRequests)
      tables.bpLinks.load(next.bpLinks ?? [])
      tables.sites.load(next.sites)
      tables.systems.load(next.systems)
      tables.phoneNumbers.load(next.phoneNumbers)
      log.load(seedOperations(store, next.pastLicences))
      changed()
    },
  }
  store.replaceTenant(first)
  return store
}
