/** From the cloud's JSON to the cache's rows. Null: without an id or an owner it is not a row. */
export { companyRow, knownKindOf, linkInvitationRow, linkRequestRow, siteRow } from './company-row.ts'
export {
  companyPrefixId,
  companyPrefixRow,
  connectionOf,
  equipmentRow,
  extensionRow,
  isReadableState,
  isShared,
  siteOf,
} from './equipment-row.ts'
export { licenceColumns, memberRow, pendingMemberRow, type Licence } from './member-row.ts'
export { oddIn, readFields, rowOf, type Fields } from './row-of.ts'
export { offerRow, operationRow, subscriptionRow } from './subscription-row.ts'
