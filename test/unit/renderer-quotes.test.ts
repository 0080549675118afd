import { describe, expect, test } from 'vitest'
import { base64Of, bytesOfBase64, imageType } from '../../renderer/features/quotes/base64.ts'
import { comparedField, comparedValue } from '../../renderer/features/quotes/compared-field.ts'
import { type Offer, offerChoices } from '../../renderer/features/quotes/offer-choices.ts'
import {
  blankQuote,
  contentOf,
  lineChange,
  newLine,
  partyOfCompany,
  pricedPart,
  quoteForm,
  wrongInLine,
  wrongInQuote,
} from '../../renderer/features/quotes/quote-form.ts'
import type { Company } from '../../shared/contract/estate.ts'
import { quoteContentSchema, type QuoteSettings } from '../../shared/contract/quotes.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import { money } from '../../shared/domain/money.ts'

const party = {
  companyId: null,
  name: 'Interior Designer',
  street: '',
  postalCode: '',
  city: '',
  country: 'FRA',
  contact: 'Sophia Clark',
  email: '',
  reference: '',
}
const content = quoteContentSchema.parse({
  date: '2026-11-22',
  startsOn: '2026-12-01',
  validUntil: '2026-12-22',
  language: 'fr',
  currency: 'EUR',
  sellTier: 'vad',
  customer: { ...party, companyId: 'c-1' },
  reseller: party,
  lines: [
    {
      commercialReference: '3EY95003AA',
      description: '',
      quantity: 15,
      unitPrice: null,
      discount: decimal('0'),
      subscriptionId: null,
    },
    {
      commercialReference: '3EY95102AD',
      description: 'For the branch',
      quantity: 5,
      unitPrice: decimal('90.00'),
      discount: decimal('0.125'),
      subscriptionId: 's-1',
    },
  ],
  notes: 'A note',
  terms: 'Terms',
  vatRate: decimal('0.2'),
  planId: null,
})
const settings: QuoteSettings = {
  seller: party,
  logo: null,
  terms: { en: 'Terms', fr: 'Conditions', de: '', es: '', it: '' },
  validityDays: 30,
}
const blank = () => ({ ...blankQuote('2026-11-22', 'en', settings), customer: { ...party, companyId: '' } })

describe('a quote as it is typed', () => {
  test('opening it changes nothing but how decimals are written', () => {
    const again = contentOf(quoteForm(content))
    expect(again?.lines.map(({ quantity }) => quantity)).toEqual([15, 5])
    expect(again).toEqual({
      ...content,
      vatRate: { units: 20, scale: 2 },
      lines: [content.lines[0], { ...content.lines[1], unitPrice: decimal('90.00'), discount: decimal('0.125') }],
    })
  })

  test('a new one is of today, valid as long as the settings say, with the terms of its language', () => {
    const form = blankQuote('2026-11-22', 'fr', settings)
    expect([form.date, form.startsOn, form.validUntil, form.terms]).toEqual([
      '2026-11-22',
      '2026-11-22',
      '2026-12-22',
      'Conditions',
    ])
    expect(wrongInQuote(form)).toEqual(new Set(['customer', 'lines']))
  })

  test('zero, negative, fractional and huge quantities stand in the way, as do prices and discounts that are none', () => {
    const line = newLine('3EY95003AA', '15')
    expect(wrongInLine(line)).toEqual([])
    for (const quantity of ['0', '-1', '1.5', '1000001', ''])
      expect(wrongInLine({ ...line, quantity })).toEqual(['quantity'])
    expect(wrongInLine({ ...line, unitPrice: '-2', discount: '101' })).toEqual(['unitPrice', 'discount'])
    expect(wrongInLine({ ...line, unitPrice: '2,80', discount: '100' })).toEqual([])
  })

  test('the lines that can be understood are priced, each by its key', () => {
    const whole = newLine('3EY95003AA', '15')
    const form = { ...blank(), lines: [newLine(), whole, newLine('3EY95002AA', 'x')] }
    expect(pricedPart(form)?.keys).toEqual([whole.key])
    expect(contentOf(form)).toBeNull()
    expect(pricedPart({ ...form, lines: [newLine()] })).toBeNull()
    expect(contentOf({ ...form, lines: [whole] })?.lines).toHaveLength(1)
  })

  test('the last day of validity may not be before the date', () => {
    expect(wrongInQuote({ ...blank(), validUntil: '2026-11-21' })).toContain('validUntil')
    expect(wrongInQuote({ ...blank(), validUntil: '' })).toContain('validUntil')
    expect(wrongInQuote({ ...blank(), vat: '200' })).toContain('vat')
  })

  test('a company of the estate fills in what is known and keeps who is written to', () => {
    const company = { id: 'c-2', name: 'Sistemos', street: null, city: 'Madrid', country: 'ESP' } as unknown as Company
    expect(partyOfCompany(company, { ...party, companyId: '' })).toMatchObject({
      companyId: 'c-2',
      name: 'Sistemos',
      street: '',
      city: 'Madrid',
      contact: 'Sophia Clark',
    })
  })
})

describe('a line that changes a subscription', () => {
  const priced = { per: 'month' as const, netPrice: decimal('2.80'), amount: money(5600, 'EUR') }
  test('M153: 15 to 20 is 14.00 more a month', () => {
    const change = lineChange(newLine('3EY95003AA', '20', 's'), { billed: 15, allocated: 1 }, priced)
    expect(change).toEqual({ billed: 15, allocated: 1, change: 5, belowAllocated: false, perMonth: money(1400, 'EUR') })
  })

  test('M155: below what is allocated is said; no value is not zero (M145)', () => {
    expect(lineChange(newLine('x', '10', 's'), { billed: 20, allocated: 15 }, priced)?.belowAllocated).toBe(true)
    expect(lineChange(newLine('x', '15', 's'), { billed: 20, allocated: 15 }, priced)?.belowAllocated).toBe(false)
    expect(lineChange(newLine('x', '10', 's'), { billed: null, allocated: null }, priced)).toBeNull()
  })

  test('a term has no difference per month', () => {
    const term = { ...priced, per: 'term' as const }
    expect(lineChange(newLine('x', '20', 's'), { billed: 15, allocated: 1 }, term)?.perMonth).toBeNull()
  })
})

describe('the offers of a line', () => {
  const t = (key: string, params: Record<string, unknown> = {}) => [key, ...Object.values(params)].join(' ')
  const offer = (
    commercialReference: string,
    plan: string,
    model: Offer['model'],
    termYears: number | null = null,
  ) => ({
    commercialReference,
    name: plan,
    plan,
    model,
    termYears,
  })
  test('M139: by plan, without what is free or for demonstrations; a reference on a line stays', () => {
    const offers = [
      offer('E', 'Essential', 'free'),
      offer('B', 'Business', 'monthly'),
      offer('B3', 'Business', 'prepaid', 3),
      offer('D', 'Business', 'demo'),
      offer('', 'Storage', 'storage'),
    ]
    expect(offerChoices(offers, [newLine('OLD'), newLine('B'), newLine()], t)).toEqual([
      {
        plan: 'Business',
        offers: [
          { reference: 'B', text: 'Business · quotes.offer.monthly · B' },
          { reference: 'B3', text: 'Business · quotes.offer.prepaid 3 · B3' },
        ],
      },
      { plan: 'quotes.offer.other', offers: [{ reference: 'OLD', text: 'OLD' }] },
    ])
  })
})

describe('versions beside each other', () => {
  const words: Readonly<Record<string, string>> = {
    'quotes.field.customer': 'Customer',
    'quotes.party.city': 'Town',
    'quotes.lines.quantity': 'Licences',
    'quotes.field.notes': 'Notes',
    'plans.tiers.vad': 'Distributor’s price',
  }
  const known = (path: string) => words[path] ?? null
  const t = (_key: string, params: Record<string, unknown> = {}) => Object.values(params).join(': ')
  const format = { date: (day: string) => `<${day}>`, country: (code: string) => `(${code})` } as never

  test('fields have their names of the form', () => {
    expect(comparedField('customer.city', t, known)).toBe('Customer: Town')
    expect(comparedField('lines.3EY95003AA#2.quantity', t, known)).toBe('3EY95003AA#2: Licences')
    expect(comparedField('notes', t, known)).toBe('Notes')
    expect(comparedField('something', t, known)).toBe('something')
  })

  test('values are as a person reads them', () => {
    expect(comparedValue('validUntil', '2026-12-22', format, known)).toBe('<2026-12-22>')
    expect(comparedValue('lines.X.discount', '0.05', format, known)).toBe('5 %')
    expect(comparedValue('customer.country', 'FRA', format, known)).toBe('(FRA)')
    expect(comparedValue('sellTier', 'vad', format, known)).toBe('Distributor’s price')
    expect(comparedValue('notes', null, format, known)).toBe('–')
  })
})

describe('files', () => {
  test('bytes come back as they went, also when there are many', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256)
    expect(bytesOfBase64(base64Of(bytes))).toEqual(bytes)
  })

  test('an image is known by its bytes, not by its name', () => {
    expect(imageType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe('image/png')
    expect(imageType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg')
    expect(imageType(new TextEncoder().encode('<svg onload=alert(1)>'))).toBeNull()
  })
})
