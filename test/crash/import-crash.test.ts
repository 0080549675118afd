import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { proveCommandLog } from '../../electron/engine/core/index.ts'
import { openReadOnly } from '../../electron/engine/db/index.ts'
import type { ImportPlan } from '../../shared/contract/billing.ts'
import { dump, looking } from '../support/database.ts'
import { commandId, engineDeps, startEngine, temporaryFolder } from '../support/engine.ts'
import { prepared, sampleFile } from '../support/import-files.ts'

const at = '2017-09-02T08:00:00.000Z'
const precious = ['command_log', 'evidence', 'invoice', 'cdr', 'import_plan'] as const
let folder: ReturnType<typeof temporaryFolder>
let plan: ImportPlan

beforeAll(async () => {
  folder = temporaryFolder()
  const dataDir = join(folder.path, 'planned')
  const engine = await startEngine(engineDeps(dataDir, null))
  const read = await prepared(engine, sampleFile('INV00000150.pdf'))
  if (!read.ok) throw new Error(read.failure.code)
  plan = read.value
  await engine.close()
})
afterAll(() => folder.remove())

const id = commandId()

/** A copy of the folder in which the plan waits, and a process that dies while it applies it. */
const applied = async (point: string) => {
  const dataDir = join(folder.path, point.replace(' ', '-'))
  cpSync(join(folder.path, 'planned'), dataDir, { recursive: true })
  const child = fork(join(import.meta.dirname, '../support/apply-host.ts'), [dataDir, plan.id, id, at, point], { execArgv: [] }) // prettier-ignore
  let statements: unknown
  child.on('message', (message) => (statements = message))
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return { dataDir, path: join(dataDir, 'iris.sqlite'), signal, statements }
}

const count = (path: string, table: string): number =>
  looking(path, (sqlite) => sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number)

it('an engine killed while it applies an import: all of it or nothing, and the command sent again completes it once', async () => {
  const undisturbed = await applied('never')
  expect(undisturbed.signal).toBeNull()
  const expected = dump(undisturbed.path, precious)
  expect(expected.command_log).toHaveLength(1)
  const statements = undisturbed.statements as number
  expect(statements).toBeGreaterThanOrEqual(6)

  // BEGIN, one in the middle, the log entry, COMMIT.
  const points = ['before-rename', 'after-rename', 'statement 1', 'statement 3', `statement ${statements - 1}`, `statement ${statements}`, 'applied'] // prettier-ignore
  const dead: [string, Awaited<ReturnType<typeof applied>>][] = []
  for (let index = 0; index < points.length; index += 2)
    dead.push(...(await Promise.all(points.slice(index, index + 2).map(async (point) => [point, await applied(point)] as [string, Awaited<ReturnType<typeof applied>>])))) // prettier-ignore

  for (const [point, { dataDir, path, signal }] of dead) {
    expect([point, signal]).toEqual([point, 'SIGKILL'])
    const whole = point === 'applied'
    for (const table of ['command_log', 'evidence', 'invoice'])
      expect([point, table, count(path, table)]).toEqual([point, table, whole ? 1 : 0])
    expect([point, count(path, 'import_plan WHERE applied_at IS NOT NULL')]).toEqual([point, whole ? 1 : 0])
    // The log never names a file that is not there.
    expect([point, existsSync(join(dataDir, 'evidence', plan.evidence)) || !whole]).toEqual([point, true])

    const engine = await startEngine(engineDeps(dataDir, null))
    const resent = await engine.client.imports.apply({ planId: plan.id, commandId: id, at })
    expect(resent).toMatchObject({ state: 'applied', appliedAt: at })
    await engine.close()
    expect(dump(path, precious)).toEqual(expected)
    expect([readdirSync(join(dataDir, 'staging')), readdirSync(join(dataDir, 'evidence'))]).toEqual([[], [plan.evidence]]) // prettier-ignore
    const db = openReadOnly(path)
    expect(proveCommandLog(db)).toEqual({ ok: true, value: { entries: 1 } })
    expect(db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' })
    db.close()
  }
}, 60_000)
