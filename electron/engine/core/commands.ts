import { createHash } from 'node:crypto'
import type { Failure } from '../../../shared/contract/failure.ts'
import { failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'

/** The sender fixes id and time: inside a command nothing reads the clock or makes a random id. */
export type Command<I> = { readonly commandId: string; readonly name: string; readonly at: string; readonly input: I }

type LogRow = {
  seq: number
  command_id: string
  name: string
  at: string
  input: string
  result: string
  previous_hash: string
  hash: string
}

const FIRST = 'iris-desk command log'

/**
 * Runs a command once. Work and log entry are one transaction; a command id that is already in the log gets the stored
 * result, so that re-sending after a crash does nothing twice. A refusal is not logged: nothing was changed.
 */
export const runCommand = <I, R>(
  db: WriteDb,
  command: Command<I>,
  work: (input: I) => Result<R, Failure>,
): Result<R, Failure> => {
  const known = db.get<LogRow>('SELECT * FROM command_log WHERE command_id = :commandId', {
    commandId: command.commandId,
  })
  if (known && known.name !== command.name) {
    return fail(failure('BAD_REQUEST', { detail: `the command id belongs to ${known.name}` }))
  }
  if (known) return ok(JSON.parse(known.result) as R)
  let refused: Result<R, Failure> | undefined
  try {
    return db.transaction(() => {
      const result = work(command.input)
      if (!result.ok) {
        refused = result
        throw new Refusal()
      }
      append(db, command, result.value)
      return result
    })
  } catch (error) {
    if (error instanceof Refusal && refused) return refused
    throw error
  }
}

/** Rolls the transaction back; never leaves runCommand. */
class Refusal extends Error {}

const append = <I, R>(db: WriteDb, command: Command<I>, result: R): void => {
  const last = db.get<{ hash: string }>('SELECT hash FROM command_log ORDER BY seq DESC LIMIT 1')
  const row = {
    command_id: command.commandId,
    name: command.name,
    at: command.at,
    input: JSON.stringify(command.input),
    result: JSON.stringify(result),
    previous_hash: last?.hash ?? FIRST,
  }
  db.run(
    `INSERT INTO command_log (command_id, name, at, input, result, previous_hash, hash)
     VALUES (:command_id, :name, :at, :input, :result, :previous_hash, :hash)`,
    { ...row, hash: hashOf(row) },
  )
}

const hashOf = (row: Omit<LogRow, 'seq' | 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([row.previous_hash, row.command_id, row.name, row.at, row.input, row.result]))
    .digest('hex')

/** Proves the chain; names the first entry that was altered or removed. */
export const proveCommandLog = (db: ReadDb): Result<{ readonly entries: number }, Failure> => {
  let previous = FIRST
  let expected = 1
  for (const row of db.all<LogRow>('SELECT * FROM command_log ORDER BY seq')) {
    const sound = row.seq === expected && row.previous_hash === previous && row.hash === hashOf(row)
    if (!sound) return fail(failure('COMMAND_LOG_BROKEN', { entry: String(expected) }))
    previous = row.hash
    expected += 1
  }
  return ok({ entries: expected - 1 })
}

/** A command id derived from another, for what a command causes: the same again when it is sent again. */
export const derivedId = (commandId: string, part: string): string => {
  const hex = createHash('sha256').update(`${commandId}/${part}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
