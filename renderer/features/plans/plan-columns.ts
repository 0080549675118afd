import type { LicencePlan } from '../../../shared/contract/planning.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import { formatMonth } from '../../ui/months.ts'
import type { Format } from '../../ui/use-format.ts'

/** The name of a scope; the estate has one in the language that is shown. */
export const scopeText = ({ scopeName, definition }: LicencePlan, t: Translate): string => {
  if (definition.scope.kind === 'estate') return t('plans.scopes.estate')
  return definition.scope.kind === 'customers-of' ? t('plans.scopeOf', { company: scopeName }) : scopeName
}

export const planColumns = (t: Translate, format: Format): readonly GridColumn<LicencePlan>[] => {
  return [
    {
      key: 'name',
      title: t('plans.column.name'),
      text: (row) => row.definition.name,
      width: 200,
      grows: true,
      href: (row) => `#/plans/${row.id}`,
    },
    {
      key: 'scope',
      title: t('plans.column.scope'),
      text: (row) => scopeText(row, t),
      width: 170,
      grows: true,
      sortable: false,
    },
    {
      key: 'from',
      title: t('plans.column.from'),
      text: (row) => formatMonth(row.definition.from, format.locale),
      width: 124,
      sortable: false,
    },
    {
      key: 'months',
      title: t('plans.column.months'),
      text: (row) => format.count(row.definition.months),
      width: 76,
      figure: true,
      sortable: false,
    },
    {
      key: 'alternatives',
      title: t('plans.column.alternatives'),
      text: (row) => format.count(row.definition.alternatives.length),
      width: 98,
      figure: true,
      sortable: false,
    },
    {
      key: 'version',
      title: t('plans.column.version'),
      text: (row) => format.count(row.version),
      width: 78,
      figure: true,
      sortable: false,
    },
    { key: 'changedAt', title: t('plans.column.changed'), text: (row) => format.instant(row.changedAt), width: 158 },
  ]
}
