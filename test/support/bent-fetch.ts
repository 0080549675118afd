type Body = Record<string, unknown>

/** How an answer's JSON is changed on its way to the engine; undefined leaves it. */
export type Bend = (body: Body, url: URL) => unknown

export type BentFetch = {
  readonly fetch: typeof fetch
  /** Answers of paths that contain `part` pass through `bend` until the next `straighten`. */
  bend(part: string, bend: Bend): void
  /** Asks for shorter pages than the engine does, so that a small estate needs several. */
  pagesOf(rows: number): void
  /** Sends everything to another origin. */
  redirect(origin: string): void
  /** Instead of an answer of paths that contain `part`. */
  answer(part: string, make: (attempt: number) => Response | Promise<Response>): void
  /** Instead of an answer of the requests that are meant. */
  answerIf(meant: (url: URL) => boolean, make: (attempt: number) => Response | Promise<Response>): void
  straighten(): void
  /** Path and query of every request so far. */
  readonly requests: readonly string[]
}

/** A fetch through which a test can bend what a cloud says, which no demo cloud should be able to say by itself. */
export const bentFetch = (): BentFetch => {
  const requests: string[] = []
  let bends: { part: string; bend: Bend }[] = []
  let answers: {
    meant: (url: URL) => boolean
    make: (attempt: number) => Response | Promise<Response>
    asked: number
  }[] = []
  let pageRows: number | null = null
  let origin: string | null = null

  const bent: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (origin) url.host = new URL(origin).host
    const limit = Number(url.searchParams.get('limit') ?? 0)
    if (pageRows !== null && limit > pageRows) url.searchParams.set('limit', String(pageRows))
    requests.push(url.pathname + url.search)
    const instead = answers.find(({ meant }) => meant(url))
    if (instead) {
      instead.asked += 1
      return instead.make(instead.asked)
    }
    const response = await globalThis.fetch(url, init)
    const wanted = bends.filter(({ part }) => url.pathname.includes(part))
    if (wanted.length === 0 || response.status !== 200) return response
    let body: unknown = await response.json()
    for (const { bend } of wanted) body = bend(body as Body, url) ?? body
    return Response.json(body)
  }

  return {
    fetch: bent,
    bend: (part, bend) => void bends.push({ part, bend }),
    pagesOf: (rows) => void (pageRows = rows),
    redirect: (to) => void (origin = to),
    answer: (part, make) => void answers.push({ meant: (url) => url.pathname.includes(part), make, asked: 0 }),
    answerIf: (meant, make) => void answers.push({ meant, make, asked: 0 }),
    straighten: () => {
      bends = []
      answers = []
      pageRows = null
    },
    requests,
  }
}

/** The rows of a list answer; null when it is none. */
export const listed = (body: Body): readonly unknown[] | null =>
  Array.isArray(body.data) ? (body.data as readonly unknown[]) : null

/** Changes each row of a list answer. */
export const rowsBent =
  (change: (row: Body, index: number) => unknown): Bend =>
  (body) => ({ ...body, data: (body.data as Body[]).map(change) })
