import { companies, ownCompanyId } from './companies.ts'
import { consumptionFiles, invoices } from './invoices.ts'
import { joinInvitations, joinRequests } from './invitations.ts'
import { users } from './members.ts'
import { offers } from './offers.ts'
import { licences, subscriptions } from './subscriptions.ts'
import { phoneNumbers, sites, systems } from './systems.ts'
import type { Tenant } from './types.ts'

/** The estate of the distributor training deck, in its latest state (M011-M102, M139-M178, M219-M257). */
export const trainingTenant: Tenant = {
  ownCompanyId,
  companies,
  users,
  offers,
  subscriptions,
  licences,
  joinInvitations,
  joinRequests,
  sites,
  systems,
  phoneNumbers,
  invoices,
  consumptionFiles,
}
