export type ApiKey = {
  readonly id: string
  /** A secret: shown when it is created, never again. */
  readonly apiKey: string
  readonly userId: string
  readonly scope: readonly string[]
  readonly description: string | null
  readonly isActive: boolean
  readonly creationDate: string
  readonly expirationDate: string | null
}

export type ApiKeys = {
  readonly all: () => readonly ApiKey[]
  readonly byKey: (apiKey: string) => ApiKey | undefined
  readonly save: (key: ApiKey) => void
  readonly remove: (id: string) => void
}

export const createApiKeys = (): ApiKeys => {
  const keys = new Map<string, ApiKey>()
  return {
    all: () => [...keys.values()],
    byKey: (apiKey) => [...keys.values()].find((one) => one.apiKey === apiKey),
    save: (key) => void keys.set(key.id, key),
    remove: (id) => void keys.delete(id),
  }
}
