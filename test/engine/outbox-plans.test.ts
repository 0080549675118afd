import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Edit } from '../../shared/contract/edits.ts'
import { commandId, now } from '../support/engine.ts'
import { localId, openDesk, type Desk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
  // John has Business in the tenant: he begins with Essential.
  await desk.make(await remove('Business'))
  expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
})
afterEach(() => desk.close())

const JOHN = ids.member('john.garcia@tech-integrator.loc')
const estate = () => desk.engine.client.estate
const pools = async () =>
  (await estate().subscriptions({ limit: 500 })).rows.filter(
    ({ companyName }) => companyName === 'Technology Integrator',
  )
const pool = async (offer: string): Promise<string> => (await pools()).find((row) => row.offerName === offer)!.id
/** What John holds, and how many licences of each offer are in use. */
const seen = async () => ({
  licences: [...(await estate().member({ id: JOHN })).licences].sort(),
  allocated: Object.fromEntries((await pools()).map((row) => [row.offerName, row.allocated])),
})
const assign = async (offer: string): Promise<Edit> => ({
  kind: 'licence.assign',
  memberId: JOHN,
  subscriptionId: await pool(offer),
})
const remove = async (offer: string): Promise<Edit> => ({ ...(await assign(offer)), kind: 'licence.remove' }) as Edit
type Seen = Awaited<ReturnType<typeof seen>>
const moved = (from: Seen, licences: readonly string[], changes: Readonly<Record<string, number>>): Seen => ({
  licences: [...licences],
  allocated: Object.fromEntries(
    Object.entries(from.allocated).map(([offer, count]) => [
      offer,
      count === null ? null : count + (changes[offer] ?? 0),
    ]),
  ),
})

/** Offline, the lists show what is expected; when it was sent, the same, and a full pull finds the same. */
const sameEverywhere = async (edits: readonly (() => Promise<Edit>)[], expected: Seen): Promise<void> => {
  const cloudIsThere = desk.net.fetch
  desk.net.fetch = () => Promise.reject(new Error('no network'))
  for (const edit of edits) await desk.make(await edit())
  expect(await seen()).toEqual(expected)
  desk.net.fetch = cloudIsThere
  expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
  expect((await desk.engine.client.outbox.list({ limit: 50 })).rows.map(({ state }) => state)).toEqual(
    (await desk.engine.client.outbox.list({ limit: 50 })).rows.map(() => 'confirmed'),
  )
  expect(await seen()).toEqual(expected)
  expect(await desk.sync(true)).toMatchObject({ state: 'done', failure: null })
  expect(await seen()).toEqual(expected)
}

describe('plans are one choice (M022, M152; docs/sync.md, "Overlay")', () => {
  it('Business takes the place of Essential, at once and in the cloud', async () => {
    const start = await seen()
    expect(start.licences).toEqual(['Essential'])
    await sameEverywhere([() => assign('Business')], moved(start, ['Business'], { Essential: -1, Business: 1 }))
  })

  it('Enterprise that is assigned after Business, both still waiting, takes the place of Business', async () => {
    const start = await seen()
    await sameEverywhere(
      [() => assign('Business'), () => assign('Enterprise')],
      moved(start, ['Enterprise'], { Essential: -1, Enterprise: 1 }),
    )
  })

  it('Conference comes besides, and stays when the plan changes', async () => {
    const companyId = ids.company('High-Tech')
    const memberId = (await estate().members({ companyId, limit: 500 })).rows.find((row) => row.state === 'member')!.id
    const offers = await estate().offers()
    const conference = (await estate().subscriptions({ limit: 500 })).rows.find((row) => row.companyId === companyId && row.offerName === 'Conference')! // prettier-ignore
    const subscriptionId = localId()
    const licences = async () => [...(await estate().member({ id: memberId })).licences].sort()
    expect(await licences()).toEqual(['Essential'])
    await desk.make({ kind: 'licence.assign', memberId, subscriptionId: conference.id })
    expect(await licences()).toEqual(['Conference', 'Essential'])
    await desk.make({ kind: 'subscription.create', subscriptionId, companyId, offerId: offers.find(({ name }) => name === 'Business')!.id, quantity: 2 }) // prettier-ignore
    await desk.make({ kind: 'licence.assign', memberId, subscriptionId })
    expect(await licences()).toEqual(['Business', 'Conference'])
    expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
    expect(await licences()).toEqual(['Business', 'Conference'])
    expect(await desk.sync(true)).toMatchObject({ state: 'done', failure: null })
    expect(await licences()).toEqual(['Business', 'Conference'])
  })

  it('Essential comes back when Business is taken away', async () => {
    const start = await seen()
    await desk.make(await assign('Business'))
    expect(await desk.sync()).toMatchObject({ state: 'done' })
    await sameEverywhere([() => remove('Business')], start)
  })

  it('undone, everything is as before', async () => {
    const start = await seen()
    const made = await desk.make(await assign('Enterprise'))
    expect(await seen()).toEqual(moved(start, ['Enterprise'], { Essential: -1, Enterprise: 1 }))
    await desk.engine.client.edits.undo({ commandId: commandId(), at: now(), entryId: made.id })
    expect(await seen()).toEqual(start)
  })
})
