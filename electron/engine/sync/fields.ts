/** Reads fields of the cloud's JSON: a wrong type is as good as absent, because one odd field must not stop a pull. */
export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const text = (json: Json, name: string): string | null => {
  const value = json[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export const integer = (json: Json, name: string): number | null => {
  const value = json[name]
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}

export const flag = (json: Json, name: string): boolean => json[name] === true

export const list = (json: Json, name: string): readonly Json[] => {
  const value = json[name]
  return Array.isArray(value) ? value.filter(isJson) : []
}

export const texts = (json: Json, name: string): readonly string[] => {
  const value = json[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

export const bit = (value: boolean): 0 | 1 => (value ? 1 : 0)
