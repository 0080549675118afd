import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDesk, type Desk } from '../support/desk.ts'
import { recordedFetch, type Recorded } from '../support/recorded-fetch.ts'
import { targets, type Target } from './cloud-targets.ts'
import { estateNow } from './estate-now.ts'

const localId = (): `local:${string}` => `local:${randomUUID()}`

describe.each(Object.entries(targets))('two desks against one cloud, %s (docs/sync.md)', (_, open) => {
  let target: Target
  let writes: readonly Recorded[]
  let anna: Desk
  let bert: Desk

  beforeEach(async () => {
    target = await open()
    const recorded = recordedFetch(target.fetch)
    writes = recorded.writes
    anna = await openDesk(target.credentials, { fetch: recorded.fetch })
    bert = await openDesk(target.credentials, { fetch: recorded.fetch })
    await anna.sync(true)
    await bert.sync(true)
  })
  afterEach(async () => {
    await anna.close()
    await bert.close()
    await target.close()
  })

  const company = async (desk: Desk, name: string) => {
    const { rows } = await desk.engine().client.estate.companies({ search: name })
    return rows.find((row) => row.name === name)
  }
  const posts = (path: RegExp): number =>
    writes.filter((one) => one.method === 'POST' && path.test(one.path) && one.status === 200).length
  const inStep = (): void => expect(estateNow(anna.dataDir)).toEqual(estateNow(bert.dataDir))

  it('a company that one creates offline is pending there, then on both desks once (M084)', async () => {
    anna.offline(true)
    const entry = await anna.edit({
      kind: 'company.create',
      companyId: localId(),
      companyKind: 'EC',
      fields: { name: 'Harbour Logistics', country: 'FRA' },
    })
    expect(entry).toMatchObject({ state: 'planned', canUndo: true })
    expect(await company(anna, 'Harbour Logistics')).toMatchObject({ mark: 'pending', kind: 'EC' })
    expect((await anna.sync()).state).toBe('failed')
    expect((await anna.engine().client.sync.status()).state).toBe('offline')
    anna.offline(false)
    expect((await anna.sync()).failure).toBeNull()
    await bert.sync()
    expect(await company(anna, 'Harbour Logistics')).toMatchObject({ mark: null })
    expect(await company(bert, 'Harbour Logistics')).toMatchObject({ mark: null })
    expect(posts(/\/companies$/)).toBe(1)
    inStep()
  })

  it('changes of different fields are merged', async () => {
    const id = (await company(anna, 'High-Tech'))!.id
    await anna.edit({ kind: 'company.edit', companyId: id, fields: { externalReference: 'ERP-1' } })
    await bert.edit({ kind: 'company.edit', companyId: id, fields: { city: 'Lyon' } })
    await anna.sync()
    await bert.sync()
    await anna.sync()
    const seen = await anna.engine().client.estate.company({ id })
    expect(seen).toMatchObject({ externalReference: 'ERP-1', city: 'Lyon', mark: null })
    inStep()
  })

  it('changes of the same field are a conflict with both values, decided by a person, either way', async () => {
    const id = (await company(anna, 'High-Tech'))!.id
    for (const keep of ['mine', 'theirs'] as const) {
      const [hers, his] = [`hers-${keep}`, `his-${keep}`]
      await anna.edit({ kind: 'company.edit', companyId: id, fields: { externalReference: hers } })
      const entry = await bert.edit({ kind: 'company.edit', companyId: id, fields: { externalReference: his } })
      await anna.sync()
      await bert.sync()
      const [open] = (await bert.outbox()).filter(({ id: one }) => one === entry.id)
      expect(open).toMatchObject({
        state: 'conflict',
        conflicts: [{ field: 'externalReference', mine: his, theirs: hers }],
      })
      expect(await company(bert, 'High-Tech')).toMatchObject({ mark: 'conflict', externalReference: hers })
      expect((await bert.engine().client.sync.status()).state).toBe('needs-you')
      await bert.engine().client.edits.decide({
        commandId: randomUUID(),
        at: new Date().toISOString(),
        entryId: entry.id,
        keep: { externalReference: keep },
      })
      await bert.sync()
      await anna.sync()
      expect(await company(anna, 'High-Tech')).toMatchObject({
        externalReference: keep === 'mine' ? his : hers,
        mark: null,
      })
      inStep()
    }
  })

  it('what the other desk removed is no reason to make it again', async () => {
    const made = localId()
    await anna.edit({
      kind: 'company.create',
      companyId: made,
      companyKind: 'EC',
      fields: { name: 'Passing Trade', country: 'FRA' },
    })
    await anna.sync()
    await bert.sync()
    const id = (await company(bert, 'Passing Trade'))!.id
    await anna.edit({ kind: 'company.remove', companyId: id })
    const entry = await bert.edit({ kind: 'company.edit', companyId: id, fields: { city: 'Nice' } })
    await anna.sync()
    await bert.sync()
    const [open] = (await bert.outbox()).filter(({ id: one }) => one === entry.id)
    expect(open).toMatchObject({ state: 'conflict', failure: { code: 'GONE_IN_CLOUD' } })
    await bert
      .engine()
      .client.edits.dismiss({ commandId: randomUUID(), at: new Date().toISOString(), entryId: entry.id })
    await bert.sync()
    expect(await company(bert, 'Passing Trade')).toBeUndefined()
    inStep()
  })

  it.each(['before', 'after'] as const)(
    'a desk that dies at any request, %s the cloud got it, creates exactly one company',
    async (when) => {
      for (let request = 1; request <= 12; request++) {
        const name = `Mill ${when} ${request}`
        await anna.edit({
          kind: 'company.create',
          companyId: localId(),
          companyKind: 'EC',
          fields: { name, country: 'FRA' },
        })
        anna.dieAt(request, when)
        await anna.sync()
        await anna.restart()
        await anna.sync()
        const made = writes.filter(
          (one) => one.method === 'POST' && one.status === 200 && (one.body as { name?: string } | null)?.name === name,
        )
        expect(made, `${name}: written`).toHaveLength(1)
        expect(await company(anna, name)).toMatchObject({ mark: null })
      }
      await bert.sync()
      inStep()
    },
  )
})
