import { companyAsOf } from '../tenant/company-history.ts'
import { userAsOf } from '../tenant/members.ts'
import { trainingTenant as base } from '../tenant/training-tenant.ts'
import type { DemoLicence, DemoSubscription, DemoSystem, DemoUser, Tenant } from '../tenant/types.ts'

const offerNames = new Map(base.offers.map(({ id, name }) => [id, name]))

const subscriptionAt = (subscription: DemoSubscription, at: string): DemoSubscription[] => {
  const [first, ...more] = subscription.quantities
  return first.at > at ? [] : [{ ...subscription, quantities: [first, ...more.filter((change) => change.at <= at)] }]
}

/** Before its first connection a system is pending and shows an activation code of four digits (M065, M068). */
const systemAt = (system: DemoSystem, companies: ReadonlySet<string>, at: string): DemoSystem[] => {
  if (system.creationDate > at) return []
  const companyPrefixes = system.companyPrefixes.filter(({ companyId }) => companies.has(companyId))
  const siteId = system.siteId.filter((id) => companies.has(base.sites.find((site) => site.id === id)?.companyId ?? ''))
  if (system.status === 'created' || system.statusUpdatedDate <= at) return [{ ...system, companyPrefixes, siteId }]
  return [
    {
      ...system,
      companyPrefixes: [],
      siteId,
      status: 'created',
      version: '',
      jid_pbxagent_password: String(1000 + (Number.parseInt(system.pbxId.slice(3, 7), 16) % 9000)),
      statusUpdatedDate: system.creationDate,
      channels: { conf: false, csta: false, http: false, xmpp: false },
      connectionHistory: [],
    },
  ]
}

/** The licence that the member held then: the present one, one that was taken away since, or Essential. */
const licenceAt = (user: DemoUser, subscriptions: readonly DemoSubscription[], at: string): DemoLicence[] => {
  const present = base.licences.filter(({ userId, assignationDate }) => userId === user.id && assignationDate <= at)
  if (present.length > 0) return present
  const past = (base.pastLicences ?? []).filter((one) => one.userId === user.id)
  const held = past.find((one) => one.assignationDate <= at && at < one.endDate)
  if (held) {
    const { userId, subscriptionId, assignationDate, doneByUserId } = held
    return [{ userId, subscriptionId, assignationDate, doneByUserId }]
  }
  const essential = subscriptions.find(
    (one) => one.companyId === user.companyId && offerNames.get(one.offerId) === 'Essential',
  )
  if (!essential) return []
  const since = past.findLast((one) => one.endDate <= at)?.endDate ?? user.creationDate
  return [{ userId: user.id, subscriptionId: essential.id, assignationDate: since, doneByUserId: user.id }]
}

/** The training tenant as it was at an instant (ISO 8601 UTC): what is dated later is not there yet. */
export const trainingTenantAt = (at: string): Tenant => {
  const companies = base.companies.filter(({ creationDate }) => creationDate <= at).map((one) => companyAsOf(one, at))
  const companyIds = new Set(companies.map(({ id }) => id))
  const users = base.users.filter(({ creationDate }) => creationDate <= at).map((user) => userAsOf(user, at))
  const userIds = new Set(users.map(({ id }) => id))
  const subscriptions = base.subscriptions.flatMap((one) => subscriptionAt(one, at))
  const systems = base.systems.flatMap((system) => systemAt(system, companyIds, at))
  const connected = new Set(systems.filter(({ status }) => status !== 'created').map(({ id }) => id))
  const day = at.slice(0, 10)
  return {
    ...base,
    companies,
    users,
    offers: base.offers.filter(({ creationDate }) => creationDate <= at),
    subscriptions,
    licences: users.flatMap((user) => licenceAt(user, subscriptions, at)),
    pastLicences: (base.pastLicences ?? []).filter(({ endDate }) => endDate <= at),
    joinInvitations: base.joinInvitations
      .filter(({ invitationDate, companyId }) => invitationDate <= at && companyIds.has(companyId))
      .map((one) =>
        one.declinationDate !== null && one.declinationDate > at
          ? { ...one, status: 'pending', declinationDate: null }
          : one,
      ),
    joinRequests: base.joinRequests.filter(({ requestingDate }) => requestingDate <= at),
    bpLinks: (base.bpLinks ?? []).filter(({ date }) => date <= at),
    sites: base.sites.filter(({ companyId }) => companyIds.has(companyId)),
    systems,
    phoneNumbers: base.phoneNumbers
      .filter(({ systemId }) => connected.has(systemId))
      .map((one) => (one.userId === null || userIds.has(one.userId) ? one : { ...one, userId: null })),
    invoices: base.invoices.filter(({ invoiceDate }) => invoiceDate <= day),
    consumptionFiles: base.consumptionFiles.filter(({ invoiceCreationDate }) => invoiceCreationDate <= at),
    publicDirectory: {
      companies: base.publicDirectory?.companies.filter(({ creationDate }) => creationDate <= at) ?? [],
      users: base.publicDirectory?.users.filter(({ creationDate }) => creationDate <= at) ?? [],
    },
  }
}
