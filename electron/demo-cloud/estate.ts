import type {
  DemoCompany,
  DemoLicence,
  DemoOffer,
  DemoPhoneNumber,
  DemoSubscription,
  DemoSystem,
  DemoUser,
  Tenant,
} from './tenant/types.ts'

/** The tenant with the look-ups that the endpoints need. */
export type Estate = {
  readonly tenant: Tenant
  readonly company: (id: string) => DemoCompany | undefined
  readonly companyName: (id: string | null) => string | null
  readonly user: (id: string) => DemoUser | undefined
  readonly userByLogin: (loginEmail: string) => DemoUser | undefined
  readonly offer: (id: string) => DemoOffer | undefined
  readonly system: (id: string) => DemoSystem | undefined
  readonly subscription: (id: string) => DemoSubscription | undefined
  readonly subscriptionsOf: (companyId: string) => readonly DemoSubscription[]
  readonly userCount: (companyId: string) => number
  readonly licencesOf: (userId: string) => readonly DemoLicence[]
  readonly assignedCount: (subscriptionId: string) => number
  readonly numbersOfUser: (userId: string) => readonly DemoPhoneNumber[]
  readonly numbersOfSystem: (systemId: string) => readonly DemoPhoneNumber[]
  /** Companies served by a system: its owner's, or those at whose sites a shared one stands. */
  readonly companiesOfSystem: (system: DemoSystem) => readonly string[]
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]))

const groups = <T>(rows: readonly T[], key: (row: T) => string | null): ((key: string) => readonly T[]) => {
  const map = new Map<string | null, T[]>()
  for (const row of rows) {
    const group = map.get(key(row))
    if (group) group.push(row)
    else map.set(key(row), [row])
  }
  return (wanted) => map.get(wanted) ?? []
}

export const createEstate = (tenant: Tenant): Estate => {
  const companies = byId(tenant.companies)
  const users = byId(tenant.users)
  const logins = new Map(tenant.users.map((user) => [user.loginEmail.toLowerCase(), user]))
  const offers = byId(tenant.offers)
  const systems = byId(tenant.systems)
  const subscriptions = byId(tenant.subscriptions)
  const sites = byId(tenant.sites)
  const usersOf = groups(tenant.users, (user) => user.companyId)
  const assigned = groups(tenant.licences, (licence) => licence.subscriptionId)
  return {
    tenant,
    company: (id) => companies.get(id),
    companyName: (id) => (id === null ? null : (companies.get(id)?.name ?? null)),
    user: (id) => users.get(id),
    userByLogin: (loginEmail) => logins.get(loginEmail.toLowerCase()),
    offer: (id) => offers.get(id),
    system: (id) => systems.get(id),
    subscription: (id) => subscriptions.get(id),
    subscriptionsOf: groups(tenant.subscriptions, (subscription) => subscription.companyId),
    userCount: (companyId) => usersOf(companyId).length,
    licencesOf: groups(tenant.licences, (licence) => licence.userId),
    assignedCount: (subscriptionId) => assigned(subscriptionId).length,
    numbersOfUser: groups(tenant.phoneNumbers, (number) => number.userId),
    numbersOfSystem: groups(tenant.phoneNumbers, (number) => number.systemId),
    companiesOfSystem: (system) => [
      ...new Set([
        ...(system.companyId === null ? [] : [system.companyId]),
        ...system.siteId.flatMap((id) => sites.get(id)?.companyId ?? []),
      ]),
    ],
  }
}
