import type { CompanyRow } from '../../../shared/contract/estate.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import { markColumn } from '../../ui/mark.ts'
import type { Tone } from '../../ui/tone.ts'
import type { Format } from '../../ui/use-format.ts'

export const companyLists = ['customers', 'resellers', 'companies'] as const
export type CompanyList = (typeof companyLists)[number]

/** Statuses are the cloud's own words; an unknown one is shown as it came. */
export const companyTone = (status: string): Tone => (status === 'active' ? 'good' : 'neutral')

/** Columns of M078 and M088, then what a call needs: licences billed, allocated and unused. */
export const companyColumns = (
  t: Translate,
  format: Format,
  list: CompanyList,
  more: (row: CompanyRow) => void,
): readonly GridColumn<CompanyRow>[] => {
  const kind: GridColumn<CompanyRow> = {
    key: 'kind',
    title: t('estate.column.kind'),
    text: (row) => t(`estate.kind.${row.kind}`),
    width: 116,
  }
  const partner: GridColumn<CompanyRow> = {
    key: 'partnerName',
    title: t('estate.column.partner'),
    text: (row) => row.partnerName ?? '',
    width: 138,
  }
  const figure = (
    key: 'memberCount' | 'equipmentCount' | 'billed' | 'allocated',
    title: string,
    width: number,
  ): GridColumn<CompanyRow> => ({
    key,
    title,
    text: (row) => format.count(row[key]),
    width,
    figure: true,
  })
  return [
    {
      key: 'name',
      title: t('estate.column.company'),
      text: (row) => row.name,
      width: 150,
      grows: true,
      href: (row) => `#/companies/${encodeURIComponent(row.id)}`,
    },
    markColumn(t),
    {
      key: 'status',
      title: t('estate.column.status'),
      text: (row) => format.word('status', row.status),
      width: 108,
      tone: (row) => companyTone(row.status),
    },
    { key: 'plan', title: t('estate.column.plan'), text: (row) => format.word('plan', row.plan), width: 82 },
    {
      key: 'visibility',
      title: t('estate.column.visibility'),
      text: (row) => (row.visibility ? format.word('visibility', row.visibility) : ''),
      width: 82,
    },
    ...(list === 'customers' ? [partner] : list === 'resellers' ? [kind] : [kind, partner]),
    {
      key: 'externalReference',
      title: t('estate.column.externalReference'),
      text: (row) => row.externalReference ?? '',
      width: 92,
    },
    figure('memberCount', t('estate.column.members'), 80),
    figure('equipmentCount', t('estate.column.equipment'), 90),
    figure('billed', t('estate.column.billed'), 66),
    figure('allocated', t('estate.column.allocated'), 84),
    {
      key: 'unused',
      title: t('estate.column.unused'),
      text: (row) => format.count(row.billed - row.allocated),
      width: 72,
      figure: true,
      sortable: false,
    },
    {
      key: 'supportEmail',
      title: t('estate.column.supportEmail'),
      text: (row) => row.supportEmail ?? '',
      width: 170,
    },
    { key: 'country', title: t('estate.column.country'), text: (row) => format.country(row.country), width: 110 },
    {
      key: 'more',
      title: t('estate.glance.column'),
      text: () => '',
      width: 60,
      sortable: false,
      action: (row) => ({ label: '⋯', about: t('estate.glance.of', { company: row.name }), run: () => more(row) }),
    },
  ]
}
