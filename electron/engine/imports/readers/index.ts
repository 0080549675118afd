/**
 * Readers of the files that a person imports. They know no database and keep no state, so they run in the job worker.
 * What a file can do wrong is a Failure whose params hold at least {file}.
 *
 *   detectFile(bytes, fileName): Result<{ format }, Failure>
 *   readFile(bytes, fileName, progress?): Promise<Result<ReadFile, Failure>>
 *   readPdfText(bytes, fileName, progress?): Promise<Result<readonly PdfPage[], Failure>>
 *   parseInvoice(pages, fileName): Result<Invoice, Failure>
 *   readTable(bytes, fileName): Result<Table, Failure>
 *   readCdr(table, fileName): Result<Cdr, Failure>
 *   readActis(table, fileName): Result<ActisOffer, Failure>
 *   excerpt(bytes, fileName, place, radius = 4): Promise<Result<Excerpt, Failure>>
 *
 * findHeader, dataRows, numberReaders and cellText serve readers of other tables, such as price lists.
 */
export { cellText } from './cell-text.ts'
export { numberReaders } from './column-readers.ts'
export { dataRows } from './data-rows.ts'
export { detectFile } from './detect-file.ts'
export { excerpt } from './excerpt.ts'
export { findHeader, type Header } from './find-header.ts'
export { MAX_FILE_BYTES, sizeText } from './limits.ts'
export { parseInvoice } from './parse-invoice.ts'
export { readActis } from './read-actis.ts'
export { readCdr } from './read-cdr.ts'
export { readFile } from './read-file.ts'
export { readPdfText } from './read-pdf-text.ts'
export { readTable } from './read-table.ts'
export type * from './types.ts'
