import type { OutboxEntry } from '../../../shared/contract/edits.ts'
import type { Translate } from '../../text/index.ts'
import type { Tone } from '../../ui/tone.ts'
import { isCloudWord } from '../../text/cloud-word.ts'
import type { Format } from '../../ui/use-format.ts'

export type FieldValue = OutboxEntry['changes'][number]['before']
type Known = (path: string) => string | null
export type Words = { readonly t: Translate; readonly known: Known; readonly format: Format }

export const entryTones: Readonly<Record<OutboxEntry['state'], Tone>> = {
  planned: 'working',
  sent: 'working',
  conflict: 'warning',
  refused: 'bad',
  confirmed: 'good',
  undone: 'neutral',
}

export const fieldName = (field: string, known: Known): string => known(`edits.field.${field}`) ?? field

/** A value as a person reads it; nothing is a dash. */
export const valueText = (field: string, value: FieldValue, { t, known, format }: Words): string => {
  if (value === null || value === '') return '–'
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no')
  if (typeof value === 'number') return format.count(value)
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : '–'
  if (field === 'country') return format.country(value)
  if (field === 'language') return format.languageName(value)
  if (field === 'companyKind') return known(`estate.kind.${value}`) ?? value
  if (field === 'economicActivity') return known(`estate.company.activity.${value}`) ?? value
  return isCloudWord(field) ? format.word(field, value) : value
}

/** What did not exist before has no values before. */
export const isNew = ({ kind }: Pick<OutboxEntry, 'kind'>): boolean => /\.(create|invite)$/.test(kind)

/** What an entry changes in one line: the first field with its values, and how many more. */
export const changesText = (entry: OutboxEntry, words: Words): string => {
  const { t, known } = words
  const [first, ...others] = entry.changes
  if (!first) return ''
  const shown = isNew(entry) ? [first.after] : [first.before, first.after]
  const values = shown.map((value) => valueText(first.field, value, words))
  const one = t('edits.named', { name: fieldName(first.field, known), value: values.join(' → ') })
  return others.length > 0 ? `${one}, ${t('outbox.more', { count: others.length })}` : one
}
