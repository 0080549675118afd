/** An id for what is created here, until the cloud gives its own. */
export const localId = (): string => `local:${crypto.randomUUID()}`
