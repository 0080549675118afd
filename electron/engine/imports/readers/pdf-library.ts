type PdfLibrary = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

let loading: Promise<PdfLibrary> | null = null

const load = async (): Promise<PdfLibrary> => {
  const shims = globalThis as { DOMMatrix?: unknown; Path2D?: unknown; ImageData?: unknown; pdfjsWorker?: unknown }
  // The library touches these when it is loaded. They are for drawing, which reading text never does, so empty ones do and
  // the optional native canvas need not be there.
  shims.DOMMatrix ??= class {}
  shims.Path2D ??= class {}
  shims.ImageData ??= class {}
  // With the worker's code in place the library runs it in this thread: no path to resolve, so bundling cannot break it.
  // The name is a variable because the package has no types for it.
  const workerModule: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs'
  shims.pdfjsWorker ??= await import(/* @vite-ignore */ workerModule)
  return import('pdfjs-dist/legacy/build/pdf.mjs')
}

/** PDF.js, loaded when the first PDF is read. */
export const pdfLibrary = (): Promise<PdfLibrary> => (loading ??= load())
