import type { OutboxEntry } from '../../../shared/contract/edits.ts'
import type { Translate } from '../../text/index.ts'
import type { Tone } from '../../ui/tone.ts'
import type { Format } from '../../ui/use-format.ts'

export type FieldValue = OutboxEntry['changes'][number]['before']
type Known = (path: string) => string | null

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
export const valueText = (field: string, value: FieldValue, t: Translate, format: Format): string => {
  if (value === null || value === '') return '–'
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no')
  if (typeof value === 'number') return format.count(value)
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : '–'
  return field === 'country' ? format.country(value) : value
}

/** What an entry changes in one line: the first field with its values, and how many more. */
export const changesText = (entry: OutboxEntry, t: Translate, known: Known, format: Format): string => {
  const [first, ...others] = entry.changes
  if (!first) return ''
  const values = [first.before, first.after].map((value) => valueText(first.field, value, t, format))
  const one = t('edits.named', { name: fieldName(first.field, known), value: values.join(' → ') })
  return others.length > 0 ? `${one}, ${t('outbox.more', { count: others.length })}` : one
}
