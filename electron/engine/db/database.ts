import type { Database as Sqlite, Statement } from 'better-sqlite3'

type Parameters = Readonly<Record<string, unknown>>

/** What queries get: they can read and cannot write. */
export type ReadDb = {
  all<T>(sql: string, parameters?: Parameters): T[]
  get<T>(sql: string, parameters?: Parameters): T | undefined
}

/** What commands and the pull get. There is one of these per data folder. */
export type WriteDb = ReadDb & {
  run(sql: string, parameters?: Parameters): { readonly changes: number }
  /** All or nothing; nested calls join the outer transaction. */
  transaction<T>(work: () => T): T
}

/** Wraps a connection; statements are prepared once per SQL text. */
export const wrapDatabase = (sqlite: Sqlite): WriteDb => {
  const statements = new Map<string, Statement>()
  const prepared = (sql: string): Statement => {
    const known = statements.get(sql)
    if (known) return known
    const statement = sqlite.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    all: <T>(sql: string, parameters: Parameters = {}) => prepared(sql).all(parameters) as T[],
    get: <T>(sql: string, parameters: Parameters = {}) => prepared(sql).get(parameters) as T | undefined,
    run: (sql, parameters = {}) => ({ changes: prepared(sql).run(parameters).changes }),
    transaction: (work) => (sqlite.inTransaction ? work() : sqlite.transaction(work).immediate()),
  }
}
