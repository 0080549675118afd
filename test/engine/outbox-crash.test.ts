import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CloudClient } from '../../electron/engine/sync/cloud-client.ts'
import type { Edit } from '../../shared/contract/edits.ts'
import type { Result } from '../../shared/util/result.ts'
import { copyData, openBare, type BareOutbox } from '../support/bare-outbox.ts'
import { commandId, now, temporaryFolder } from '../support/engine.ts'
import { listed, localId, openDesk, paths, signedIn, type Desk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'

/** docs/sync.md, "Unknown outcome": a kill between any two steps, and what was sent exists once. */

let desk: Desk
let base: string
let offerId: string
const folder = temporaryFolder()
const net = { fetch: globalThis.fetch }
let client: CloudClient
const roles = ['user', 'admin', 'bp_admin', 'bp_finance']
const open = (path: string): BareOutbox => openBare(path, 'jessica.robinson@tech-integrator.loc', roles)

beforeAll(async () => {
  desk = await openDesk()
  base = copyData(desk.dataDir, join(folder.path, 'base'))
  offerId = (await desk.engine.client.estate.offers()).find(({ name }) => name === 'Business')?.id ?? ''
  client = await signedIn(desk.cloud, net)
})
afterAll(async () => {
  await desk.close()
  folder.remove()
})

const done = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

let n = 0
type Creation = { readonly edit: (name: string) => Edit; readonly there: (name: string) => Promise<readonly unknown[]> }
const HT = ids.company('Advanced Telephony')
const creations: Readonly<Record<string, Creation>> = {
  'a company': {
    edit: (name) => ({ kind: 'company.create', companyId: localId(), companyKind: 'EC', fields: { name, country: 'FRA' } }), // prettier-ignore
    there: (name) => listed(desk.other, paths.companies, `name=${name}`),
  },
  'an invitation': {
    edit: (name) => ({ kind: 'member.invite', invitationId: localId(), companyId: ids.own, email: `${name}@crash.loc`, admin: false, seller: false, language: 'en', message: null }), // prettier-ignore
    there: async (name) =>
      (await listed(desk.other, paths.invitations(ids.own))).filter((one) => one.invitedUserLoginEmail === `${name}@crash.loc`), // prettier-ignore
  },
  'a subscription': {
    edit: () => ({ kind: 'subscription.create', subscriptionId: localId(), companyId: HT, offerId, quantity: 1000 + n }), // prettier-ignore
    there: async () =>
      (await listed(desk.other, paths.subscriptions(HT))).filter((one) => one.maxNumberUsers === 1000 + n),
  },
  equipment: {
    edit: (name) => ({ kind: 'equipment.create', equipmentId: localId(), companyId: ids.own, fields: { name, serverType: 'OmniPCX Office', country: 'FRA', outboundPrefix: '0' }, shared: false, credentials: null, consent: true }), // prettier-ignore
    there: (name) => listed(desk.other, paths.systems, `name=${name}&companyId=${ids.own}`),
  },
}

type Crash = { readonly at: number; readonly arrived: boolean; reached: boolean; readonly left: string }

/** The n-th request from now on is the last one of this process; the disk is as it was then. */
const crashing = (data: string, crash: Crash): void => {
  let asked = 0
  net.fetch = async (...request) => {
    asked += 1
    if (asked < crash.at) return globalThis.fetch(...request)
    if (asked > crash.at) throw new Error('dead')
    crash.reached = true
    if (crash.arrived) await globalThis.fetch(...request)
    copyData(data, crash.left)
    throw new Error('dead')
  }
}

/** Subscriptions that earlier cases left are known: only the one of this case is new. */
const forget = async (): Promise<void> => {
  for (const one of await listed(desk.other, paths.subscriptions(HT))) {
    if (Number(one.maxNumberUsers) < 1000) continue
    await desk.other.send('DELETE', `${paths.subscriptions(HT)}/${one.id}`, undefined, new AbortController().signal)
  }
}

const once = async (creation: Creation, at: number, arrived: boolean): Promise<boolean> => {
  n += 1
  const name = `crash${n}`
  await forget()
  const crash: Crash = { at, arrived, reached: false, left: join(folder.path, 'left') }
  const first = open(copyData(base, join(folder.path, 'run')))
  const made = done(await first.outbox.make({ commandId: commandId(), at: now(), edit: creation.edit(name) }))
  crashing(first.path, crash)
  await first.push(client)
  first.close()
  net.fetch = globalThis.fetch
  if (!crash.reached) return false
  const second = open(crash.left)
  done(await second.push(client))
  const { rows } = second.outbox.list({ offset: 0, limit: 10, descending: false })
  const found = rows.find(({ id }) => id === made.id)
  second.close()
  expect.soft(found, `killed at request ${at}, ${arrived ? 'which arrived' : 'which did not arrive'}`).toMatchObject({ state: 'confirmed' }) // prettier-ignore
  expect.soft(await creation.there(name), `killed at request ${at}`).toHaveLength(1)
  return true
}

describe('killed at each request of a push', () => {
  it.each(Object.entries(creations))('%s is there exactly once', async (_, creation) => {
    let at = 1
    while (await once(creation, at, true)) {
      await once(creation, at, false)
      at += 1
    }
    // Read, send, read back at least.
    expect(at).toBeGreaterThan(3)
  })

  it('a change, a removal and a re-send are done when the next push has ended', async () => {
    const edit: Edit = {
      kind: 'company.edit',
      companyId: ids.company('High-Tech'),
      fields: { slogan: 'after a crash' },
    }
    const there = async () =>
      (await listed(desk.other, paths.companies, 'name=High-Tech')).filter(({ slogan }) => slogan === 'after a crash')
    for (let at = 1; await once({ edit: () => edit, there }, at, true); at += 1) {
      await desk.other.send(
        'PUT',
        paths.company(ids.company('High-Tech')),
        { slogan: '' },
        new AbortController().signal,
      )
      await once({ edit: () => edit, there }, at, false)
      await desk.other.send(
        'PUT',
        paths.company(ids.company('High-Tech')),
        { slogan: '' },
        new AbortController().signal,
      )
    }
  })
})

describe('an answer that is lost', () => {
  const pushOnce = async (edit: Edit, prepare: () => void) => {
    const one = open(copyData(base, join(folder.path, 'run')))
    const made = done(await one.outbox.make({ commandId: commandId(), at: now(), edit }))
    prepare()
    const pushed = done(await one.push(client))
    const again = () =>
      one.outbox.list({ offset: 0, limit: 10, descending: false }).rows.find(({ id }) => id === made.id)
    return { one, pushed, again }
  }
  const write = ({ method }: { method: string }) => method === 'POST'

  it('of what was done: read back within the same push, not sent again', async () => {
    n += 1
    const name = `lost${n}`
    const { one, again } = await pushOnce(creations['a company']!.edit(name), () => desk.cloud.faults.cutAfterWork(1, write)) // prettier-ignore
    expect(again()).toMatchObject({ state: 'confirmed', attempts: 1 })
    expect(await creations['a company']!.there(name)).toHaveLength(1)
    one.close()
  })

  it.each([500, 502, 503])(
    'of a status %i: stays sent, cannot be undone, and is sent again by the next push',
    async (status) => {
      n += 1
      const name = `lost${n}`
      const { one, pushed, again } = await pushOnce(creations['a company']!.edit(name), () => desk.cloud.faults.failNext(1, status, write)) // prettier-ignore
      expect(pushed).toMatchObject({ unknown: 1 })
      expect(again()).toMatchObject({ state: 'sent', attempts: 1, canUndo: false })
      expect(one.outbox.undo({ commandId: commandId(), at: now(), entryId: again()?.id ?? '', together: true })).toMatchObject({ failure: { code: 'ENTRY_NOT_OPEN' } }) // prettier-ignore
      done(await one.push(client))
      expect(again()).toMatchObject({ state: 'confirmed', attempts: 2 })
      expect(await creations['a company']!.there(name)).toHaveLength(1)
      one.close()
    },
  )

  it('and two that could be it: a person chooses, whichever way there is one more at most', async () => {
    const make = () => ({ ...creations.equipment!.edit('two'), equipmentId: localId() }) as Edit
    for (const side of ['theirs', 'mine'] as const) {
      const { one, again } = await pushOnce(make(), () => desk.cloud.faults.failNext(1, 500, write))
      const body = { name: 'two', type: 'oxo', country: 'FRA', siteId: (await listed(desk.other, `/api/rainbow/admin/v1.0/companies/${ids.own}/sites`))[0]?.id } // prettier-ignore
      const forever = new AbortController().signal
      await desk.other.send('POST', paths.systems, body, forever)
      await desk.other.send('POST', paths.systems, body, forever)
      done(await one.push(client))
      const conflict = again()
      expect(conflict).toMatchObject({
        state: 'conflict',
        failure: { code: 'WHICH_ONE_IS_IT', params: { count: '2' } },
      })
      const entryId = conflict?.id ?? ''
      const before = (await creations.equipment!.there('two')).length
      done(one.outbox.decide({ commandId: commandId(), at: now(), entryId, keep: { existing: side } }))
      done(await one.push(client))
      expect(again()).toMatchObject({ state: 'confirmed' })
      expect(await creations.equipment!.there('two')).toHaveLength(before + (side === 'mine' ? 1 : 0))
      one.close()
      for (const system of (await listed(desk.other, paths.systems, `name=two&companyId=${ids.own}`))) await desk.other.send('DELETE', paths.system(system.id), undefined, forever) // prettier-ignore
    }
  })

  it('without any network nothing is sent: planned as before, and it can be undone', async () => {
    const one = open(copyData(base, join(folder.path, 'run')))
    const made = done(await one.outbox.make({ commandId: commandId(), at: now(), edit: creations['a company']!.edit('offline') })) // prettier-ignore
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
    net.fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect(await one.push(client)).toMatchObject({ ok: false, failure: { code: 'CLOUD_UNREACHABLE' } })
    net.fetch = (...request) =>
      (request[1]?.method ?? 'GET') === 'GET' ? globalThis.fetch(...request) : Promise.reject(new TypeError('fetch failed', { cause })) // prettier-ignore
    expect(await one.push(client)).toMatchObject({ ok: false, failure: { code: 'CLOUD_UNREACHABLE' } })
    net.fetch = globalThis.fetch
    expect(one.outbox.undo({ commandId: commandId(), at: now(), entryId: made.id, together: false })).toMatchObject({ ok: true }) // prettier-ignore
    one.close()
  })

  it('a cloud that is down is asked for one entry, not for all; what it refuses to show is refused', async () => {
    const one = open(copyData(base, join(folder.path, 'run')))
    const make = async (edit: Edit) => done(await one.outbox.make({ commandId: commandId(), at: now(), edit }))
    await make(creations['a company']!.edit('down1'))
    await make(creations['a company']!.edit('down2'))
    let asked = 0
    net.fetch = () => {
      asked += 1
      return Promise.resolve(new Response('{}', { status: 503 }))
    }
    expect(await one.push(client)).toMatchObject({ ok: false, failure: { code: 'CLOUD_BROKEN_ANSWER' } })
    expect(asked).toBeLessThan(6)
    net.fetch = () => Promise.resolve(Response.json({ errorDetails: 'no more', errorDetailsCode: 403301 }, { status: 403 })) // prettier-ignore
    expect(done(await one.push(client))).toMatchObject({ refused: 2 })
    net.fetch = globalThis.fetch
    expect(await creations['a company']!.there('down')).toHaveLength(0)
    one.close()
  })

  it('two pushes at once: the second one is told so, and every entry is sent once', async () => {
    const one = open(copyData(base, join(folder.path, 'run')))
    done(await one.outbox.make({ commandId: commandId(), at: now(), edit: creations['a company']!.edit('atonce') }))
    const [first, second] = await Promise.all([one.push(client), one.push(client)])
    expect([first.ok, second.ok]).toEqual([true, false])
    expect(await creations['a company']!.there('atonce')).toHaveLength(1)
    one.close()
  })
})
