import type { PdfCell, PdfLine } from './types.ts'

/** One run of text as PDF.js gives it: baseline from the top, left edge, width and size in points. */
export type TextRun = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
}

/** Runs whose baselines differ by less than this share of the text size are on one line. */
const SAME_LINE = 0.35
/** A gap wider than this share of the size divides cells; a space between words is about a quarter. */
const CELL_GAP = 0.75
const WORD_GAP = 0.12

const tidy = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim()

const cellsOf = (runs: readonly TextRun[]): readonly PdfCell[] => {
  const cells: { x: number; text: string; end: number; size: number }[] = []
  for (const run of [...runs].sort((a, b) => a.x - b.x)) {
    const last = cells.at(-1)
    const gap = last ? run.x - last.end : Infinity
    if (last && gap < CELL_GAP * Math.min(last.size, run.size)) {
      last.text += gap > WORD_GAP * run.size ? ` ${run.text}` : run.text
      last.end = Math.max(last.end, run.x + run.width)
    } else cells.push({ x: run.x, text: run.text, end: run.x + run.width, size: run.size })
  }
  return cells
    .map(({ x, text }) => ({ x: Math.round(x * 10) / 10, text: tidy(text) }))
    .filter(({ text }) => text !== '')
}

/** Groups the runs of a page into lines from top to bottom, and each line's runs into cells from left to right. */
export const pdfLines = (runs: readonly TextRun[]): readonly PdfLine[] => {
  const groups: { y: number; runs: TextRun[] }[] = []
  const printed = runs.filter(({ text }) => text.trim() !== '')
  for (const run of [...printed].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const last = groups.at(-1)
    if (last && Math.abs(run.y - last.y) < SAME_LINE * run.size) last.runs.push(run)
    else groups.push({ y: run.y, runs: [run] })
  }
  return groups.map(({ y, runs: ofLine }, index) => {
    const cells = cellsOf(ofLine)
    return { line: index + 1, y: Math.round(y * 10) / 10, text: cells.map(({ text }) => text).join(' '), cells }
  })
}
