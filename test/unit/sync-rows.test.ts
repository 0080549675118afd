import { describe, expect, it } from 'vitest'
import {
  companyPrefixRow,
  companyRow,
  connectionOf,
  equipmentRow,
  extensionRow,
  linkInvitationRow,
  linkRequestRow,
  memberRow,
  offerRow,
  pendingMemberRow,
  siteRow,
  subscriptionRow,
} from '../../electron/engine/sync/rows/index.ts'
import { tables } from '../../electron/engine/db/index.ts'

const own = '65a0000000000000000000c1'
const around = { companyId: own, connection: 'normal', companyCount: 1 }

/** As rainbow's documentation shows them. */
const company = {
  id: '65a0000000000000000000c2',
  name: 'Sistemos',
  creationDate: '2026-02-03T09:12:44.120Z',
  statusUpdatedDate: '2026-02-05T08:00:00.000Z',
  country: 'USA',
  state: 'CA',
  currency: 'USD',
  status: 'active',
  isBP: true,
  bpType: 'IR',
  bpHasRightToConnect: true,
  bpIsContractAccepted: false,
  bpId: own,
  isCentrex: true,
  companyCallNumber: '8210',
  adminAllowedUpdateSubscriptionsOps: 'increase_only',
}
const user = {
  id: '65a000000000000000000011',
  companyId: own,
  loginEmail: 'brian.lee@events.example',
  firstName: 'Brian',
  lastName: 'Lee',
  jobTitle: 'Clerk',
  roles: ['user', 'admin'],
  adminType: 'company_admin',
  isActive: true,
  lastUpdateDate: '2026-11-01T10:00:00.000Z',
  jid_password: 'secret',
  phoneNumbers: [
    { number: '+331', type: 'home' },
    {
      phoneNumberId: '65a000000000000000000021',
      internalNumber: '109',
      numberE164: '+33390676862',
      isFromSystem: true,
      systemId: '65a000000000000000000031',
    },
  ],
}

describe('from the cloud’s JSON to rows', () => {
  it('each row has exactly the columns of its table: what is left out would be stored as absent', () => {
    const rows = [
      [tables.company, companyRow(company)],
      [tables.member, memberRow(user, [])],
      [tables.member, pendingMemberRow({ id: 'i', status: 'pending' }, own, 'invited')],
      [tables.site, siteRow({ id: 's', companyId: own })],
      [tables.equipment, equipmentRow({ id: 'e' }, around)],
      [tables.subscription, subscriptionRow({ id: 's' }, own)],
      [tables.offer, offerRow({ id: 'o' })],
      [tables.extension, extensionRow({ id: 'x' }, 'e', own)],
      [tables.companyPrefix, companyPrefixRow({ companyPrefix: '8210', companyId: own }, 'e')],
      [tables.companyLink, linkInvitationRow({ id: 'l', invitingCompanyId: own, invitedCompanyId: 'c' }, own)],
    ] as const
    for (const [table, row] of rows) expect(Object.keys(row!).sort()).toEqual(['id', ...table.columns].sort())
  })

  it('M084, M101, M199: a company with its prefix, contract and rights', () => {
    expect(companyRow(company)).toMatchObject({
      kind: 'IR',
      state: 'CA',
      currency: 'USD',
      call_number: '8210',
      centrex: 1,
      reseller_can_create: 1,
      contract_accepted: 0,
      admin_can_decrease: 0,
      updated_at: '2026-02-05T08:00:00.000Z',
    })
    // An end customer cannot be a reseller that may create.
    expect(companyRow({ ...company, isBP: false })).toMatchObject({ kind: 'EC', reseller_can_create: null })
    // A kind that is not known is listed with the resellers.
    expect(companyRow({ ...company, bpType: 'GALAXY' })).toMatchObject({ kind: 'IR' })
  })

  it('M021, M072: a member with rights, licences and what rings; no jid is kept', () => {
    const row = memberRow(user, [{ subscriptionId: 'b', offerName: 'Business' }])!
    expect(row).toMatchObject({
      admin: 1,
      seller: 0,
      active: 1,
      roles: '["user","admin"]',
      licences: '["Business"]',
      licence_ids: '[{"subscriptionId":"b","offerName":"Business"}]',
      phones:
        '[{"id":"65a000000000000000000021","equipmentId":"65a000000000000000000031","extension":"109","number":"+33390676862"}]',
    })
    expect(JSON.stringify(row)).not.toContain('secret')
  })

  it('M012: an invitation and a join request, with who asked and when a mail was sent last', () => {
    const invitation = {
      id: 'i',
      status: 'pending',
      invitedUserLoginEmail: 'a@x',
      invitingAdminLoginEmail: 'j@x',
      invitationDate: '2026-11-22T06:32:00.000Z',
      lastNotificationDate: '2026-11-22T07:32:00.000Z',
      invitedToBeCompanyAdmin: true,
    }
    expect(pendingMemberRow(invitation, own, 'invited')).toMatchObject({
      email: 'a@x', asked_by: 'j@x', asked_at: '2026-11-22T06:32:00.000Z', notified_at: '2026-11-22T07:32:00.000Z', admin: 1,
    }) // prettier-ignore
    const request = { id: 'r', status: 'pending', requestingUserLoginEmail: 'b@x', requestingDate: '2026-11-22' }
    expect(pendingMemberRow(request, own, 'requested')).toMatchObject({
      email: 'b@x',
      state: 'requested',
      asked_by: 'b@x',
    })
    expect(pendingMemberRow({ ...invitation, status: 'accepted' }, own, 'invited')).toBeNull()
  })

  it('M085, M093: company links in both directions', () => {
    const other = '65a0000000000000000000c9'
    const sent = { id: 'l', invitingCompanyId: own, invitedCompanyId: other, invitedCompanyName: 'X', status: 'declined', invitedToBeBpIr: true } // prettier-ignore
    expect(linkInvitationRow(sent, own)).toMatchObject({ direction: 'sent', company_id: other, as_reseller: 1, status: 'declined' }) // prettier-ignore
    const received = { id: 'm', requestingCompanyId: other, requestingCompanyName: 'X', requestedCompanyId: own }
    expect(linkRequestRow(received, own)).toMatchObject({ direction: 'received', company_id: other, status: 'unknown' })
  })

  it('M075, M103: equipment was connected once when it is activated, or its history says so', () => {
    expect(equipmentRow({ id: 'e', status: 'activated' }, around)).toMatchObject({ ever_connected: 1 })
    expect(equipmentRow({ id: 'e', status: 'created' }, around)).toMatchObject({ ever_connected: 0 })
    const before = { id: 'e', status: 'created', connectionHistory: [{ eventType: 'connected' }] }
    expect(equipmentRow(before, around)).toMatchObject({ ever_connected: 1 })
    expect(connectionOf('activated', { conf: true, csta: 'true', http: false })).toBe('degraded')
  })

  it('without an id, or with one that is too long, it is no row', () => {
    for (const id of [undefined, null, 7, '', 'x'.repeat(65)]) {
      expect(companyRow({ ...company, id })).toBeNull()
      expect(memberRow({ ...user, id }, [])).toBeNull()
      expect(subscriptionRow({ id }, own)).toBeNull()
    }
    expect(memberRow({ ...user, companyId: null }, [])).toBeNull()
  })
})
