import type { Content, TableCell } from 'pdfmake/interfaces'
import type { PaperFormat } from './paper-format.ts'
import { ACCENT, GREY, INK, openLayout } from './paper-style.ts'
import { paperText } from './paper-text.ts'
import type { Paper, PaperLine } from './paper.ts'
import type { QuoteWords } from './words/index.ts'

const right = (text: string, more: object = {}): TableCell => ({ text, alignment: 'right', noWrap: true, ...more })

const periodOf = ({ per, termYears }: PaperLine, words: QuoteWords): string => {
  if (per === 'month') return words.perUserAndMonth
  return termYears === null ? words.perUserForTerm : words.perUserForYears(termYears)
}

type Row = readonly TableCell[]

/** The lines, those of every month before those of a whole term; the head returns on every page, and no line is cut. */
export const linesTable = (paper: Paper, words: QuoteWords, format: PaperFormat): Content => {
  const discounted = paper.lines.some(({ discount }) => discount.units > 0)
  const columns = discounted ? 5 : 4
  const head = (text: string): TableCell => right(text, { color: GREY, fontSize: 8 })

  const row = (line: PaperLine): Row => [
    {
      stack: [
        { text: paperText(line.description), fontSize: 9.5 },
        { text: `${paperText(line.reference)}, ${periodOf(line, words)}`, color: GREY, fontSize: 8 },
      ],
    },
    right(format.quantity(line.quantity)),
    right(format.price(line.unitPrice)),
    ...(discounted ? [right(line.discount.units > 0 ? format.percent(line.discount) : '')] : []),
    right(format.money(line.amount)),
  ]

  const group = (title: string, lines: readonly PaperLine[]): Row[] => [
    [
      { text: title, colSpan: columns, color: ACCENT, bold: true, fontSize: 8.5, margin: [0, 6, 0, 0] },
      ...Array.from({ length: columns - 1 }, () => ({})),
    ],
    ...lines.map(row),
  ]

  const [monthly, once] = [linesOf(paper, 'month'), linesOf(paper, 'term')]
  const body: Row[] = [
    [
      { text: words.item, color: GREY, fontSize: 8 },
      head(words.quantity),
      head(words.unitPrice),
      ...(discounted ? [head(words.discount)] : []),
      head(words.amount),
    ],
    ...(monthly.length > 0 ? group(words.monthlyLines, monthly) : []),
    ...(once.length > 0 ? group(words.onceLines, once) : []),
  ]
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 2,
      widths: ['*', ...Array.from({ length: columns - 1 }, () => 'auto')],
      body: body.map((cells) => [...cells]),
    },
    layout: openLayout(
      (line, rows) => (line === 0 ? 0 : line === 1 || line === rows ? 0.8 : 0.4),
      4.5,
      (line) => (line === 1 ? INK : '#e4e7ec'),
    ),
  }
}

export const linesOf = (paper: Paper, per: PaperLine['per']): readonly PaperLine[] =>
  paper.lines.filter((line) => line.per === per)
