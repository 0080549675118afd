import { describe, expect, it } from 'vitest'
import { companyIdSchema } from '../../shared/contract/values.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import { featureRows, offerRows } from '../../renderer/features/prices/catalogue-rows.ts'
import { priceDifference, versionKey, versionOf } from '../../renderer/features/prices/compare-rows.ts'
import { findingGroups, listState } from '../../renderer/features/prices/finding-groups.ts'
import { importTarget } from '../../renderer/features/prices/import-target.ts'
import { copiedCells, pasteRows } from '../../renderer/features/prices/paste-rows.ts'
import {
  blankList,
  contentOf,
  formText,
  newRow,
  type Price,
  priceText,
  typedPrice,
  wrongFields,
  wrongRows,
} from '../../renderer/features/prices/price-form.ts'
import { monthFigures, monthSpans, periodOf } from '../../renderer/features/renewals/renewal-months.ts'
import { notSubscribed, offerOf, soldOffers, withOffers } from '../../renderer/features/subscriptions/offer-rows.ts'

const enterprise: Price = {
  commercialReference: '3EY95003AA',
  offerName: 'Enterprise',
  unitPrice: decimal('2.80'),
  per: 'user-month',
  invoiceNames: [],
}

describe('a typed or pasted price', () => {
  it.each([
    ['2.80', decimal('2.80')],
    ['2,80', decimal('2.80')],
    ['€ 1.234,50', decimal('1234.50')],
    ['0', decimal('0')],
    ['1.2340', decimal('1.2340')],
  ])('reads %s', (text, price) => expect(typedPrice(text, 'EUR')).toEqual({ price }))
  it.each([
    ['', 'empty'],
    ['1.234', 'ambiguous'],
    ['$ 2.80', 'currency'],
    ['-2.80', 'negative'],
    ['on request', 'not-a-number'],
  ])('does not guess %s', (text, fault) => expect(typedPrice(text, 'EUR')).toEqual({ fault }))
  it('shows three decimals so that they are read back as they were', () => {
    expect(priceText(decimal('1.125'))).toBe('1.1250')
    expect(typedPrice(priceText(decimal('1.125')), 'EUR')).toEqual({ price: decimal('1.1250') })
    expect(priceText(decimal('90'))).toBe('90.00')
  })
})

describe('a list as it is typed', () => {
  const form = { ...blankList('2018-01-01'), name: 'Prices 2018' }
  it('has one price for a reference (PRICE_AMBIGUOUS)', () => {
    const rows = ['2.80', '2.8', '3.00'].map((unitPrice) =>
      newRow({ commercialReference: '3EY95003AA', offerName: 'Enterprise', unitPrice }),
    )
    expect([...wrongRows({ ...form, rows }).values()]).toEqual(['two-prices'])
    expect(contentOf({ ...form, rows })).toBeNull()
    expect(contentOf({ ...form, rows: rows.slice(0, 1) })?.prices).toEqual([enterprise])
  })
  it('takes a blank row for no price, and one that lacks its price for wrong', () => {
    expect(contentOf({ ...form, rows: [newRow()] })?.prices).toEqual([])
    expect(formText({ ...form, rows: [newRow()] })).toBe(formText({ ...form, rows: [] }))
    expect([...wrongRows({ ...form, rows: [newRow({ offerName: 'Enterprise' })] }).values()]).toEqual(['empty'])
    expect([...wrongRows({ ...form, rows: [newRow({ unitPrice: '2.80' })] }).values()]).toEqual(['no-name'])
  })
  it('names the company of a company’s list, and does not end before it begins', () => {
    expect([...wrongFields({ ...form, tier: 'company', validTo: '2017-12-31' })]).toEqual(['company', 'validTo'])
    expect(contentOf({ ...form, tier: 'company', companyId: 'c1' })?.companyId).toBe('c1')
    // A company that was chosen before the tier was changed back does not stay.
    expect(contentOf({ ...form, tier: 'vad', companyId: 'c1' })?.companyId).toBeNull()
  })
  it('becomes the prices that a file was read as, in the file’s currency', () => {
    const read = { prices: [enterprise], currency: 'GBP', rowsIn: 1, rejected: [] }
    const made = importTarget(blankList('2018-01-01'), read, 'Prices_2018.csv')
    expect(made).toMatchObject({ name: 'Prices 2018', currency: 'GBP' })
    expect(contentOf(made)?.prices).toEqual([enterprise])
  })
})

describe('pasting from a spreadsheet', () => {
  it('takes cells apart as Excel puts them together', () => {
    expect(copiedCells('a\t"b\nc"\t"d ""e"""\r\n1\t\t2\r\n')).toEqual([
      ['a', 'b\nc', 'd "e"'],
      ['1', '', '2'],
    ])
  })
  const rows = [newRow({ commercialReference: 'A', offerName: 'a' }), newRow({ commercialReference: 'B' })]
  it('overwrites from the cell on and adds what is more', () => {
    const done = pasteRows(rows, { row: 1, column: 'unitPrice' }, '2,80\tper month\n32,00\tprepaid 1Y\n')
    expect(done?.rows.map(({ commercialReference, unitPrice, per }) => [commercialReference, unitPrice, per])).toEqual([
      ['A', '', 'user-month'],
      ['B', '2,80', 'user-month'],
      ['', '32,00', 'term'],
    ])
    expect(rows).toHaveLength(2)
  })
  it('lets a line of titles choose the columns, whatever cell it is pasted into', () => {
    const done = pasteRows(rows, { row: 0, column: 'invoiceNames' }, 'Unit price\tReference\n90\t3EY95102AD\n')
    expect(done?.pasted).toBe(1)
    expect(done?.rows[0]).toMatchObject({ commercialReference: '3EY95102AD', unitPrice: '90', offerName: 'a' })
  })
  it('leaves one plain cell to the field', () => {
    expect(pasteRows(rows, { row: 0, column: 'unitPrice' }, '2.80')).toBeNull()
  })
})

describe('findings, states, versions', () => {
  const finding = (commercialReference: string, severity: 'error' | 'warning' = 'warning') => ({
    code: 'no-price' as const,
    severity,
    listIds: ['vad-2017'],
    commercialReference,
    from: '2017-12-01',
    to: null,
    rule: 'M218',
  })
  it('says once what is the same of several references, worst first (M218)', () => {
    const overlap = { ...finding('3EY95003AA', 'error'), code: 'overlap-disagrees' as const }
    const groups = findingGroups([finding('3EY95101AD'), finding('3EY95102AD'), overlap])
    expect(groups.map(({ code, references }) => [code, references])).toEqual([
      ['overlap-disagrees', ['3EY95003AA']],
      ['no-price', ['3EY95101AD', '3EY95102AD']],
    ])
  })
  it('knows how a list stands on a day', () => {
    const list = { withdrawnAt: null, validFrom: '2017-06-01', validTo: '2018-12-31' }
    const on = (day: string): string => listState(list, day)
    expect(['2017-05-31', '2017-06-01', '2018-12-31', '2019-01-01'].map(on)).toEqual([
      'later',
      'in-use',
      'in-use',
      'ended',
    ])
    expect(listState({ ...list, withdrawnAt: '2017-07-01T00:00:00.000Z' }, '2017-08-01')).toBe('withdrawn')
  })
  it('shows a difference only between prices for the same', () => {
    const dearer = { ...enterprise, unitPrice: decimal('3') }
    expect(priceDifference({ before: enterprise, after: dearer })).toEqual(decimal('0.20'))
    expect(priceDifference({ before: enterprise, after: { ...dearer, per: 'term' } })).toBeNull()
    expect(priceDifference({ before: null, after: dearer })).toBeNull()
    expect(versionOf(versionKey('vad@2017', 2))).toEqual({ id: 'vad@2017', version: 2 })
    expect(versionOf('vad-2017')).toBeNull()
  })
})

describe('the catalogue side by side', () => {
  const edition = (year: string, plans: string[], values: Record<string, string>, rules: string[]) => ({
    edition: `offers-${year}`,
    validFrom: `${year}-01-01`,
    plans,
    offers: [{ commercialReference: '3EY95003AA', name: 'Enterprise', plan: 'Enterprise', model: 'monthly' as const, termYears: null, soldFrom: null, rules: ['M207'] }], // prettier-ignore
    features: [{ key: 'bubbles', name: 'Bubbles', values, rules }],
  })
  const both = [
    edition('2017', ['Essential', 'Enterprise'], { Essential: '20', Enterprise: '100' }, ['M114', 'X15']),
    edition('2020', ['Enterprise', 'Enterprise Conference'], { Enterprise: '300' }, ['M262', 'X15']),
  ]
  it('keeps what each edition says and marks where they disagree (X15)', () => {
    expect(featureRows(both)).toEqual([
      { key: 'bubbles', name: 'Bubbles', cells: [['20', '100'], ['300', null]], rules: ['M114', 'M262'], contested: ['X15'] }, // prettier-ignore
    ])
    expect(offerRows(both).map(({ editions }) => editions)).toEqual([['offers-2017', 'offers-2020']])
  })
})

describe('months of a renewals calendar', () => {
  it('are the days that the period has of each', () => {
    expect(monthSpans('2020-11-24', '2021-01-15')).toEqual([
      { month: '2020-11', from: '2020-11-24', to: '2020-11-30' },
      { month: '2020-12', from: '2020-12-01', to: '2020-12-31' },
      { month: '2021-01', from: '2021-01-01', to: '2021-01-15' },
    ])
  })
  it('have no sum without all rows and all prices (M218)', () => {
    const row = { quantity: 20, cost: { minor: 100, currency: 'EUR' } } as never
    const unpriced = { quantity: 10, cost: null } as never
    expect(monthFigures([row, row], 2)).toEqual({ licences: 40, cost: { minor: 200, currency: 'EUR' } })
    expect(monthFigures([row, unpriced], 2)).toEqual({ licences: 30, cost: null })
    expect(monthFigures([row], 2)).toBeNull()
  })
  it('begin today and last a year, unless the address says otherwise', () => {
    expect(periodOf(null, null, '2024-02-29')).toEqual({ from: '2024-02-29', to: '2025-02-28' })
    expect(periodOf('2020-12-01', '2020-11-01', '2024-02-29')).toEqual({ from: '2020-12-01', to: '2020-12-01' })
    expect(periodOf('soon', 'later', '2017-11-24')).toEqual({ from: '2017-11-24', to: '2018-11-24' })
  })
})

describe('offers that a company has not subscribed (M145)', () => {
  const companyId = companyIdSchema.parse('c1')
  const offer = (name: string, model: 'free' | 'monthly' | 'prepaid' | 'usage', canBeSold = true) => ({
    id: name,
    name,
    commercialReference: null,
    model,
    exclusive: true,
    canBeSold,
    prepaidMonths: null,
  })
  const offers = [
    offer('Enterprise PrePaid 1 Year', 'prepaid'),
    offer('Conference', 'usage'),
    offer('Essential', 'free', false),
    offer('Business Demo', 'free', false),
    offer('Enterprise', 'monthly'),
    offer('Business', 'monthly'),
  ]
  const rows = notSubscribed(companyId, offers, [])
  const held = (offerName: string, status: string) => ({ ...rows[0]!, id: offerName, offerName, status })
  it('are listed in the order of the cloud’s screen; demonstrations are not sold (M139, M147)', () => {
    const names = ['Business', 'Enterprise', 'Conference', 'Enterprise PrePaid 1 Year']
    expect(soldOffers(offers).map(({ name }) => name)).toEqual(names)
    expect(rows.map(({ offerName, billed, allocated }) => [offerName, billed, allocated])).toEqual(
      names.map((name) => [name, null, null]),
    )
    expect(rows.map(offerOf)).toEqual(names)
    expect(offerOf({ id: 'subscription' })).toBeNull()
  })
  it('come after what is subscribed, window by window; what was terminated can be subscribed again', () => {
    const subscribed = [held('Business', 'active'), held('Enterprise', 'terminated')]
    const missing = notSubscribed(companyId, offers, subscribed)
    expect(missing.map(({ offerName }) => offerName)).toEqual(['Enterprise', 'Conference', 'Enterprise PrePaid 1 Year'])
    const page = (offset: number, limit: number) => {
      const listed = { rows: subscribed.slice(offset, offset + limit), total: 2 }
      const { rows: shown, total } = withOffers({ offset, limit, sort: 'offerName' }, listed, missing)
      return [shown.map(({ offerName }) => offerName), total]
    }
    expect(page(0, 3)).toEqual([['Business', 'Enterprise', 'Enterprise'], 5])
    expect(page(3, 3)).toEqual([['Conference', 'Enterprise PrePaid 1 Year'], 5])
  })
})
