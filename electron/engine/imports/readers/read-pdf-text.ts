import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { MAX_PDF_PAGES } from './limits.ts'
import { pdfLibrary } from './pdf-library.ts'
import { pdfLines, type TextRun } from './pdf-lines.ts'
import type { PdfPage, ReadProgress } from './types.ts'

type Library = Awaited<ReturnType<typeof pdfLibrary>>
type PdfDocument = Awaited<ReturnType<Library['getDocument']>['promise']>

/** What PDF.js may do with a file: no font loading, no network, no WebAssembly. It has no script engine in this build. */
const SAFE_OPTIONS = {
  useWorkerFetch: false,
  useWasm: false,
  useSystemFonts: false,
  disableFontFace: true,
  disableAutoFetch: true,
  disableStream: true,
  enableXfa: false,
  stopAtErrors: false,
  verbosity: 0,
} as const

const readPage = async (document: PdfDocument, number: number): Promise<PdfPage> => {
  const page = await document.getPage(number)
  const [, , , top = 0] = page.view
  const content = await page.getTextContent({ includeMarkedContent: false })
  const runs: TextRun[] = []
  for (const item of content.items) {
    if (!('str' in item)) continue
    const [a = 0, b = 0, , d = 0, x = 0, y = 0] = item.transform as number[]
    // Rotated text is a stamp or watermark beside the lines.
    if (Math.abs(b) > Math.abs(a)) continue
    runs.push({ text: item.str, x, y: top - y, width: item.width, size: Math.abs(d) || item.height || 1 })
  }
  page.cleanup()
  return { page: number, lines: pdfLines(runs) }
}

const readPages = async (
  document: PdfDocument,
  file: string,
  progress: ReadProgress,
): Promise<Result<readonly PdfPage[], Failure>> => {
  const total = document.numPages
  if (total > MAX_PDF_PAGES)
    return fail(
      failure(
        'FILE_TOO_LARGE',
        { file, found: `${String(total)} pages`, limit: `${String(MAX_PDF_PAGES)} pages` },
        'V40',
      ),
    )
  const pages: PdfPage[] = []
  for (let number = 1; number <= total; number++) {
    if (progress.cancelled?.()) return fail(failure('CANCELLED', { file }))
    pages.push(await readPage(document, number))
    progress.onProgress?.(number, total)
  }
  return pages.some(({ lines }) => lines.length > 0)
    ? ok(pages)
    : fail(failure('PDF_WITHOUT_TEXT', { file, pages: String(total) }, 'M230'))
}

/**
 * The text of a PDF as lines with positions in points. Fails with FILE_ENCRYPTED, FILE_DAMAGED {reason}, FILE_TOO_LARGE
 * (more than 400 pages), PDF_WITHOUT_TEXT {pages} or CANCELLED.
 */
export const readPdfText = async (
  bytes: Uint8Array,
  fileName: string,
  progress: ReadProgress = {},
): Promise<Result<readonly PdfPage[], Failure>> => {
  const library = await pdfLibrary()
  // PDF.js takes the buffer that it is given, so it gets a copy.
  const task = library.getDocument({ data: bytes.slice(), ...SAFE_OPTIONS })
  try {
    return await readPages(await task.promise, fileName, progress)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.name === 'PasswordException') return fail(failure('FILE_ENCRYPTED', { file: fileName }, 'V40'))
    // Everything else that PDF.js throws here comes from the content of the file.
    return fail(failure('FILE_DAMAGED', { file: fileName, reason: error.message }, 'V40'))
  } finally {
    await task.destroy()
  }
}
