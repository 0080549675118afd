import type { Content, TableCell } from 'pdfmake/interfaces'
import { type Money, sumMoney, vatOf } from '../../../../shared/domain/money.ts'
import type { PaperFormat } from './paper-format.ts'
import { linesOf } from './paper-lines.ts'
import { GREY, openLayout } from './paper-style.ts'
import type { Paper } from './paper.ts'
import type { QuoteWords } from './words/index.ts'

type Row = { readonly label: string; readonly amount: Money; readonly strong: boolean; readonly first: boolean }

const rowsOf = (paper: Paper, words: QuoteWords, format: PaperFormat): readonly Row[] => {
  const part = (net: Money, label: string, withVat: string): Row[] => {
    if (paper.vatRate === null) return [{ label, amount: net, strong: true, first: true }]
    const vat = vatOf(net, paper.vatRate)
    return [
      { label, amount: net, strong: false, first: true },
      { label: `${words.vat} ${format.percent(paper.vatRate)}`, amount: vat, strong: false, first: false },
      { label: withVat, amount: sumMoney([net, vat], paper.currency), strong: true, first: false },
    ]
  }
  return [
    ...(linesOf(paper, 'month').length > 0 ? part(paper.perMonth, words.perMonth, words.perMonthWithVat) : []),
    ...(linesOf(paper, 'term').length > 0 ? part(paper.once, words.once, words.onceWithVat) : []),
  ]
}

/** Per month and once, each with its VAT; the two are never added together. */
export const totalsTable = (paper: Paper, words: QuoteWords, format: PaperFormat): Content => {
  const rows = rowsOf(paper, words, format)
  const cell = ({ strong }: Row, text: string): TableCell => ({
    text,
    alignment: 'right',
    noWrap: true,
    ...(strong ? { bold: true, fontSize: 11 } : { color: GREY }),
  })
  return {
    unbreakable: true,
    stack: [
      {
        columns: [
          { text: paper.vatRate === null ? words.excludesTax : '', color: GREY, fontSize: 8, margin: [0, 6, 0, 0] },
          {
            width: 'auto',
            table: {
              widths: ['auto', 'auto'],
              body: rows.map((row) => [cell(row, row.label), cell(row, format.money(row.amount))]),
            },
            layout: openLayout((line, all) => (line > 0 && line < all && rows[line]?.first ? 0.4 : 0), 3),
          },
        ],
        columnGap: 24,
      },
    ],
    margin: [0, 12, 0, 0],
  }
}
