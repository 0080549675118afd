import { describe, expect, it } from 'vitest'
import { paperFormat } from '../../electron/engine/quotes/paper/paper-format.ts'
import { paperText } from '../../electron/engine/quotes/paper/paper-text.ts'
import { quoteWords } from '../../electron/engine/quotes/paper/words/index.ts'
import { decimal, formatDecimal } from '../../shared/domain/decimal.ts'
import { money, moneyText } from '../../shared/domain/money.ts'
import { compareVersions, type ComparedVersion } from '../../shared/domain/quotes/compare.ts'
import {
  dateProblem,
  lineAmounts,
  mayBecome,
  quoteNumber,
  quoteStateOn,
  quoteTotals,
  readQuoteNumber,
  validUntilOf,
} from '../../shared/domain/quotes/index.ts'

const none = decimal('0')
const amountOf = (quantity: number, price: string, discount = '0', currency = 'EUR') => {
  const made = lineAmounts({ quantity, unitPrice: decimal(price), discount: decimal(discount) }, currency)
  return made.ok ? [formatDecimal(made.value.netPrice), moneyText(made.value.amount)] : made.failure
}

describe('amounts of a line', () => {
  it('quantity x unit price x (1 - discount), rounded once, half up (M148, M153)', () => {
    expect(amountOf(15, '2.80')).toEqual(['2.8', '42.00'])
    expect(amountOf(20, '2.80')).toEqual(['2.8', '56.00'])
    // 3 x 0.335 is 1.005; the net price rounded first would give 1.02.
    expect(amountOf(3, '0.335')).toEqual(['0.335', '1.01'])
    expect(amountOf(3, '0.67', '0.5')).toEqual(['0.335', '1.01'])
    expect(amountOf(1, '0.005')).toEqual(['0.005', '0.01'])
    expect(amountOf(7, '99.9999', '0.3333')).toEqual(['66.66993333', '466.69'])
    expect(amountOf(15, '2.80', '1')).toEqual(['0', '0.00'])
    expect(amountOf(3, '2.8', '0.1', 'JPY')).toEqual(['2.52', '8'])
  })

  it('zero, negative, fractional and huge numbers are refused, as are prices and discounts that are none', () => {
    for (const quantity of [0, -1, 1.5, 1_000_001, Number.NaN, 2 ** 60])
      expect(amountOf(quantity, '1')).toBe('QUANTITY')
    expect([amountOf(1, '-1'), amountOf(1, '0.0000001')]).toEqual(['UNIT_PRICE', 'UNIT_PRICE'])
    expect([amountOf(1, '1', '-0.1'), amountOf(1, '1', '1.01'), amountOf(1, '1', '0.00001')]).toEqual(['DISCOUNT', 'DISCOUNT', 'DISCOUNT']) // prettier-ignore
    expect(amountOf(1_000_000, '99999999.99')).toBe('TOO_LARGE')
  })

  it('per month and once apart; no margin where one buy price is missing', () => {
    const line = (per: 'month' | 'term', amount: number, buy: number | null) => ({
      per,
      amount: money(amount, 'EUR'),
      buy: buy === null ? null : { amount: money(buy, 'EUR') },
    })
    const totals = (lines: Parameters<typeof quoteTotals>[0]) =>
      Object.values(quoteTotals(lines, 'EUR')).map((one) => one && one.minor)
    expect(totals([line('month', 8000, 5600), line('month', 100, 40), line('term', 900, null)])).toEqual([8100, 900, 2460, null]) // prettier-ignore
    expect(totals([line('month', 8000, null), line('month', 100, 40)])).toEqual([8100, 0, null, 0])
    expect(() => quoteTotals([line('month', 1, 1)], 'USD')).toThrow(/cannot add/)
  })
})

describe('numbers, states and days', () => {
  it('are counted within a year and go on after 9999', () => {
    expect([quoteNumber('2026', 7), quoteNumber('2026', 10_000)]).toEqual(['Q-2026-0007', 'Q-2026-10000'])
    expect(readQuoteNumber('Q-2026-10000')).toEqual({ year: '2026', count: 10_000 })
    expect([readQuoteNumber('Q-26-1'), readQuoteNumber('INV00000150')]).toEqual([null, null])
  })

  it('a sent one is expired after its last day; nothing else expires', () => {
    expect(quoteStateOn('sent', '2026-12-22', '2026-12-22')).toBe('sent')
    expect(quoteStateOn('sent', '2026-12-22', '2026-12-23')).toBe('expired')
    expect((['draft', 'accepted', 'refused'] as const).map((one) => quoteStateOn(one, '2020-01-01', '2026-01-01'))).toEqual(['draft', 'accepted', 'refused']) // prettier-ignore
  })

  it('draft to sent, sent to accepted or refused', () => {
    const states = ['draft', 'sent', 'accepted', 'refused', 'expired'] as const
    const allowed = states.flatMap((from) =>
      (['draft', 'sent', 'accepted', 'refused'] as const)
        .filter((to) => mayBecome(from, to))
        .map((to) => `${from} ${to}`),
    )
    expect(allowed).toEqual(['draft sent', 'sent accepted', 'sent refused'])
  })

  it('validity runs over month ends and leap days; nothing begins or ends before the quote', () => {
    expect(validUntilOf('2028-01-31', 29)).toBe('2028-02-29')
    expect(validUntilOf('2026-12-31', 30)).toBe('2027-01-30')
    const day = '2028-02-29'
    expect(dateProblem({ date: day, startsOn: day, validUntil: day })).toBeNull()
    expect(dateProblem({ date: day, startsOn: '2028-02-28', validUntil: day })?.date).toBe('2028-02-28')
    expect(dateProblem({ date: day, startsOn: day, validUntil: '2028-02-28' })?.reason).toContain(day)
  })
})

describe('two versions', () => {
  const version = (quantity: number, more: Partial<ComparedVersion['content']> = {}): ComparedVersion => {
    const line = {
      commercialReference: '3EY95003AA',
      description: 'Enterprise',
      quantity,
      unitPrice: null,
      listPrice: decimal('4.00'),
      netPrice: decimal('4'),
      discount: none,
      per: 'month',
      amount: money(quantity * 400, 'EUR'),
      list: { id: 'public-2017', version: 1 },
      subscriptionId: null,
    }
    const content = { date: '2026-11-22', startsOn: '2026-11-22', validUntil: '2026-12-22', language: 'en', currency: 'EUR', sellTier: 'public', customer: { name: 'A' }, reseller: null, notes: '', terms: '', vatRate: null, ...more } // prettier-ignore
    const totals = { perMonth: line.amount, once: money(0, 'EUR'), marginPerMonth: null, marginOnce: money(0, 'EUR') }
    return { content, seller: { name: 'S' }, lines: [line, line].slice(0, quantity > 99 ? 2 : 1), ...totals }
  }

  it('are compared field by field, lines of one reference in their order', () => {
    expect(compareVersions(version(15), version(15))).toEqual([])
    expect(
      compareVersions(version(15), version(20, { notes: 'n', reseller: { name: 'R' } })).map((one) =>
        Object.values(one),
      ),
    ).toEqual([
      // prettier-ignore
      ['lines.3EY95003AA.quantity', '15', '20'],
      ['lines.3EY95003AA.amount', '60.00 EUR', '80.00 EUR'],
      ['notes', null, 'n'],
      ['perMonth', '60.00 EUR', '80.00 EUR'],
      ['reseller.name', null, 'R'],
    ])
    const added = compareVersions(version(99), version(100)).map(({ field, before }) => [field, before])
    expect(added).toContainEqual(['lines.3EY95003AA#2.quantity', null])
  })
})

describe('on paper', () => {
  it('dates and amounts are those of the language and never break', () => {
    const written = Object.values(quoteWords).map(({ locale }) => {
      const format = paperFormat(locale, 'EUR')
      return [format.date('2026-03-01'), format.money(money(1234567, 'EUR')), format.price(decimal('0.0125')), format.percent(decimal('0.125'))] // prettier-ignore
    })
    expect(written.flat().join('')).not.toMatch(/[ \u202f]/)
    expect(written.map((row) => row.map((text) => text.replaceAll('\u00a0', ' ')))).toEqual([
      ['1 March 2026', '€12,345.67', '€0.0125', '12.5%'],
      ['1 mars 2026', '12 345,67 €', '0,0125 €', '12,5 %'],
      ['1. März 2026', '12.345,67 €', '0,0125 €', '12,5 %'],
      ['1 de marzo de 2026', '12.345,67 €', '0,0125 €', '12,5 %'],
      ['1 marzo 2026', '12.345,67 €', '0,0125 €', '12,5%'],
    ])
    // Beyond what a binary fraction holds.
    expect(paperFormat('en-GB', 'EUR').money(money(9007199254740991, 'EUR'))).toBe('€90,071,992,547,409.91')
    expect(paperFormat('en-GB', 'JPY').money(money(1500, 'JPY'))).toBe('JP¥1,500')
  })

  it('every language has every word, and no two languages the same title', () => {
    const words = Object.values(quoteWords)
    for (const one of words) expect(Object.values(one).filter((text) => text === '')).toEqual([])
    expect(new Set(words.map(({ quote }) => quote)).size).toBe(5)
    for (const one of words) expect(one.perUserForYears(1)).not.toBe(one.perUserForYears(3))
  })

  it('typed text loses control characters and breaks only where a word is too long', () => {
    expect(paperText(' a\u0000b\tc\r\nd\u202e ')).toBe('ab c\nd')
    expect(paperText('Ordinary words of a sentence')).toBe('Ordinary words of a sentence')
    expect(paperText('x'.repeat(40)).split('\u200b').length).toBeGreaterThan(4)
  })
})
