import type { Quote } from '../../../shared/contract/quotes.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import type { Format } from '../../ui/use-format.ts'
import { quoteTones } from './quote-state.ts'

export type QuoteRow = Omit<Quote, 'lines' | 'seller'> & { readonly id: string }

export const quoteColumns = (t: Translate, format: Format): readonly GridColumn<QuoteRow>[] => [
  {
    key: 'number',
    title: t('quotes.column.number'),
    text: (row) => row.number,
    width: 112,
    href: (row) => `#/quotes/${encodeURIComponent(row.number)}`,
  },
  {
    key: 'version',
    sortable: false,
    title: t('quotes.column.version'),
    text: (row) => format.count(row.version),
    width: 64,
    figure: true,
  },
  {
    key: 'state',
    title: t('quotes.column.state'),
    text: (row) => t(`quotes.state.${row.state}`),
    width: 100,
    tone: (row) => quoteTones[row.state],
  },
  {
    key: 'customer',
    title: t('quotes.column.customer'),
    text: (row) => row.content.customer.name,
    width: 190,
    grows: true,
  },
  {
    key: 'date',
    title: t('quotes.column.date'),
    text: (row) => format.date(row.content.date),
    width: 102,
    figure: true,
  },
  {
    key: 'validUntil',
    title: t('quotes.column.validUntil'),
    text: (row) => format.date(row.content.validUntil),
    width: 102,
    figure: true,
  },
  {
    key: 'perMonth',
    title: t('quotes.column.perMonth'),
    text: (row) => format.money(row.perMonth),
    width: 98,
    figure: true,
  },
  {
    key: 'once',
    title: t('quotes.column.once'),
    text: (row) => format.money(row.once),
    width: 98,
    figure: true,
  },
]
