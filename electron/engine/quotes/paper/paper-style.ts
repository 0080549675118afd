import type { CustomTableLayout } from 'pdfmake/interfaces'

export const INK = '#1c2430'
export const GREY = '#667080'
export const LINE = '#d7dbe2'
export const ACCENT = '#4b3fc4'
/** Points: A4 with calm margins. */
export const MARGIN = 50
export const WIDTH = 595.28 - 2 * MARGIN

/** No vertical lines, no padding at the outer edges. */
export const openLayout = (
  hLineWidth: (row: number, rows: number) => number,
  padding: number,
  hLineColor: (row: number) => string = () => LINE,
): CustomTableLayout => ({
  hLineWidth: (row, node) => hLineWidth(row, node.table.body.length),
  vLineWidth: () => 0,
  hLineColor: (row) => hLineColor(row),
  paddingLeft: (column) => (column === 0 ? 0 : 6),
  paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 6),
  paddingTop: () => padding,
  paddingBottom: () => padding,
})
