import { boughtLot, lastToEnd, put, total, type Lot, type Offered } from './lots.ts'

export type CoverTerm = 'monthly' | 1 | 3 | 5
export type Cover = { readonly term: CoverTerm; readonly quantity: number | 'all' | 'lowest' }
/** The offer of the plan for a term; null where the catalogue has none. */
export type OfferFor = (term: CoverTerm) => Offered | null

/** What is decided on one day: `ending` are the lots whose term ends the next morning. */
export type Decision = {
  readonly lots: Lot[]
  readonly on: string
  readonly heads: number
  readonly ending: readonly Lot[]
  readonly offerFor: OfferFor
}

const isPrepaid = ({ model }: Offered): boolean => model === 'prepaid'
const sameTerm = ({ model, termYears }: Offered, term: CoverTerm): boolean =>
  term === 'monthly' ? model !== 'prepaid' : model === 'prepaid' && termYears === term

const buy = ({ lots, on }: Decision, offer: Offered): Lot => {
  const lot = boughtLot(offer, on)
  lots.push(lot)
  return lot
}

/** As it is: nothing that is held is given back, what is missing is added to it, and terms renew (M209). */
export const goOn = (decision: Decision): void => {
  const { lots, on, heads, ending, offerFor } = decision
  for (const lot of ending) {
    const missing = Math.max(0, heads - (total(lots) - lot.quantity))
    put(lot, on, Math.max(Math.min(lot.held, lot.quantity), Math.min(lot.quantity, missing)))
  }
  const monthly = lots.find((lot) => !isPrepaid(lot))
  const missing = heads - (total(lots) - (monthly?.quantity ?? 0))
  if (monthly) return put(monthly, on, Math.max(monthly.held, missing))
  if (missing <= 0) return
  const running = lastToEnd(lots.filter((lot) => lot.quantity > 0 && lot.termYears !== null))
  const offer = running ?? offerFor('monthly')
  if (!offer) return
  const lot = running ?? buy(decision, offer)
  put(lot, on, lot.quantity + missing)
}

/** How many people each term is to cover, in the order of the covers. */
export type Share = { readonly term: CoverTerm; count: number }

/** The last cover takes the rest. */
export const sharesOf = (covers: readonly Cover[], heads: number, lowest: number): Share[] => {
  const shares: Share[] = []
  let rest = heads
  covers.forEach(({ term, quantity }, index) => {
    const wanted = index === covers.length - 1 || quantity === 'all' ? rest : quantity === 'lowest' ? lowest : quantity
    const count = Math.min(rest, wanted)
    const same = shares.find((share) => share.term === term)
    if (same) same.count += count
    else shares.push({ term, count })
    rest -= count
  })
  return shares
}

/**
 * Takes off the shares what need not be bought or renewed for them. Licences whose term runs stay (M210): they count for the
 * cover of their own term, and those that are too many there are not bought for another, taken from the last cover first.
 */
const takeRunning = ({ lots, ending }: Decision, needs: readonly Share[]): void => {
  let spare = 0
  for (const lot of lots) {
    if (!isPrepaid(lot) || ending.includes(lot)) continue
    const own = needs.find(({ term }) => sameTerm(lot, term))
    const used = Math.min(own?.count ?? 0, lot.quantity)
    if (own) own.count -= used
    spare += lot.quantity - used
  }
  for (const need of needs.toReversed()) {
    const saved = Math.min(need.count, spare)
    need.count -= saved
    spare -= saved
  }
}

/** Brings the licences to what the covers want; what no offer can cover stays uncovered, and the caller says so. */
export const cover = (decision: Decision, needs: readonly Share[]): void => {
  const { lots, on, ending, offerFor } = decision
  takeRunning(decision, needs)
  for (const lot of ending) {
    const own = needs.find(({ term }) => sameTerm(lot, term))
    const renewed = Math.min(own?.count ?? 0, lot.quantity)
    if (own) own.count -= renewed
    put(lot, on, renewed)
  }
  for (const { term, count } of needs) {
    if (term === 'monthly' || count === 0) continue
    const offer = offerFor(term)
    // One subscription per offer (M159), and more of it ends with it (M210).
    const running = lastToEnd(lots.filter((lot) => sameTerm(lot, term) && lot.quantity > 0))
    const lot = running ?? (offer ? buy(decision, offer) : undefined)
    if (lot) put(lot, on, lot.quantity + count)
  }
  const monthly = needs.find(({ term }) => term === 'monthly')?.count ?? 0
  const [first, ...others] = lots.filter((lot) => !isPrepaid(lot))
  for (const lot of others) put(lot, on, 0)
  if (first) return put(first, on, monthly)
  const offer = monthly > 0 ? offerFor('monthly') : null
  if (offer) put(buy(decision, offer), on, monthly)
}

/** People who leave on the morning on which a term ends are not renewed for, and nothing new is bought for them. */
export const withoutLeaving = (
  { lots, on, ending }: Decision,
  before: ReadonlyMap<Lot, number>,
  leaving: number,
  keepsHeld: boolean,
): void => {
  let left = leaving
  const raised = lots.filter((lot) => !ending.includes(lot) && lot.quantity > (before.get(lot) ?? 0))
  for (const lot of [...[...ending].reverse(), ...raised.reverse()]) {
    const floor = !ending.includes(lot) ? (before.get(lot) ?? 0) : keepsHeld ? Math.min(lot.held, lot.quantity) : 0
    const cut = Math.min(left, lot.quantity - floor)
    put(lot, on, lot.quantity - cut)
    left -= cut
  }
}
