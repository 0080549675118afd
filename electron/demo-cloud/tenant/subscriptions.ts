import { companies, companyId, OWN_COMPANY } from './companies.ts'
import { demoId } from './demo-id.ts'
import { JESSICA, JOHN, loginEmailOf, memberFacts, userId } from './members.ts'
import { offerId } from './offers.ts'
import type { DemoLicence, DemoPastLicence, DemoSubscription, QuantityChange } from './types.ts'

const jessica = userId(JESSICA)
const lucia = userId('lucia.moreno@sistemos.loc')

const subscription = (
  company: string,
  offer: string,
  bsSubscriptionId: string | null,
  quantities: readonly [QuantityChange, ...QuantityChange[]],
  more: Partial<Pick<DemoSubscription, 'expirationDate' | 'allocatedAsShown'>> = {},
): DemoSubscription => ({
  id: demoId('subscription', `${company}/${offer}`),
  companyId: companyId(company),
  offerId: offerId(offer),
  bsSubscriptionId,
  expirationDate: null,
  allocatedAsShown: null,
  quantities,
  ...more,
})

const bought = (at: string, quantity: number | null): QuantityChange => ({ at, quantity, doneByUserId: jessica })

/** Created by the cloud together with the company. */
const essentials = companies.map((company) => {
  const opening: QuantityChange = { at: company.creationDate, quantity: null, doneByUserId: jessica }
  // M253 shows 3 allocated Essential licences beside 12/1 Business and 15/1 Enterprise, while the company has two
  // members (M013), who hold the other two: X13. The count stays as it is shown, on every day of the calendar.
  const allocatedAsShown = company.name === OWN_COMPANY ? 3 : null
  return subscription(company.name, 'Essential', null, [opening], { allocatedAsShown })
})

/** X09: the contract that the invoice's reference table gives to Events Communication (M245) is the reseller's (M246). */
const june: readonly DemoSubscription[] = [
  subscription('Sistemos', 'Business', 'RB-201706010903', [bought('2017-06-01T09:03:00.000Z', 10)]), // M239, M178
  subscription('Sistemos', 'Enterprise', 'RB-201706010904', [
    bought('2017-06-01T09:04:00.000Z', 20), // M238, M247
    { at: '2017-09-19T10:15:00.000Z', quantity: 22, doneByUserId: lucia }, // M178, X10; the reseller may update (M177)
  ]),
  subscription(OWN_COMPANY, 'Business', 'RB-201706010905', [bought('2017-06-01T09:05:00.000Z', 12)]), // M237, M253
  subscription(OWN_COMPANY, 'Enterprise', 'RB-201706010906', [bought('2017-06-01T09:06:00.000Z', 15)]), // M236, M253
]

/**
 * What M225-M227 count besides the June contracts: 24 Business and 22 Enterprise at customers, 18 and 30 at another
 * reseller, Conference at one customer. The deck does not say whose or since when; bought in August, so that neither
 * is on INV00000150 and all are on INV00000234.
 */
const later: readonly DemoSubscription[] = [
  subscription('Events Communication', 'Business', 'RB-201708070001', [bought('2017-08-07T13:20:00.000Z', 10)]),
  subscription('High-Tech', 'Business', 'RB-201708080001', [bought('2017-08-08T14:05:00.000Z', 14)]),
  subscription('High-Tech', 'Enterprise', 'RB-201708080002', [bought('2017-08-08T14:07:00.000Z', 22)]),
  subscription('Atlantic Networks', 'Business', 'RB-201708210001', [bought('2017-08-21T08:40:00.000Z', 18)]),
  subscription('Atlantic Networks', 'Enterprise', 'RB-201708210002', [bought('2017-08-21T08:42:00.000Z', 30)]),
  subscription('High-Tech', 'Conference', 'RB-201709010001', [bought('2017-09-01T08:00:00.000Z', null)]),
]

const termEnd = { expirationDate: '2020-12-01T00:00:00.000Z' } // M161

/** M159 and the history lines M173, M172. London is on UTC in November. */
const prepaid: readonly DemoSubscription[] = [
  subscription(
    'Advanced Telephony',
    'Business PrePaid 3 Years',
    'RB-201711240001',
    [bought('2017-11-24T17:06:00.000Z', 10)],
    termEnd,
  ),
  subscription(
    'Advanced Telephony',
    'Enterprise PrePaid 3 Years',
    'RB-201711240002',
    [bought('2017-11-24T17:09:00.000Z', 20)],
    termEnd,
  ),
]

/** M139: one licence each, nothing allocated. */
const demos: readonly DemoSubscription[] = ['Business Demo', 'Enterprise Demo'].map((offer) =>
  subscription(OWN_COMPANY, offer, null, [bought('2017-05-16T10:00:00.000Z', 1)]),
)

export const subscriptions: readonly DemoSubscription[] = [...essentials, ...june, ...later, ...prepaid, ...demos]

/** One licence per member: Business and Enterprise exclude each other and stand in the place of Essential. */
export const licences: readonly DemoLicence[] = memberFacts.map((facts) => ({
  userId: userId(loginEmailOf(facts)),
  subscriptionId: demoId('subscription', `${facts.company}/${facts.licence}`),
  assignationDate: facts.licence === 'Essential' ? facts.joined : (facts.assigned ?? facts.joined),
  doneByUserId: facts.assignedBy === null ? jessica : userId(facts.assignedBy),
}))

const past = (login: string, offer: string, from: string, to: string): DemoPastLicence => ({
  userId: userId(login),
  subscriptionId: demoId('subscription', `${OWN_COMPANY}/${offer}`),
  assignationDate: from,
  doneByUserId: jessica,
  endDate: to,
  endedByUserId: jessica,
})

/** X13, M020: Enterprise and Business in the first member list (L96), Essential in the next two (L238, L795). */
export const pastLicences: readonly DemoPastLicence[] = [
  past(JESSICA, 'Enterprise', '2017-06-02T09:00:00.000Z', '2017-09-19T08:40:00.000Z'),
  past(JOHN, 'Business', '2017-06-02T09:05:00.000Z', '2017-09-19T08:41:00.000Z'),
]
