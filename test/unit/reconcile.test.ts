import { describe, expect, it } from 'vitest'
import type { ConferenceCdrRow, ServiceCdrRow } from '../../shared/domain/cdr.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import type { InvoiceLine } from '../../shared/domain/invoice.ts'
import { money, moneyText } from '../../shared/domain/money.ts'
import { createCdrIndex, invoicedMonth, reconcile, type ReconcileInput } from '../../shared/domain/reconcile/index.ts'
import type { ExpectedContract, Reconciliation } from '../../shared/domain/reconciliation.ts'
import { contract, seedCdr, seedInput, seedInvoice } from '../support/reconcile-seed.ts'

const codes = ({ findings }: Reconciliation) => findings.map(({ code, rule }) => `${code} ${rule}`)
const seedCodes = ['HEADER_DATE_MISMATCH X08', 'COMPANY_ATTRIBUTION_CONFLICT X09']
const newCodes = (result: Reconciliation) => codes(result).filter((code) => !seedCodes.includes(code))
const differing = ({ lines }: Reconciliation) =>
  lines
    .filter(({ status }) => status !== 'matched')
    .map(({ contractNumber, status, difference }) => `${contractNumber} ${status} ${moneyText(difference)}`)

const withCdr = (rows: readonly (ServiceCdrRow | ConferenceCdrRow)[], more: Partial<ReconcileInput> = {}) =>
  reconcile({ ...seedInput, ...more, cdr: { rows, evidence: 'cdr-sha' } })
const changed = (nn: string, change: Partial<ServiceCdrRow>) =>
  seedCdr.map((row) => (row.contractNumber === contract(nn) ? { ...row, ...change } : row))
const withLines = (lines: readonly InvoiceLine[]) => reconcile({ ...seedInput, invoice: { ...seedInvoice, lines } })
const changedLine = (nn: string, change: Partial<InvoiceLine>) =>
  withLines(seedInvoice.lines.map((line) => (line.contractNumber === contract(nn) ? { ...line, ...change } : line)))
const expected = seedInput.expected ?? []

describe('the sample invoice (F06)', () => {
  const result = reconcile(seedInput)

  it('M236-M240: has four matched lines and no difference', () => {
    expect(result.lines.map((line) => [line.contractNumber, line.offer, line.status, line.differsFrom])).toEqual([
      [contract('06'), 'Enterprise', 'matched', []],
      [contract('05'), 'Business', 'matched', []],
      [contract('04'), 'Enterprise', 'matched', []],
      [contract('03'), 'Business', 'matched', []],
    ])
    for (const side of ['invoice', 'cdr', 'estate'] as const) {
      const amounts = result.lines.map((line) => moneyText(line[side]?.amount ?? money(-1, 'EUR')))
      expect(amounts).toEqual(['42.00', '14.40', '56.00', '12.00'])
    }
    expect(moneyText(result.difference)).toBe('0.00')
    expect(result.invoice).toEqual({
      number: 'INV00000150',
      date: '2017-07-01',
      net: money(12440, 'EUR'),
      vat: money(2488, 'EUR'),
      total: money(14928, 'EUR'),
    })
  })

  it('has exactly the findings X08 and X09', () => {
    expect(codes(result)).toEqual(seedCodes)
  })

  it('X08, M231: names both dates and leads to the page and the register', () => {
    expect(result.findings[0]).toMatchObject({
      params: { invoice: '2017-07-01', register: '2017-09-01' },
      sources: [
        { evidence: 'pdf-sha', place: { kind: 'pdf', page: 1, line: 2 } },
        { evidence: null, place: { kind: 'register', invoiceNumber: 'INV00000150' } },
      ],
    })
  })

  it('X09, M246: the reference table wins; table, history and CDR row are cited in one finding', () => {
    expect(result.lines[3]).toMatchObject({
      company: 'Events Communication',
      invoice: { company: 'Events Communication' },
      estate: { company: 'Sistemos' },
      cdr: { company: 'Events Communication' },
    })
    expect(result.findings[1]).toMatchObject({
      contractNumber: contract('03'),
      params: { invoice: 'Events Communication', estate: 'Sistemos', cdr: 'Events Communication' },
      sources: [
        { evidence: 'pdf-sha', place: { kind: 'pdf', page: 2, line: 44 } },
        { evidence: null, place: { kind: 'history', operationId: 'create-03' } },
        { evidence: 'cdr-sha', place: { kind: 'sheet', sheet: 'RB-SERV', row: 6 } },
      ],
    })
    expect(result.lines.slice(0, 3).map(({ company }) => company)).toEqual([
      'Technology Integrator',
      'Technology Integrator',
      'Sistemos',
    ])
  })

  it('leads each figure to its page, row, history line and price', () => {
    expect(result.lines[2]).toMatchObject({
      invoice: { source: { evidence: 'pdf-sha', place: { kind: 'pdf', page: 2, line: 22 } } },
      cdr: { source: { evidence: 'cdr-sha', place: { kind: 'sheet', row: 5 } } },
      estate: { source: { place: { kind: 'history', operationId: 'create-04' } } },
      price: { source: { place: { kind: 'price', priceListId: 'vad-2017', commercialReference: '3EY95003AA' } } },
    })
  })

  it('X25, M200: bills July by the licences at the end of June', () => {
    expect(invoicedMonth(seedInvoice)).toBe('2017-07')
  })

  it('X09: names that differ only in case, accents and spaces are one company', () => {
    const estate = expected.map((each) =>
      each.contractNumber === contract('03') ? { ...each, companyName: ' EVENTS  Commúnication' } : each,
    )
    expect(codes(reconcile({ ...seedInput, expected: estate }))).toEqual(['HEADER_DATE_MISMATCH X08'])
  })

  it('X08: there is no finding where the dates agree or the register has nothing', () => {
    const agreed = { invoiceNumber: 'INV00000150', invoiceDate: '2017-07-01', dueDate: null }
    expect(newCodes(reconcile({ ...seedInput, register: agreed }))).toEqual([])
    expect(codes(reconcile({ ...seedInput, register: null }))).toEqual(['COMPANY_ATTRIBUTION_CONFLICT X09'])
  })

  it('passes the findings of the arithmetic proof on', () => {
    const finding = { code: 'ARITHMETIC', rule: 'M240', contractNumber: null, params: {}, sources: [] } as const
    expect(codes(reconcile({ ...seedInput, proof: [finding] }))).toContain('ARITHMETIC M240')
  })

  it('reconciles without a CDR, by estate and price list', () => {
    const alone = reconcile({ ...seedInput, cdr: null })
    expect(differing(alone)).toEqual([])
    expect(newCodes(alone)).toEqual([])
  })
})

describe('a changed CDR', () => {
  it('M255: a changed quantity differs by quantity x price, also where the amount was left', () => {
    const result = withCdr(changed('04', { quantity: decimal('22') }))
    expect(differing(result)).toEqual([`${contract('04')} differs -5.60`])
    expect(moneyText(result.difference)).toBe('-5.60')
    expect(result.lines[2]?.differsFrom).toEqual(['cdr'])
    expect(newCodes(result)).toEqual(['QUANTITY_DIFFERS M257', 'CDR_ARITHMETIC M257'])
  })

  it('M255: a changed quantity with its amount is no arithmetic finding', () => {
    const result = withCdr(changed('04', { quantity: decimal('22'), amount: money(6160, 'EUR') }))
    expect(differing(result)).toEqual([`${contract('04')} differs -5.60`])
    expect(newCodes(result)).toEqual(['QUANTITY_DIFFERS M257'])
  })

  it('M257: a changed price or amount differs too', () => {
    expect(differing(withCdr(changed('05', { unitPrice: decimal('1.25') })))).toEqual([
      `${contract('05')} differs -0.60`,
    ])
    const amount = withCdr(changed('05', { amount: money(1500, 'EUR') }))
    expect(differing(amount)).toEqual([`${contract('05')} differs -0.60`])
    expect(newCodes(amount)).toEqual(['CDR_ARITHMETIC M257'])
  })

  it('2.8 and 2.80 are the same price', () => {
    expect(differing(withCdr(changed('04', { unitPrice: decimal('2.8') })))).toEqual([])
  })

  it('a dropped row is a difference in full', () => {
    const result = withCdr(seedCdr.slice(1))
    expect(differing(result)).toEqual([`${contract('06')} differs 42.00`])
    expect(newCodes(result)).toEqual(['LINE_NOT_IN_CDR M255'])
  })

  it('V34: a doubled row is a duplicate and both rows are shown', () => {
    const [first] = seedCdr
    if (!first) throw new Error('no row')
    const result = withCdr([...seedCdr, { ...first, place: { kind: 'sheet', sheet: 'RB-SERV', row: 99 } }])
    expect(differing(result)).toEqual([`${contract('06')} duplicate -42.00`])
    const duplicate = result.findings.find(({ code }) => code === 'DUPLICATE_LINE')
    expect(duplicate?.sources.map(({ place }) => (place.kind === 'sheet' ? place.row : 0))).toEqual([3, 99])
    expect(duplicate?.params).toEqual({ in: 'cdr', count: '1' })
  })

  it('V34: rows of one contract are added: 12 + 8 licences are 20, and 10 + 10 are no duplicate where the estate has 20', () => {
    const row = seedCdr[2]
    if (!row) throw new Error('no row')
    const part = (quantity: string, minor: number, at: number): ServiceCdrRow => ({
      ...row,
      quantity: decimal(quantity),
      amount: money(minor, 'EUR'),
      place: { kind: 'sheet', sheet: 'RB-SERV', row: at },
    })
    const others = seedCdr.filter((each) => each !== row)
    for (const parts of [
      [part('12', 3360, 5), part('8', 2240, 6)],
      [part('10', 2800, 5), part('10', 2800, 6)],
    ]) {
      const result = withCdr([...others, ...parts])
      expect(differing(result)).toEqual([])
      expect(newCodes(result)).toEqual([])
    }
    const unconfirmed = withCdr([...others, part('10', 2800, 5), part('10', 2800, 6)], { expected: null })
    expect(newCodes(unconfirmed)).toEqual(['DUPLICATE_LINE M229'])
  })

  it('a contract only in the CDR is a negative difference in full', () => {
    const [first] = seedCdr
    if (!first) throw new Error('no row')
    const result = withCdr([...seedCdr, { ...first, contractNumber: 'RB-201706019999' }])
    expect(differing(result)).toEqual(['RB-201706019999 only-cdr -42.00'])
    expect(newCodes(result)).toEqual(['LINE_ONLY_IN_CDR M255'])
  })

  it('X25: another period differs even where the amount is the same', () => {
    const result = withCdr(changed('06', { periodStart: '2017-06-01', periodEnd: '2017-06-30' }))
    expect(differing(result)).toEqual([`${contract('06')} differs 0.00`])
    expect(newCodes(result)).toEqual(['PERIOD_DIFFERS X25'])
  })

  it('another currency is never added', () => {
    const result = withCdr(changed('06', { amount: money(4200, 'USD') }))
    expect(differing(result)).toEqual([`${contract('06')} differs 42.00`])
    expect(newCodes(result)).toEqual(['CURRENCY_DIFFERS M230'])
    expect(result.lines[0]?.cdr?.amount).toEqual(money(4200, 'USD'))
  })

  it('rows of another invoice are named and not counted', () => {
    const other = seedCdr.map((row) => ({ ...row, invoiceNumber: 'INV00000234' }))
    const result = withCdr([...seedCdr, ...other])
    expect(differing(result)).toEqual([])
    expect(result.findings.find(({ code }) => code === 'CDR_OF_ANOTHER_INVOICE')?.params).toEqual({
      invoice: 'INV00000150',
      cdr: 'INV00000234',
      rows: '4',
    })
  })

  it('X09: a row moved to another company is an attribution conflict', () => {
    const result = withCdr(changed('04', { endCustomerName: 'High-Tech' }))
    expect(differing(result)).toEqual([])
    expect(result.findings.filter(({ code }) => code === 'COMPANY_ATTRIBUTION_CONFLICT')).toHaveLength(2)
    expect(result.lines[2]?.company).toBe('Sistemos')
  })

  it('M258: without an end customer the row is the reseller’s, without a reseller the distributor’s', () => {
    expect(newCodes(withCdr(changed('04', { endCustomerName: null })))).toEqual([])
    expect(newCodes(withCdr(changed('06', { endCustomerName: null })))).toEqual([])
  })

  it('a row beyond the exact range is left out and named', () => {
    const huge = { units: Number.MAX_SAFE_INTEGER, scale: 0 }
    const result = withCdr(changed('06', { quantity: huge, unitPrice: huge }))
    expect(differing(result)).toEqual([`${contract('06')} differs 42.00`])
    expect(newCodes(result)).toEqual(['CDR_ARITHMETIC M257', 'LINE_NOT_IN_CDR M255'])
  })
})

describe('a changed invoice', () => {
  it('M200, M242: 22 x 3.00 instead of 20 x 2.80 asks 10.00 too much', () => {
    const change = { quantity: decimal('22'), unitPrice: decimal('3.00'), amount: money(6600, 'EUR') }
    const result = changedLine('04', change)
    expect(differing(result)).toEqual([`${contract('04')} differs 10.00`])
    expect(result.lines[2]?.differsFrom).toEqual(['cdr', 'estate', 'price'])
    expect(newCodes(result)).toEqual(['QUANTITY_DIFFERS M200', 'PRICE_DIFFERS M242'])
  })

  it('M242: only the price differs from the list', () => {
    const result = changedLine('04', { unitPrice: decimal('3.00'), amount: money(6000, 'EUR') })
    expect(result.lines[2]).toMatchObject({ status: 'differs', differsFrom: ['cdr', 'price'] })
    expect(moneyText(result.difference)).toBe('4.00')
  })

  it('a quantity changed without its amount differs without a difference', () => {
    expect(differing(changedLine('04', { quantity: decimal('22') }))).toEqual([`${contract('04')} differs 0.00`])
  })

  it('a line that is missing on the invoice is a negative difference in full', () => {
    const result = withLines(seedInvoice.lines.slice(1))
    expect(differing(result)).toEqual([`${contract('06')} differs -42.00`])
    expect(newCodes(result)).toEqual(['LINE_NOT_ON_INVOICE M203'])
    expect(result.lines.at(-1)?.invoice).toBeNull()
  })

  it('a doubled line is a duplicate', () => {
    const result = withLines([...seedInvoice.lines, ...seedInvoice.lines.slice(0, 1)])
    expect(differing(result)).toEqual([`${contract('06')} duplicate 42.00`])
    expect(newCodes(result)).toEqual(['DUPLICATE_LINE M229', 'QUANTITY_DIFFERS M200'])
  })

  it('a contract that nobody else knows is only on the invoice', () => {
    const result = changedLine('06', { contractNumber: 'RB-201706019999' })
    expect(differing(result)).toEqual(['RB-201706019999 only-invoice 42.00', `${contract('06')} differs -42.00`])
    expect(newCodes(result)).toEqual(['LINE_ONLY_ON_INVOICE M244', 'LINE_NOT_ON_INVOICE M203'])
    expect(moneyText(result.difference)).toBe('0.00')
  })

  it('an amount in another currency than the header’s is left out and named', () => {
    const result = changedLine('06', { amount: money(4200, 'USD') })
    expect(differing(result)).toEqual([`${contract('06')} differs -42.00`])
    expect(newCodes(result)).toContain('CURRENCY_DIFFERS M230')
  })

  it('M244: contract numbers match whatever their case and spaces', () => {
    expect(differing(changedLine('06', { contractNumber: ' rb-2017 06010906' }))).toEqual([])
  })
})

describe('a changed estate', () => {
  it('M203: a contract that the estate does not have is a difference in full', () => {
    const result = reconcile({ ...seedInput, expected: expected.slice(1) })
    expect(differing(result)).toEqual([`${contract('06')} differs 42.00`])
    expect(newCodes(result)).toEqual(['LINE_NOT_IN_ESTATE M203'])
  })

  it('a contract only in the estate is a negative difference in full', () => {
    const own = expected.slice(0, 1).map((each) => ({ ...each, contractNumber: 'RB-201706019999' }))
    const result = reconcile({ ...seedInput, expected: [...own, ...expected] })
    expect(differing(result)).toEqual(['RB-201706019999 only-estate -42.00'])
    expect(newCodes(result)).toEqual(['LINE_ONLY_IN_ESTATE M203'])
  })

  it('M200: the history decides the quantity', () => {
    const more = expected.map((each) => ({ ...each, quantity: decimal('22') })).slice(2, 3)
    const result = reconcile({ ...seedInput, expected: [...expected.slice(0, 2), ...more, ...expected.slice(3)] })
    expect(differing(result)).toEqual([`${contract('04')} differs -5.60`])
    expect(result.lines[2]?.differsFrom).toEqual(['estate'])
    expect(newCodes(result)).toEqual(['QUANTITY_DIFFERS M200'])
  })

  it('without an estate only the CDR is compared', () => {
    expect(differing(reconcile({ ...seedInput, expected: null }))).toEqual([])
  })

  it('the same contract twice is a duplicate', () => {
    const result = reconcile({ ...seedInput, expected: [...expected, ...expected.slice(0, 1)] })
    expect(differing(result)).toEqual([`${contract('06')} duplicate -42.00`])
    expect(newCodes(result)).toEqual(['DUPLICATE_LINE M229', 'QUANTITY_DIFFERS M200'])
  })
})

describe('prices that are not known', () => {
  it('M218: names the reference and compares with the CDR only', () => {
    const prepaid = expected.map((each) =>
      each.contractNumber === contract('04')
        ? { ...each, commercialReference: '3EY95102AD', model: 'prepaid' as const }
        : each,
    )
    const result = reconcile({ ...seedInput, expected: prepaid })
    const missing = result.findings.find(({ code }) => code === 'PRICE_MISSING')
    expect(missing).toMatchObject({ rule: 'M218', params: { reference: '3EY95102AD', reason: 'missing' } })
    expect(result.lines[2]).toMatchObject({ status: 'matched', price: null, differsFrom: ['price'] })
    expect(moneyText(result.difference)).toBe('0.00')
  })

  it('M218: what no source confirms is a difference in full, never a match', () => {
    const result = reconcile({ ...seedInput, cdr: null, priceLists: [] })
    expect(differing(result)).toHaveLength(4)
    expect(moneyText(result.difference)).toBe('124.40')
  })

  it('X21: a price for an unknown period is not multiplied', () => {
    const unknown = seedInput.priceLists.map((list) => ({
      ...list,
      prices: list.prices.map((price) => ({ ...price, per: 'unknown' as const })),
    }))
    const result = reconcile({ ...seedInput, priceLists: unknown })
    expect(newCodes(result)).toEqual(Array.from({ length: 4 }, () => 'PRICE_MISSING X21'))
    expect(result.lines.every(({ estate }) => estate?.amount === null)).toBe(true)
  })

  it('M249: without a reference the name printed on the invoice finds the price', () => {
    const nameless = expected.map((each) => ({ ...each, commercialReference: null }))
    const rows = seedCdr.map((row) => ({ ...row, commercialReference: null }))
    expect(newCodes(withCdr(rows, { expected: nameless }))).toEqual([])
  })
})

describe('conferences', () => {
  const number = 'RB-201709010001'
  const line: InvoiceLine = {
    position: 5,
    title: 'Conference',
    contractNumber: number,
    productName: 'Rainbow Conference',
    periodStart: '2017-06-01',
    periodEnd: '2017-06-30',
    quantity: decimal('400'),
    unitPrice: decimal('0.0419'),
    amount: money(1676 + 200, 'EUR'),
    place: { kind: 'pdf', page: 2, line: 35 },
  }
  const [service] = seedCdr
  if (!service) throw new Error('no row')
  const { quantity: _quantity, unitPrice: _price, serviceDetail: _detail, billingModel: _model, ...common } = service
  const conference = (minutes: string, rate: string, minor: number, row: number): ConferenceCdrRow => ({
    ...common,
    kind: 'rb-conf',
    contractNumber: number,
    endCustomerName: 'High-Tech',
    servicePlan: 'Conference',
    commercialReference: '3EY95004AA',
    periodStart: '2017-06-01',
    periodEnd: '2017-06-30',
    country: 'FRA',
    connectionType: 'Toll-free',
    conferences: 4,
    participants: 11,
    minutes: decimal(minutes),
    ratePerMinute: decimal(rate),
    amount: money(minor, 'EUR'),
    place: { kind: 'sheet', sheet: 'RB-CONF', row },
  })
  const rows = [...seedCdr, conference('372.5', '0.0450', 1676, 3), conference('100', '0.02', 200, 4)]
  const usage: ExpectedContract = {
    contractNumber: number,
    companyId: 'ht',
    companyName: 'High-Tech',
    offerName: 'Conference',
    commercialReference: '3EY95004AA',
    model: 'usage',
    quantity: null,
    source: { evidence: null, place: { kind: 'history', operationId: 'conference' } },
  }
  const invoice = { ...seedInvoice, lines: [...seedInvoice.lines, line] }

  it('M204, M256, M227: are compared with the CDR’s minutes x rate and with no licences', () => {
    for (const estate of [[...expected, usage], expected]) {
      const result = withCdr(rows, { invoice, expected: estate })
      expect(differing(result)).toEqual([])
      expect(newCodes(result)).toEqual([])
      expect(result.lines[4]).toMatchObject({ offer: 'Conference', price: null, company: 'High-Tech' })
    }
  })

  it('M256: changed minutes differ by minutes x rate, half up', () => {
    const altered = rows.map((row) =>
      row.kind === 'rb-conf' && row.place.row === 3 ? { ...row, minutes: decimal('372') } : row,
    )
    const result = withCdr(altered, { invoice, expected: [...expected, usage] })
    expect(differing(result)).toEqual([`${number} differs 0.02`])
    expect(newCodes(result)).toEqual(['CDR_ARITHMETIC M256'])
  })

  it('X14: a subscribed conference without any use is not an error', () => {
    const result = withCdr(seedCdr, { expected: [...expected, usage] })
    expect(result.lines).toHaveLength(4)
    expect(newCodes(result)).toEqual([])
  })
})

describe('a CDR that arrives row by row', () => {
  it('gives the same result as a list of rows, and files can be put together', () => {
    const index = createCdrIndex()
    for (const row of seedCdr) index.add(row, 'cdr-sha')
    const whole = reconcile(seedInput)
    expect(reconcile({ ...seedInput, cdr: index })).toEqual(whole)
    const files = [
      { rows: seedCdr.slice(2), evidence: 'cdr-sha' },
      { rows: seedCdr.slice(0, 2), evidence: 'cdr-sha' },
    ]
    expect(reconcile({ ...seedInput, cdr: files })).toEqual(whole)
  })
})
