import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { openDesk } from '../support/desk.ts'
import { recordedFetch } from '../support/recorded-fetch.ts'
import { targets } from './cloud-targets.ts'

/** The same people, and every id another one: a cloud that was set up anew behind the same address. */
const otherIds = (text: string): string => text.replace(/\b[0-9a-f]{24}\b/g, (id) => Array.from(id).reverse().join(''))

it('what waits in the outbox is not sent to another tenant that answers at the same address (docs/sync.md 1)', async () => {
  const ours = await targets['in this process']()
  const theirs = await targets['in this process'](
    JSON.parse(otherIds(JSON.stringify(trainingTenant))) as typeof trainingTenant,
  )
  const recorded = recordedFetch(theirs.fetch)
  let answers = ours.fetch
  const desk = await openDesk(ours.credentials, { fetch: (input, init) => answers(input, init) })
  await desk.sync(true)
  const companies = (await desk.engine().client.system.status()).counts.companies
  const entry = await desk.edit({
    kind: 'company.create',
    companyId: `local:${randomUUID()}`,
    companyKind: 'EC',
    fields: { name: 'Not for them', country: 'FRA' },
  })

  answers = recorded.fetch
  expect(await desk.sync()).toMatchObject({ state: 'failed', failure: { code: 'OTHER_TENANT' } })
  expect((await desk.engine().client.sync.status()).state).toBe('needs-you')
  expect(recorded.writes).toEqual([])
  expect((await desk.outbox()).find(({ id }) => id === entry.id)).toMatchObject({ state: 'planned' })
  expect((await desk.engine().client.system.status()).counts.companies).toBe(companies + 1)

  answers = ours.fetch
  await desk.restart()
  expect(await desk.sync()).toMatchObject({ state: 'done' })
  expect((await desk.outbox()).find(({ id }) => id === entry.id)).toMatchObject({ state: 'confirmed' })
  await desk.close()
  await Promise.all([ours.close(), theirs.close()])
})
