/** How the line of each alternative is told from the others: by its dashes, its mark and its name, besides its colour. */
export type LineMark = {
  readonly colour: 'accent' | 'text' | 'muted' | 'second-series'
  readonly dash: readonly number[]
  readonly symbol: 'circle' | 'rect' | 'triangle' | 'diamond'
  /** The mark around (0, 0), within 4 units each way. */
  readonly path: string
}

const paths: Readonly<Record<LineMark['symbol'], string>> = {
  circle: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  rect: 'M-3.5 -3.5h7v7h-7z',
  triangle: 'M0 -4L4 3.5H-4z',
  diamond: 'M0 -4.5L4.5 0L0 4.5L-4.5 0z',
}
const colours = ['accent', 'text', 'muted', 'second-series'] as const
const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const
const dashes: readonly (readonly number[])[] = [
  [],
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [14, 4],
  [4, 4],
  [1, 5],
  [12, 3, 4, 3],
]

/** By its place among the alternatives, of which there are at most eight. */
export const lineMark = (index: number): LineMark => {
  const colour = colours[index % colours.length] ?? 'accent'
  const symbol = symbols[index % symbols.length] ?? 'circle'
  return { colour, symbol, dash: dashes[index % dashes.length] ?? [], path: paths[symbol] }
}
