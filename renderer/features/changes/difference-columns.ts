import type { Difference } from '../../../shared/contract/estate.ts'
import type { GridColumn, GridWindow } from '../../ui/grid-columns.ts'
import type { Tone } from '../../ui/tone.ts'
import { changesText, whatText, type Words } from './difference-text.ts'
import { isExpiry } from './expiry.ts'

const whatTones: Readonly<Record<Difference['what'], Tone>> = {
  added: 'good',
  changed: 'neutral',
  removed: 'absent',
}

export const whatTone = (row: Difference): Tone => (isExpiry(row) ? 'warning' : whatTones[row.what])

const isGone = (row: Difference): boolean => row.entity === 'company' && row.what === 'removed'

/** The columns of a list of differences; the name opens what was before and after. */
export const differenceColumns = (words: Words, open: (row: Difference) => void): readonly GridColumn<Difference>[] => {
  const { t, format } = words
  return [
    {
      key: 'at',
      title: t('changes.column.at'),
      text: (row) => (isExpiry(row) ? format.day(row.at) : format.instant(row.at)),
      width: 146,
    },
    {
      key: 'what',
      title: t('changes.column.what'),
      text: (row) => whatText(row, words),
      width: 104,
      tone: whatTone,
    },
    { key: 'entity', title: t('changes.column.entity'), text: (row) => t(`changes.entity.${row.entity}`), width: 128 },
    {
      key: 'title',
      title: t('changes.column.title'),
      text: (row) => row.title,
      width: 190,
      opens: open,
    },
    {
      key: 'companyName',
      title: t('changes.column.company'),
      text: (row) => row.companyName ?? '',
      width: 170,
      href: (row) => (row.companyId && !isGone(row) ? `#/companies/${encodeURIComponent(row.companyId)}` : null),
    },
    {
      key: 'fields',
      title: t('changes.column.fields'),
      text: (row) => changesText(row, words),
      width: 320,
      grows: true,
      sortable: false,
    },
  ]
}

/** A thing can be listed more than once: it changed on several days. */
export const differenceKey = (row: Difference): string => `${row.entity} ${row.id} ${row.what} ${row.at}`

const valueOf = (row: Difference, key: string, words: Words): string => {
  switch (key) {
    case 'what':
      return whatText(row, words)
    case 'entity':
      return words.t(`changes.entity.${row.entity}`)
    case 'title':
      return row.title
    case 'companyName':
      return row.companyName ?? ''
    default:
      return row.at
  }
}

/** A window of rows that are here already, in the order of one column; newest first unless told. */
export const differenceWindow = (
  rows: readonly Difference[],
  window: GridWindow,
  words: Words,
): { readonly rows: readonly Difference[]; readonly total: number } => {
  const { sort, descending, offset, limit } = window
  const compare = new Intl.Collator(words.format.locale).compare
  const sorted =
    sort === undefined
      ? rows
      : rows.toSorted(
          (a, b) =>
            compare(valueOf(a, sort, words), valueOf(b, sort, words)) * (descending ? -1 : 1) ||
            b.at.localeCompare(a.at),
        )
  return { rows: sorted.slice(offset, offset + limit), total: rows.length }
}
