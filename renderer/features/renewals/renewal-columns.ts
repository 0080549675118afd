import type { RenewalRow } from '../../../shared/contract/renewals.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import type { Format } from '../../ui/use-format.ts'
import { subscriptionAddress } from './addresses.ts'

/** What ends and renews, with the last day on which it can be changed. */
export const renewalColumns = (t: Translate, format: Format): readonly GridColumn<RenewalRow>[] => [
  {
    key: 'endsOn',
    title: t('renewals.column.endsOn'),
    text: (row) => format.date(row.endsOn),
    width: 104,
    figure: true,
  },
  {
    key: 'companyName',
    title: t('subscriptions.company'),
    text: (row) => row.companyName,
    width: 180,
    grows: true,
    href: (row) => `#/companies/${encodeURIComponent(row.companyId)}/subscriptions`,
  },
  {
    key: 'offerName',
    title: t('subscriptions.offer'),
    text: (row) => row.offerName,
    width: 180,
    grows: true,
    href: (row) => `#${subscriptionAddress(row)}`,
  },
  {
    key: 'quantity',
    title: t('subscriptions.billed'),
    text: (row) => format.count(row.quantity),
    width: 86,
    figure: true,
  },
  {
    key: 'allocated',
    title: t('subscriptions.allocated'),
    text: (row) => format.countOrNone(row.allocated),
    width: 88,
    figure: true,
  },
  {
    key: 'renewsTo',
    title: t('renewals.column.renewsTo'),
    text: (row) => format.date(row.renewsTo),
    width: 104,
    figure: true,
    sortable: false,
  },
  {
    key: 'cost',
    title: t('renewals.column.cost'),
    text: (row) => (row.cost ? format.money(row.cost) : t('renewals.noPrice')),
    width: 104,
    figure: true,
    sortable: false,
  },
  {
    key: 'lastDayToAct',
    title: t('renewals.column.lastDay'),
    text: (row) => format.date(row.lastDayToAct),
    width: 116,
    figure: true,
    sortable: false,
  },
  {
    key: 'alert',
    title: t('renewals.column.alert'),
    text: (row) =>
      row.alert ? t('renewals.canAct') : row.model === 'monthly' ? t('renewals.renewsItself') : t('renewals.over'),
    width: 166,
    sortable: false,
    tone: (row) => (row.alert ? 'warning' : 'absent'),
  },
  {
    key: 'contractNumber',
    title: t('subscriptions.contract'),
    text: (row) => row.contractNumber ?? '',
    width: 142,
  },
]
