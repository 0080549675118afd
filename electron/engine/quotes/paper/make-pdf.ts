import { join, sep } from 'node:path'
import type { TDocumentDefinitions } from 'pdfmake/interfaces'

type PdfMaker = { createPdf(document: TDocumentDefinitions): { getBuffer(): Promise<Uint8Array> } }

let loading: Promise<PdfMaker> | null = null

const load = async (fontFolder: string): Promise<PdfMaker> => {
  // Bundled, the library still asks where it lies; it reads nothing there, because every font is given.
  const place = globalThis as { __dirname?: string }
  place.__dirname ??= import.meta.dirname
  const { default: pdfMake } = await import('pdfmake')
  const font = (name: string): string => join(fontFolder, `Roboto-${name}.ttf`)
  const [normal, bold] = [font('Regular'), font('Medium')]
  pdfMake.setFonts({ Roboto: { normal, bold, italics: normal, bolditalics: bold } })
  pdfMake.setLocalAccessPolicy((file) => file.startsWith(fontFolder + sep))
  pdfMake.setUrlAccessPolicy(() => false)
  return pdfMake
}

/** A document as PDF, with the fonts of the resources embedded. The same document gives the same bytes. */
export const makePdf = async (document: TDocumentDefinitions, resourcesDir: string): Promise<Uint8Array> => {
  const maker = await (loading ??= load(join(resourcesDir, 'fonts')))
  return maker.createPdf(document).getBuffer()
}
