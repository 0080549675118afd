import { defaultCompanyId } from '../store/service-companies.ts'
import { companies } from './companies.ts'
import { demoId } from './demo-id.ts'
import { userOf } from './members.ts'
import type { DemoCompany, DemoPublicDirectory, DemoUser } from './types.ts'

const outsider = (name: string, more: Partial<DemoCompany> = {}): DemoCompany => {
  const [template] = companies
  if (!template) throw new Error('the tenant has no company to take the shape from')
  return {
    ...template,
    id: demoId('company', name),
    name,
    creationDate: '2016-01-11T08:00:00.000Z',
    statusUpdatedDate: '2016-01-11T08:00:00.000Z',
    country: 'FRA',
    street: null,
    city: null,
    supportEmail: null,
    isBP: false,
    bpType: null,
    bpBusinessModel: null,
    bpApplicantNumber: null,
    bpHasRightToSell: false,
    bpId: null,
    offerType: 'freemium',
    adminHasRightToUpdateSubscriptions: false,
    adminAllowedUpdateSubscriptionsOps: 'increase_only',
    more: {},
    ...more,
  }
}

const person = (name: string, domain: string, country: string, joined: string): DemoUser =>
  userOf({ name, domain, country, joined, rights: '' }, defaultCompanyId)

/**
 * Who and what can be found and invited although nobody manages it: people of the public company (M026), companies
 * without a Business Partner (M093).
 */
export const publicDirectory: DemoPublicDirectory = {
  companies: [
    outsider('Maison Duval', { creationDate: '2017-04-03T08:00:00.000Z' }), // ours, for M093
    outsider('Northwind Telecoms', { country: 'GBR', creationDate: '2017-04-10T08:00:00.000Z' }), // ours, for M085
  ],
  users: [
    person('Sophia CLARK', 'tech-integrator.loc', 'GBR', '2017-05-16T12:00:00.000Z'), // M025: invited, has not answered
    // M025. An account belongs to one company: with his first one he is High-Tech's administrator (M096), who declined.
    person('Christian THOMPSON', 'thompson.loc', 'GBR', '2017-05-16T12:30:00.000Z'),
    person('Spencer Holden', 'universal-design.loc', 'FRA', '2017-10-02T09:00:00.000Z'), // M092
  ],
}
