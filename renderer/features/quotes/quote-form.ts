import type { Company, SubscriptionRow } from '../../../shared/contract/estate.ts'
import { licencePlanIdSchema } from '../../../shared/contract/planning.ts'
import type { Quote, QuoteContent, QuoteParty, QuoteSettings } from '../../../shared/contract/quotes.ts'
import { companyIdSchema } from '../../../shared/contract/values.ts'
import { type Decimal, formatDecimal, wholeNumber } from '../../../shared/domain/decimal.ts'
import { lineAmount, minorDigits, type Money } from '../../../shared/domain/money.ts'
import { addDays } from '../../ui/days.ts'
import { percentText, typedDecimal, typedPercent, typedWhole } from '../../ui/typed-number.ts'

export type PartyForm = Omit<QuoteParty, 'companyId'> & { companyId: string }
/** A line as it is typed; an empty price is the list's, an empty discount is none. */
export type LineForm = {
  readonly key: string
  commercialReference: string
  description: string
  quantity: string
  unitPrice: string
  discount: string
  subscriptionId: string
}
export type QuoteForm = Omit<QuoteContent, 'customer' | 'reseller' | 'lines' | 'vatRate' | 'planId'> & {
  customer: PartyForm
  throughReseller: boolean
  reseller: PartyForm
  lines: LineForm[]
  /** Percent; empty: no VAT is printed. */
  vat: string
  readonly planId: string
}

const noParty = (): PartyForm => ({
  companyId: '',
  name: '',
  street: '',
  postalCode: '',
  city: '',
  country: '',
  contact: '',
  email: '',
  reference: '',
})

export const newLine = (commercialReference = '', quantity = '1', subscriptionId = ''): LineForm => ({
  key: crypto.randomUUID(),
  commercialReference,
  description: '',
  quantity,
  unitPrice: '',
  discount: '',
  subscriptionId,
})

/** An empty quote of a day, with the distributor's own terms. */
export const blankQuote = (date: string, language: QuoteContent['language'], settings: QuoteSettings): QuoteForm => ({
  date,
  startsOn: date,
  validUntil: addDays(date, settings.validityDays),
  language,
  currency: 'EUR',
  sellTier: 'public',
  customer: noParty(),
  throughReseller: false,
  reseller: noParty(),
  lines: [newLine()],
  notes: '',
  terms: settings.terms[language],
  vat: '',
  planId: '',
})

export const partyForm = (party: QuoteParty): PartyForm => ({ ...party, companyId: party.companyId ?? '' })
export const partyOf = (form: PartyForm): QuoteParty => ({
  ...form,
  companyId: form.companyId === '' ? null : companyIdSchema.parse(form.companyId),
})

/** What the estate knows of a company; who to write to is typed. */
export const partyOfCompany = (company: Company, before: PartyForm): PartyForm => ({
  companyId: company.id,
  name: company.name,
  street: company.street ?? '',
  postalCode: company.postalCode ?? '',
  city: company.city ?? '',
  country: company.country ?? '',
  contact: before.contact,
  email: before.email,
  reference: company.externalReference ?? before.reference,
})

export const quoteForm = (content: QuoteContent): QuoteForm => ({
  date: content.date,
  startsOn: content.startsOn,
  validUntil: content.validUntil,
  language: content.language,
  currency: content.currency,
  sellTier: content.sellTier,
  customer: partyForm(content.customer),
  throughReseller: content.reseller !== null,
  reseller: content.reseller ? partyForm(content.reseller) : noParty(),
  lines: content.lines.map((line) => ({
    key: crypto.randomUUID(),
    commercialReference: line.commercialReference,
    description: line.description,
    quantity: String(line.quantity),
    unitPrice: line.unitPrice ? formatDecimal(line.unitPrice, minorDigits(content.currency)) : '',
    discount: line.discount.units === 0 ? '' : percentText(line.discount),
    subscriptionId: line.subscriptionId ?? '',
  })),
  notes: content.notes,
  terms: content.terms,
  vat: content.vatRate ? percentText(content.vatRate) : '',
  planId: content.planId ?? '',
})

/** A percentage from 0 to `most`; nothing typed is null. */
const percent = (typed: string, most: number): Decimal | null | 'wrong' => {
  if (typed.trim() === '') return null
  const fraction = typedPercent(typed)
  return fraction && fraction.units >= 0 && fraction.units <= most * 10 ** fraction.scale ? fraction : 'wrong'
}
const NONE: Decimal = { units: 0, scale: 0 }
const DAY = /^\d{4}-\d{2}-\d{2}$/

type LineInput = QuoteContent['lines'][number]
/** Which fields of a line cannot be understood. */
export const wrongInLine = (
  line: LineForm,
): readonly ('commercialReference' | 'quantity' | 'unitPrice' | 'discount')[] => [
  ...(line.commercialReference === '' ? (['commercialReference'] as const) : []),
  ...(typedWhole(line.quantity, 1) === null ? (['quantity'] as const) : []),
  ...(line.unitPrice.trim() !== '' && typedDecimal(line.unitPrice) === null ? (['unitPrice'] as const) : []),
  ...(percent(line.discount, 1) === 'wrong' ? (['discount'] as const) : []),
]
const lineOf = (line: LineForm): LineInput | null => {
  const quantity = typedWhole(line.quantity, 1)
  const discount = percent(line.discount, 1)
  if (quantity === null || discount === 'wrong' || wrongInLine(line).length > 0) return null
  return {
    commercialReference: line.commercialReference,
    description: line.description,
    quantity,
    unitPrice: line.unitPrice.trim() === '' ? null : typedDecimal(line.unitPrice),
    discount: discount ?? NONE,
    subscriptionId: line.subscriptionId || null,
  }
}

export type WrongField = 'customer' | 'reseller' | 'date' | 'startsOn' | 'validUntil' | 'vat' | 'lines'
/** What stands in the way of saving. */
export const wrongInQuote = (form: QuoteForm): ReadonlySet<WrongField> =>
  new Set<WrongField>([
    ...(form.customer.name.trim() === '' ? (['customer'] as const) : []),
    ...(form.throughReseller && form.reseller.name.trim() === '' ? (['reseller'] as const) : []),
    ...(['date', 'startsOn', 'validUntil'] as const).filter((field) => !DAY.test(form[field])),
    ...(DAY.test(form.validUntil) && form.validUntil < form.date ? (['validUntil'] as const) : []),
    ...(percent(form.vat, 1) === 'wrong' ? (['vat'] as const) : []),
    ...(form.lines.length === 0 || form.lines.some((line) => lineOf(line) === null) ? (['lines'] as const) : []),
  ])

/** The content that can be priced: the lines that can be understood, with their keys; null without any. */
export const pricedPart = (
  form: QuoteForm,
): { readonly content: QuoteContent; readonly keys: readonly string[] } | null => {
  if (!DAY.test(form.date) || !DAY.test(form.startsOn) || !DAY.test(form.validUntil)) return null
  const lines = form.lines.flatMap((line) => {
    const input = lineOf(line)
    return input ? [{ key: line.key, input }] : []
  })
  if (lines.length === 0) return null
  const vatRate = percent(form.vat, 1)
  return {
    keys: lines.map(({ key }) => key),
    content: {
      date: form.date,
      startsOn: form.startsOn,
      validUntil: form.validUntil,
      language: form.language,
      currency: form.currency,
      sellTier: form.sellTier,
      customer: partyOf(form.customer),
      reseller: form.throughReseller ? partyOf(form.reseller) : null,
      lines: lines.map(({ input }) => input),
      notes: form.notes,
      terms: form.terms,
      vatRate: vatRate === 'wrong' ? null : vatRate,
      planId: form.planId === '' ? null : licencePlanIdSchema.parse(form.planId),
    },
  }
}

/** The whole content; null while something stands in the way. */
export const contentOf = (form: QuoteForm): QuoteContent | null =>
  wrongInQuote(form).size > 0 ? null : (pricedPart(form)?.content ?? null)

export type LineChange = {
  readonly billed: number
  readonly allocated: number | null
  readonly change: number
  /** M155: only unused licences can be removed. */
  readonly belowAllocated: boolean
  /** What it changes per month (M153); null for what is not paid by the month. */
  readonly perMonth: Money | null
}

/** A line that changes a subscription, against what is held now. */
export const lineChange = (
  line: LineForm,
  subscription: Pick<SubscriptionRow, 'billed' | 'allocated'> | undefined,
  priced: Pick<Quote['lines'][number], 'per' | 'netPrice' | 'amount'> | undefined,
): LineChange | null => {
  const quantity = typedWhole(line.quantity, 1)
  if (!subscription || subscription.billed === null || quantity === null) return null
  const change = quantity - subscription.billed
  return {
    billed: subscription.billed,
    allocated: subscription.allocated,
    change,
    belowAllocated: subscription.allocated !== null && quantity < subscription.allocated,
    perMonth: priced?.per === 'month' ? lineAmount(wholeNumber(change), priced.netPrice, priced.amount.currency) : null,
  }
}
