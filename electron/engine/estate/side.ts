import type { sides } from '../../../shared/contract/estate.ts'

export type Side = (typeof sides)[number]

const OWN_ID = `(SELECT value ->> '$.companyId' FROM meta WHERE key = 'tenant')`

/**
 * SQL of a company's side in the overview (M224): an end customer of ours is a customer; resellers, direct resellers and
 * the end customers of either are the resellers' side. `company`: an alias with kind and partner_id.
 */
export const sideOf = (company: string): string =>
  `CASE WHEN ${company}.kind = 'VAD' THEN 'own' WHEN ${company}.kind = 'EC' AND ${company}.partner_id IS ${OWN_ID}
    THEN 'customers' ELSE 'resellers' END`
