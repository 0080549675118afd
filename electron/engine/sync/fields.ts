/**
 * Reads fields of the cloud's JSON: a wrong type is as good as absent, because one odd field must not stop a pull. Rows of
 * the cache are read by rows/row-of.ts, which tells the two apart.
 */
export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const text = (json: Json, name: string): string | null => {
  const value = json[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** Ids are short texts; a longer one is no id. */
export const identifier = (json: Json, name: string): string | null => {
  const value = text(json, name)
  return value !== null && value.length <= 64 ? value : null
}

/** A time in the one form in which times are stored and compared: UTC with milliseconds. */
export const instant = (json: Json, name: string): string | null => {
  const value = text(json, name)
  const time = value !== null && /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** The calendar day that a date or time begins with, as it is written there. */
export const localDate = (json: Json, name: string): string | null =>
  instant(json, name) === null ? null : (text(json, name)?.slice(0, 10) ?? null)

export const integer = (json: Json, name: string): number | null => {
  const value = json[name]
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}

export const list = (json: Json, name: string): readonly Json[] => {
  const value = json[name]
  return Array.isArray(value) ? value.filter(isJson) : []
}

export const texts = (json: Json, name: string): readonly string[] => {
  const value = json[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

export const bit = (value: boolean): 0 | 1 => (value ? 1 : 0)
