import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces'
import { paperFormat, type PaperFormat } from './paper-format.ts'
import { linesTable } from './paper-lines.ts'
import { partyBlock, sellerBlock } from './paper-parties.ts'
import { ACCENT, GREY, INK, LINE, MARGIN, openLayout, WIDTH } from './paper-style.ts'
import { paperText } from './paper-text.ts'
import { totalsTable } from './paper-totals.ts'
import type { Paper } from './paper.ts'
import { quoteWords, type QuoteWords } from './words/index.ts'

const rule = (color: string, lineWidth: number, margin: [number, number, number, number]): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth, lineColor: color }],
  margin,
})

const letterhead = (paper: Paper, words: QuoteWords): Content => ({
  columns: [
    paper.logo === null
      ? { text: paperText(paper.seller.name), bold: true, fontSize: 15, margin: [0, 0, 12, 0] }
      : { image: paper.logo, fit: [170, 56] },
    { width: 200, stack: [sellerBlock(paper.seller, paper.logo !== null, words)] },
  ],
})

const facts = (paper: Paper, words: QuoteWords, format: PaperFormat): Column => {
  const rows: readonly (readonly [string, string])[] = [
    [words.number, paper.number],
    [words.version, String(paper.version)],
    [words.date, format.date(paper.date)],
    [words.validUntil, format.date(paper.validUntil)],
    [words.startsOn, format.date(paper.startsOn)],
  ]
  return {
    width: 'auto',
    table: {
      widths: ['auto', 'auto'],
      body: rows.map(([label, value]) => [
        { text: label, color: GREY, noWrap: true },
        { text: value, alignment: 'right', noWrap: true },
      ]),
    },
    layout: openLayout(() => 0, 1.5),
  }
}

const section = (title: string, text: string, fontSize: number): Content[] =>
  text.trim() === ''
    ? []
    : [
        { text: title, bold: true, fontSize: 9.5, margin: [0, 14, 0, 3], headlineLevel: 1 },
        { text: paperText(text), fontSize, lineHeight: 1.25 },
      ]

/** Where the customer signs; one who answers by mail leaves it empty. */
const acceptance = (words: QuoteWords): Content => {
  const line = (label: string): Content => ({
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 210, y2: 0, lineWidth: 0.5, lineColor: GREY }] },
      { text: label, color: GREY, fontSize: 8, margin: [0, 3, 0, 0] },
    ],
  })
  return {
    unbreakable: true,
    stack: [
      { text: words.acceptance, bold: true, fontSize: 9.5, margin: [0, 16, 0, 26] },
      { columns: [line(words.placeAndDate), line(words.nameAndSignature)], columnGap: 24 },
    ],
  }
}

/** What pdfmake draws: from the paper alone, with its date as the date of the file, so that it is the same every time. */
export const paperDocument = (paper: Paper): TDocumentDefinitions => {
  const words = quoteWords[paper.language]
  const format = paperFormat(words.locale, paper.currency)
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, 42, MARGIN, 50],
    language: words.locale,
    info: {
      title: `${words.quote} ${paper.number}`,
      author: paperText(paper.seller.name),
      creator: 'Iris Desk',
      producer: 'Iris Desk',
      creationDate: new Date(`${paper.date}T00:00:00Z`),
    },
    defaultStyle: { font: 'Roboto', fontSize: 9, color: INK, lineHeight: 1.15 },
    footer: (page, pages) => ({
      stack: [
        rule(LINE, 0.5, [0, 0, 0, 6]),
        {
          columns: [
            `${words.quote} ${paper.number}, ${words.version} ${String(paper.version)}`,
            { text: words.page(page, pages), alignment: 'right' },
          ],
          color: GREY,
          fontSize: 7.5,
        },
      ],
      margin: [MARGIN, 12, MARGIN, 0],
    }),
    // A title never stands alone at the foot of a page.
    pageBreakBefore: (node) => node.headlineLevel === 1 && node.startPosition.verticalRatio > 0.93,
    content: [
      letterhead(paper, words),
      rule(ACCENT, 1.2, [0, 12, 0, 16]),
      { text: words.quote, fontSize: 21, bold: true, margin: [0, 0, 0, 8] },
      {
        columns: [
          partyBlock(words.customer, paper.customer, words),
          ...(paper.reseller ? [partyBlock(words.reseller, paper.reseller, words)] : []),
          facts(paper, words, format),
        ],
        columnGap: 20,
        margin: [0, 0, 0, 16],
      },
      linesTable(paper, words, format),
      totalsTable(paper, words, format),
      ...section(words.notes, paper.notes, 9),
      ...section(words.terms, paper.terms, 8),
      acceptance(words),
    ],
  }
}
