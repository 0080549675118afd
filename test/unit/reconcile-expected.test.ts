import { describe, expect, it } from 'vitest'
import { decimal } from '../../shared/domain/decimal.ts'
import {
  type EstateContract,
  expectedContracts,
  invoicedMonth,
  reconcile,
} from '../../shared/domain/reconcile/index.ts'
import { contract, seedEstate, seedInput, seedInvoice } from '../support/reconcile-seed.ts'

const quantities = (month: string, estate: readonly EstateContract[] = seedEstate) =>
  expectedContracts(estate, month).map(({ contractNumber, quantity }) => [contractNumber, quantity?.units ?? null])

/** M172, M159: bought on 24 November 2017 for three years, raised on 18 December (M210). */
const prepaid: EstateContract = {
  contractNumber: 'RB-201711240002',
  companyId: 'at',
  companyName: 'Advanced Telephony',
  offerName: 'Enterprise PrePaid 3 Years',
  commercialReference: '3EY95102AD',
  model: 'prepaid',
  changes: [
    { at: '2017-11-24T17:09:00.000Z', quantity: decimal('20'), operationId: 'bought' },
    { at: '2017-12-18T10:00:00.000Z', quantity: decimal('25'), operationId: 'raised' },
  ],
}
const conference: EstateContract = {
  ...prepaid,
  contractNumber: 'RB-201709010001',
  offerName: 'Conference',
  commercialReference: '3EY95004AA',
  model: 'usage',
  changes: [{ at: '2017-09-01T08:00:00.000Z', quantity: decimal('0'), operationId: 'conference' }],
}

describe('expectedContracts', () => {
  it('M200: July is billed by the licences at the end of June, October by those of September', () => {
    expect(quantities('2017-07').map(([, quantity]) => quantity)).toEqual([15, 12, 20, 10])
    expect(quantities('2017-10').map(([, quantity]) => quantity)).toEqual([15, 12, 22, 10])
    expect(quantities('2017-06')).toEqual([])
  })

  it('leads to the history line that set the quantity', () => {
    const raised = expectedContracts(seedEstate, '2017-10').find((each) => each.contractNumber === contract('04'))
    expect(raised?.source).toEqual({ evidence: null, place: { kind: 'history', operationId: 'raise-04' } })
  })

  it('M201, M210: prepaid is expected only in the months of purchase, increase and renewal', () => {
    const months = ['2017-11', '2017-12', '2018-01', '2018-02', '2020-11', '2020-12', '2021-01']
    expect(months.map((month) => quantities(month, [prepaid])[0]?.[1] ?? null)).toEqual([
      null,
      20,
      5,
      null,
      null,
      25,
      null,
    ])
  })

  it('M201: a prepaid contract that is not due makes no difference', () => {
    const early = { ...prepaid, changes: prepaid.changes.map((each) => ({ ...each, at: '2017-04-10T10:00:00.000Z' })) }
    const result = reconcile({ ...seedInput, expected: expectedContracts([...seedEstate, early], '2017-07') })
    expect(result.lines).toHaveLength(4)
  })

  it('M227: usage is expected without a quantity', () => {
    expect(quantities('2017-09', [conference])).toEqual([])
    expect(quantities('2017-10', [conference])).toEqual([['RB-201709010001', null]])
  })
})

describe('invoicedMonth', () => {
  it('X25: is the month in which the latest period begins, so conferences of the month before do not move it', () => {
    const [line] = seedInvoice.lines
    if (!line) throw new Error('no line')
    const june = { ...line, periodStart: '2017-06-01', periodEnd: '2017-06-30' }
    expect(invoicedMonth({ ...seedInvoice, lines: [june, line] })).toBe('2017-07')
    expect(invoicedMonth({ ...seedInvoice, lines: [] })).toBe('2017-07')
  })
})
