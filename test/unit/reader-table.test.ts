import { describe, expect, it } from 'vitest'
import { readTable } from '../../electron/engine/imports/readers/index.ts'
import { csvOf, sample, TITLES, ROW, cdrOf, utf8, valueOf, workbookBytes } from './reader-fixtures.ts'

const cellsOf = (bytes: Uint8Array | string, fileName = 'x.csv') =>
  valueOf(readTable(typeof bytes === 'string' ? utf8(bytes) : bytes, fileName)).sheets[0]?.rows.map((row) => row.cells)

const utf16 = (text: string, bigEndian: boolean, bom: boolean): Uint8Array => {
  const units = Array.from(`${bom ? '\ufeff' : ''}${text}`, (character) => character.charCodeAt(0))
  return Uint8Array.from(units.flatMap((unit) => (bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])))
}

describe('delimiters', () => {
  for (const [rule, delimiter] of [
    ['V25', ','],
    ['V26', ';'],
    ['V27', '\t'],
    ['V28', '|'],
  ] as const)
    it(`${rule}: ${JSON.stringify(delimiter)} is recognised, also beside the other marks`, () => {
      const number = delimiter === ',' ? '1.20' : '1,20'
      const rows = Array.from({ length: 4 }, (_, i) => [`a b${String(i)}`, number, 'x: y', 'z'])
      const table = valueOf(readTable(utf8(csvOf([['Report of July'], ...rows], delimiter)), 'x.csv'))
      expect(table.delimiter).toBe(delimiter)
      expect(table.sheets[0]?.rows[1]?.cells).toEqual(['a b0', number, 'x: y', 'z'])
    })
  it('V26: obeys the "sep=" line of Excel', () => {
    expect(valueOf(readTable(utf8('sep=|\r\na,b|c,d\r\n'), 'x.csv')).delimiter).toBe('|')
  })
  it('V26: the sample with decimal commas is divided at its semicolons', () => {
    expect(valueOf(readTable(sample('CDR_SERV_2017-07-01_VAD_technology-integrator.csv'), 'x.csv')).delimiter).toBe(';')
  })
})

describe('encodings', () => {
  const text = 'Société;Prix\r\nCafé Zürich;2,80 €\r\n'
  const expected = [
    ['Société', 'Prix'],
    ['Café Zürich', '2,80 €'],
  ]
  it('V29, V30: UTF-8 with and without byte order mark', () => {
    expect(cellsOf(`\ufeff${text}`)).toEqual(expected)
    expect(cellsOf(text)).toEqual(expected)
  })
  it('V31: UTF-16 of both orders, with and without byte order mark', () => {
    for (const bigEndian of [false, true])
      for (const bom of [true, false]) expect(cellsOf(utf16(text, bigEndian, bom))).toEqual(expected)
  })
  it('V32: windows-1252, the euro sign included', () => {
    const bytes = Uint8Array.from(text, (character) => (character === '€' ? 0x80 : character.charCodeAt(0)))
    expect(cellsOf(bytes)).toEqual(expected)
  })
})

describe('quotes', () => {
  it('V39: quoted delimiters, doubled quotes and line breaks are one cell; the record keeps its number', () => {
    const rows = valueOf(readTable(utf8('a;"x;y"\r\n"say ""hi""";"two\nlines"\r\nlast;1'), 'x.csv')).sheets[0]?.rows
    expect(rows).toEqual([
      { row: 1, cells: ['a', 'x;y'] },
      { row: 2, cells: ['say "hi"', 'two\nlines'] },
      { row: 3, cells: ['last', '1'] },
    ])
  })
  it('V39: a lone quote stays a character and swallows nothing', () => {
    expect(cellsOf('a;b\n"lone;1\nx;2\n')).toEqual([
      ['a', 'b'],
      ['"lone', '1'],
      ['x', '2'],
    ])
    expect(cellsOf('a;b\n"lone;1\n"quoted; ok";2\n')).toEqual([
      ['a', 'b'],
      ['"lone', '1'],
      ['quoted; ok', '2'],
    ])
    expect(cellsOf('a;b\n19" screen;1\n"19" screen";2\n')).toEqual([
      ['a', 'b'],
      ['19" screen', '1'],
      ['19" screen', '2'],
    ])
  })
  it('V39: ragged rows stay ragged, and every kind of line end ends a row', () => {
    expect(cellsOf('a;b;c\r1\n\r\n1;2;3;4\n;')).toEqual([['a', 'b', 'c'], ['1'], [''], ['1', '2', '3', '4'], ['', '']])
  })
  it('V39, V19: a CDR with a quoted line break and ragged rows is read', () => {
    const ragged = [...ROW.map((cell, i) => (i === 5 ? '"Events\nCommunication"' : cell)), 'extra', '']
    const cdr = cdrOf(csvOf([TITLES, ragged, [''], ROW]))
    expect(cdr.rows.map((row) => [row.place.row, row.endCustomerName])).toEqual([
      [2, 'Events\nCommunication'],
      [4, 'Events Communication'],
    ])
  })
})

describe('workbooks', () => {
  const rows = [
    ['Text', 'Number', 'Date'],
    ['007', 2.8, new Date(Date.UTC(2017, 6, 1))],
  ]
  for (const [rule, bookType, name] of [
    ['V21', 'biff8', 'x.xls'],
    ['V22', 'xlsx', 'x.xlsx'],
    ['V23', 'xlsm', 'x.xlsm'],
    ['V24', 'ods', 'x.ods'],
  ] as const)
    it(`${rule}: ${name} keeps text, numbers and dates apart`, () => {
      expect(cellsOf(workbookBytes({ S: rows }, bookType), name)).toEqual([
        ['Text', 'Number', 'Date'],
        ['007', 2.8, { date: '2017-07-01', time: null }],
      ])
    })
  it('V36: a formula counts by its cached value, one without is empty', () => {
    const bytes = workbookBytes(
      {
        S: [
          ['a', 'b', 'c'],
          [1, 2, 3],
        ],
      },
      'xlsx',
      (book) => {
        const sheet = book.Sheets.S
        if (sheet) {
          sheet.B2 = { t: 'n', v: 42, f: 'A2*42' }
          Object.assign(sheet, { C2: { t: 'z', f: 'A2*43' } })
        }
      },
    )
    expect(cellsOf(bytes, 'x.xlsx')?.[1]?.slice(0, 2)).toEqual([1, 42])
    expect(cellsOf(bytes, 'x.xlsx')?.[1]?.[2] ?? null).toBe(null)
  })
  it('V20: hidden sheets are told apart', () => {
    const bytes = workbookBytes(
      { A: [['x']], B: [['y']] },
      'xlsx',
      (book) => (book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] }),
    )
    expect(valueOf(readTable(bytes, 'x.xlsx')).sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['A', true],
      ['B', false],
    ])
  })
})
