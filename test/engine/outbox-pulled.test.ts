import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloudRow, tables, versionedTable, type Row } from '../../electron/engine/db/index.ts'
import type { CompanyFields } from '../../shared/contract/edits.ts'
import { copyData, openBare, type BareOutbox } from '../support/bare-outbox.ts'
import { commandId, now, temporaryFolder } from '../support/engine.ts'
import { openDesk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'

/** docs/sync.md, "Conflict rules": a pull that brings another value marks the planned entry at once. */

const folder = temporaryFolder()
let one: BareOutbox
beforeAll(async () => {
  const desk = await openDesk()
  copyData(desk.dataDir, folder.path)
  await desk.close()
  one = openBare(folder.path, 'jessica.robinson@tech-integrator.loc', ['user', 'admin', 'bp_admin', 'bp_finance'])
})
afterAll(() => {
  one.close()
  folder.remove()
})

const companyId = ids.company('High-Tech')
const make = async (fields: CompanyFields) => {
  const made = await one.outbox.make({
    commandId: commandId(),
    at: now(),
    edit: { kind: 'company.edit', companyId, fields },
  })
  if (!made.ok) throw new Error(made.failure.code)
  return made.value.id
}
const entry = (id: string) =>
  one.outbox.list({ offset: 0, limit: 50, descending: false }).rows.find((row) => row.id === id)
const shown = () => one.db.get<Row>('SELECT * FROM company_now WHERE id = :companyId', { companyId })
const pulled = (change: Partial<Row> | null): void =>
  one.db.transaction(() => {
    const table = versionedTable(one.db, tables.company)
    const cloud = cloudRow(one.db, 'company', companyId)
    if (change === null) table.end(companyId, now())
    else if (cloud) table.see({ ...cloud, ...change } as Row, 2, now())
    one.outbox.cloudChanged('company', companyId)
  })
const keep = (id: string, side: 'mine' | 'theirs') =>
  one.outbox.decide({
    commandId: commandId(),
    at: now(),
    entryId: id,
    keep: Object.fromEntries((entry(id)?.conflicts ?? []).map(({ field }) => [field, side])),
  })

describe('a pull', () => {
  it('of yet another value: the entry in conflict shows that one, since when, and is decided against it', async () => {
    const id = await make({ website: 'https://mine.example' })
    pulled({ website: 'https://theirs.example' })
    const before = entry(id)?.conflicts[0]
    await sleep(5)
    pulled({ slogan: 'Something else' })
    expect(entry(id)?.conflicts).toEqual([before])
    pulled({ website: 'https://newest.example' })
    expect(entry(id)).toMatchObject({ state: 'conflict', conflicts: [{ field: 'website', mine: 'https://mine.example', theirs: 'https://newest.example' }] }) // prettier-ignore
    expect((entry(id)?.conflicts[0]?.seenAt ?? '') >= (before?.seenAt ?? '~')).toBe(true)
    pulled({ website: null })
    expect(entry(id)).toMatchObject({ state: 'planned', conflicts: [] })
    pulled({ website: 'https://again.example' })
    expect(keep(id, 'mine')).toMatchObject({ ok: true, value: { state: 'planned' } })
    expect(entry(id)?.changes).toEqual([{ field: 'website', before: 'https://again.example', after: 'https://mine.example' }]) // prettier-ignore
    expect(one.outbox.undo({ commandId: commandId(), at: now(), entryId: id, together: false })).toMatchObject({ ok: true }) // prettier-ignore
  })

  it('of another field leaves the entry planned, and shows both', async () => {
    const id = await make({ city: 'Mine' })
    pulled({ slogan: 'Theirs' })
    expect(entry(id)).toMatchObject({ state: 'planned' })
    expect(shown()).toMatchObject({ city: 'Mine', slogan: 'Theirs', mark: 'pending' })
  })

  it('of the same field is a conflict at once, which shows theirs; an edit that rests on it waits', async () => {
    const [first] = one.outbox.list({ offset: 0, limit: 1, descending: false }).rows
    const second = await make({ city: 'Mine again', street: 'Mine' })
    pulled({ city: 'Theirs' })
    expect(entry(first?.id ?? '')).toMatchObject({ state: 'conflict', conflicts: [{ field: 'city', base: null, mine: 'Mine', theirs: 'Theirs' }] }) // prettier-ignore
    expect(entry(second)).toMatchObject({ state: 'planned', waitsFor: { state: 'conflict' } })
    expect(shown()).toMatchObject({ city: 'Mine again', street: 'Mine', mark: 'conflict' })
    expect(keep(first?.id ?? '', 'mine')).toMatchObject({ ok: true, value: { state: 'planned', conflicts: [] } })
    expect(entry(first?.id ?? '')?.changes).toEqual([{ field: 'city', before: 'Theirs', after: 'Mine' }])
    expect(shown()).toMatchObject({ mark: 'pending' })
  })

  it('in which the thing is gone: said at once, still shown as it was last', () => {
    pulled(null)
    const [second, first] = one.outbox.list({ offset: 0, limit: 2, descending: false }).rows
    expect(first).toMatchObject({ state: 'conflict', failure: { code: 'GONE_IN_CLOUD' } })
    expect(second).toMatchObject({ state: 'planned' })
    expect(shown()).toMatchObject({ name: 'High-Tech', mark: 'conflict' })
    expect(keep(first?.id ?? '', 'theirs')).toMatchObject({ ok: true, value: { state: 'undone' } })
  })
})
