import type { MemberRow } from '../../../shared/contract/estate.ts'
import type { Translate } from '../../text/index.ts'
import type { GridColumn } from '../../ui/grid-columns.ts'
import { markColumn } from '../../ui/mark.ts'

/** M021: seller, admin, both or neither. */
export const rightsText = (row: Pick<MemberRow, 'seller' | 'admin'>, t: Translate): string =>
  row.seller && row.admin
    ? t('estate.members.both')
    : row.seller
      ? t('estate.members.seller')
      : row.admin
        ? t('estate.members.admin')
        : ''

/** The order is the portal's: name, licence, phone, rights (M018). Without a company, whose member it is. */
export const memberColumns = (
  t: Translate,
  ofCompany: boolean,
  open: (row: MemberRow) => void,
): readonly GridColumn<MemberRow>[] => [
  {
    key: 'name',
    title: t('estate.members.name'),
    text: (row) => row.name || row.email,
    width: 190,
    grows: true,
    opens: open,
  },
  markColumn(t),
  ...(ofCompany
    ? []
    : [
        {
          key: 'companyName',
          title: t('estate.members.company'),
          text: (row: MemberRow) => row.companyName,
          width: 180,
          grows: true,
          href: (row: MemberRow) => `#/companies/${encodeURIComponent(row.companyId)}/members`,
        },
      ]),
  { key: 'licences', title: t('estate.members.licence'), text: (row) => row.licences.join(', '), width: 150 },
  { key: 'phone', title: t('estate.members.phone'), text: (row) => row.phone ?? '', width: 130 },
  {
    key: 'extension',
    title: t('estate.members.extension'),
    text: (row) => row.extension ?? '',
    width: 84,
    sortable: false,
  },
  {
    key: 'rights',
    title: t('estate.members.rights'),
    text: (row) => rightsText(row, t),
    width: 116,
    sortable: false,
  },
  {
    key: 'state',
    title: t('estate.members.state'),
    text: (row) => t(`estate.members.states.${row.state}`),
    width: 168,
    tone: (row) => (row.state === 'member' ? 'good' : 'neutral'),
  },
  { key: 'email', title: t('estate.members.email'), text: (row) => row.email, width: 230, grows: true },
]
