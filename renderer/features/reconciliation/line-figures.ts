import type { ReconciliationResult } from '../../../shared/contract/billing.ts'
import type { Source } from '../../../shared/domain/evidence.ts'
import type { Format } from '../../ui/use-format.ts'

type Line = ReconciliationResult['lines'][number]
type FigureSide = 'invoice' | 'cdr' | 'estate' | 'price'

/** A cell of the lines table: a figure with its source, or the gap where a side says nothing. */
export type Figure = {
  readonly key: string
  readonly side: FigureSide
  readonly name: 'quantity' | 'unitPrice' | 'amount'
  readonly text: string
  /** First of its side: a line is drawn before it. */
  readonly first: boolean
  /** This side disagrees with the invoice. */
  readonly differs: boolean
} & ({ readonly present: true; readonly source: Source } | { readonly present: false; readonly source: Source })

const NOWHERE: Source = { evidence: null, place: { kind: 'register', invoiceNumber: '' } }

/** The nine figures of a line in the order of the table's columns. */
export const figuresOf = (line: Line, index: number, format: Format): readonly Figure[] => {
  const { currency } = line.difference
  const figure = (
    side: FigureSide,
    name: Figure['name'],
    text: string | null,
    source: Source | null,
    first: boolean,
  ): Figure => ({
    key: `${index}-${side}-${name}`,
    side,
    name,
    first,
    text: text ?? '--',
    present: text !== null && source !== null,
    source: source ?? NOWHERE,
    differs: side !== 'invoice' && text !== null && line.differsFrom.includes(side),
  })
  const sideFigures = (side: 'invoice' | 'cdr' | 'estate', names: readonly Figure['name'][]): readonly Figure[] => {
    const said = line[side]
    const source = said?.source ?? null
    const text = (name: Figure['name']): string | null => {
      if (!said) return null
      if (name === 'quantity') return said.quantity && format.quantity(said.quantity)
      if (name === 'unitPrice') return said.unitPrice && format.unitPrice(said.unitPrice, currency)
      return said.amount && format.money(said.amount)
    }
    return names.map((name, position) => figure(side, name, text(name), source, position === 0))
  }
  return [
    ...sideFigures('invoice', ['quantity', 'unitPrice', 'amount']),
    ...sideFigures('cdr', ['quantity', 'unitPrice', 'amount']),
    ...sideFigures('estate', ['quantity', 'amount']),
    figure(
      'price',
      'unitPrice',
      line.price && format.unitPrice(line.price.unitPrice, currency),
      line.price?.source ?? null,
      true,
    ),
  ]
}
