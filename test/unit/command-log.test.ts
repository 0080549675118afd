import { beforeEach, describe, expect, it } from 'vitest'
import { derivedId, proveCommandLog, runCommand } from '../../electron/engine/core/commands.ts'
import { failure } from '../../shared/contract/failure.ts'
import { fail, ok } from '../../shared/util/result.ts'
import { memoryDatabase } from '../support/database.ts'

let { sqlite, db } = memoryDatabase()
beforeEach(() => {
  ;({ sqlite, db } = memoryDatabase())
})

const command = (id: string, input: unknown = {}) => ({
  commandId: id,
  name: 'test.note',
  at: '2017-07-01T08:00:00.000Z',
  input,
})
const note = (key: string) => {
  db.run(`INSERT INTO meta (key, value) VALUES (:key, 'x')`, { key })
  return ok(key)
}
const count = (table: string): number => sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number

describe('a command', () => {
  it('that is sent twice is done once and answers the stored result', () => {
    const first = runCommand(db, command('a'), () => note('one'))
    let again = 0
    const second = runCommand(db, command('a'), () => {
      again += 1
      return note('two')
    })
    expect(first).toEqual(ok('one'))
    expect(second).toEqual(ok('one'))
    expect(again).toBe(0)
    expect([count('meta'), count('command_log')]).toEqual([1, 1])
  })

  it('that refuses is rolled back and leaves no entry, and may be sent again', () => {
    const refused = runCommand(db, command('a'), () => {
      note('half')
      return fail(failure('PLAN_OUTDATED'))
    })
    expect(refused).toMatchObject({ ok: false, failure: { code: 'PLAN_OUTDATED' } })
    expect([count('meta'), count('command_log')]).toEqual([0, 0])
    expect(runCommand(db, command('a'), () => note('whole'))).toEqual(ok('whole'))
  })

  it('that breaks is rolled back, and the exception goes on', () => {
    expect(() =>
      runCommand(db, command('a'), () => {
        note('half')
        throw new Error('a bug')
      }),
    ).toThrow('a bug')
    expect([count('meta'), count('command_log')]).toEqual([0, 0])
  })

  it('with the id of another command is refused: its stored result would be the answer to something else', () => {
    runCommand(db, command('a'), () => note('one'))
    const other = runCommand(db, { ...command('a'), name: 'test.other' }, () => note('two'))
    expect(other).toMatchObject({ ok: false, failure: { code: 'BAD_REQUEST' } })
    expect(count('meta')).toBe(1)
  })

  it('causes others under ids that are the same each time it is sent', () => {
    expect(derivedId('a', 'x')).toBe(derivedId('a', 'x'))
    expect(new Set([derivedId('a', 'x'), derivedId('a', 'y'), derivedId('b', 'x')]).size).toBe(3)
    expect(derivedId('a', 'x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('the chain of the command log', () => {
  beforeEach(() => {
    for (const id of ['a', 'b', 'c', 'd']) runCommand(db, command(id, { id, amount: 1240 }), () => note(id))
  })

  it('proves as it was written', () => {
    expect(proveCommandLog(db)).toEqual(ok({ entries: 4 }))
    expect(proveCommandLog(memoryDatabase().db)).toEqual(ok({ entries: 0 }))
  })

  it.each(['command_id', 'name', 'at', 'input', 'result', 'previous_hash', 'hash'])(
    'names the first entry whose %s was altered by a single byte',
    (column) => {
      for (const seq of [1, 3, 4]) {
        const before = sqlite.prepare(`SELECT ${column} FROM command_log WHERE seq = ?`).pluck().get(seq) as string
        for (const at of [0, Math.floor(before.length / 2), before.length - 1]) {
          const byte = before[at] === '7' ? '8' : '7'
          const altered = before.slice(0, at) + byte + before.slice(at + 1)
          sqlite.prepare(`UPDATE command_log SET ${column} = ? WHERE seq = ?`).run(altered, seq)
          expect(proveCommandLog(db)).toEqual(fail(failure('COMMAND_LOG_BROKEN', { entry: String(seq) })))
          sqlite.prepare(`UPDATE command_log SET ${column} = ? WHERE seq = ?`).run(before, seq)
        }
      }
      expect(proveCommandLog(db).ok).toBe(true)
    },
  )

  it.each([1, 2, 3])('names the place of entry %i when it was removed', (seq) => {
    sqlite.prepare('DELETE FROM command_log WHERE seq = ?').run(seq)
    expect(proveCommandLog(db)).toEqual(fail(failure('COMMAND_LOG_BROKEN', { entry: String(seq) })))
  })

  it('finds an entry whose number was changed, which would hide that others were removed behind it', () => {
    sqlite.exec('UPDATE command_log SET seq = 7 WHERE seq = 4')
    expect(proveCommandLog(db)).toEqual(fail(failure('COMMAND_LOG_BROKEN', { entry: '4' })))
  })

  it('finds entries that changed places', () => {
    sqlite.exec('UPDATE command_log SET seq = seq + 100 WHERE seq IN (2, 3)')
    sqlite.exec('UPDATE command_log SET seq = 3 WHERE seq = 102; UPDATE command_log SET seq = 2 WHERE seq = 103')
    expect(proveCommandLog(db)).toMatchObject({ ok: false, failure: { params: { entry: '2' } } })
  })
})
