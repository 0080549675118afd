import type { ImportPlan } from '../../../shared/contract/billing.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import type { Format } from '../../ui/use-format.ts'

export type ImportRow = Omit<ImportPlan, 'columns' | 'sample' | 'rejected'>

export const importColumns = (t: Translate, format: Format): readonly GridColumn<ImportRow>[] => [
  {
    key: 'fileName',
    title: t('imports.file'),
    text: (row) => row.fileName,
    width: 240,
    grows: true,
    href: (row) => `#/imports/${row.id}`,
  },
  { key: 'kind', title: t('imports.kind'), text: (row) => t(`imports.kinds.${row.kind}`), width: 190 },
  { key: 'invoiceNumber', title: t('imports.number'), text: (row) => row.invoiceNumber ?? '', width: 130 },
  {
    key: 'period',
    title: t('imports.period'),
    text: (row) =>
      row.period ? t('plan.period', { start: format.date(row.period.start), end: format.date(row.period.end) }) : '',
    width: 200,
    sortable: false,
  },
  {
    key: 'total',
    title: t('imports.total'),
    text: (row) => (row.total ? format.money(row.total) : '--'),
    width: 100,
    figure: true,
    sortable: false,
  },
  { key: 'rowsIn', title: t('imports.rows'), text: (row) => format.count(row.rowsIn), width: 80, figure: true },
  {
    key: 'state',
    title: t('imports.state'),
    text: (row) => t(`imports.states.${row.state}`),
    width: 130,
    tone: (row) => (row.state === 'applied' ? 'good' : 'neutral'),
  },
  {
    key: 'createdAt',
    title: t('imports.readAt'),
    text: (row) => format.instant(row.createdAt),
    width: 160,
    figure: true,
  },
]
