export type Recorded = {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly status: number
  /** Of the thing that the cloud answered with. */
  readonly id: string | null
}

/** A fetch that remembers every write that the cloud answered, also when the answer is lost on its way back. */
export const recordedFetch = (through: typeof fetch): { readonly fetch: typeof fetch; readonly writes: Recorded[] } => {
  const writes: Recorded[] = []
  return {
    writes,
    fetch: async (input, init) => {
      const answer = await through(input, init)
      const method = init?.method ?? 'GET'
      if (method !== 'GET') {
        const url = input instanceof Request ? input.url : String(input)
        const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null
        writes.push({
          method,
          path: new URL(url).pathname,
          body,
          status: answer.status,
          id: await idIn(answer.clone()),
        })
      }
      return answer
    },
  }
}

const idIn = async (answer: Response): Promise<string | null> => {
  const body = (await answer.json().catch(() => null)) as { data?: { id?: unknown } } | null
  const id = body?.data?.id
  return typeof id === 'string' ? id : null
}
