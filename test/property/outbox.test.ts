import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { versionedTable, tables, type Row, type Versioned } from '../../electron/engine/db/index.ts'
import { proveCommandLog } from '../../electron/engine/core/index.ts'
import { cloudRows, takeDataTime } from '../../electron/engine/sync/index.ts'
import type { CloudClient } from '../../electron/engine/sync/cloud-client.ts'
import type { Edit, OutboxEntry } from '../../shared/contract/edits.ts'
import { copyData, openBare, type BareOutbox } from '../support/bare-outbox.ts'
import { commandId, now, temporaryFolder } from '../support/engine.ts'
import { forever, listed, localId, openDesk, paths, signedIn, type Desk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'

/** docs/sync.md, "Overlay": what is shown is the cloud's row with the open edits, whatever happens in whatever order. */

const RUNS = Number(process.env.IRIS_OUTBOX_RUNS ?? 25)
const companyNames = ['High-Tech', 'Advanced Telephony', 'Sistemos'] as const
const fields = ['city', 'slogan', 'supportEmail'] as const
const columns = { city: 'city', slogan: 'slogan', supportEmail: 'support_email' } as const
const values = { city: ['Lyon', 'Metz', 'Nice'], slogan: ['one', 'two', 'three'], supportEmail: ['a@x.loc', 'b@x.loc', 'c@x.loc'] } as const // prettier-ignore

let desk: Desk
let base: string
let client: CloudClient
const folder = temporaryFolder()
beforeAll(async () => {
  desk = await openDesk()
  base = copyData(desk.dataDir, join(folder.path, 'base'))
  client = await signedIn(desk.cloud, { fetch: globalThis.fetch })
})
afterAll(async () => {
  await desk.close()
  folder.remove()
})

const place = fc.record({ company: fc.nat(2), field: fc.nat(2), value: fc.nat(2) })
type Place = { company: number; field: number; value: number }
const fieldAt = ({ field }: Place) => fields[field] ?? 'city'
const companyAt = ({ company }: Place) => ids.company(companyNames[company] ?? 'High-Tech')
const typed = (at: Place) => ({ [fieldAt(at)]: values[fieldAt(at)][at.value] ?? null })

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), at: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('create' as const), at: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('invite' as const), at: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('quantity' as const), at: fc.integer({ min: 0, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), at: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('theirs' as const), at: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pull' as const), at: fc.constant(0) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('push' as const), at: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('decide' as const), at: fc.nat(20) }) },
)

const entriesOf = ({ outbox }: BareOutbox): OutboxEntry[] =>
  [...outbox.list({ offset: 0, limit: 500, descending: false, sort: 'seq' }).rows].sort((a, b) => a.seq - b.seq)
const open = ['planned', 'sent', 'conflict', 'refused']
const write = ({ method }: { method: string }) => method !== 'GET'

/** Reads companies and the first one's subscriptions and invitations, as a pull stores them. */
const pull = async ({ db, outbox }: BareOutbox): Promise<number> => {
  const own = companyNames.map((name) => ids.company(name))
  const companies = await listed(desk.other, paths.companies)
  const subscriptions = await Promise.all(own.map((id) => listed(desk.other, paths.subscriptions(id))))
  let changes = 0
  db.transaction(() => {
    const at = takeDataTime(db, client, () => new Date())
    const store = (table: Versioned, rows: readonly (Row | null)[], scope: string) => {
      const seen = new Set<string>()
      const changed = (id: string) => {
        changes += 1
        if (db.get(`SELECT 1 FROM ${table.name} WHERE id = :id AND valid_from = 'pending'`, { id })) outbox.cloudChanged(table.name, id) // prettier-ignore
      }
      for (const row of rows) {
        if (!row) continue
        seen.add(row.id)
        if (versionedTable(db, table).see(row, 2, at) !== 'unchanged') changed(row.id)
      }
      for (const { id } of db.all<{ id: string }>(`SELECT id FROM ${table.name} WHERE valid_to IS NULL AND ${scope}`))
        if (!seen.has(id) && versionedTable(db, table).end(id, at)) changed(id)
    }
    store(
      tables.company,
      companies.map((one) => cloudRows.companyRow(one)),
      'TRUE',
    )
    own.forEach((id, n) => store(tables.subscription, (subscriptions[n] ?? []).map((one) => cloudRows.subscriptionRow(one, id)), `company_id = '${id}'`)) // prettier-ignore
  })
  return changes
}

/** What must be shown, worked out from the entries alone. */
const expectShown = (one: BareOutbox): void => {
  const { db } = one
  const entries = entriesOf(one).filter(({ state }) => open.includes(state))
  for (const table of ['company', 'subscription', 'member']) {
    const twice = db.all(`SELECT id FROM ${table} WHERE shown = 1 GROUP BY id HAVING count(*) > 1`)
    expect(twice, `${table}: one row is shown`).toEqual([])
    const hidden = db.all(`SELECT id FROM ${table} t WHERE valid_to IS NULL AND shown = 0 AND NOT EXISTS
      (SELECT 1 FROM ${table} o WHERE o.id = t.id AND o.shown = 1)`)
    expect(hidden, `${table}: nothing is hidden`).toEqual([])
    const overlays = db.all<{ id: string }>(`SELECT id FROM ${table} WHERE valid_from = 'pending' ORDER BY id`)
    const expected = new Set(entries.filter(({ entity }) => entity === table).map(({ entityId }) => entityId))
    expect(
      overlays.map(({ id }) => id),
      `${table}: overlays`,
    ).toEqual([...expected].sort())
  }
  for (const { id } of db.all<{ id: string }>(`SELECT id FROM company WHERE valid_from = 'pending'`)) {
    const cloud = db.get<Row>('SELECT * FROM company WHERE id = :id AND valid_to IS NULL', { id })
    const shown = db.get<Row>('SELECT * FROM company_now WHERE id = :id', { id })
    const model: Record<string, unknown> = Object.fromEntries(
      fields.map((name) => [name, cloud?.[columns[name]] ?? null]),
    )
    for (const entry of entries.filter(({ entityId }) => entityId === id)) {
      if (entry.state === 'refused' && entry.kind !== 'company.create') continue
      for (const { field, after } of entry.changes) {
        if (field in columns && !entry.conflicts.some((conflict) => conflict.field === field)) model[field] = after
      }
    }
    expect(Object.fromEntries(fields.map((name) => [name, shown?.[columns[name]] ?? null])), entryText(entries)).toEqual(model) // prettier-ignore
  }
}
const entryText = (entries: readonly OutboxEntry[]): string =>
  entries.map(({ seq, kind, state, changes }) => `${seq} ${kind} ${state} ${JSON.stringify(changes)}`).join('\n')

let run = 0
it(
  'after any sequence of edits, undoing, others’ changes, pulls and pushes with lost answers',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 22 }), async (actions) => {
        run += 1
        const one = openBare(copyData(base, join(folder.path, 'run')), 'jessica.robinson@tech-integrator.loc', ['user', 'admin', 'bp_admin', 'bp_finance']) // prettier-ignore
        const { outbox, db } = one
        const made = new Set<string>()
        const created: string[] = []
        const ended = new Map<string, string>()
        const make = async (edit: Edit): Promise<void> => {
          const result = await outbox.make({ commandId: commandId(), at: now(), edit })
          if (result.ok) made.add(result.value.id)
          if (result.ok && edit.kind === 'company.create') created.push(edit.companyId)
        }
        const decide = (entry: OutboxEntry, at: number): void => {
          const command = { commandId: commandId(), at: now(), entryId: entry.id }
          if (entry.state === 'conflict') {
            const side = at % 2 === 0 ? 'mine' : 'theirs'
            outbox.decide({ ...command, keep: Object.fromEntries(entry.conflicts.map(({ field }) => [field, side])) })
          }
          if (entry.state === 'refused') if (at % 2 === 0) outbox.retry(command)
          if (entry.state === 'refused') if (at % 2 === 1) outbox.dismiss(command)
        }
        const faults = [
          () => undefined,
          () => desk.cloud.faults.cutAfterWork(1, write),
          () => desk.cloud.faults.failNext(1, 503, write),
          () => desk.cloud.faults.cutConnection(1, write),
        ]
        const steps = {
          edit: (at: Place) => make({ kind: 'company.edit', companyId: created.at(-1) !== undefined && at.value === 2 ? created.at(-1)! : companyAt(at), fields: typed(at) }), // prettier-ignore
          create: (at: Place) => make({ kind: 'company.create', companyId: localId(), companyKind: 'EC', fields: { name: `Run ${run} ${made.size}`, country: 'FRA', ...typed(at) } }), // prettier-ignore
          invite: (at: number) => make({ kind: 'member.invite', invitationId: localId(), companyId: created[at] ?? ids.own, email: `m${run}.${made.size}@x.loc`, admin: false, seller: false, language: 'en', message: null }), // prettier-ignore
          quantity: (quantity: number) => {
            const row = db.get<{ id: string }>(`SELECT id FROM subscription_now WHERE company_id = :id AND model = 'monthly' ORDER BY id LIMIT 1`, { id: ids.company('High-Tech') }) // prettier-ignore
            return row ? make({ kind: 'subscription.change', subscriptionId: row.id, quantity }) : undefined
          },
          undo: (at: number) => {
            const planned = entriesOf(one).filter(({ state }) => state === 'planned')
            const entry = planned[at % Math.max(1, planned.length)]
            if (entry) outbox.undo({ commandId: commandId(), at: now(), entryId: entry.id, together: true })
          },
          theirs: (at: Place) => desk.other.send('PUT', paths.company(companyAt(at)), typed(at), forever),
          pull: () => pull(one),
          push: async (at: number) => {
            faults[at]?.()
            await one.push(client)
            desk.cloud.faults.clear()
          },
          decide: (at: number) => {
            const stuck = entriesOf(one).filter(({ state }) => state === 'conflict' || state === 'refused')
            const entry = stuck[at % Math.max(1, stuck.length)]
            if (entry) decide(entry, at)
          },
        }
        const check = (): void => {
          expectShown(one)
          const all = entriesOf(one)
          expect(new Set(all.map(({ id }) => id))).toEqual(made)
          for (const { id, state } of all) {
            if (ended.has(id)) expect(state).toBe(ended.get(id))
            if (!open.includes(state)) ended.set(id, state)
          }
        }
        for (const step of actions) {
          await (steps[step.do] as (at: unknown) => unknown)(step.at)
          check()
        }
        for (let round = 0; round < 12 && entriesOf(one).some(({ state }) => open.includes(state)); round += 1) {
          for (const entry of entriesOf(one)) decide(entry, round < 6 ? 0 : 1)
          await one.push(client)
          await pull(one)
          check()
        }
        expect(
          entriesOf(one).filter(({ state }) => open.includes(state)),
          'everything has ended',
        ).toEqual([])
        await pull(one)
        expect(await pull(one), 'a further pull finds nothing new').toBe(0)
        const inCloud = await listed(desk.other, paths.companies, `name=${encodeURIComponent(`Run ${run} `)}`)
        const confirmed = entriesOf(one).filter(
          (entry) => entry.kind === 'company.create' && entry.state === 'confirmed',
        )
        expect(inCloud.map(({ name }) => name).sort()).toEqual(confirmed.map(({ subject }) => subject).sort())
        const invited = await listed(desk.other, paths.invitations(ids.own))
        const emails = invited
          .map((row) => String(row.invitedUserLoginEmail))
          .filter((email) => email.startsWith(`m${run}.`))
        expect(new Set(emails).size, 'no invitation twice').toBe(emails.length)
        expect(proveCommandLog(db)).toMatchObject({ ok: true })
        one.close()
      }),
      { numRuns: RUNS },
    )
  },
  120_000 + RUNS * 2_000,
)
