import type { Answer } from '../http/answer.ts'

type Row = Readonly<Record<string, unknown>>

/** Changes an answer as a cloud that is not quite right does; null where the answer has nothing to change. */
export type Bend = (answer: Answer, page: Page) => Answer | null

/** Which page of which list was asked for, and the last row of the page before it, if somebody asked for that. */
export type Page = { readonly offset: number; readonly lastOfPrevious: unknown }

const bodyOf = (answer: Answer): Row | null => {
  if (answer.status !== 200 || !('json' in answer.body)) return null
  const { json } = answer.body
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Row) : null
}

/** The rows of a list in Rainbow's envelope; null for anything else. */
export const rowsOf = (answer: Answer): readonly unknown[] | null => {
  const data = bodyOf(answer)?.data
  return Array.isArray(data) ? (data as unknown[]) : null
}

const withData = (answer: Answer, data: unknown): Answer => ({
  ...answer,
  body: { json: { ...bodyOf(answer), data } },
})

/** The first row of a list, or the one object, changed. */
const bendFirst =
  (change: (row: Row) => Row): Bend =>
  (answer) => {
    const data = bodyOf(answer)?.data
    if (typeof data !== 'object' || data === null) return null
    if (!Array.isArray(data)) return withData(answer, change(data as Row))
    const [first, ...rest] = data as unknown[]
    return typeof first === 'object' && first !== null ? withData(answer, [change(first as Row), ...rest]) : null
  }

const otherType = (value: unknown): unknown => {
  if (typeof value === 'string') return { text: value }
  if (typeof value === 'number') return `${value}`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length
  return value === null ? [] : 0
}

/** All fields but the ids of the first entry have another type. */
export const wrongTypes: Bend = bendFirst((row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, /(^i|I)d$/.test(name) ? value : otherType(value)]),
  ),
)

const enumFields: ReadonlySet<string> = new Set([
  'adminAllowedUpdateSubscriptionsOps',
  'adminType',
  'bpBusinessModel',
  'bpType',
  'businessModel',
  'offerType',
  'operationType',
  'resourceType',
  'size',
  'status',
  'type',
  'visibility',
])

/** The enumerated fields of the first entry have values that no documentation names. */
export const unknownEnums: Bend = bendFirst((row) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      enumFields.has(name) && typeof value === 'string'
        ? `${value}_v2`
        : name === 'roles'
          ? ['user', 'overseer']
          : value,
    ]),
  ),
)

/** As if an entry had been added before this page while it was being read: one id comes twice, another one never. */
export const repeatedId: Bend = (answer, { offset, lastOfPrevious }) => {
  const rows = rowsOf(answer)
  if (!rows || rows.length === 0) return null
  if (offset > 0 && lastOfPrevious !== undefined) return withData(answer, [lastOfPrevious, ...rows.slice(0, -1)])
  return rows.length > 1 ? withData(answer, [...rows.slice(0, -1), rows[0]]) : null
}

/** As if an entry before this page had been removed while it was being read: one that is there is on no page. */
export const shrunkPage: Bend = (answer) => {
  const rows = rowsOf(answer)
  return rows && rows.length > 0 ? withData(answer, rows.slice(1)) : null
}
