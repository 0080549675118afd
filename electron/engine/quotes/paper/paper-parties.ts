import type { Content } from 'pdfmake/interfaces'
import type { QuoteParty } from '../../../../shared/contract/quotes.ts'
import { countryName } from '../../../../shared/domain/countries.ts'
import { paperText } from './paper-text.ts'
import { GREY, INK } from './paper-style.ts'
import type { QuoteWords } from './words/index.ts'

const addressOf = (party: QuoteParty, { locale }: QuoteWords): string[] =>
  [
    party.contact,
    party.street,
    [party.postalCode, party.city].filter(Boolean).join(' '),
    party.country && countryName(party.country, locale),
    party.email,
  ]
    .map(paperText)
    .filter((line) => line !== '')

/** The distributor's address, right-aligned beside the logo; without one its name stands there already. */
export const sellerBlock = (seller: QuoteParty, withName: boolean, words: QuoteWords): Content => ({
  stack: [
    ...(withName ? [{ text: paperText(seller.name), bold: true, fontSize: 9.5, color: INK }] : []),
    ...addressOf(seller, words),
  ],
  alignment: 'right',
  color: GREY,
  fontSize: 8.5,
})

/** Whom the quote is for, or through whom it goes. */
export const partyBlock = (label: string, party: QuoteParty, words: QuoteWords): Content => ({
  stack: [
    { text: label, color: GREY, fontSize: 8, margin: [0, 0, 0, 2] },
    { text: paperText(party.name), bold: true, fontSize: 10.5 },
    ...addressOf(party, words),
    ...(party.reference.trim() === ''
      ? []
      : [
          {
            text: `${words.yourReference}: ${paperText(party.reference)}`,
            color: GREY,
            margin: [0, 3, 0, 0],
          } as Content,
        ]),
  ],
})
