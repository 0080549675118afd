import { companies, ownCompanyId } from './companies.ts'
import { consumptionFiles, invoices } from './invoices.ts'
import { bpLinks, joinInvitations, joinRequests } from './invitations.ts'
import { users } from './members.ts'
import { offers } from './offers.ts'
import { publicDirectory } from './public-directory.ts'
import { licences, pastLicences, subscriptions } from './subscriptions.ts'
import { phoneNumbers, sites, systems } from './systems.ts'
import type { Tenant } from './types.ts'

/** The estate of the distributor training deck, in its latest state (M011-M108, M139-M178, M219-M257). */
export const trainingTenant: Tenant = {
  ownCompanyId,
  companies,
  users,
  offers,
  subscriptions,
  licences,
  pastLicences,
  joinInvitations,
  joinRequests,
  bpLinks,
  sites,
  systems,
  phoneNumbers,
  invoices,
  consumptionFiles,
  publicDirectory,
}
