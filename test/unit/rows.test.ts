import { describe, expect, it, test } from 'vitest'
import {
  companyRow,
  connectionOf,
  equipmentRow,
  memberRow,
  operationRow,
  pendingMemberRow,
  subscriptionRow,
} from '../../electron/engine/sync/rows/index.ts'

describe('a company', () => {
  test.each([
    [{ isBP: true, bpType: 'VAD' }, 'VAD'],
    [{ isBP: true, bpType: 'IR' }, 'IR'],
    [{ isBP: true, bpType: 'DR' }, 'DR'],
    [{ isBP: true }, 'IR'],
    [{ isBP: false, bpType: 'VAD' }, 'EC'],
    [{}, 'EC'],
    [{ isBP: 'yes', bpType: 'IR' }, 'EC'],
  ])('M002: %j is %s', (json, kind) => {
    expect(companyRow({ id: 'c1', ...json })?.kind).toBe(kind)
  })

  it('of a kind that this version does not know is still one of the known kinds, so that lists stay readable', () => {
    expect(companyRow({ id: 'c1', isBP: true, bpType: 'GALAXY' })?.kind).toBe('IR')
  })

  test.each([
    ['all', 1],
    ['increase_only', 0],
    [undefined, null],
    [7, null],
  ])('M165, M198: decrease is %s -> %s', (operations, stored) => {
    expect(companyRow({ id: 'c1', adminAllowedUpdateSubscriptionsOps: operations })?.admin_can_decrease).toBe(stored)
  })

  it('keeps what is sound when every other field has a wrong type', () => {
    const odd = { id: 'c1', name: 7, status: null, country: ['FRA'], creationDate: {}, externalReference: false }
    expect(companyRow(odd)).toMatchObject({
      id: 'c1', name: '', kind: 'EC', status: 'unknown', country: null, created_at: null, external_reference: null,
    }) // prettier-ignore
  })

  test.each([
    [{ name: 7, status: null, country: ['FRA'], creationDate: {} }, 'name status country created_at'],
    [{ isBP: 'yes' }, 'kind reseller_can_create'],
    [{ isBP: true, bpType: 'GALAXY' }, 'kind'],
    [{ adminAllowedUpdateSubscriptionsOps: 'some' }, 'admin_can_decrease'],
    [{ country: null, externalReference: '', slogan: undefined, bpHasRightToConnect: null }, undefined],
    [{ status: 'frozen', offerType: 'gold' }, undefined],
  ])('what is in another type than the API has is not known: %j -> %s', (json, columns) => {
    expect(companyRow({ id: 'c1', ...json })?.not_known).toBe(columns)
  })

  it('notes unknown values of enumerations, which are kept', () => {
    expect(companyRow({ id: 'c1', status: 'frozen', offerType: 'gold' })).toMatchObject({ status: 'frozen', plan: 'gold', odd: 2 }) // prettier-ignore
  })

  test.each([{}, { id: 7 }, { id: '' }, { id: 'x'.repeat(65) }])('without a usable id (%j) is not a row', (json) => {
    expect(companyRow(json)).toBeNull()
  })

  test.each([
    ['2017-05-15T09:00:00.000Z', '2017-05-15T09:00:00.000Z'],
    ['2017-05-15T11:00:00+02:00', '2017-05-15T09:00:00.000Z'],
    ['2017-05-15', '2017-05-15T00:00:00.000Z'],
    ['yesterday', null],
    [1494838800000, null],
  ])('a time given as %j is kept as %j (UTC)', (given, kept) => {
    expect(companyRow({ id: 'c1', creationDate: given })?.created_at).toBe(kept)
  })
})

describe('a member', () => {
  test.each([
    [['user', 'bp_admin', 'bp_finance'], 'undefined', [1, 0]],
    [['user', 'admin'], 'company_admin', [0, 1]],
    [['user', 'admin', 'bp_finance'], 'company_admin', [1, 1]],
    [['user', 'admin'], 'undefined', [0, 0]],
    ['admin', 'company_admin', [0, 0]],
  ])('M021: %j (%s) is seller, admin %j', (roles, adminType, expected) => {
    const row = memberRow({ id: 'u1', companyId: 'c1', roles, adminType }, [])
    expect([row?.seller, row?.admin]).toEqual(expected)
  })

  it('M073: shows the number from the system before others', () => {
    const phoneNumbers = [
      { number: '01', isFromSystem: false },
      { numberE164: '+33390676862', internalNumber: '109', isFromSystem: true },
    ]
    expect(
      memberRow({ id: 'u1', companyId: 'c1', phoneNumbers }, [{ subscriptionId: 's1', offerName: 'Business' }]),
    ).toMatchObject({
      phone: '+33390676862',
      extension: '109',
      licences: '["Business"]',
    })
  })

  it('M012: an invitation counts while it is pending', () => {
    expect(
      pendingMemberRow({ id: 'i1', status: 'pending', invitedUserEmail: 'a@b.loc' }, 'c1', 'invited'),
    ).toMatchObject({ email: 'a@b.loc', state: 'invited', company_id: 'c1' })
    expect(pendingMemberRow({ id: 'i1', status: 'declined' }, 'c1', 'invited')).toBeNull()
    // The list is asked for what is pending: a status that nobody knows, or of a wrong type, is no answer.
    for (const status of ['dreaming', 7, undefined])
      expect(pendingMemberRow({ id: 'i1', status }, 'c1', 'requested')).toMatchObject({ state: 'requested' })
    expect(pendingMemberRow({}, 'c1', 'requested')).toBeNull()
  })

  it('without company is not a row', () => {
    expect(memberRow({ id: 'u1' }, [])).toBeNull()
  })
})

describe('a subscription', () => {
  test.each([
    [{ canBeSold: false }, 'free'],
    [{ canBeSold: true, businessModel: 'usage' }, 'usage'],
    [{ canBeSold: true, businessModel: 'nb_users', isPrepaid: true }, 'prepaid'],
    [{ canBeSold: true, businessModel: 'nb_users', isPrepaid: false }, 'monthly'],
  ])('%j is %s', (json, model) => {
    expect(subscriptionRow({ id: 's1', ...json }, 'c1')?.model).toBe(model)
  })

  it('M145, M227: "--" is absent, not zero; usage has no billed count', () => {
    expect(subscriptionRow({ id: 's1', maxNumberUsers: 0, numberAssignedUsers: 0 }, 'c1')).toMatchObject({
      billed: 0,
      allocated: 0,
    })
    expect(subscriptionRow({ id: 's1' }, 'c1')).toMatchObject({ billed: null, allocated: null })
    expect(subscriptionRow({ id: 's1', businessModel: 'usage', maxNumberUsers: 5 }, 'c1')).toMatchObject({
      billed: null,
      allocated: null,
    })
    expect(subscriptionRow({ id: 's1', maxNumberUsers: '20' }, 'c1')?.billed).toBeNull()
    expect(subscriptionRow({ id: 's1', maxNumberUsers: 20.5 }, 'c1')?.billed).toBeNull()
  })

  it('M161: expires at an instant, whatever form the cloud gives it', () => {
    const at = (expirationDate: unknown) => subscriptionRow({ id: 's1', expirationDate }, 'c1')?.expires_at
    expect([at('2020-12-01T00:00:00.000Z'), at('2020-12-01'), at('1 Dec'), at(0)]).toEqual([
      '2020-12-01T00:00:00.000Z',
      '2020-12-01T00:00:00.000Z',
      null,
      null,
    ])
  })
})

describe('equipment', () => {
  test.each([
    ['created', { conf: true }, 'pending'],
    ['activated', { conf: true, csta: true, http: true, xmpp: true }, 'normal'],
    ['activated', { conf: true, csta: 'true', http: false, xmpp: true }, 'degraded'],
    ['activated', { conf: false, csta: false, http: false, xmpp: false }, 'disconnected'],
    ['activated', {}, 'unknown'],
    ['activated', null, 'unknown'],
  ])('M068: status %s, channels %j is %s', (status, state, connection) => {
    expect(connectionOf(status, state)).toBe(connection)
  })

  test.each([
    [{ type: 'oxe' }, 'OmniPCX Enterprise'],
    [{ type: 'oxe', isCentrex: true }, 'OTEC-S'],
    [{ type: 'oxo', version: 'ONE021/018.001' }, 'OXO Connect'],
    [{ type: 'oxo' }, 'OmniPCX Office'],
    [{ type: 'cloud_pbx' }, 'cloud_pbx'],
    [{}, 'unknown'],
  ])('M062: %j is %s', (json, serverType) => {
    const extra = { companyId: 'c1', connection: 'normal', companyCount: 1 }
    expect(equipmentRow({ id: 'e1', ...json }, extra)?.server_type).toBe(serverType)
  })
})

describe('a line of the history', () => {
  const line = (json: Readonly<Record<string, unknown>>) =>
    operationRow({
      id: 'o1', operationDate: '2017-11-24T17:09:00.000Z', operationType: 'create', resourceType: 'subscription', resourceId: 's1', ...json,
    }) // prettier-ignore

  it('M172: "20 (+20)" is the new total and the change', () => {
    expect(
      line({ newData: { maxNumberUsers: 20, offerName: 'Enterprise PrePaid 3 Years', isPrepaid: true } }),
    ).toMatchObject({ licences: 20, change: 20, model: 'prepaid', plan: 'Enterprise PrePaid 3 Years' })
  })

  it('X10: 22 after 20 is 22 (+2); fewer is negative', () => {
    const changed = (was: number, is: number) =>
      line({ operationType: 'update', previousData: { maxNumberUsers: was }, newData: { maxNumberUsers: is } })
    expect(changed(20, 22)).toMatchObject({ licences: 22, change: 2 })
    expect(changed(22, 20)).toMatchObject({ licences: 20, change: -2 })
  })

  it('of a licence changes no quantity', () => {
    expect(line({ resourceType: 'profile', newData: { maxNumberUsers: 20 } })).toMatchObject({
      licences: null,
      change: null,
    })
  })

  it('without id or time is not a row', () => {
    expect(operationRow({ operationDate: '2017-11-24T17:09:00.000Z' })).toBeNull()
    expect(operationRow({ id: 'o1' })).toBeNull()
  })
})
