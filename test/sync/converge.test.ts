import { expect, it } from 'vitest'
import type { OutboxEntry } from '../../shared/contract/edits.ts'
import { openDesk, type Desk } from '../support/desk.ts'
import { printedSeed, randomFrom } from '../support/random.ts'
import { recordedFetch, type Recorded } from '../support/recorded-fetch.ts'
import { targets, type Target } from './cloud-targets.ts'
import { estateNow } from './estate-now.ts'
import { randomClerk } from './random-clerk.ts'

/** IRIS_SYNC_RUNS=500 IRIS_CRASH_SEED=… npx vitest run test/sync/converge.test.ts is the nightly target. */
const RUNS = Number(process.env.IRIS_SYNC_RUNS ?? 30)
const STEPS = 40
const first = printedSeed()

const OPEN = new Set(['planned', 'sent', 'conflict', 'refused'])
const isOpen = ({ state }: OutboxEntry): boolean => OPEN.has(state)

const worsen = (target: Target, below: (limit: number) => number): void => {
  const count = 1 + below(3)
  const ways = [
    () => target.faults.failNext(count, 500),
    () => target.faults.failNext(count, 503),
    () => target.faults.retryAfter429(count, 1),
    () => target.faults.cutConnection(count),
    () => target.faults.cutAfterWork(count),
    () => target.faults.truncateNext(count),
    () => target.faults.expireTokens(),
  ]
  ways[below(ways.length)]?.()
}

const settle = async (desks: readonly Desk[], clerk: ReturnType<typeof randomClerk>): Promise<void> => {
  for (const desk of desks) await desk.restart()
  for (let round = 0; round < 12; round++) {
    for (const desk of desks) {
      desk.offline(false)
      await desk.sync()
      await clerk.decide(desk, true)
    }
    const open = (await Promise.all(desks.map((desk) => desk.outbox()))).flat().filter(isOpen)
    if (open.length === 0) break
  }
  // Invitations have no delta feed (docs/sync.md): only a full pull finds those of a company where none was known.
  for (const desk of desks) await desk.sync(true)
}

/** How many things of that name the cloud had at once, at most, and how often it made one. */
const made = (
  writes: readonly Recorded[],
  path: RegExp,
  name: string,
): { readonly most: number; readonly ever: number } => {
  const alive = new Set<string>()
  let [most, ever] = [0, 0]
  for (const write of writes) {
    if (write.status !== 200) continue
    if (write.method === 'DELETE') alive.delete(write.path.split('/').at(-1) ?? '')
    const named = (write.body as { name?: string } | null)?.name === name
    if (write.method !== 'POST' || !path.test(write.path) || !named || write.id === null) continue
    alive.add(write.id)
    ever += 1
    most = Math.max(most, alive.size)
  }
  return { most, ever }
}

const creations = [
  { kind: 'company.create', path: /\/admin\/v1\.0\/companies$/ },
  { kind: 'equipment.create', path: /\/admin\/v1\.0\/systems$/ },
] as const

it.each(Array.from({ length: RUNS }, (_, run) => first + run))(
  'two desks with random edits, faults and kills end in step, nothing lost, nothing doubled (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    const target = await targets[seed % 10 === 0 ? 'over HTTP' : 'in this process']()
    const recorded = recordedFetch(target.fetch)
    const desks = [
      await openDesk(target.credentials, { fetch: recorded.fetch }),
      await openDesk(target.credentials, { fetch: recorded.fetch }),
    ]
    const clerk = randomClerk(random, String(seed))
    const count = async (desk: Desk): Promise<number> => (await desk.outbox()).length
    try {
      for (const desk of desks) await desk.sync(true)
      for (let step = 0; step < STEPS; step++) {
        const desk = desks[clerk.below(2)]!
        const before = await count(desk)
        const chance = random()
        if (chance < 0.6) await clerk.edit(desk)
        else if (chance < 0.65) await clerk.undo(desk)
        else if (chance < 0.7) await clerk.decide(desk, false)
        else if (chance < 0.76) desk.offline(random() < 0.5)
        else if (chance < 0.84) await desk.sync()
        else if (chance < 0.92) {
          worsen(target, clerk.below)
          await desk.sync()
          target.faults.clear()
        } else {
          desk.dieAt(1 + clerk.below(20), random() < 0.5 ? 'before' : 'after')
          await desk.sync()
          await desk.restart()
        }
        expect(await count(desk), 'an entry of the outbox vanished').toBeGreaterThanOrEqual(before)
      }
      target.faults.clear()
      await settle(desks, clerk)

      const entries = (await Promise.all(desks.map((desk) => desk.outbox()))).flat()
      expect(entries.filter(isOpen)).toEqual([])
      for (const { kind, path } of creations) {
        for (const entry of entries.filter((one) => one.kind === kind)) {
          const { most, ever } = made(recorded.writes, path, entry.subject)
          expect(most, `${entry.subject} is ${entry.state}`).toBeLessThanOrEqual(1)
          // Made again only where the other desk removed it before this one could read it back.
          if (entry.state === 'confirmed') expect(ever, entry.subject).toBeGreaterThanOrEqual(1)
        }
      }
      const [anna, bert] = desks.map((desk) => estateNow(desk.dataDir))
      expect(anna).toEqual(bert)
      const fresh = await openDesk(target.credentials, { fetch: target.fetch })
      await fresh.sync(true)
      expect(estateNow(fresh.dataDir)).toEqual(anna)
      await fresh.close()
      const invited = (anna?.['member'] ?? []) as { state: string; company_id: string; email: string }[]
      const pending = invited.filter(({ state }) => state === 'invited').map((row) => `${row.company_id} ${row.email}`)
      expect(new Set(pending).size, 'an invitation is there twice').toBe(pending.length)
    } finally {
      for (const desk of desks) await desk.close()
      await target.close()
    }
  },
  120_000,
)
