import type { InvoiceRow } from '../../../shared/contract/billing.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import type { Tone } from '../../ui/tone.ts'
import type { Format } from '../../ui/use-format.ts'

const fileTone: Readonly<Record<InvoiceRow['pdf'], Tone>> = { imported: 'good', 'in-cloud': 'neutral', none: 'absent' }

/** What a reconciliation found means the same on every screen. */
const reconciliationTone: Readonly<Record<InvoiceRow['reconciliation'], Tone>> = {
  none: 'neutral',
  'no-difference': 'good',
  difference: 'bad',
}

/** The columns of M219, in its order; the date on the PDF beside the register's, because they may differ (X08). */
export const invoiceColumns = (
  t: Translate,
  format: Format,
  reconcile: (row: InvoiceRow) => void,
): readonly GridColumn<InvoiceRow>[] => {
  const date = (value: string | null): string => (value ? format.date(value) : '')
  return [
    {
      key: 'registerDate',
      title: t('invoices.date'),
      text: (row) => date(row.registerDate),
      width: 108,
      figure: true,
    },
    {
      key: 'number',
      title: t('invoices.number'),
      text: (row) => row.number,
      width: 118,
      href: (row) => `#/reconciliation/${encodeURIComponent(row.number)}`,
    },
    { key: 'dueDate', title: t('invoices.due'), text: (row) => date(row.dueDate), width: 100, figure: true },
    {
      key: 'printedDate',
      title: t('invoices.printedDate'),
      text: (row) => date(row.printedDate),
      width: 108,
      figure: true,
    },
    {
      key: 'pdf',
      title: t('invoices.pdf'),
      text: (row) => t(`invoices.file.${row.pdf}`),
      width: 116,
      tone: (row) => fileTone[row.pdf],
    },
    {
      key: 'consumption',
      title: t('invoices.consumption'),
      text: (row) => t(`invoices.file.${row.consumption}`),
      width: 138,
      tone: (row) => fileTone[row.consumption],
    },
    {
      key: 'net',
      title: t('invoices.net'),
      text: (row) => (row.net ? format.money(row.net) : '--'),
      width: 88,
      figure: true,
    },
    {
      key: 'vat',
      title: t('invoices.vat'),
      text: (row) => (row.vat ? format.money(row.vat) : '--'),
      width: 78,
      figure: true,
    },
    {
      key: 'total',
      title: t('invoices.total'),
      text: (row) => (row.total ? format.money(row.total) : '--'),
      width: 92,
      figure: true,
    },
    {
      key: 'reconciliation',
      title: t('invoices.reconciliation'),
      text: (row) => t(`invoices.state.${row.reconciliation}`),
      width: 134,
      grows: true,
      tone: (row) => reconciliationTone[row.reconciliation],
    },
    {
      key: 'action',
      title: t('invoices.action'),
      text: () => '',
      width: 104,
      sortable: false,
      action: (row) => ({
        label: t('invoices.reconcile'),
        about: `${t('invoices.reconcile')} ${row.number}`,
        run: () => reconcile(row),
      }),
    },
  ]
}
