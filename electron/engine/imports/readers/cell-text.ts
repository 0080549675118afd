import type { Cell } from './types.ts'

/** A cell as one line of text: trimmed, dates as ISO, null as ''. */
export const cellText = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'number') return String(cell)
  return cell.time ? `${cell.date} ${cell.time}` : cell.date
}
