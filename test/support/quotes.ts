import type { Engine } from '../../electron/engine/index.ts'
import { readPdfText } from '../../electron/engine/imports/readers/read-pdf-text.ts'
import type { QuoteContent, QuoteParty } from '../../shared/contract/quotes.ts'

export const party = (name: string, more: Partial<QuoteParty> = {}): QuoteParty => ({
  companyId: null,
  name,
  street: '',
  postalCode: '',
  city: '',
  country: '',
  contact: '',
  email: '',
  reference: '',
  ...more,
})

type Line = QuoteContent['lines'][number]

export const quoteLine = (more: Partial<Line> = {}): Line => ({
  commercialReference: '3EY95003AA',
  description: '',
  quantity: 15,
  unitPrice: null,
  discount: { units: 0, scale: 0 },
  subscriptionId: null,
  ...more,
})

/** Fifteen Enterprise at public prices, on a day of 2026. */
export const quoteContent = (more: Partial<QuoteContent> = {}): QuoteContent => ({
  date: '2026-11-22',
  startsOn: '2026-11-22',
  validUntil: '2026-12-22',
  language: 'en',
  currency: 'EUR',
  sellTier: 'public',
  customer: party('Interior Designer'),
  reseller: null,
  lines: [quoteLine()],
  notes: '',
  terms: '',
  vatRate: null,
  planId: null,
  ...more,
})

/** A company of the estate as a customer. */
export const customerNamed = async (engine: Engine, name: string): Promise<QuoteParty> => {
  const { rows } = await engine.client.estate.companies({ search: name })
  const found = rows.find((row) => row.name === name)
  if (!found) throw new Error(`no company ${name}`)
  return party(name, { companyId: found.id })
}

/** The text of a PDF as the importers read it: a line of text for each line on paper, spaces plain. */
export const textOfPdf = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const read = await readPdfText(new Uint8Array(bytes), 'quote.pdf')
  if (!read.ok) throw new Error(read.failure.code)
  return read.value.flatMap(({ lines }) => lines.map(({ text }) => text))
}
