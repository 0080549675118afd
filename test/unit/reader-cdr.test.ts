import { describe, expect, it } from 'vitest'
import { readCdr, readTable } from '../../electron/engine/imports/readers/index.ts'
import type { ServiceCdrRow } from '../../shared/domain/cdr.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import { money } from '../../shared/domain/money.ts'
import {
  cdrOf,
  csvOf,
  failureOf,
  JULY_CDR,
  ROW,
  rowWith,
  sample,
  TITLES,
  utf8,
  valueOf,
  workbookBytes,
} from './reader-fixtures.ts'

const only = (bytes: Uint8Array | string, fileName?: string) => {
  const cdr = cdrOf(bytes, fileName)
  expect(cdr.rejected).toEqual([])
  expect(cdr.rows).toHaveLength(1)
  return cdr.rows[0] as ServiceCdrRow
}
const table = (...rows: readonly (readonly string[])[]) => csvOf([TITLES, ...rows])

describe('the RB-SERV sample', () => {
  const kinds = ['csv', 'xls', 'xlsx'] as const
  const cdrs = kinds.map((kind) => cdrOf(sample(`${JULY_CDR}.${kind}`), `${JULY_CDR}.${kind}`))

  it('M255, M257, V02, V21, V22, V26: .csv, .xls and .xlsx give the same rows', () => {
    const [csv, ...workbooks] = cdrs.map((cdr) =>
      cdr.rows.map((row) => ({ ...row, place: { ...row.place, sheet: '' } })),
    )
    expect(csv).toHaveLength(4)
    for (const rows of workbooks) expect(rows).toEqual(csv)
    expect(cdrs.map((cdr) => [cdr.kind, cdr.rowsIn, cdr.rejected.length, cdr.columns.length])).toEqual(
      Array(3).fill(['rb-serv', 4, 0, 19]),
    )
    expect(cdrs.map((cdr) => cdr.sheet)).toEqual([JULY_CDR, 'RB-SERV', 'RB-SERV'])
  })
  it('M236-M239, M258: its rows are the lines of the invoice; a blank 2 tier BP is a direct customer', () => {
    const rows = (cdrs[0]?.rows ?? []) as readonly ServiceCdrRow[]
    expect(
      rows.map((row) => [
        row.contractNumber,
        row.quantity.units,
        row.amount.minor,
        row.resellerName,
        row.endCustomerName,
      ]),
    ).toEqual([
      ['RB-201706010906', 15, 4200, null, 'Technology Integrator'],
      ['RB-201706010905', 12, 1440, null, 'Technology Integrator'],
      ['RB-201706010904', 20, 5600, 'Sistemos', 'Sistemos'],
      ['RB-201706010903', 10, 1200, null, 'Events Communication'],
    ])
    expect(rows[0]).toMatchObject({
      invoiceNumber: 'INV00000150',
      invoiceDate: '2017-07-01',
      periodStart: '2017-07-01',
      periodEnd: '2017-07-31',
      distributorCustomerNumber: '78608',
      commercialReference: '3EY95003AA',
      billingModel: 'Monthly',
      unitPrice: decimal('2.8'),
      place: { kind: 'sheet', sheet: JULY_CDR, row: 3 },
    })
  })
})

describe('RB-CONF', () => {
  it('M204, M254, M256: reads the conference example', () => {
    const name = 'CDR_CONF_2017-10-01_VAD_technology-integrator.csv'
    const cdr = cdrOf(sample(name), name)
    expect(cdr.kind).toBe('rb-conf')
    expect(cdr.rows).toMatchObject([
      {
        kind: 'rb-conf',
        country: 'FRA',
        connectionType: 'Toll-free',
        conferences: 4,
        participants: 11,
        minutes: decimal('372.5'),
        ratePerMinute: decimal('0.045'),
        amount: money(1676, 'EUR'),
      },
    ])
  })
})

describe('variations of a CDR', () => {
  it('V01: a banner of fifteen rows above the header', () => {
    const banner = Array.from({ length: 15 }, (_, i) => [`Consumption report, remark ${String(i)}`])
    expect(only(csvOf([...banner, TITLES, ROW])).place.row).toBe(17)
  })
  it('V02: block titles tell three columns called "Name" apart', () => {
    const blocks = ['Invoice Details', '', '', '1 tier BP', '2 tier BP', 'EC Name', 'Service Plan', '', '', '', '', '']
    const titles = TITLES.map((title) => (/^(Distributor|Reseller|End Customer) Name$/.test(title) ? 'Name' : title))
    const row = only(csvOf([blocks, titles, rowWith({ 'Reseller Name': 'Sistemos' })]))
    expect([row.distributorName, row.resellerName, row.endCustomerName]).toEqual([
      'Technology Integrator',
      'Sistemos',
      'Events Communication',
    ])
  })
  it('V03: merged data cells count for every row that they cover', () => {
    const second = rowWith({ 'Invoice Number': '', 'End Customer Name': '', 'Subscription Number': 'RB-201706010907' })
    const bytes = workbookBytes({ S: [TITLES, ROW, second] }, 'xlsx', (book) => {
      const sheet = book.Sheets.S
      if (sheet) sheet['!merges'] = [0, 5].map((c) => ({ s: { r: 1, c }, e: { r: 2, c } }))
    })
    expect(cdrOf(bytes, 'x.xlsx').rows.map((row) => [row.invoiceNumber, row.endCustomerName])).toEqual([
      ['INV00000150', 'Events Communication'],
      ['INV00000150', 'Events Communication'],
    ])
  })
  it('V04-V07: French, German, Spanish and Italian column titles', () => {
    const localised = [
      [
        'N° facture',
        'Début de période',
        'Fin de période',
        'Distributeur',
        'Revendeur',
        'Client final',
        'Offre',
        'Contrat N°',
        'Quantité',
        'Prix unitaire HT',
        'Montant HT',
        'Devise',
      ],
      [
        'Rechnungsnummer',
        'Zeitraum von',
        'Zeitraum bis',
        'Distributor',
        'Wiederverkäufer',
        'Endkunde',
        'Tarif',
        'Vertragsnummer',
        'Menge',
        'Einzelpreis',
        'Betrag',
        'Währung',
      ],
      [
        'Número de factura',
        'Inicio período',
        'Fin del período',
        'Distribuidor',
        'Revendedor',
        'Cliente final',
        'Oferta',
        'Número de contrato',
        'Cantidad',
        'Precio unitario',
        'Importe',
        'Moneda',
      ],
      [
        'Numero fattura',
        'Inizio periodo',
        'Fine periodo',
        'Distributore',
        'Rivenditore',
        'Cliente finale',
        'Piano',
        'Numero contratto',
        'Quantità',
        'Prezzo unitario',
        'Importo',
        'Valuta',
      ],
    ]
    for (const titles of localised) expect(only(csvOf([titles, ROW])).amount).toEqual(money(1200, 'EUR'))
  })
  it('V08: decimal comma and decimal point are inferred from the whole column', () => {
    const comma = table(rowWith({ Quantity: '1.234', Amount: '1.480,80' }), rowWith({ Quantity: '2,5' }))
    expect((cdrOf(comma).rows as readonly ServiceCdrRow[]).map((row) => [row.quantity, row.amount.minor])).toEqual([
      [decimal('1234'), 148080],
      [decimal('2.5'), 1200],
    ])
    const point = csvOf([TITLES, rowWith({ Quantity: '1.234', 'Unit Price': '1.20', Amount: '1.48' })], ',')
    expect(only(point).quantity).toEqual(decimal('1.234'))
  })
  it('V08: a number that could be read in two ways is refused when nothing decides it', () => {
    const undecided = csvOf([TITLES, rowWith({ Quantity: '1.234', 'Unit Price': '1', Amount: '1.234' })], '|')
    expect(cdrOf(undecided).rejected).toMatchObject([{ code: 'NUMBER_AMBIGUOUS', place: { row: 2 } }])
  })
  it('V12, V13, V14: the order of the date is inferred from the columns together', () => {
    const us = only(table(rowWith({ 'Period Start': '07/01/2017', 'Period End': '07/31/2017' })))
    const iso = only(table(rowWith({ 'Period Start': '2017-07-01', 'Period End': '2017-07-31T00:00:00Z' })))
    for (const row of [us, iso]) expect([row.periodStart, row.periodEnd]).toEqual(['2017-07-01', '2017-07-31'])
  })
  it('V15, V16: true dates of both date systems of Excel', () => {
    const file = (serials: readonly number[], date1904: boolean, bookType: 'xlsx' | 'biff8') => {
      const rows = [TITLES, ROW.map((cell, i) => (i === 1 || i === 2 ? (serials[i - 1] ?? 0) : cell))]
      return workbookBytes({ S: rows }, bookType, (book) => {
        book.Workbook = { WBProps: { date1904 } }
        for (const address of ['B2', 'C2']) {
          const cell: unknown = book.Sheets.S?.[address]
          Object.assign(cell as object, { z: 'dd/mm/yyyy' })
        }
      })
    }
    for (const [serials, date1904] of [
      [[42917, 42947], false],
      [[41455, 41485], true],
    ] as const)
      for (const bookType of ['xlsx', 'biff8'] as const) {
        const row = only(file(serials, date1904, bookType), bookType === 'xlsx' ? 'x.xlsx' : 'x.xls')
        expect([bookType, row.periodStart, row.periodEnd]).toEqual([bookType, '2017-07-01', '2017-07-31'])
      }
  })
  it('V18, V19, V38: totals, blank rows, comments and repeated headers are no rows; a customer called Total is', () => {
    const cdr = cdrOf(
      table(
        ROW,
        TITLES.map(() => ''),
        ['Sous-total', ...ROW.slice(1, 7).map(() => ''), '', '10', '', '12,00', 'EUR'],
        TITLES,
        rowWith({ 'End Customer Name': 'Total Energies' }),
        ['', '', '', '', '', 'Total général', '', '', '20', '', '24,00', 'EUR'],
        ['Total', '', '', '', '', '', '', '', '20', '', '24,00', 'EUR'],
        ['% Help: quantities are licences'],
        ['%'],
      ),
    )
    expect(cdr.rows.map((row) => row.place.row)).toEqual([2, 6])
    expect([cdr.rowsIn, cdr.rejected]).toEqual([2, []])
  })
  it('V33, V35, M250: apostrophes, spaces, currency signs, credits in three forms', () => {
    const forms = ["'-12,00", ' -12,00 ', '(12,00)', '12,00-', '-12,00 €', '(€12,00)']
    const cdr = cdrOf(table(...forms.map((Amount) => rowWith({ Amount, Quantity: '-10', 'Unit Price': '€1,20' }))))
    expect(cdr.rejected).toEqual([])
    expect(cdr.rows.map((row) => row.amount.minor)).toEqual(forms.map(() => -1200))
  })
  it('V37: an HTML table under the name .xls', () => {
    const html = `<html><body><table>${[TITLES, ROW].map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></body></html>`
    expect(only(utf8(html), 'export.xls')).toMatchObject({ periodEnd: '2017-07-31', amount: money(1200, 'EUR') })
  })
  it('V20: a sheet that is not the first; a visible one wins over a hidden copy', () => {
    const bytes = workbookBytes(
      { Old: [TITLES, rowWith({ Quantity: '99' })], Cover: [['Report']], Data: [TITLES, ROW] },
      'xlsx',
      (book) => {
        book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }, { Hidden: 0 }] }
      },
    )
    expect(cdrOf(bytes, 'x.xlsx')).toMatchObject({ sheet: 'Data', rows: [{ quantity: decimal('10') }] })
  })
})

describe('bad CDRs', () => {
  const read = (text: string) => readCdr(valueOf(readTable(utf8(text), 'cdr.csv')), 'cdr.csv')

  it('M257: a missing column is named, with its sheet and header row', () => {
    const without = (...missing: string[]) =>
      csvOf([TITLES, ROW].map((row) => row.filter((_, i) => !missing.includes(TITLES[i] ?? ''))))
    expect(failureOf(read(without('Quantity')))).toEqual({
      code: 'COLUMN_MISSING',
      params: { file: 'cdr.csv', sheet: 'cdr', row: '1', column: 'Quantity' },
    })
    expect(failureOf(read(without('Subscription Number', 'Amount'))).params.column).toBe('Subscription Number, Amount')
  })
  it('V40: a header without rows', () => {
    expect(failureOf(read(csvOf([TITLES, ['Total']])))).toEqual({
      code: 'NO_ROWS',
      params: { file: 'cdr.csv', sheet: 'cdr' },
    })
  })
  it('rows that cannot be read are kept with their reason: rows in = rows + rejected', () => {
    const cdr = cdrOf(
      table(
        ROW,
        rowWith({ 'Subscription Number': '' }),
        rowWith({ Quantity: 'ten' }),
        rowWith({ 'Period End': '31/06/2017' }),
        rowWith({ 'Period End': '30/06/2017' }),
        rowWith({ Currency: 'euro dollars' }),
        rowWith({ Currency: '' }),
      ),
    )
    expect(cdr.rejected.map(({ code, reason, place }) => [place.row, code, reason])).toEqual([
      [3, 'VALUE_MISSING', 'Subscription Number is empty'],
      [4, 'NUMBER_UNREADABLE', 'Quantity "ten" is not a number'],
      [5, 'DATE_UNREADABLE', 'Period End "31/06/2017" is not a date'],
      [6, 'PERIOD_REVERSED', 'the period ends (2017-06-30) before it starts (2017-07-01)'],
      [7, 'CURRENCY_UNKNOWN', 'Currency "EURO DOLLARS" is not known'],
      [8, 'CURRENCY_UNKNOWN', 'no currency is stated'],
    ])
    expect(cdr.rejected[0]?.cells).toHaveLength(12)
    expect(cdr.rowsIn).toBe(cdr.rows.length + cdr.rejected.length)
  })
  it('a column that proves both date orders rejects what stays ambiguous', () => {
    const cdr = cdrOf(table(rowWith({ 'Period Start': '07/31/2017' }), rowWith({ 'Period Start': '31/07/2017' }), ROW))
    expect(cdr.rejected).toMatchObject([{ code: 'DATE_AMBIGUOUS', place: { row: 4 } }])
  })
})
