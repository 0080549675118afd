import type { Quote } from '../../../shared/contract/quotes.ts'
import type { Tone } from '../../ui/tone.ts'

export type QuoteState = Quote['state']
export const quoteStates = ['draft', 'sent', 'accepted', 'refused', 'expired'] as const

export const quoteTones: Readonly<Record<QuoteState, Tone>> = {
  draft: 'neutral',
  sent: 'working',
  accepted: 'good',
  refused: 'bad',
  expired: 'warning',
}
