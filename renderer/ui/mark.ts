import type { Mark } from '../../shared/contract/estate.ts'
import type { Translate } from '../text/index.ts'
import type { GridColumn } from './grid-columns.ts'
import type { Tone } from './tone.ts'

/** How a row stands with the outbox, with the same tone everywhere. */
export const markTones: Readonly<Record<NonNullable<Mark>, Tone>> = {
  pending: 'working',
  conflict: 'warning',
  refused: 'bad',
  removing: 'absent',
}

/** The column that says it in a list. */
export const markColumn = <Row extends { readonly mark: Mark }>(t: Translate): GridColumn<Row> => ({
  key: 'mark',
  title: t('edits.mark.column'),
  text: (row) => (row.mark ? t(`edits.mark.${row.mark}`) : ''),
  width: 104,
  sortable: false,
  tone: (row) => (row.mark ? markTones[row.mark] : null),
})
