/** Reads what the cloud answered: a wrong type is as good as absent. */
export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (json: Json, name: string): string | null => {
  const value = json[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

/** The `data` of an answer that carries one object; null where it is missing. */
export const dataOf = (answer: unknown): Json | null => (isJson(answer) && isJson(answer.data) ? answer.data : null)

/** The texts of a list that is stored as JSON. */
export const textsIn = (stored: unknown): readonly string[] => {
  if (typeof stored !== 'string') return []
  const value: unknown = JSON.parse(stored)
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** The objects of a list that is stored as JSON. */
export const objectsIn = (stored: unknown): readonly Json[] =>
  typeof stored === 'string' ? listOf(JSON.parse(stored) as unknown) : []

export const sameName = (a: string | null, b: string | null): boolean =>
  (a ?? '').trim().toLowerCase() === (b ?? '').trim().toLowerCase()
