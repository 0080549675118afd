import Database from 'better-sqlite3'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import type { CommandId, PlanId } from '../../shared/contract/values.ts'

/**
 * Applies a plan in a process of its own and dies by SIGKILL at a named point of it: 'before-rename', 'after-rename',
 * 'statement N' (before the N-th writing statement, BEGIN and COMMIT among them), or 'applied'.
 */
const [, , dataDir, planId, commandId, at, point] = process.argv as [
  string,
  string,
  string,
  PlanId,
  CommandId,
  string,
  string,
]
const die = (): void => {
  process.kill(process.pid, 'SIGKILL')
}

const { rename } = promises
promises.rename = async (from, to) => {
  if (point === 'before-rename') die()
  await rename(from, to)
  if (point === 'after-rename') die()
}
syncBuiltinESMExports()

// Imported only now, so that the engine gets the rename above.
const { engineDeps, startEngine } = await import('./engine.ts')
const engine = await startEngine(engineDeps(dataDir, null))

let statements = 0
const prototype = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as {
  run(...args: unknown[]): unknown
}
const { run } = prototype
prototype.run = function (this: unknown, ...args: unknown[]): unknown {
  statements += 1
  if (point === `statement ${statements}`) die()
  return run.apply(this, args)
}

await engine.client.imports.apply({ planId, commandId, at })
process.send?.(statements)
if (point === 'applied') die()
await engine.close()
