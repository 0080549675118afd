import * as pdf from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

pdf.GlobalWorkerOptions.workerSrc = workerAddress

/** Draws every page of a PDF into `host`, twice as fine as the screen needs. Answers how many there are; throws for a broken file. */
export const drawPages = async (
  bytes: Uint8Array,
  host: HTMLElement,
  name: (page: number, of: number) => string,
): Promise<number> => {
  // The reader takes the bytes away; the caller still needs them.
  const task = pdf.getDocument({ data: bytes.slice() })
  const document_ = await task.promise
  try {
    const canvases: HTMLCanvasElement[] = []
    for (let number = 1; number <= document_.numPages; number += 1) {
      const page = await document_.getPage(number)
      const width = Math.max(320, host.clientWidth)
      const viewport = page.getViewport({ scale: (width * 2) / page.getViewport({ scale: 1 }).width })
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(viewport.width)
      canvas.height = Math.round(viewport.height)
      canvas.setAttribute('role', 'img')
      canvas.setAttribute('aria-label', name(number, document_.numPages))
      await page.render({ canvas, viewport }).promise
      canvases.push(canvas)
    }
    host.replaceChildren(...canvases)
    return canvases.length
  } finally {
    await task.destroy()
  }
}
