import { without, type FormatFields, type View } from '../http/list.ts'
import type { DemoCompany } from '../tenant/types.ts'

export const companyFields: FormatFields = {
  small: ['id', 'name'],
  medium: [
    'creationDate',
    'statusUpdatedDate',
    'country',
    'status',
    'visibility',
    'offerType',
    'isBP',
    'bpType',
    'bpId',
    'externalReference',
  ],
}

export const companyView = (company: DemoCompany): View => ({
  visibleBy: [],
  customData: {},
  lastAvatarUpdateDate: null,
  lastBannerUpdateDate: null,
  bpCRDid: null,
  bpIsContractAccepted: company.isBP,
  ...without(company, 'more'),
  ...company.more,
})
