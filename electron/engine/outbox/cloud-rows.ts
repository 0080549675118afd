import type { Row } from '../db/index.ts'
import { cloudRows } from '../sync/index.ts'
import { textOf, type Json } from './json.ts'

/** From the cloud's JSON to rows of the cache, with the pull's mappers: a read back stores what a pull would. */
export const company = cloudRows.companyRow
export const site = cloudRows.siteRow
export const companyPrefix = cloudRows.companyPrefixRow
export const companyPrefixId = cloudRows.companyPrefixId
export const subscription = cloudRows.subscriptionRow

/** `profiles`: the member's licences as the cloud lists them. */
export const member = (json: Json, profiles: readonly Json[]): Row | null =>
  cloudRows.memberRow(
    json,
    profiles.flatMap((one) => {
      const subscriptionId = textOf(one, 'subscriptionId')
      return subscriptionId ? [{ subscriptionId, offerName: textOf(one, 'offerName') ?? '' }] : []
    }),
  )

export const joiner = {
  invitation: (json: Json, companyId: string): Row | null => cloudRows.pendingMemberRow(json, companyId, 'invited'),
  request: (json: Json, companyId: string): Row | null => cloudRows.pendingMemberRow(json, companyId, 'requested'),
}

export const link = (json: Json, direction: 'sent' | 'received', ownId: string): Row | null =>
  direction === 'sent' ? cloudRows.linkInvitationRow(json, ownId) : cloudRows.linkRequestRow(json, ownId)

export const equipment = (
  json: Json,
  around: { readonly companyId: string | null; readonly state: Json | null; readonly companyCount: number },
): Row | null =>
  cloudRows.equipmentRow(json, {
    companyId: around.companyId,
    connection: cloudRows.connectionOf(textOf(json, 'status'), around.state),
    companyCount: around.companyCount,
  })

export const extension = cloudRows.extensionRow
