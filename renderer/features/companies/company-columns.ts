import type { CompanyRow } from '../../../shared/contract/estate.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import type { Tone } from '../../ui/tone.ts'
import type { Format } from '../../ui/use-format.ts'

/** Statuses are the cloud's own words; an unknown one is shown as it came. */
export const companyTone = (status: string): Tone => (status === 'active' ? 'good' : 'neutral')

/** Columns of M078 and M088, then what a call needs: licences billed, allocated and unused. */
export const companyColumns = (
  t: Translate,
  format: Format,
  list: 'customers' | 'resellers',
): readonly GridColumn<CompanyRow>[] => [
  {
    key: 'name',
    title: t('estate.column.company'),
    text: (row) => row.name,
    width: 150,
    grows: true,
    href: (row) => `#/companies/${row.id}`,
  },
  {
    key: 'status',
    title: t('estate.column.status'),
    text: (row) => row.status,
    width: 102,
    tone: (row) => companyTone(row.status),
  },
  { key: 'plan', title: t('estate.column.plan'), text: (row) => row.plan, width: 86 },
  { key: 'visibility', title: t('estate.column.visibility'), text: (row) => row.visibility ?? '', width: 82 },
  ...(list === 'customers'
    ? [
        {
          key: 'partnerName',
          title: t('estate.column.partner'),
          text: (row: CompanyRow) => row.partnerName ?? '',
          width: 138,
        },
      ]
    : [
        {
          key: 'kind',
          title: t('estate.column.kind'),
          text: (row: CompanyRow) => t(`estate.kind.${row.kind}`),
          width: 120,
        },
      ]),
  { key: 'country', title: t('estate.column.country'), text: (row) => row.country ?? '', width: 74 },
  {
    key: 'externalReference',
    title: t('estate.column.externalReference'),
    text: (row) => row.externalReference ?? '',
    width: 96,
  },
  {
    key: 'memberCount',
    title: t('estate.column.members'),
    text: (row) => format.count(row.memberCount),
    width: 84,
    figure: true,
  },
  {
    key: 'equipmentCount',
    title: t('estate.column.equipment'),
    text: (row) => format.count(row.equipmentCount),
    width: 94,
    figure: true,
  },
  { key: 'billed', title: t('estate.column.billed'), text: (row) => format.count(row.billed), width: 72, figure: true },
  {
    key: 'allocated',
    title: t('estate.column.allocated'),
    text: (row) => format.count(row.allocated),
    width: 90,
    figure: true,
  },
  {
    key: 'unused',
    title: t('estate.column.unused'),
    text: (row) => format.count(row.billed - row.allocated),
    width: 78,
    figure: true,
    sortable: false,
  },
]
