import type { CompanyLinkRow } from '../../../shared/contract/estate.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import { markColumn } from '../../ui/mark.ts'
import type { Tone } from '../../ui/tone.ts'
import type { Format } from '../../ui/use-format.ts'

/** Statuses are the cloud's own words; an unknown one is shown as it came. */
export const linkTone = (status: string): Tone =>
  status.endsWith('accepted') ? 'good' : status === 'failed' ? 'bad' : 'neutral'

export const linkColumns = (
  t: Translate,
  format: Format,
  open: (row: CompanyLinkRow) => void,
): readonly GridColumn<CompanyLinkRow>[] => {
  const instant = (key: 'askedAt' | 'notifiedAt' | 'answeredAt', title: string): GridColumn<CompanyLinkRow> => ({
    key,
    title,
    text: (row) => (row[key] ? format.instant(row[key]) : ''),
    width: 150,
    figure: true,
  })
  return [
    {
      key: 'companyName',
      title: t('links.company'),
      text: (row) => row.companyName,
      width: 200,
      grows: true,
      opens: open,
    },
    markColumn(t),
    {
      key: 'direction',
      title: t('links.direction.label'),
      text: (row) => t(`links.directions.${row.direction}`),
      width: 130,
    },
    {
      key: 'asReseller',
      title: t('links.as'),
      text: (row) => t(row.asReseller ? 'links.reseller' : 'links.customer'),
      width: 116,
    },
    {
      key: 'status',
      title: t('links.statusColumn'),
      text: (row) => format.word('link', row.status),
      width: 172,
      tone: (row) => linkTone(row.status),
    },
    instant('askedAt', t('links.asked')),
    instant('notifiedAt', t('links.notified')),
    { key: 'askedBy', title: t('links.by'), text: (row) => row.askedBy ?? '', width: 180 },
    instant('answeredAt', t('links.answered')),
  ]
}
