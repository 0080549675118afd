export type Operation = {
  readonly id: string
  readonly operationDate: string
  readonly operationType: 'create' | 'update' | 'delete'
  readonly operationMessage: string
  readonly doneBy: {
    readonly userId: string
    readonly loginEmail: string
    readonly displayName: string
    readonly companyId: string
    readonly companyName: string | null
  } | null
  readonly resourceType: 'subscription' | 'profile'
  readonly resourceId: string
  readonly resourceContext: {
    readonly userId?: string
    readonly loginEmail?: string
    readonly companyId: string
    readonly companyName: string | null
  }
  readonly previousData: Readonly<Record<string, unknown>> | null
  readonly newData: Readonly<Record<string, unknown>> | null
}

/** What filters look at, and the operation itself when somebody reads it: a big tenant has hundreds of thousands. */
export type LogEntry = {
  readonly at: string
  readonly companyId: string
  readonly userId: string | null
  readonly operationType: Operation['operationType']
  readonly resourceType: Operation['resourceType']
  readonly operation: () => Operation
}

export type OperationLog = {
  /** Oldest first. */
  readonly entries: () => readonly LogEntry[]
  readonly ofCompany: (companyId: string) => readonly LogEntry[]
  readonly append: (entry: LogEntry) => void
  readonly load: (entries: readonly LogEntry[]) => void
}

/** The first index whose entry is not before that instant. */
export const firstNotBefore = (entries: readonly LogEntry[], instant: string): number => {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.at ?? '') < instant) low = middle + 1
    else high = middle
  }
  return low
}

const insert = (entries: LogEntry[], entry: LogEntry): void => {
  const last = entries.at(-1)
  // The clock may have been set back: then the entry belongs before others, never out of order.
  if (last === undefined || last.at <= entry.at) entries.push(entry)
  else entries.splice(firstNotBefore(entries, `${entry.at}~`), 0, entry)
}

/** The operation history (M171), append only, in the order of time. */
export const createOperationLog = (): OperationLog => {
  let all: LogEntry[] = []
  let companies = new Map<string, LogEntry[]>()
  const companyEntries = (companyId: string): LogEntry[] => {
    const known = companies.get(companyId)
    if (known) return known
    const fresh: LogEntry[] = []
    companies.set(companyId, fresh)
    return fresh
  }
  return {
    entries: () => all,
    ofCompany: (companyId) => companies.get(companyId) ?? [],
    append: (entry) => {
      insert(all, entry)
      insert(companyEntries(entry.companyId), entry)
    },
    load: (entries) => {
      all = [...entries].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
      companies = new Map()
      for (const entry of all) companyEntries(entry.companyId).push(entry)
    },
  }
}
