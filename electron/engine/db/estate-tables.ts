import { withDeclaredServerType } from './declared-server-type.ts'
import type { Versioned } from './versioned.ts'

/** The versioned tables of the estate and their columns, the same names in SQL, contract and window. */

const table = (name: string, columns: string): Versioned => ({ name, columns: columns.trim().split(/\s+/) })

export const company = table(
  'company',
  `name kind partner_id status plan visibility country street postal_code city state slogan size economic_activity website
   description support_email external_reference external_reference2 crd_company_id currency call_number centrex
   reseller_can_create contract_accepted admin_can_update admin_can_decrease created_at updated_at`,
)

/** Members, pending invitations and pending join requests (M012): `state` tells them apart. */
export const member = table(
  'member',
  `company_id name first_name last_name job_title email country language state licences licence_ids phone extension phones
   roles admin_type seller admin active last_login_at asked_at notified_at asked_by created_at updated_at`,
)

export const equipment: Versioned = {
  ...table(
    'equipment',
    `company_id site_id name server_type equipment_id country outbound_prefix connection status version ever_connected shared
   company_count created_at updated_at`,
  ),
  completed: withDeclaredServerType,
}

export const subscription = table(
  'subscription',
  `company_id offer_id offer_name commercial_reference contract_number model billed allocated expires_at status sync_ongoing
   created_by created_at`,
)

export const site = table('site', 'company_id name status centrex')

export const companyLink = table(
  'company_link',
  'direction company_id company_name as_reseller status asked_at notified_at asked_by answered_at',
)

export const offer = table(
  'offer',
  `name description offer_reference commercial_reference profile_id model exclusive can_be_sold is_default prepaid_months`,
)

export const extension = table(
  'extension',
  `equipment_id company_id short_number internal_number public_number member_id name device_name company_prefix monitored`,
)

export const companyPrefix = table('company_prefix', 'equipment_id company_id prefix label')
