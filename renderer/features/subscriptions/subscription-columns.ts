import type { SubscriptionRow } from '../../../shared/contract/estate.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import { markColumn } from '../../ui/mark.ts'
import type { Format } from '../../ui/use-format.ts'
import { NOT_SUBSCRIBED } from './offer-rows.ts'

/** Licences billed and allocated (M144); "--" is not zero (M145). */
export const subscriptionColumns = (
  t: Translate,
  format: Format,
  ofCompany: boolean,
  open: (row: SubscriptionRow) => void,
): readonly GridColumn<SubscriptionRow>[] => {
  const figure = (key: 'allocated' | 'available'): GridColumn<SubscriptionRow> => ({
    key,
    title: t(`subscriptions.${key}`),
    text: (row) => format.countOrNone(row[key]),
    width: 88,
    figure: true,
  })
  const statusText = (row: SubscriptionRow): string => {
    if (row.syncOngoing) return t('subscriptions.ongoing')
    return row.status === NOT_SUBSCRIBED ? t('subscriptions.notSubscribed') : format.word('status', row.status)
  }
  return [
    ...(ofCompany
      ? []
      : [
          {
            key: 'companyName',
            title: t('subscriptions.company'),
            text: (row: SubscriptionRow) => row.companyName,
            width: 190,
            grows: true,
            href: (row: SubscriptionRow) => `#/companies/${encodeURIComponent(row.companyId)}/subscriptions`,
          },
        ]),
    {
      key: 'offerName',
      title: t('subscriptions.offer'),
      text: (row) => row.offerName,
      width: 190,
      grows: true,
      opens: open,
    },
    markColumn(t),
    { key: 'contractNumber', title: t('subscriptions.contract'), text: (row) => row.contractNumber ?? '', width: 142 },
    { key: 'model', title: t('subscriptions.model'), text: (row) => t(`subscriptions.models.${row.model}`), width: 82 },
    {
      key: 'billed',
      title: t('subscriptions.billed'),
      // M140: a free offer has no number; a demonstration has one (M139).
      text: (row) =>
        row.model === 'free' && row.billed === null ? t('subscriptions.unlimited') : format.countOrNone(row.billed),
      width: 82,
      figure: true,
    },
    figure('allocated'),
    figure('available'),
    {
      key: 'expiresOn',
      title: t('subscriptions.expires'),
      text: (row) => (row.expiresOn ? format.day(row.expiresOn) : ''),
      width: 98,
      figure: true,
    },
    {
      key: 'status',
      title: t('subscriptions.status'),
      text: (row) => statusText(row),
      width: 136,
      tone: (row) =>
        row.syncOngoing
          ? 'working'
          : row.status === 'active'
            ? 'good'
            : row.status === NOT_SUBSCRIBED
              ? 'absent'
              : 'neutral',
    },
    {
      key: 'commercialReference',
      title: t('subscriptions.reference'),
      text: (row) => row.commercialReference ?? '',
      width: 118,
    },
  ]
}
