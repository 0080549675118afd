import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { detectFile } from './detect-file.ts'
import { parseInvoice } from './parse-invoice.ts'
import { findActisHeader, readActis } from './read-actis.ts'
import { findCdrHeader, readCdr } from './read-cdr.ts'
import { readPdfText } from './read-pdf-text.ts'
import { readTable } from './read-table.ts'
import type { ReadFile, ReadProgress } from './types.ts'

const readInvoice = async (
  bytes: Uint8Array,
  fileName: string,
  progress: ReadProgress,
): Promise<Result<ReadFile, Failure>> => {
  const pages = await readPdfText(bytes, fileName, progress)
  if (!pages.ok) return pages
  const invoice = parseInvoice(pages.value, fileName)
  return invoice.ok ? ok({ kind: 'invoice', invoice: invoice.value, pages: pages.value }) : invoice
}

const readTableFile = (bytes: Uint8Array, fileName: string): Result<ReadFile, Failure> => {
  const table = readTable(bytes, fileName)
  if (!table.ok) return table
  if (findCdrHeader(table.value)) {
    const cdr = readCdr(table.value, fileName)
    return cdr.ok ? ok({ kind: cdr.value.kind, cdr: cdr.value }) : cdr
  }
  if (findActisHeader(table.value)) {
    const offer = readActis(table.value, fileName)
    return offer.ok ? ok({ kind: 'actis', offer: offer.value }) : offer
  }
  return fail(
    failure('FILE_KIND_UNKNOWN', {
      file: fileName,
      reason: 'its columns are those of neither a CDR nor an Actis offer',
    }),
  )
}

/** Reads any file that a person may import; its kind is decided by its content. Fails as the single readers do, or CANCELLED. */
export const readFile = async (
  bytes: Uint8Array,
  fileName: string,
  progress: ReadProgress = {},
): Promise<Result<ReadFile, Failure>> => {
  const detected = detectFile(bytes, fileName)
  if (!detected.ok) return detected
  if (detected.value.format === 'pdf') return readInvoice(bytes, fileName, progress)
  progress.onProgress?.(0, 1)
  const read = readTableFile(bytes, fileName)
  if (progress.cancelled?.()) return fail(failure('CANCELLED', { file: fileName }))
  progress.onProgress?.(1, 1)
  return read
}
