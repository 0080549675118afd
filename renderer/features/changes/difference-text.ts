import type { Difference } from '../../../shared/contract/estate.ts'
import type { Translate } from '../../text/index.ts'
import { countryName } from '../../ui/countries.ts'
import { isCloudWord } from '../../text/cloud-word.ts'
import type { Format } from '../../ui/use-format.ts'
import { isExpiry } from './expiry.ts'

type Field = Difference['fields'][number]
export type FieldValue = Field['before']
type Known = (path: string) => string | null
export type Words = { readonly t: Translate; readonly known: Known; readonly format: Format }

/** Fields whose values are words of the engine's, and where their texts are. */
const enumerations: Readonly<Record<string, readonly string[]>> = {
  kind: ['estate.kind'],
  state: ['estate.members.states'],
  connection: ['equipment.connections'],
  model: ['subscriptions.models'],
  direction: ['links.directions'],
}
const flags: ReadonlySet<string> = new Set([
  ...['centrex', 'resellerCanCreate', 'contractAccepted', 'adminCanUpdate', 'adminCanDecrease', 'seller', 'admin'],
  ...['active', 'everConnected', 'shared', 'syncOngoing', 'asReseller', 'monitored'],
])
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const MIDNIGHT = /T00:00(:00(\.000)?)?Z$/
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/

/** A field by the contract's name: the cache's own names have underscores. */
export const fieldName = (field: string): string =>
  field.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** A field in the words of the window; one that has no words there is spelled out. */
export const fieldLabel = (field: string, entity: string, { known }: Words): string => {
  const name = fieldName(field)
  // A company's state is where it lies; a member's is where the invitation stands.
  if (name === 'state' && entity !== 'member') return known('changes.field.region') ?? name
  const text = known(`changes.field.${name}`)
  if (text !== null) return text
  const words = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const listed = (item: unknown): string | null => {
  if (typeof item === 'string') return item
  if (typeof item !== 'object' || item === null) return null
  for (const name of ['offerName', 'extension', 'name', 'number', 'id']) {
    const value: unknown = Reflect.get(item, name)
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}

/** Lists travel as JSON text: licences, roles, phones. Null: it is none. */
const listText = (text: string): string | null => {
  if (!text.startsWith('[')) return null
  try {
    const parsed: unknown = JSON.parse(text)
    if (!Array.isArray(parsed)) return null
    return parsed
      .map(listed)
      .filter((item) => item !== null)
      .join(', ')
  } catch {
    return null
  }
}

/** A value as its screen would show it: dates, counts and words in the language, nothing as "none". */
export const fieldText = (field: string, entity: string, value: FieldValue, words: Words): string => {
  const { t, known, format } = words
  const name = fieldName(field)
  if (value === null || value === '') return name === 'billed' ? '--' : t('changes.empty')
  if (typeof value === 'boolean' || (flags.has(name) && (value === 0 || value === 1)))
    return value ? t('common.yes') : t('common.no')
  if (typeof value === 'number') return format.count(value)
  if (name === 'country') return countryName(value, format.locale)
  if (name === 'language') return format.languageName(value)
  if (name === 'status' && entity === 'company_link') return format.word('link', value)
  if (isCloudWord(name)) return format.word(name, value)
  if (name !== 'state' || entity === 'member')
    for (const path of enumerations[name] ?? []) {
      const text = known(`${path}.${value}`)
      if (text !== null) return text
    }
  if (LOCAL_DATE.test(value)) return format.date(value)
  if (INSTANT.test(value) && MIDNIGHT.test(value)) return format.date(value.slice(0, 10))
  if (INSTANT.test(value)) return format.instant(value)
  const list = listText(value)
  return list === null ? value : list || t('changes.empty')
}

/** Counts that went up or down, with their sign as in the history (M172): "22 → 20 (−2)". */
const delta = ({ before, after }: Field, { format }: Words): string =>
  typeof before === 'number' && typeof after === 'number' && before !== after
    ? ` ${format.licences(after, after - before).replace(/^[^(]*/, '')}`
    : ''

export const fieldChange = (field: Field, row: Pick<Difference, 'entity' | 'what'>, words: Words): string => {
  const name = fieldLabel(field.field, row.entity, words)
  const after = fieldText(field.field, row.entity, field.after, words)
  const before = fieldText(field.field, row.entity, field.before, words)
  if (row.what !== 'changed')
    return words.t('changes.fieldOnly', { field: name, value: row.what === 'added' ? after : before })
  const isFlag = flags.has(fieldName(field.field))
  return words.t('changes.fieldChange', { field: name, before, after }) + (isFlag ? '' : delta(field, words))
}

/**
 * Of a thing that came, the fields that say more than its name and company do; of a thing that went, those that it had. A right
 * that it does not have is not told.
 */
export const saidFields = (row: Difference): readonly Field[] =>
  row.what === 'changed'
    ? row.fields
    : row.fields.filter(({ before, after }) => {
        const value = row.what === 'added' ? after : before
        const nothing: readonly FieldValue[] = [null, '', '[]', false, row.title, row.companyName]
        return !nothing.includes(value)
      })

/** What happened: a thing came, changed, went, or ends soon. */
export const whatText = (row: Difference, { t }: Words): string =>
  isExpiry(row) ? t('changes.ends') : t(`changes.what.${row.what}`)

/** All fields of a difference in one line, as it is listed and copied. */
export const changesText = (row: Difference, words: Words): string =>
  saidFields(row)
    .map((field) => fieldChange(field, isExpiry(row) ? { ...row, what: 'removed' } : row, words))
    .join('; ')
