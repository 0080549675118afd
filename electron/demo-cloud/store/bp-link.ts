import type { DemoBpLink, DemoCompany } from '../tenant/types.ts'
import { promoteAdministrators } from './membership.ts'
import type { Store } from './store.ts'

/** The company gets its partner, and is a reseller from now on if that was asked for. */
export const acceptLink = (store: Store, link: DemoBpLink, company: DemoCompany): void => {
  const reseller = {
    isBP: true,
    bpType: 'IR',
    bpBusinessModel: 'resell',
    bpHasRightToConnect: true,
    bpHasRightToSell: true,
  } as const
  const linked = store.saveCompany({ ...company, bpId: link.bpCompanyId, ...(link.toBeBpIr ? reseller : {}) })
  if (link.toBeBpIr) promoteAdministrators(store, linked)
}
