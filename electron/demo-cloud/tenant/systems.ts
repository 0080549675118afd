import { companyId, ownCompanyId } from './companies.ts'
import { demoId } from './demo-id.ts'
import { userId } from './members.ts'
import type { DemoPhoneNumber, DemoSite, DemoSystem } from './types.ts'

const siteId = (company: string): string => demoId('site', company)

const site = (company: string, isCentrex = false, name = 'HQ'): DemoSite => ({
  id: name === 'HQ' ? siteId(company) : demoId('site', `${company}/${name}`),
  companyId: companyId(company),
  name: `${company} ${name}`,
  status: 'active',
  isCentrex,
})

/** A site is needed before a system; the deck does not show them. */
export const sites: readonly DemoSite[] = [
  site('Technology Integrator'),
  site('Events Communication'),
  site('Events Communication', false, 'Lyon'),
  site('Greentree', true),
  site('Declic', true),
]

const pending = { conf: false, csta: false, http: false, xmpp: false }
const normal = { conf: true, csta: true, http: true, xmpp: true }

type SystemFacts = Pick<DemoSystem, 'name' | 'pbxId' | 'type' | 'creationDate' | 'jid_pbxagent_password'> & {
  readonly company: string | null
  /** Null while nothing has ever connected: "Pending"; connected since then: "Normal" (M068). */
  readonly connectedSince: string | null
} & Partial<Pick<DemoSystem, 'version' | 'companyPrefixes' | 'siteId'>>

const system = ({ company, connectedSince, ...facts }: SystemFacts): DemoSystem => ({
  id: demoId('system', facts.name),
  companyId: company === null ? null : companyId(company),
  bpId: company === null ? ownCompanyId : null,
  siteId: company === null ? [] : [siteId(company)],
  country: 'FRA', // M061, M099, M100
  version: '',
  status: connectedSince === null ? 'created' : 'activated',
  pbxMainBundlePrefix: ['0'], // M061, M099, M100
  usePbxMainBundlePrefix: true,
  isShared: false,
  isCentrex: company === null,
  statusUpdatedDate: connectedSince ?? facts.creationDate,
  channels: connectedSince === null ? pending : normal,
  connectionHistory: connectedSince === null ? [] : [{ eventType: 'connected', eventDate: connectedSince }],
  companyPrefixes: [],
  ...facts,
})

/**
 * The cloud's type has one value for OmniPCX Office and OXO Connect (oxo), and OTEC-S is an oxe with isCentrex. Where
 * the deck gives no equipment id or state they are ours: OXO_01 still waits, for M065 shows its activation code.
 */
export const systems: readonly DemoSystem[] = [
  system({
    company: 'Technology Integrator',
    name: 'OXO_01', // M061: OmniPCX Office
    pbxId: 'PBX2260-6184-8060-49c8-bafe-7e4c-3296-1bd0', // M065
    jid_pbxagent_password: '8398', // M065
    type: 'oxo',
    creationDate: '2017-05-19T09:00:00.000Z',
    connectedSince: null,
  }),
  system({
    company: 'Events Communication',
    name: 'Demo_OXE', // M069: OmniPCX Enterprise, Pending
    pbxId: 'PBX4d91-07ab-5e32-4c0f-9a6d-21c8-77e4-b350',
    jid_pbxagent_password: '4172',
    type: 'oxe',
    creationDate: '2017-05-31T09:00:00.000Z',
    connectedSince: null,
  }),
  system({
    company: 'Events Communication',
    name: 'EventsCom HQ OXO', // M069: OXO Connect, Normal
    pbxId: 'PBX8c28-b3c4-e04e-4664-85ba-fa14-1999-c75b', // M065; its code 6137 was used up by the first connection
    jid_pbxagent_password: 'c0f3',
    type: 'oxo',
    version: 'ONE021/018.001',
    creationDate: '2017-05-26T09:00:00.000Z',
    connectedSince: '2017-05-26T13:40:00.000Z',
  }),
  system({
    company: 'Events Communication',
    name: 'OXO_1 Events Com', // M073
    pbxId: 'PBX71e5-9c0d-43fa-4b18-8e27-f6a0-53bd-0c94',
    jid_pbxagent_password: '9b1e',
    type: 'oxo',
    version: 'R103/012.001',
    creationDate: '2017-05-29T09:00:00.000Z',
    connectedSince: '2017-05-29T15:10:00.000Z',
  }),
  system({
    company: null,
    name: 'bpOTEC51', // M100, M102: OTEC-S, 2 companies, Normal
    pbxId: 'PBXa3f0-52d7-1b6c-4e95-b08a-c417-6de2-f938',
    jid_pbxagent_password: '77d2',
    type: 'oxe',
    version: 'm1.403.25',
    creationDate: '2017-10-13T09:00:00.000Z',
    connectedSince: '2017-10-13T14:25:00.000Z', // before the ranges were given out, as M103 asks
    siteId: [siteId('Greentree'), siteId('Declic')],
    companyPrefixes: [
      { companyPrefix: '8210', companyId: companyId('Greentree') }, // M101
      { companyPrefix: '8212', companyId: companyId('Declic') }, // M101
    ],
  }),
  system({
    company: null,
    name: 'bpOTEC52', // M102: OTEC-S, 0 companies, Pending
    pbxId: 'PBX0be6-d84f-97a1-4370-a5c2-38f9-e164-2d7b',
    jid_pbxagent_password: '5260',
    type: 'oxe',
    creationDate: '2017-11-06T09:00:00.000Z',
    connectedSince: null,
  }),
]

const extension = (
  systemName: string,
  shortNumber: string,
  more: Partial<Pick<DemoPhoneNumber, 'userId' | 'number' | 'numberE164' | 'country' | 'companyPrefix'>> = {},
): DemoPhoneNumber => ({
  id: demoId('phone-number', `${systemName}/${more.companyPrefix ?? ''}${shortNumber}`),
  systemId: demoId('system', systemName),
  userId: null,
  shortNumber,
  internalNumber: `${more.companyPrefix ?? ''}${shortNumber}`,
  number: null,
  numberE164: null,
  country: 'FRA',
  companyPrefix: null,
  isMonitored: more.userId !== undefined,
  ...more,
})

const eventsMember = (name: string): string => userId(`${name}@events-communication.loc`)

/** M073. Extensions without a member are ours: a PBX reports all it has after its first connection (M075). */
export const phoneNumbers: readonly DemoPhoneNumber[] = [
  extension('EventsCom HQ OXO', '110', {
    // The deck shows this one on a screen of the own company although the equipment is the customer's; it can only
    // belong to one of the customer's members.
    userId: eventsMember('elizabeth.johnson'),
    number: '+447848311690',
    numberE164: '+447848311690',
    country: 'GBR',
  }),
  extension('EventsCom HQ OXO', '111'),
  extension('EventsCom HQ OXO', '112'),
  extension('OXO_1 Events Com', '108'),
  extension('OXO_1 Events Com', '109', {
    userId: eventsMember('brian.lee'),
    number: '+33390676862',
    numberE164: '+33390676862',
  }),
  extension('bpOTEC51', '3001', { companyPrefix: '8210' }),
  extension('bpOTEC51', '3002', { companyPrefix: '8210' }),
  extension('bpOTEC51', '3001', { companyPrefix: '8212' }),
]
