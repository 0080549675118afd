import type { EquipmentRow } from '../../../shared/contract/estate.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import { markColumn } from '../../ui/mark.ts'
import type { Tone } from '../../ui/tone.ts'
import type { Format } from '../../ui/use-format.ts'

export const connectionTones: Readonly<Record<EquipmentRow['connection'], Tone>> = {
  normal: 'good',
  degraded: 'warning',
  disconnected: 'bad',
  pending: 'absent',
  unknown: 'neutral',
}

/** Name, equipment, connection (M067); shared equipment with the number of its companies (M102). */
export const equipmentColumns = (
  t: Translate,
  format: Format,
  ofCompany: boolean,
  open: (row: EquipmentRow) => void,
): readonly GridColumn<EquipmentRow>[] => [
  { key: 'name', title: t('equipment.name'), text: (row) => row.name, width: 160, grows: true, opens: open },
  markColumn(t),
  { key: 'serverType', title: t('equipment.serverType'), text: (row) => row.serverType, width: 124 },
  ...(ofCompany
    ? []
    : [
        {
          key: 'companyName',
          title: t('equipment.company'),
          text: (row: EquipmentRow) => row.companyName ?? '',
          width: 170,
          grows: true,
          href: (row: EquipmentRow) =>
            row.companyId ? `#/companies/${encodeURIComponent(row.companyId)}/equipment` : null,
        },
      ]),
  {
    key: 'companyCount',
    title: t('equipment.companies'),
    text: (row) => (row.shared ? format.count(row.companyCount) : ''),
    width: 94,
    figure: true,
  },
  {
    key: 'connection',
    title: t('equipment.connection'),
    text: (row) => t(`equipment.connections.${row.connection}`),
    width: 118,
    tone: (row) => connectionTones[row.connection],
  },
  { key: 'equipmentId', title: t('equipment.equipmentId'), text: (row) => row.equipmentId, width: 190 },
  {
    key: 'country',
    title: t('equipment.country'),
    text: (row) => format.country(row.country),
    width: 110,
    sortable: false,
  },
  {
    key: 'outboundPrefix',
    title: t('equipment.prefix'),
    text: (row) => row.outboundPrefix ?? '',
    width: 70,
    figure: true,
    sortable: false,
  },
  { key: 'siteName', title: t('equipment.site'), text: (row) => row.siteName ?? '', width: 110, sortable: false },
  {
    key: 'shared',
    title: t('equipment.shared'),
    text: (row) => (row.shared ? t('common.yes') : t('common.no')),
    width: 80,
    sortable: false,
  },
]
