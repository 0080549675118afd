import type { LeakRow } from '../../../shared/contract/renewals.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import type { Format } from '../../ui/use-format.ts'
import { subscriptionAddress } from './addresses.ts'

/** Z11: bought, billed, allocated, unused, what that is in money, and when it can be given back. */
export const leakColumns = (
  t: Translate,
  format: Format,
  today: string,
  quote: (row: LeakRow) => void,
): readonly GridColumn<LeakRow>[] => {
  const count = (key: 'billed' | 'allocated' | 'unused', title: string): GridColumn<LeakRow> => ({
    key,
    title,
    text: (row) => format.count(row[key]),
    width: 80,
    figure: true,
  })
  return [
    {
      key: 'companyName',
      title: t('subscriptions.company'),
      text: (row) => row.companyName,
      width: 170,
      grows: true,
      href: (row) => `#/companies/${encodeURIComponent(row.companyId)}/subscriptions`,
    },
    {
      key: 'offerName',
      title: t('subscriptions.offer'),
      text: (row) => row.offerName,
      width: 200,
      grows: true,
      href: (row) => `#${subscriptionAddress(row)}`,
    },
    {
      key: 'bought',
      title: t('renewals.column.bought'),
      text: (row) => format.countOrNone(row.bought),
      width: 80,
      figure: true,
      sortable: false,
    },
    count('billed', t('subscriptions.billed')),
    count('allocated', t('subscriptions.allocated')),
    count('unused', t('renewals.column.unused')),
    {
      key: 'value',
      title: t('renewals.column.value'),
      text: (row) =>
        row.value ? t(`renewals.per.${row.per}`, { amount: format.money(row.value) }) : t('renewals.noPrice'),
      width: 132,
      figure: true,
      sortable: false,
    },
    {
      key: 'recoverableFrom',
      title: t('renewals.column.recoverable'),
      text: (row) => recoverableText(row, t, format),
      width: 192,
      tone: (row) => (isRecoverable(row, today) ? 'good' : 'absent'),
    },
    {
      key: 'lastDayToAct',
      title: t('renewals.column.lastDay'),
      text: (row) => (row.lastDayToAct ? format.date(row.lastDayToAct) : '--'),
      width: 110,
      figure: true,
      sortable: false,
    },
    {
      key: 'quote',
      title: t('renewals.quote'),
      text: () => '',
      width: 80,
      sortable: false,
      action: (row) => ({
        label: t('renewals.quote'),
        about: t('renewals.quoteOf', { company: row.companyName, offer: row.offerName }),
        run: () => quote(row),
      }),
    },
  ]
}

const isRecoverable = ({ recoverableFrom }: LeakRow, today: string): boolean =>
  recoverableFrom !== null && recoverableFrom <= today

/** Monthly: at once. Prepaid: not before the term ends (M210). */
const recoverableText = (row: LeakRow, t: Translate, format: Format): string => {
  if (row.recoverableFrom === null) return t('renewals.endUnknown')
  if (row.per === 'month') return t('renewals.atOnce')
  return t('renewals.notBefore', { day: format.date(row.recoverableFrom) })
}
