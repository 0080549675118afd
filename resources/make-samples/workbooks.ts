import * as XLSX from 'xlsx'
import { serialFromDate } from '../../shared/domain/parsing/dates.ts'
import { blockTitles, type CdrValue, SERVICE_BLOCKS } from './cdr-layout.ts'

const DAY_FORMAT = 'dd/mm/yyyy'
const CREATED = new Date('2017-07-01T08:00:00Z')

const numberFormat = (text: string): string =>
  text.includes('.') ? `0.${'0'.repeat(text.split('.')[1]?.length ?? 0)}` : '0'

const cell = (value: CdrValue): XLSX.CellObject => {
  if (typeof value === 'string') return { t: 's', v: value }
  return 'date' in value
    ? { t: 'n', v: serialFromDate(value.date), z: DAY_FORMAT }
    : { t: 'n', v: Number(value.number), z: numberFormat(value.number) }
}

const sheetOf = (rows: readonly (readonly CdrValue[])[]): XLSX.WorkSheet => {
  const sheet: XLSX.WorkSheet = {}
  rows.forEach((row, r) => {
    row.forEach((value, c) => {
      if (value !== '') sheet[XLSX.utils.encode_cell({ r, c })] = cell(value)
    })
  })
  const width = Math.max(...rows.map((row) => row.length))
  sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: width - 1 } })
  sheet['!cols'] = Array.from({ length: width }, (_, c) => ({
    wch: Math.min(32, Math.max(8, ...rows.map((row) => (typeof row[c] === 'string' ? row[c].length + 1 : 11)))),
  }))
  return sheet
}

const bytesOf = (sheet: XLSX.WorkSheet, name: string, bookType: 'xlsx' | 'biff8'): Uint8Array => {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, name)
  book.Props = { Title: name, CreatedDate: CREATED, ModifiedDate: CREATED }
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType, compression: true }) as ArrayBuffer)
}

/** RB-SERV as a workbook: merged block titles, real numbers and real dates. */
export const serviceWorkbook = (rows: readonly (readonly CdrValue[])[], bookType: 'xlsx' | 'biff8'): Uint8Array => {
  const sheet = sheetOf([blockTitles(SERVICE_BLOCKS), SERVICE_BLOCKS.flatMap(({ columns }) => columns), ...rows])
  let column = 0
  sheet['!merges'] = SERVICE_BLOCKS.flatMap(({ columns }) => {
    const range = { s: { r: 0, c: column }, e: { r: 0, c: column + columns.length - 1 } }
    column += columns.length
    return columns.length > 1 ? [range] : []
  })
  return bytesOf(sheet, 'RB-SERV', bookType)
}

/** The Actis offer behind the history lines M172 and M173: banner rows 1-6, header at row 8, two prepaid lines. */
export const actisWorkbook = (): Uint8Array => {
  const line = (item: string, reference: string, designation: string, licences: string): readonly CdrValue[] => [
    { number: item },
    reference,
    designation,
    { number: licences },
    '',
    '',
    '',
    '',
    'EUR',
    'Advanced Telephony',
  ]
  const rows: readonly (readonly CdrValue[])[] = [
    ['Actis'],
    ['Offer number', 'ACT-2017-1124'],
    ['Offer date', { date: '2017-11-24' }],
    ['Reseller', 'Sistemos'],
    ['Reseller CRD id', 'Ref_IR_01'],
    ['Currency', 'EUR'],
    [],
    [
      'Item',
      'Reference',
      'Designation',
      'Quantity',
      'Unit list price',
      'Discount %',
      'Unit net price',
      'Total net',
      'Currency',
      'End customer',
    ],
    line('1', '3EY95102AD', 'RB-Enterprise-PrePaid-3Y', '20'),
    line('2', '3EY95101AD', 'RB-Business-PrePaid-3Y', '10'),
  ]
  return bytesOf(sheetOf(rows), 'Offer', 'xlsx')
}
