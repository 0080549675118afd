import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPdfText } from '../../electron/engine/imports/readers/read-pdf-text.ts'
import { makePdf } from '../../electron/engine/quotes/paper/make-pdf.ts'
import { paperDocument } from '../../electron/engine/quotes/paper/paper-document.ts'
import type { Paper, PaperLine } from '../../electron/engine/quotes/paper/paper.ts'
import { quoteWords } from '../../electron/engine/quotes/paper/words/index.ts'
import type { QuoteLanguage } from '../../shared/contract/quotes.ts'
import { type Decimal, parseDecimal } from '../../shared/domain/decimal.ts'
import { minorDigits, roundHalfUp, vatOf } from '../../shared/domain/money.ts'
import { lineAmounts, quoteTotals } from '../../shared/domain/quotes/index.ts'
import { resourcesDir } from '../support/engine.ts'
import { party } from '../support/quotes.ts'

const upTo = (scale: number, most: number) =>
  fc.record({ units: fc.integer({ min: 0, max: most }), scale: fc.integer({ min: 0, max: scale }) })

const anyLine = fc.record({
  quantity: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 90_000 })),
  unitPrice: upTo(4, 99_999),
  discount: fc.oneof(fc.constant({ units: 0, scale: 0 }), fc.integer({ min: 0, max: 10_000 }).map((units) => ({ units, scale: 4 }))), // prettier-ignore
  per: fc.constantFrom('month' as const, 'term' as const),
  description: fc.constantFrom('', ' a long description that needs several lines '.repeat(4), ' 1.234,56 € 12 %'),
})

const anyPaper = fc
  .record({
    language: fc.constantFrom<QuoteLanguage[]>('en', 'fr', 'de', 'es', 'it'),
    currency: fc.constantFrom('EUR', 'USD', 'CHF', 'JPY', 'TND'),
    vatRate: fc.oneof(
      fc.constant(null),
      fc.integer({ min: 0, max: 2700 }).map((units) => ({ units, scale: 4 })),
    ),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 30 }),
  })
  .map(({ lines: typed, ...more }): Paper => {
    const lines = typed.map((line, index): PaperLine => {
      const amounts = lineAmounts(line, more.currency)
      if (!amounts.ok) throw new Error(amounts.failure)
      const description = `Item${String(index)};${line.description}`
      return { ...line, reference: '3EY95003AA', description, termYears: 3, amount: amounts.value.amount }
    })
    const { perMonth, once } = quoteTotals(lines.map((line) => ({ ...line, buy: null })), more.currency) // prettier-ignore
    const who = { seller: party('Seller'), customer: party('Customer'), reseller: null, logo: null }
    const days = { date: '2026-11-22', startsOn: '2026-12-01', validUntil: '2026-12-22' }
    return { ...more, ...who, ...days, number: 'Q-2026-0001', version: 1, lines, perMonth, once, notes: '', terms: '' }
  })

/** A number as a language writes it, with or without a currency or percent sign. */
const numberIn = (text: string, locale: string): Decimal => {
  const point = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')!.value
  const digits = Array.from(text).filter((one) => /\d/.test(one) || one === point).join('').replace(point, '.') // prettier-ignore
  const parsed = parseDecimal(digits)
  if (!parsed.ok) throw new Error(`no number: ${text}`)
  return parsed.value
}
const minorIn = (text: string, locale: string, currency: string): bigint => {
  const { units, scale } = numberIn(text, locale)
  expect(scale, text).toBe(minorDigits(currency))
  return BigInt(units)
}

/** Everything that is computed is computed again from the printed text alone. */
const addAgain = async ({ language, currency, vatRate, lines }: Paper, bytes: Uint8Array): Promise<void> => {
  const words = quoteWords[language]
  const read = await readPdfText(new Uint8Array(bytes), 'quote.pdf')
  if (!read.ok) throw new Error(read.failure.code)
  const rows = read.value.flatMap((page) => page.lines.map(({ cells }) => cells.map(({ text }) => text)))
  const sums = { month: 0n, term: 0n }
  let per: 'month' | 'term' | null = null
  let count = 0
  for (const row of rows) {
    if (row.length === 1 && row[0] === words.monthlyLines) per = 'month'
    if (row.length === 1 && row[0] === words.onceLines) per = 'term'
    if (!/^Item\d+;/.test(row[0] ?? '')) continue
    const [amount = '', ...figures] = row.slice(1).reverse()
    const [price = '', quantity = ''] = figures.slice(-2)
    const off = figures.length === 3 ? numberIn(figures[0]!, words.locale) : { units: 0, scale: 0 }
    const unit = numberIn(price, words.locale)
    const units = BigInt(numberIn(quantity, words.locale).units) * BigInt(unit.units) * (10n ** BigInt(off.scale + 2) - BigInt(off.units)) // prettier-ignore
    const printed = minorIn(amount, words.locale, currency)
    expect(printed).toBe(BigInt(roundHalfUp(units, unit.scale + off.scale + 2, minorDigits(currency))))
    if (per === null) throw new Error('a line before its group')
    sums[per] += printed
    count += 1
  }
  expect(count).toBe(lines.length)
  const total = (label: string): bigint | null => {
    const row = rows.find((cells) => cells.at(-2) === label)
    return row ? minorIn(row.at(-1)!, words.locale, currency) : null
  }
  for (const [key, label, withVat] of [
    ['month', words.perMonth, words.perMonthWithVat],
    ['term', words.once, words.onceWithVat],
  ] as const) {
    const isThere = lines.some((line) => line.per === key)
    expect(total(label)).toBe(isThere ? sums[key] : null)
    if (!vatRate || !isThere) continue
    expect(total(withVat)).toBe(sums[key] + BigInt(vatOf({ minor: Number(sums[key]), currency }, vatRate).minor))
  }
}

describe('a quote on paper', () => {
  it('its text, read back, re-adds to its lines, totals and VAT in every language', async () => {
    await fc.assert(
      fc.asyncProperty(anyPaper, async (paper) => addAgain(paper, await makePdf(paperDocument(paper), resourcesDir))),
      { numRuns: 40 },
    )
  }, 120_000)

  it('the same paper gives the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(anyPaper, async (paper) => {
        const [one, two] = [await makePdf(paperDocument(paper), resourcesDir), await makePdf(paperDocument(paper), resourcesDir)] // prettier-ignore
        expect(Buffer.compare(Buffer.from(one), Buffer.from(two))).toBe(0)
      }),
      { numRuns: 10 },
    )
  }, 60_000)
})
