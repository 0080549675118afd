import type { Database as Sqlite } from 'better-sqlite3'

/** One step of the schema; its version is its place in the list, counted from 1. */
export type Migration = { readonly name: string; readonly sql: string }

/** Brings the schema to the newest version, each step in one transaction with its version. */
export const migrate = (sqlite: Sqlite, steps: readonly Migration[]): void => {
  const found = sqlite.pragma('user_version', { simple: true }) as number
  for (const [index, step] of steps.entries()) {
    if (index < found) continue
    sqlite.transaction(() => {
      sqlite.exec(step.sql)
      sqlite.pragma(`user_version = ${index + 1}`)
    })()
  }
}
