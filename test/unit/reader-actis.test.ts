import { describe, expect, it } from 'vitest'
import { readActis, readTable } from '../../electron/engine/imports/readers/index.ts'
import { csvOf, failureOf, sample, utf8, valueOf } from './reader-fixtures.ts'

const NAME = 'Actis_Advanced-Telephony.xlsx'
const HEADER = ['Item', 'Reference', 'Designation', 'Quantity', 'End customer']
const read = (...rows: readonly (readonly string[])[]) =>
  readActis(valueOf(readTable(utf8(csvOf(rows)), 'offer.csv')), 'offer.csv')

describe('Actis offers', () => {
  it('M167, M172, M173, V01: reads banner and lines of the sample', () => {
    const offer = valueOf(readActis(valueOf(readTable(sample(NAME), NAME)), NAME))
    expect(offer).toMatchObject({ offerDate: '2017-11-24', currency: 'EUR', sheet: 'Offer', rowsIn: 2, rejected: [] })
    expect([offer.offerNumber, offer.resellerName, offer.resellerCrdId]).not.toContain(null)
    expect(
      offer.lines.map(({ commercialReference, designation, quantity, endCustomerName, place }) => [
        commercialReference,
        designation,
        quantity,
        endCustomerName,
        place.row,
      ]),
    ).toEqual([
      ['3EY95102AD', 'RB-Enterprise-PrePaid-3Y', 20, 'Advanced Telephony', 9],
      ['3EY95101AD', 'RB-Business-PrePaid-3Y', 10, 'Advanced Telephony', 10],
    ])
  })
  it('M170: rejects monthly references with the reason, keeps the prepaid ones', () => {
    const monthly = ['3EY95001AA', '3EY95002AA', '3EY95003AA', '3EY95004AA']
    const offer = valueOf(
      read(HEADER, ...monthly.map((reference) => ['1', reference, 'x', '5', 'High-Tech']), [
        '2',
        '3EY95101AB',
        'x',
        '5',
        'High-Tech',
      ]),
    )
    expect(offer.rejected.map(({ code }) => code)).toEqual(monthly.map(() => 'MONTHLY_REFERENCE'))
    expect(offer.rejected[0]?.reason).toContain('M170')
    expect(offer.lines).toHaveLength(1)
    expect(offer.rowsIn).toBe(5)
  })
  it('M168: rejects lines without a whole positive quantity or without an end customer', () => {
    const offer = valueOf(
      read(
        HEADER,
        ['1', '3EY95101AB', 'x', '0', 'A'],
        ['2', '3EY95101AB', 'x', '2,5', 'A'],
        ['3', '3EY95101AB', 'x', '-1', 'A'],
        ['4', '3EY95101AB', 'x', '5', ''],
        ['', '', 'Total', '5', ''],
      ),
    )
    expect(offer.rejected.map(({ code, place }) => [code, place.row])).toEqual([
      ['QUANTITY_NOT_POSITIVE', 2],
      ['QUANTITY_NOT_POSITIVE', 3],
      ['QUANTITY_NOT_POSITIVE', 4],
      ['VALUE_MISSING', 5],
    ])
  })
  it('V04-V07: localised headers, banner values after a colon', () => {
    const headers = [
      ['Référence', 'Désignation', 'Quantité', 'Client final'],
      ['Artikelnummer', 'Bezeichnung', 'Menge', 'Endkunde'],
      ['Referencia', 'Designación', 'Cantidad', 'Cliente final'],
      ['Riferimento', 'Descrizione', 'Quantità', 'Cliente finale'],
    ]
    for (const header of headers) {
      const offer = valueOf(
        read(['N° offre : A-17'], ['Revendeur', '', 'Sistemos'], header, [
          '3EY95101AB',
          'RB-Business-PrePaid-1Y',
          '5',
          'High-Tech',
        ]),
      )
      expect(offer).toMatchObject({
        offerNumber: 'A-17',
        resellerName: 'Sistemos',
        lines: [{ quantity: 5, item: null }],
      })
    }
  })
  it('names a missing column', () => {
    expect(failureOf(read(HEADER.slice(0, 4), ['1', '3EY95101AB', 'x', '5']))).toEqual({
      code: 'COLUMN_MISSING',
      params: { file: 'offer.csv', sheet: 'offer', row: '1', column: 'End customer' },
    })
  })
})
