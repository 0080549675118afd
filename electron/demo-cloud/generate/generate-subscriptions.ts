import { offers } from '../tenant/offers.ts'
import type { DemoLicence, DemoOffer, DemoSubscription, DemoUser, QuantityChange } from '../tenant/types.ts'
import type { Planned } from './generate-companies.ts'
import { GENERATED_AS_OF, type Generator } from './generator.ts'

export type Subscribed = { readonly subscriptions: DemoSubscription[]; readonly licences: DemoLicence[] }

const named = (name: string): DemoOffer => offers.find((offer) => offer.name === name)!
const essential = named('Essential')
const conference = named('Conference')
/** Monthly twice as often as for years in advance. */
const plans = {
  Business: ['Business', 'Business', 'Business', 'Business', 'Business PrePaid 1 Year', 'Business PrePaid 3 Years'],
  Enterprise: ['Enterprise', 'Enterprise', 'Enterprise', 'Enterprise PrePaid 1 Year', 'Enterprise PrePaid 3 Years'],
} as const

export type ContractNumbers = (createdAt: string) => string

/** RB-, the day of creation and four digits (M244). */
export const createContractNumbers = (): ContractNumbers => {
  const used = new Map<string, number>()
  return (createdAt) => {
    const day = createdAt.slice(0, 10).replaceAll('-', '')
    const number = (used.get(day) ?? 0) + 1
    used.set(day, number)
    return `RB-${day}${String(number).padStart(4, '0')}`
  }
}

/**
 * M161: the term begins on the first of the month after the subscription; M209: it is renewed for a year at its end,
 * as often as needed to be in force.
 */
export const termEnd = (createdAt: string, months: number): string => {
  const [year, month] = [Number(createdAt.slice(0, 4)), Number(createdAt.slice(5, 7))]
  let end = new Date(Date.UTC(year, month + months, 1))
  while (end.toISOString() <= GENERATED_AS_OF) end = new Date(Date.UTC(end.getUTCFullYear() + 1, end.getUTCMonth(), 1))
  return end.toISOString()
}

/** The history that ends with this quantity; prepaid ones only ever grew (M210). */
const history = (
  { random, instant }: Generator,
  createdAt: string,
  quantity: number,
  offer: DemoOffer,
  doneByUserId: string,
): readonly [QuantityChange, ...QuantityChange[]] => {
  const changes = random.chance(0.2) ? random.integer(1, 3) : 0
  if (changes === 0 || quantity < 2) return [{ at: createdAt, quantity, doneByUserId }]
  const earlier = Array.from({ length: changes }, () =>
    offer.isPrepaid ? random.integer(1, quantity - 1) : random.integer(1, quantity * 2),
  )
  if (offer.isPrepaid) earlier.sort((a, b) => a - b)
  const dates = [...new Set(earlier.map(() => instant(createdAt)))].filter((at) => at > createdAt).sort()
  const [first, ...middle] = [...earlier.slice(0, dates.length), quantity]
  return [
    { at: createdAt, quantity: first, doneByUserId },
    ...middle.map((value, index) => ({ at: dates[index]!, quantity: value, doneByUserId })),
  ]
}

/** Essential for each company; the premium ones with paid offers, of which never more are assigned than billed. */
export const generateSubscriptions = (
  generator: Generator,
  contractNumber: ContractNumbers,
  { company }: Planned,
  members: readonly DemoUser[],
  distributor: DemoUser,
): Subscribed => {
  const { random, id, instant } = generator
  const administrator = members[0] ?? distributor
  const subscriptions: DemoSubscription[] = []

  const add = (offer: DemoOffer, at: string, quantities: DemoSubscription['quantities']): DemoSubscription => {
    const subscription: DemoSubscription = {
      id: id('subscription', at),
      companyId: company.id,
      offerId: offer.id,
      bsSubscriptionId: offer.model === 'Free' ? null : contractNumber(at),
      expirationDate: offer.prepaidDuration === null ? null : termEnd(at, offer.prepaidDuration),
      quantities,
      allocatedAsShown: null,
    }
    subscriptions.push(subscription)
    return subscription
  }

  const bought = (offer: DemoOffer, allocated: number): DemoSubscription => {
    const at = instant(company.creationDate)
    const quantity = Math.max(1, allocated + random.integer(0, 2 + Math.floor(allocated * 0.2)))
    const by = company.adminHasRightToUpdateSubscriptions && random.chance(0.3) ? administrator : distributor
    return add(offer, at, history(generator, at, quantity, offer, by.id))
  }

  const opening = { at: company.creationDate, quantity: null, doneByUserId: distributor.id }
  const free = add(essential, company.creationDate, [opening])
  const paid: { readonly subscription: DemoSubscription; left: number }[] = []
  if (company.offerType === 'premium' && random.chance(0.85)) {
    let unserved = Math.floor(members.length * (0.3 + random.next() * 0.7))
    for (const plan of random.chance(0.25)
      ? (['Business', 'Enterprise'] as const)
      : [random.pick(['Business', 'Enterprise'] as const)]) {
      const allocated = Math.floor(unserved * (0.5 + random.next() * 0.5))
      unserved -= allocated
      paid.push({ subscription: bought(named(random.pick(plans[plan])), allocated), left: allocated })
    }
    if (random.chance(0.05)) {
      const at = instant(company.creationDate)
      add(conference, at, [{ at, quantity: null, doneByUserId: distributor.id }])
    }
  }

  // The last ones get the paid licences, so that the first administrator is not always among them.
  const licences: DemoLicence[] = new Array<DemoLicence>(members.length)
  for (let index = members.length - 1; index >= 0; index -= 1) {
    const user = members[index]!
    const pool = paid.find(({ left }) => left > 0)
    if (pool) pool.left -= 1
    const since = pool?.subscription.quantities[0].at ?? user.creationDate
    licences[index] = {
      userId: user.id,
      subscriptionId: (pool?.subscription ?? free).id,
      assignationDate: since > user.creationDate ? since : user.creationDate,
      doneByUserId: administrator.id,
    }
  }
  return { subscriptions, licences }
}
