import { createRequire } from 'node:module'
import pdfMake from 'pdfmake'
import { describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { detectFile, readFile, readTable } from '../../electron/engine/imports/readers/index.ts'
import { failureOf, JULY_CDR, sample, utf8, valueOf, workbookBytes } from './reader-fixtures.ts'

const normal = createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf')
pdfMake.setFonts({ Roboto: { normal } })
pdfMake.setLocalAccessPolicy((file) => file === normal)
pdfMake.setUrlAccessPolicy(() => false)

const INVOICE = 'INV00000150.pdf'
const codeOf = async (bytes: Uint8Array, name: string) => failureOf(await readFile(bytes, name)).code
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** A zip whose directory claims what we say; there need be no data behind it. */
const zipClaiming = (entries: readonly { name: string; size: number }[]): Uint8Array => {
  const directory = entries.flatMap(({ name, size }) => {
    const header = new DataView(new ArrayBuffer(46))
    header.setUint32(0, 0x02014b50, true)
    header.setUint16(10, 8, true)
    header.setUint32(24, size, true)
    header.setUint16(28, name.length, true)
    return [...new Uint8Array(header.buffer), ...ascii(name)]
  })
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(10, entries.length, true)
  end.setUint32(16, 4, true)
  return Uint8Array.from([0x50, 0x4b, 3, 4, ...directory, ...new Uint8Array(end.buffer)])
}

const compoundFile = (streams: Readonly<Record<string, Uint8Array>>): Uint8Array => {
  const cfb = XLSX.CFB as {
    utils: { cfb_new: () => object; cfb_add: (file: object, name: string, data: Uint8Array) => void }
    write: (file: object, options: object) => ArrayLike<number>
  }
  const file = cfb.utils.cfb_new()
  for (const [name, data] of Object.entries(streams)) cfb.utils.cfb_add(file, `/${name}`, data)
  return Uint8Array.from(cfb.write(file, { type: 'array' }))
}

describe('what a file is', () => {
  it('M223, V21-V26: by its content, whatever it is called', () => {
    const cases = [
      [sample(INVOICE), 'pdf'],
      [sample(`${JULY_CDR}.csv`), 'csv'],
      [sample(`${JULY_CDR}.xls`), 'xls'],
      [sample(`${JULY_CDR}.xlsx`), 'xlsx'],
      [workbookBytes({ S: [['x']] }, 'ods'), 'ods'],
      [utf8('<!DOCTYPE html><table></table>'), 'html'],
    ] as const
    for (const [bytes, format] of cases) expect(valueOf(detectFile(bytes, 'attachment'))).toEqual({ format })
  })
  it('M202, M223: readFile decides the kind by the content', async () => {
    for (const [name, kind] of [
      [INVOICE, 'invoice'],
      [`${JULY_CDR}.csv`, 'rb-serv'],
      [`${JULY_CDR}.xls`, 'rb-serv'],
      [`${JULY_CDR}.xlsx`, 'rb-serv'],
      ['CDR_CONF_2017-10-01_VAD_technology-integrator.csv', 'rb-conf'],
      ['Actis_Advanced-Telephony.xlsx', 'actis'],
    ] as const)
      expect(valueOf(await readFile(sample(name), name.replace(/^[^.]*/, 'renamed'))).kind).toBe(kind)
  })
})

describe('a file that is not what its name says', () => {
  it('says what it really is', () => {
    const cases = [
      [utf8('just some text'), 'x.pdf', 'plain text'],
      [sample(`${JULY_CDR}.xlsx`), 'x.pdf', 'Excel workbook (xlsx)'],
      [zipClaiming([{ name: 'readme.md', size: 1 }]), 'x.pdf', 'zip archive'],
      [sample(INVOICE), 'x.xlsx', 'PDF'],
      [sample(INVOICE), 'x.csv', 'PDF'],
      [utf8('no table here'), 'x.xls', 'plain text'],
      [ascii('\x89PNG\r\n\x1a\n'), 'x.pdf', 'PNG picture'],
      [utf8('{"error": "HTML instead"}'), 'x.csv', 'JSON file'],
    ] as const
    for (const [bytes, file, found] of cases)
      expect(failureOf(detectFile(bytes, file))).toEqual({
        code: 'FILE_NOT_WHAT_ITS_NAME_SAYS',
        params: { file, named: file.slice(1), found },
      })
  })
  it('V37: but a table under the name .xls may be HTML, CSV or a new workbook', () => {
    for (const bytes of [
      utf8('<table><tr><td>1</td></tr></table>'),
      sample(`${JULY_CDR}.csv`),
      sample(`${JULY_CDR}.xlsx`),
    ])
      expect(detectFile(bytes, 'x.xls').ok).toBe(true)
  })
  it('and a text or table that is nothing of ours is of unknown kind', async () => {
    expect(await codeOf(utf8('Dear Sir,\nplease find our offer.'), 'x.txt')).toBe('FILE_KIND_UNKNOWN')
    expect(await codeOf(utf8('Name;Phone\nAlice;1\n'), 'x.csv')).toBe('FILE_KIND_UNKNOWN')
    expect(await codeOf(ascii('\x00\x01\x02\x03\x04\x05'), 'x.bin')).toBe('FILE_KIND_UNKNOWN')
    expect(failureOf(readTable(sample(INVOICE), INVOICE)).code).toBe('FILE_KIND_UNKNOWN')
  })
})

describe('V40: files that nobody can read', () => {
  it('empty, or only blanks', async () => {
    expect(await codeOf(new Uint8Array(), 'x.csv')).toBe('FILE_EMPTY')
    expect(await codeOf(utf8('\ufeff \r\n\t'), 'x.csv')).toBe('FILE_EMPTY')
  })
  it('truncated workbooks', async () => {
    for (const [kind, cut] of [
      ['xlsx', 0.5],
      ['xlsx', 0.95],
      ['xls', 0.1],
    ] as const) {
      const bytes = sample(`${JULY_CDR}.${kind}`)
      expect([kind, cut, await codeOf(bytes.subarray(0, bytes.length * cut), `x.${kind}`)]).toEqual([
        kind,
        cut,
        'FILE_DAMAGED',
      ])
    }
  })
  it('a workbook with a damaged part', async () => {
    const bytes = sample(`${JULY_CDR}.xlsx`)
    bytes.fill(0xff, 200, 400)
    expect(await codeOf(bytes, 'x.xlsx')).toBe('FILE_DAMAGED')
  })
  it('protected by a password: xlsx, xls, PDF', async () => {
    const xlsx = compoundFile({ EncryptionInfo: utf8('x'.repeat(64)), EncryptedPackage: utf8('y'.repeat(5000)) })
    const xls = compoundFile({
      Workbook: Uint8Array.from([0x09, 0x08, 2, 0, 0, 6, 0x2f, 0, 2, 0, 0, 0, ...new Array<number>(5000).fill(0)]),
    })
    const pdf = await pdfMake.createPdf({ content: 'secret', userPassword: 'demo' }).getBuffer()
    expect(await codeOf(xlsx, 'x.xlsx')).toBe('FILE_ENCRYPTED')
    expect(await codeOf(xls, 'x.xls')).toBe('FILE_ENCRYPTED')
    expect(await codeOf(new Uint8Array(pdf), 'x.pdf')).toBe('FILE_ENCRYPTED')
  })
  it('archives that would unpack to more than memory holds, by size and by number of parts', () => {
    const bomb = zipClaiming([{ name: 'xl/workbook.xml', size: 600 * 1024 * 1024 }])
    expect(failureOf(detectFile(bomb, 'x.xlsx'))).toMatchObject({
      code: 'FILE_TOO_LARGE',
      params: { limit: '512 MiB unpacked' },
    })
    const many = zipClaiming(Array.from({ length: 2001 }, (_, i) => ({ name: `xl/${String(i)}.xml`, size: 1 })))
    expect(failureOf(detectFile(many, 'x.xlsx'))).toMatchObject({
      code: 'FILE_TOO_LARGE',
      params: { limit: '2000 parts' },
    })
  })
  it('an archive whose directory lies about its sizes', async () => {
    const bytes = workbookBytes({ S: [['x'.repeat(30_000)]] })
    const view = new DataView(bytes.buffer)
    for (let at = 0; at + 46 < bytes.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
    expect(await codeOf(bytes, 'x.xlsx')).toBe('FILE_DAMAGED')
  })
  it('a workbook that is larger than the limit', () => {
    const large = new Uint8Array(65 * 1024 * 1024)
    large.set(ascii('%PDF-1.7'))
    expect(failureOf(detectFile(large, 'x.pdf'))).toMatchObject({
      code: 'FILE_TOO_LARGE',
      params: { found: '65 MiB', limit: '64 MiB' },
    })
  })
})

describe('PDFs that are no invoice', () => {
  it('M230: a PDF without text', async () => {
    const pdf = await pdfMake
      .createPdf({ content: [{ canvas: [{ type: 'rect', x: 0, y: 0, w: 100, h: 50 }] }] })
      .getBuffer()
    expect(failureOf(await readFile(new Uint8Array(pdf), 'scan.pdf'))).toEqual({
      code: 'PDF_WITHOUT_TEXT',
      params: { file: 'scan.pdf', pages: '1' },
    })
  })
  it('M230: a PDF with other text names the labels it lacks', async () => {
    const pdf = await pdfMake.createPdf({ content: 'Terms of use' }).getBuffer()
    expect(failureOf(await readFile(new Uint8Array(pdf), 'terms.pdf')).code).toBe('PDF_NOT_AN_INVOICE')
  })
  it('V40: a PDF of garbage is damaged, and the reader still works after it', async () => {
    expect(await codeOf(utf8('%PDF-1.7\nnothing that is a PDF'), 'x.pdf')).toBe('FILE_DAMAGED')
    const bytes = sample(INVOICE)
    expect((await readFile(bytes, INVOICE)).ok).toBe(true)
    expect(bytes.byteLength).toBeGreaterThan(0)
  })
  it('V40: a PDF that is cut off never reads as another invoice', async () => {
    const bytes = sample(INVOICE)
    for (const share of [0.3, 0.6, 0.9, 0.99]) {
      const read = await readFile(bytes.slice(0, bytes.length * share), INVOICE)
      if (read.ok) expect(read).toEqual(await readFile(bytes, INVOICE))
      else expect(['FILE_DAMAGED', 'PDF_WITHOUT_TEXT', 'PDF_NOT_AN_INVOICE']).toContain(read.failure.code)
    }
  })
})
