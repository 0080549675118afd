/** What is stored; `expired` is what a sent one is after its last day. */
export type StoredQuoteState = 'draft' | 'sent' | 'accepted' | 'refused'
export type QuoteState = StoredQuoteState | 'expired'

/** The state on a local date: sent and past its validity is expired. The last day itself is still valid. */
export const quoteStateOn = (state: StoredQuoteState, validUntil: string, today: string): QuoteState =>
  state === 'sent' && validUntil < today ? 'expired' : state

const NEXT: Readonly<Record<QuoteState, readonly StoredQuoteState[]>> = {
  draft: ['sent'],
  sent: ['accepted', 'refused'],
  accepted: [],
  refused: [],
  expired: [],
}

/** draft -> sent -> accepted | refused; nothing else. */
export const mayBecome = (state: QuoteState, asked: StoredQuoteState): boolean => NEXT[state].includes(asked)
