import { trainingTenant, type Tenant } from '../../electron/demo-cloud/index.ts'
import { companyId, ownCompanyId } from '../../electron/demo-cloud/tenant/companies.ts'
import { demoId } from '../../electron/demo-cloud/tenant/demo-id.ts'
import { JESSICA, userId } from '../../electron/demo-cloud/tenant/members.ts'
import type { DemoBpLink, DemoJoinRequest } from '../../electron/demo-cloud/tenant/types.ts'

const request = (login: string): DemoJoinRequest => ({
  id: demoId('join-request', login),
  requestingUserId: userId(login),
  requestingUserLoginEmail: login,
  requestedCompanyId: ownCompanyId,
  requestingDate: '2017-11-20T09:00:00.000Z',
  status: 'pending',
})

const link = (kind: DemoBpLink['kind'], company: string, more: Partial<DemoBpLink> = {}): DemoBpLink => ({
  id: demoId('bp-link', `${kind}/${company}`),
  kind,
  bpCompanyId: ownCompanyId,
  companyId: demoId('company', company),
  toBeBpIr: false,
  adminId: userId(JESSICA),
  date: '2017-11-20T09:00:00.000Z',
  lastNotificationDate: '2017-11-20T09:00:00.000Z',
  requestedNotificationLanguage: 'en',
  status: 'pending',
  acceptationDate: null,
  declinationDate: null,
  ...more,
})

/** The training tenant with what it lacks: people who ask to join, companies that ask to be managed. */
export const askingTenant: Tenant = {
  ...trainingTenant,
  joinRequests: ['christian.thompson@thompson.loc', 'spencer.holden@universal-design.loc'].map(request),
  bpLinks: [...(trainingTenant.bpLinks ?? []), link('request', 'Maison Duval'), link('request', 'Northwind Telecoms')],
}

export const ids = {
  own: ownCompanyId,
  company: companyId,
  member: userId,
  request: (login: string) => demoId('join-request', login),
  link: (kind: DemoBpLink['kind'], company: string) => demoId('bp-link', `${kind}/${company}`),
  invitation: (company: string, login: string) => demoId('join-invitation', `${company}/${login}`),
  equipment: (name: string) => demoId('system', name),
  extension: (equipment: string, number: string) => demoId('phone-number', `${equipment}/${number}`),
}
