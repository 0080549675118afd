import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { detectCompoundFile } from './compound-file.ts'
import { csvDelimiter } from './csv-records.ts'
import { decodeText } from './decode-text.ts'
import { MAX_FILE_BYTES, MAX_TEXT_BYTES, MAX_UNZIPPED_BYTES, MAX_ZIP_ENTRIES, sizeText } from './limits.ts'
import type { FileFormat } from './types.ts'
import { unzipEntry, zipDirectory } from './zip-directory.ts'

/** What the bytes are: a format that we read, or the name of something else. */
type Found = { readonly format: FileFormat } | { readonly other: string }

/** Formats that each file name ending may hide. Web exports are often HTML or CSV under the name .xls (V37). */
const BY_ENDING: Readonly<Record<string, readonly FileFormat[]>> = {
  pdf: ['pdf'],
  xlsx: ['xlsx'],
  xlsm: ['xlsx'],
  xls: ['xls', 'xlsx', 'html', 'csv'],
  ods: ['ods'],
  csv: ['csv'],
  tsv: ['csv'],
  txt: ['csv'],
  html: ['html'],
  htm: ['html'],
}

const NAMES: Readonly<Record<FileFormat, string>> = {
  pdf: 'PDF',
  xlsx: 'Excel workbook (xlsx)',
  xls: 'Excel 97-2003 workbook (xls)',
  ods: 'OpenDocument spreadsheet (ods)',
  csv: 'plain text',
  html: 'HTML page',
}

const OTHER_MAGIC: readonly (readonly [string, string])[] = [
  ['\x89PNG', 'PNG picture'],
  ['\xff\xd8\xff', 'JPEG picture'],
  ['GIF8', 'GIF picture'],
  ['{\\rtf', 'RTF document'],
  ['Rar!', 'RAR archive'],
  ['7z\xbc\xaf', '7z archive'],
  ['\x1f\x8b', 'gzip archive'],
  ['MZ', 'Windows program'],
]

const PROBE_BYTES = 64 * 1024

const ending = (fileName: string): string => /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
const ascii = (bytes: Uint8Array, length: number): string => String.fromCharCode(...bytes.subarray(0, length))

const tooLarge = (bytes: Uint8Array, file: string, limit: number): Failure =>
  failure('FILE_TOO_LARGE', { file, found: sizeText(bytes.byteLength), limit: sizeText(limit) }, 'V40')

const detectZip = (bytes: Uint8Array, file: string): Result<Found, Failure> => {
  const directory = zipDirectory(bytes)
  if (!directory.ok) {
    if (directory.failure === 'TRUNCATED')
      return fail(failure('FILE_DAMAGED', { file, reason: 'the archive is cut off' }, 'V40'))
    const limit =
      directory.failure === 'TOO_LARGE'
        ? `${sizeText(MAX_UNZIPPED_BYTES)} unpacked`
        : `${String(MAX_ZIP_ENTRIES)} parts`
    return fail(failure('FILE_TOO_LARGE', { file, found: sizeText(bytes.byteLength), limit }, 'V40'))
  }
  const entries = directory.value
  const named = (name: string) => entries.find((entry) => entry.name === name)
  if (entries.some((entry) => entry.encrypted)) return fail(failure('FILE_ENCRYPTED', { file }, 'V40'))
  if (named('xl/workbook.xml')) return ok({ format: 'xlsx' })
  if (named('xl/workbook.bin')) return ok({ other: 'Excel binary workbook (xlsb)' })
  if (named('word/document.xml')) return ok({ other: 'Word document' })
  if (named('ppt/presentation.xml')) return ok({ other: 'PowerPoint presentation' })
  const mimetype = named('mimetype')
  const kind = mimetype ? new TextDecoder().decode(unzipEntry(bytes, mimetype) ?? new Uint8Array()) : ''
  if (!kind.startsWith('application/vnd.oasis.opendocument.spreadsheet')) return ok({ other: 'zip archive' })
  const manifest = named('META-INF/manifest.xml')
  const manifestText = manifest ? new TextDecoder().decode(unzipEntry(bytes, manifest) ?? new Uint8Array()) : ''
  return manifestText.includes('encryption-data')
    ? fail(failure('FILE_ENCRYPTED', { file }, 'V40'))
    : ok({ format: 'ods' })
}

const detectText = (bytes: Uint8Array, file: string): Result<Found, Failure> => {
  // The probe may end inside a character and then be read in another encoding; nothing below minds.
  const text = decodeText(bytes.subarray(0, PROBE_BYTES))
  if (text === null) return ok({ other: 'binary file' })
  const start = text.replace(/^\ufeff/, '').trimStart()
  if (start === '') return fail(failure('FILE_EMPTY', { file }, 'V40'))
  if (/^(<!doctype html|<html|<table|<head|<meta|<body|<style|<!--)/i.test(start)) return ok({ format: 'html' })
  if (/^<\?xml/i.test(start)) return ok(/<html/i.test(start) ? { format: 'html' } : { other: 'XML file' })
  if (/^[[{]/.test(start) && /^[[{]\s*("|\{|\[)/.test(start)) return ok({ other: 'JSON file' })
  return ok({ format: 'csv' })
}

const detectContent = (bytes: Uint8Array, file: string): Result<Found, Failure> => {
  const head = ascii(bytes, 1024)
  if (head.includes('%PDF-')) return ok({ format: 'pdf' })
  if (/^PK(\x03\x04|\x05\x06)/.test(head)) return detectZip(bytes, file)
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return detectCompoundFile(bytes, file)
  const other = OTHER_MAGIC.find(([magic]) => head.startsWith(magic))
  return other ? ok({ other: other[1] }) : detectText(bytes, file)
}

/**
 * What a file is, by its content and never by its name. Fails with FILE_EMPTY, FILE_TOO_LARGE {found, limit},
 * FILE_DAMAGED {reason}, FILE_ENCRYPTED, FILE_KIND_UNKNOWN {reason}, or FILE_NOT_WHAT_ITS_NAME_SAYS {named, found}.
 */
export const detectFile = (bytes: Uint8Array, fileName: string): Result<{ readonly format: FileFormat }, Failure> => {
  const file = fileName
  if (bytes.byteLength === 0) return fail(failure('FILE_EMPTY', { file }, 'V40'))
  if (bytes.byteLength > MAX_TEXT_BYTES) return fail(tooLarge(bytes, file, MAX_TEXT_BYTES))
  const found = detectContent(bytes, file)
  if (!found.ok) return found
  const named = ending(fileName)
  const expected = BY_ENDING[named]
  if ('other' in found.value) {
    const { other } = found.value
    return fail(
      expected
        ? failure('FILE_NOT_WHAT_ITS_NAME_SAYS', { file, named: `.${named}`, found: other }, 'V40')
        : failure('FILE_KIND_UNKNOWN', { file, reason: other }, 'V40'),
    )
  }
  const { format } = found.value
  if (format !== 'csv' && bytes.byteLength > MAX_FILE_BYTES) return fail(tooLarge(bytes, file, MAX_FILE_BYTES))
  const plainText = format === 'csv' && csvDelimiter(decodeText(bytes.subarray(0, PROBE_BYTES)) ?? '') === null
  const surprising = expected !== undefined && (!expected.includes(format) || (named === 'xls' && plainText))
  return surprising
    ? fail(failure('FILE_NOT_WHAT_ITS_NAME_SAYS', { file, named: `.${named}`, found: NAMES[format] }, 'V40'))
    : ok({ format })
}
