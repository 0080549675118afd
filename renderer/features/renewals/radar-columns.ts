import type { RadarRow } from '../../../shared/contract/renewals.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import type { Format } from '../../ui/use-format.ts'

/** Z15: who may raise or cut what the distributor pays for, and what could go at once. */
export const radarColumns = (t: Translate, format: Format): readonly GridColumn<RadarRow>[] => [
  {
    key: 'companyName',
    title: t('subscriptions.company'),
    text: (row) => row.companyName,
    width: 200,
    grows: true,
    href: (row) => `#/companies/${encodeURIComponent(row.companyId)}/subscriptions`,
  },
  {
    key: 'companyKind',
    title: t('renewals.column.kind'),
    text: (row) => t(`estate.kind.${row.companyKind}`),
    width: 130,
  },
  {
    key: 'mayUpdate',
    title: t('renewals.column.mayRaise'),
    text: (row) => (row.mayUpdate ? t('common.yes') : t('common.no')),
    width: 96,
  },
  {
    key: 'mayDecrease',
    title: t('renewals.column.mayCut'),
    text: (row) => (row.mayDecrease ? t('common.yes') : t('common.no')),
    width: 96,
  },
  {
    key: 'inconsistent',
    title: t('renewals.column.boxes'),
    text: (row) => (row.inconsistent ? t('renewals.inconsistent') : t('renewals.consistent')),
    width: 210,
    sortable: false,
    tone: (row) => (row.inconsistent ? 'warning' : 'good'),
  },
  {
    key: 'administrators',
    title: t('renewals.column.administrators'),
    text: (row) => format.count(row.administrators),
    width: 116,
    figure: true,
  },
  {
    key: 'cutLicences',
    title: t('renewals.column.cutLicences'),
    text: (row) => format.count(row.cutLicences),
    width: 120,
    figure: true,
  },
  {
    key: 'possibleCut',
    title: t('renewals.column.possibleCut'),
    text: (row) =>
      row.possibleCut ? t('renewals.per.month', { amount: format.money(row.possibleCut) }) : t('renewals.noPrice'),
    width: 140,
    figure: true,
    sortable: false,
  },
]
