import type { CdrRow } from '../../../../shared/domain/cdr.ts'
import type { Decimal } from '../../../../shared/domain/decimal.ts'
import { minorDigits, type Money, roundHalfUp } from '../../../../shared/domain/money.ts'
import { type CdrField, cdrLabel } from '../../../../shared/domain/parsing/cdr-columns.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { cellText } from './cell-text.ts'
import { type CellFault, dateReaders, integerOf, numberReaders } from './column-readers.ts'
import type { Header } from './find-header.ts'
import type { Cell, TableRow } from './types.ts'

type RowFault = { readonly code: string; readonly reason: string }

const NUMBER_FIELDS = [
  'quantity',
  'unitPrice',
  'minutes',
  'ratePerMinute',
  'amount',
  'conferences',
  'participants',
] as const
const DATE_FIELDS = ['invoiceDate', 'periodStart', 'periodEnd'] as const
type NumberField = (typeof NUMBER_FIELDS)[number]
type DateField = (typeof DATE_FIELDS)[number]

const REASONS: Readonly<Record<CellFault, string>> = {
  VALUE_MISSING: 'is empty',
  NUMBER_UNREADABLE: 'is not a number',
  NUMBER_AMBIGUOUS: 'can be read as thousands or as a fraction, and nothing in the file decides it',
  DATE_UNREADABLE: 'is not a date',
  DATE_AMBIGUOUS: 'can be read day first or month first, and the column proves both',
}

const CURRENCY_WORDS: Readonly<Record<string, string>> = { '€': 'EUR', EURO: 'EUR', EUROS: 'EUR', $: 'USD', '£': 'GBP' }

/** Amounts are rounded half up to minor units by the published rule; what was printed stays readable in the file. */
const moneyOf = (value: Decimal, currency: string): Money => ({
  minor: roundHalfUp(BigInt(value.units), value.scale, minorDigits(currency)),
  currency,
})

/** Builds the reader of one CDR's rows, with the number and date conventions that its columns prove. */
export const cdrRowReader = (
  kind: 'rb-serv' | 'rb-conf',
  header: Header<CdrField>,
  data: readonly TableRow[],
  delimiter: string | null,
): ((row: TableRow) => Result<CdrRow, RowFault>) => {
  const { columns, sheet } = header
  const present = <F extends CdrField>(fields: readonly F[]): readonly F[] =>
    fields.filter((field) => columns.has(field))
  const at = (field: CdrField): number => columns.get(field) ?? -1
  // A semicolon divides cells only where the comma is taken by the decimals.
  const numbers = present(NUMBER_FIELDS)
  const numberRead = new Map(
    numberReaders(data, numbers.map(at), delimiter === ';' ? ',' : null).map((read, i) => [numbers[i], read] as const),
  )
  const dates = present(DATE_FIELDS)
  const dateRead = new Map(dateReaders(data, dates.map(at)).map((read, i) => [dates[i], read] as const))

  // Equal amounts share one Decimal (see column-readers), and here one Money.
  const amounts = new WeakMap<Decimal, Money>()
  const amountOf = (value: Decimal, currency: string): Money => {
    const known = amounts.get(value)
    if (known?.currency === currency) return known
    const made = moneyOf(value, currency)
    amounts.set(value, made)
    return made
  }

  // The row being read: one set of helpers serves all rows.
  let cells: readonly Cell[] = []
  let fault: RowFault | null = null
  const note = (field: CdrField, code: CellFault): void => {
    const shown = cellText(cells[at(field)])
    fault ??= { code, reason: `${cdrLabel(field)}${shown ? ` "${shown}"` : ''} ${REASONS[code]}` }
  }
  const text = (field: CdrField): string | null => cellText(cells[at(field)]) || null
  const needed = (field: CdrField): string => {
    const value = text(field)
    if (value === null) note(field, 'VALUE_MISSING')
    return value ?? ''
  }
  const date = (field: DateField): string => {
    const read = dateRead.get(field)?.(cells[at(field)])
    if (read?.ok) return read.value
    note(field, read?.failure ?? 'VALUE_MISSING')
    return ''
  }
  const number = (field: NumberField): { readonly value: Decimal; readonly currency: string | null } => {
    const read = numberRead.get(field)?.(cells[at(field)])
    if (read?.ok) return read.value
    note(field, read?.failure ?? 'VALUE_MISSING')
    return { value: { units: 0, scale: 0 }, currency: null }
  }
  const count = (field: NumberField): number | null => {
    const read = numberRead.get(field)
    return read ? integerOf(cells[at(field)], read) : null
  }

  return (tableRow) => {
    cells = tableRow.cells
    fault = null
    const printed = number('amount')
    const stated = text('currency')?.toUpperCase() ?? printed.currency ?? ''
    const currency = CURRENCY_WORDS[stated] ?? stated
    const common = {
      invoiceNumber: needed('invoiceNumber'),
      invoiceDate: text('invoiceDate') === null ? null : date('invoiceDate'),
      periodStart: date('periodStart'),
      periodEnd: date('periodEnd'),
      distributorName: needed('distributorName'),
      distributorCustomerNumber: text('distributorCustomerNumber'),
      resellerName: text('resellerName'),
      resellerReference: text('resellerReference'),
      endCustomerName: text('endCustomerName'),
      endCustomerId: text('endCustomerId'),
      servicePlan: needed('servicePlan'),
      commercialReference: text('commercialReference'),
      contractNumber: needed('contractNumber').toUpperCase(),
      amount: amountOf(printed.value, currency),
      place: { kind: 'sheet', sheet: sheet.name, row: tableRow.row },
    } as const
    const full: CdrRow =
      kind === 'rb-serv'
        ? {
            kind,
            ...common,
            serviceDetail: text('serviceDetail'),
            billingModel: text('billingModel'),
            quantity: number('quantity').value,
            unitPrice: number('unitPrice').value,
          }
        : {
            kind,
            ...common,
            country: needed('country'),
            connectionType: needed('connectionType'),
            conferences: count('conferences'),
            participants: count('participants'),
            minutes: number('minutes').value,
            ratePerMinute: number('ratePerMinute').value,
          }
    if (!/^[A-Z]{3}$/.test(currency))
      fault ??= {
        code: 'CURRENCY_UNKNOWN',
        reason: stated ? `Currency "${stated}" is not known` : 'no currency is stated',
      }
    if (full.periodEnd < full.periodStart)
      fault ??= {
        code: 'PERIOD_REVERSED',
        reason: `the period ends (${full.periodEnd}) before it starts (${full.periodStart})`,
      }
    return fault ? fail(fault) : ok(full)
  }
}
