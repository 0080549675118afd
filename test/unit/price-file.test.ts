import * as XLSX from 'xlsx'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../electron/engine/imports/index.ts'
import { pricesOfTable } from '../../electron/engine/prices/read-file.ts'
import { formatDecimal } from '../../shared/domain/decimal.ts'

const csv = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\r\n'))
const workbook = (rows: readonly (readonly unknown[])[], bookType: 'xlsx' | 'biff8'): Uint8Array => {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows as unknown[][]), 'Tarif')
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType }) as ArrayBuffer)
}
const read = (bytes: Uint8Array, fileName = 'prices.csv') => {
  const table = readTable(bytes, fileName)
  return table.ok ? pricesOfTable(table.value, fileName) : table
}
const good = (bytes: Uint8Array, fileName?: string) => {
  const found = read(bytes, fileName)
  if (!found.ok) throw new Error(JSON.stringify(found.failure))
  const { prices, rejected, rowsIn } = found.value
  // Rows in = prices + rejected, whatever the file holds.
  expect(rowsIn).toBe(prices.length + rejected.length)
  return found.value
}
const figures = (bytes: Uint8Array, fileName?: string) =>
  good(bytes, fileName).prices.map(({ commercialReference, offerName, unitPrice, per }) =>
    [commercialReference, offerName, formatDecimal(unitPrice, 2), per].join(' '),
  )
const refusal = (bytes: Uint8Array, fileName?: string) => {
  const found = read(bytes, fileName)
  return found.ok ? 'read' : [found.failure.code, ...Object.values(found.failure.params)].join(' ')
}
const rejections = (...rows: readonly string[]) =>
  good(csv('Reference;Designation;Unit price;Currency;Period', ...rows)).rejected.map(
    ({ row, code }) => `${row} ${code}`,
  )

const THE_SAME = [
  '3EY95002AA Business 1.20 user-month',
  '3EY95003AA Enterprise 2.80 user-month',
  '3EY95102AD Enterprise 3Y 90.00 term',
]

describe('a price list in a spreadsheet', () => {
  it.each([
    [
      ';',
      csv(
        'Reference;Designation;Unit price;Period',
        '3EY95002AA;Business;1,20;monthly',
        '3EY95003AA;Enterprise;2,80;monthly',
        '3EY95102AD;Enterprise 3Y;90,00;3 years',
      ),
    ],
    [
      ',',
      csv(
        'Reference,Designation,Unit price,Period',
        '3EY95002AA,Business,1.20,monthly',
        '3EY95003AA,Enterprise,2.80,monthly',
        '3EY95102AD,Enterprise 3Y,90.00,3 years',
      ),
    ],
    [
      'French, quoted',
      csv(
        'Référence,Désignation,Prix unitaire HT,Période',
        '3EY95002AA,Business,"1,20 €",mensuel',
        '3EY95003AA,Enterprise,"2,80 €",mensuel',
        '3EY95102AD,Enterprise 3Y,"90,00 €",3 ans',
      ),
    ],
    [
      'German',
      csv(
        'Artikelnummer;Bezeichnung;Einzelpreis;Laufzeit',
        '3ey95002aa;Business;1,20;monatlich',
        '3EY95003AA;Enterprise;2,80;pro Monat',
        '3EY95102AD;Enterprise 3Y;90,00;3 Jahre',
      ),
    ],
    [
      'Spanish',
      csv(
        'Referencia;Designación;Precio unitario;Facturación',
        '3EY95002AA;Business;1,20;mensual',
        '3EY95003AA;Enterprise;2,80;mes',
        '3EY95102AD;Enterprise 3Y;90,00;3 años',
      ),
    ],
    [
      'Italian',
      csv(
        'Riferimento;Descrizione;Prezzo unitario;Fatturazione',
        '3EY95002AA;Business;1,20;mensile',
        '3EY95003AA;Enterprise;2,80;mese',
        '3EY95102AD;Enterprise 3Y;90,00;3 anni',
      ),
    ],
    [
      'with a banner, a total and blank lines',
      csv(
        'Prices 2018;;;',
        'Currency: EUR;;;',
        '',
        'Reference;Offer;Unit price;Billing',
        '3EY95002AA;Business;1,20;monthly',
        '3EY95003AA;Enterprise;2,80;monthly',
        ';;;',
        '3EY95102AD;Enterprise 3Y;90,00;3Y',
        'Total;;94,00;',
      ),
    ],
  ] as const)('is read from .csv (%s)', (_name, bytes) => {
    expect(figures(bytes)).toEqual(THE_SAME)
  })

  it.each([
    ['xlsx', 'xlsx'],
    ['xls', 'biff8'],
  ] as const)('is read from .%s with true numbers', (ending, type) => {
    const rows = [
      ['Distributor prices'],
      ['Currency', 'EUR'],
      ['Reference', 'Designation', 'Unit price', 'Period', 'Alias'],
      ['3EY95002AA', 'Business', 1.2, 'monthly', 'Rainbow Business | RB Business'],
      ['3EY95003AA', 'Enterprise', 2.8, 'monthly', ''],
      ['3EY95102AD', 'Enterprise 3Y', 90, '3 years'],
    ]
    const bytes = workbook(rows, type)
    expect(figures(bytes, `prices.${ending}`)).toEqual(THE_SAME)
    expect(good(bytes, `prices.${ending}`)).toMatchObject({ currency: 'EUR', rowsIn: 3, rejected: [] })
    expect(good(bytes, `prices.${ending}`).prices[0]?.invoiceNames).toEqual(['Rainbow Business', 'RB Business'])
  })

  it('takes the period from the title of the price where no column says it, and never assumes one (X21)', () => {
    expect(figures(csv('Reference;Price per user and month', '3EY95003AA;2,80'))).toEqual([
      '3EY95003AA 3EY95003AA 2.80 user-month',
    ])
    expect(figures(csv('Reference;Price', '3EY95003AA;2,80'))).toEqual(['3EY95003AA 3EY95003AA 2.80 unknown'])
    expect(figures(csv('Designation;Price;Period', 'Storage 1 TB;90,00;per TB'))).toEqual([
      ' Storage 1 TB 90.00 unknown',
    ])
  })

  it('keeps zero and fractions exact, to the last of many decimals', () => {
    const bytes = csv('Reference;Unit price;Period', '3EY95001AA;0;month', '3EY95004AA;0,0451234;minute')
    expect(figures(bytes)).toEqual(['3EY95001AA 3EY95001AA 0.00 user-month', '3EY95004AA 3EY95004AA 0.0451234 minute'])
  })

  it('rejects each row that is no price, with its reason', () => {
    const rows = [
      'A;a;;EUR;month',
      'B;b;-1,00;EUR;month',
      'C;c;on request;EUR;month',
      ';;1,00;EUR;month',
      `${'D'.repeat(41)};d;1,00;EUR;month`,
      'E;e;1,00;Taler;month',
      'F;f;#N/A;EUR;month',
      'G;g;1,00;EUR;month',
    ]
    expect(rejections(...rows)).toEqual([
      '2 NO_PRICE',
      '3 PRICE_NEGATIVE',
      '4 PRICE_NOT_A_NUMBER',
      '5 VALUE_MISSING',
      '6 TEXT_TOO_LONG',
      '7 CURRENCY_UNKNOWN',
      '8 PRICE_NOT_A_NUMBER',
    ])
  })

  it('does not choose between two prices of one reference, and counts a repetition once', () => {
    const rows = [
      'A;a;1,00;EUR;month',
      'A;a;2,00;EUR;month',
      'B;b;1,00;EUR;month',
      'B;b;1;EUR;monthly',
      'C;c;1,00;EUR;month',
      'C;c;1,00;EUR;minute',
      ';s;1,00;EUR;',
      ';s;2,00;EUR;',
    ]
    expect(rejections(...rows)).toEqual([
      '2 TWO_PRICES',
      '3 TWO_PRICES',
      '5 SAME_AGAIN',
      '6 TWO_PRICES',
      '7 TWO_PRICES',
    ])
  })

  it('M248: reads aliases divided by a bar, and rejects what no list could hold', () => {
    const long = Array.from({ length: 51 }, (_, index) => `n${index}`).join('|')
    const rows = [
      ['Reference', 'Price', 'Alias'],
      ['A', 1, 'One | Two'],
      ['B', 1, long],
      ['C', 1, 'x'.repeat(256)],
    ]
    const found = good(workbook(rows, 'xlsx'), 'prices.xlsx')
    expect(found.prices.map(({ invoiceNames }) => invoiceNames)).toEqual([['One', 'Two']])
    expect(found.rejected.map(({ reason }) => reason)).toEqual([
      'Name on invoice holds more than 50 names',
      'Name on invoice is longer than 255 characters',
    ])
  })

  it('does not guess whether 1.234 is a thousand', () => {
    const found = good(csv('Reference,Designation,Unit price', 'A,a,1.234', 'B,b,15'))
    expect(found.rejected.map(({ code }) => code)).toEqual(['NUMBER_AMBIGUOUS'])
  })
})

describe('two currencies in one file', () => {
  it.each([
    ['in a column', csv('Reference;Unit price;Currency', 'A;1,00;EUR', 'B;1,00;USD')],
    ['in the prices', csv('Reference;Unit price', 'A;1,00 €', 'B;1,00 $')],
    ['in the title and a row', csv('Reference;Unit price (EUR);Currency', 'A;1,00;USD')],
    ['in the banner and a row', csv('Currency: EUR;;', 'Reference;Unit price;Currency', 'A;1,00;USD')],
    ['even where the row is rejected', csv('Reference;Unit price;Currency', 'A;1,00;EUR', 'B;;USD')],
  ])('are refused, never mixed: %s', (_name, bytes) => {
    expect(refusal(bytes)).toBe('CURRENCIES_MIXED prices.csv EUR, USD')
  })
})

describe('a file that is no price list', () => {
  it.each([
    ['no known title', csv('a;b', '1;2'), 'PRICE_FILE_NOT_CLEAR prices.csv it has no row of titles that are known'],
    ['no price', csv('Reference;Designation', 'A;a'), 'PRICE_FILE_NOT_CLEAR prices.csv it has no column “Unit price”'],
    [
      'two prices',
      csv('Reference;Public price;VAD price', 'A;1;2'),
      'PRICE_FILE_NOT_CLEAR prices.csv more than one column may be the price (Public price, VAD price)',
    ],
    [
      'nothing priced',
      csv('Unit price;Currency', '1;EUR'),
      'PRICE_FILE_NOT_CLEAR prices.csv it has neither a column “Reference” nor “Designation”',
    ],
    ['no rows', csv('Reference;Unit price'), 'PRICE_FILE_NOT_CLEAR prices.csv it has titles but no rows'],
    [
      'too many rows',
      csv('Reference;Unit price', ...Array.from({ length: 5001 }, (_, i) => `A${i};1`)),
      'FILE_TOO_LARGE prices.csv 5001 rows 5000 rows',
    ],
    ['nothing', new Uint8Array(), 'FILE_EMPTY prices.csv'],
    [
      'a picture',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]),
      'FILE_NOT_WHAT_ITS_NAME_SAYS prices.csv .csv PNG picture',
    ],
  ])('is said to be none: %s', (_name, bytes, said) => {
    expect(refusal(bytes)).toBe(said)
  })
})
