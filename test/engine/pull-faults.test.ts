import { beforeAll, describe, expect, it } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import { listed, rowsBent } from '../support/bent-fetch.ts'
import { cacheDump } from '../support/database.ts'
import { cloudOf, done, engineFor, failed, pulled, syncStatus, undisturbedDump } from '../support/disturbed.ts'

let undisturbed: ReturnType<typeof cacheDump>
beforeAll(async () => {
  undisturbed = await undisturbedDump()
})

describe('a cloud that falters', () => {
  it('429, 500s, a cut connection: the pull waits, tries again, and ends as if nothing had been', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    const { faults } = cloud
    faults.retryAfter429(1, 2)
    faults.failNext(2, 500)
    let request = 0
    synced.net.bend('/admin/v1.0/users', () => {
      request += 1
      if (request === 2) faults.cutConnection(2)
      if (request === 4) faults.failNext(2, 503)
      return undefined
    })
    expect(await pulled(synced)).toMatchObject(done)
    expect(synced.waits[0]).toBe(2_000)
    expect(synced.waits.length).toBe(1 + 2 + 2 + 2)
    expect(cacheDump(synced.database)).toEqual(undisturbed)
  })

  it('with pages shorter than asked for: every page is read, and progress ends at its total', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    synced.net.pagesOf(5)
    const job = await pulled(synced)
    expect(job).toMatchObject(done)
    expect(job.progress.done).toBe(job.progress.total)
    expect(
      synced.net.requests.some((path) => path.includes('/admin/v1.0/companies?') && path.includes('offset=10')),
    ).toBe(true)
    expect(cacheDump(synced.database)).toEqual(undisturbed)
  })

  it('whose lists repeat the last row of a page on the next one: it is stored once', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    synced.net.pagesOf(4)
    for (const list of ['/admin/v1.0/companies', '/admin/v1.0/users', '/logs/operations'])
      synced.net.bend(list, (body, url) => {
        if (!listed(body) || url.searchParams.get('offset') === '0') return undefined
        return {
          ...body,
          data: [before.get(list), ...(listed(body) ?? [])].filter(Boolean),
          total: Number(body.total) + 1,
        }
      })
    const before = new Map<string, unknown>()
    for (const list of ['/admin/v1.0/companies', '/admin/v1.0/users', '/logs/operations'])
      synced.net.bend(list, (body) => {
        if (listed(body)) before.set(list, listed(body)?.at(-1))
        return undefined
      })
    expect(await pulled(synced)).toMatchObject(done)
    const now = cacheDump(synced.database)
    for (const table of ['company', 'member', 'operation']) {
      const ids = (now[table] as { id: string }[]).map(({ id }) => id)
      expect(ids.length).toBeGreaterThan(10)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })
})

describe('a cloud that says odd things', () => {
  type Change = (row: Record<string, unknown>, index: number) => unknown
  const odd: readonly (readonly [string, Change, Change])[] = [
    [
      '/admin/v1.0/companies',
      (row, i) => (i === 0 ? { ...row, name: 7, offerType: null, visibility: [], creationDate: 'soon', adminAllowedUpdateSubscriptionsOps: {} } : row),
      (row) => (row.bpType === 'IR' ? { ...row, bpType: 'GALAXY', status: 'dreaming', offerType: 'ultra' } : row),
    ],
    [
      '/admin/v1.0/users',
      (row) => ({ ...row, roles: 'all', phoneNumbers: 'none', displayName: 3, adminType: 9 }),
      (row) => ({ ...row, profiles: 'Business', loginEmail: null, phoneNumbers: [null, { number: 7 }] }),
    ],
    [
      '/subscriptions',
      (row) => ({ ...row, maxNumberUsers: '20', numberAssignedUsers: -0.5, expirationDate: '1 Dec 2020', isPrepaid: 'no' }),
      (row) => ({ ...row, maxNumberUsers: 1e300, expirationDate: '2020-12-01', status: 'paused', businessModel: 'barter' }),
    ],
    [
      '/admin/v1.0/systems',
      (row) => ({ ...row, type: 'cloud_pbx', version: 7, pbxMainBundlePrefix: '0', status: 'asleep', country: null }),
      (row) => ({ ...row, pbxId: null, name: {}, type: 3 }),
    ],
    [
      '/logs/operations',
      (row, i) => (i % 2 ? { ...row, operationType: 'merge', operationDate: '2017-11-24T18:09:00+01:00', newData: 'x', previousData: [], doneBy: 5 } : { ...row, resourceType: 'galaxy' }),
      (row) => ({ ...row, operationDate: 'yesterday' }),
    ],
    [
      '/invoices',
      (row) => ({ ...row, invoiceDate: '2/10/2017', dueDate: 4, currency: 'Euro', amountTotal: 411.31 }),
      (row) => ({ ...row, dueDate: 'never', currency: 'Euro', amountTotal: '12,3,4', filepath: {} }),
    ],
  ] // prettier-ignore

  it.each([0, 1])('wrong types do not stop the pull, and every list can still be read (%i)', async (variant) => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    for (const [path, ...changes] of odd)
      synced.net.bend(path, (body, url) =>
        listed(body) && url.pathname.endsWith(path) ? rowsBent(changes[variant]!)(body, url) : undefined,
      )
    expect(await pulled(synced)).toMatchObject(done)
    const { estate, billing } = synced.engine.client
    const lists = [estate.companies({}), estate.members({}), estate.equipment({}), estate.subscriptions({}), estate.history({}), billing.invoices({}), estate.overview()] // prettier-ignore
    const read = await Promise.all(lists)
    for (const { rows } of read.slice(0, 4)) expect(rows.length).toBeGreaterThan(5)
    for (const { id } of (await estate.companies({})).rows) expect(await estate.company({ id })).toMatchObject({ id })
  })

  it('entries that are no rows are skipped: null, a number, a list, a row without an id', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    for (const list of ['/companies', '/users', '/subscriptions', '/systems', '/operations', '/invitations'])
      synced.net.bend(list, (body, url) =>
        listed(body) && url.pathname.endsWith(list)
          ? { ...body, data: [null, 7, [], { name: 'no id' }, ...(listed(body) ?? [])] }
          : undefined,
      )
    expect(await pulled(synced)).toMatchObject(done)
    expect(cacheDump(synced.database)).toEqual(undisturbed)
  })

  it('a list that holds something else does not end before its total', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    synced.net.pagesOf(4)
    synced.net.bend('/admin/v1.0/companies', (body, url) => {
      if (!listed(body) || url.searchParams.get('offset') !== '0') return undefined
      return { ...body, data: [...(listed(body) ?? []).slice(0, 3), null] }
    })
    expect(await pulled(synced)).toMatchObject(done)
    expect((await synced.engine.client.estate.companies({})).total).toBe(trainingTenant.companies.length - 1)
  })

  it('something else instead of the companies: CLOUD_BROKEN_ANSWER, and nothing is stored', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    const bodies = [{ total: 3 }, { data: {}, total: 3 }, [], null]
    synced.net.answer('/admin/v1.0/companies', (attempt) =>
      Response.json(attempt % 2 ? { data: { id: 'x', isBP: true, bpType: 'VAD' } } : bodies[attempt / 2 - 1]),
    )
    for (const _body of bodies) expect(await pulled(synced)).toMatchObject(failed('CLOUD_BROKEN_ANSWER'))
    expect(await syncStatus(synced)).toMatchObject({ state: 'broken', lastSuccess: null })
    expect((await synced.engine.client.system.status()).counts.companies).toBe(0)
  })

  it('a web page instead of the API: CLOUD_NOT_RAINBOW, nothing of it is used, and the next pull goes on', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    cloud.faults.htmlInstead(1)
    expect(await pulled(synced)).toMatchObject(failed('CLOUD_NOT_RAINBOW'))
    synced.net.answer('/subscriptions', () => new Response('<html>', { headers: { 'content-type': 'text/html' } }))
    expect(await pulled(synced)).toMatchObject(failed('CLOUD_NOT_RAINBOW'))
    expect((await synced.engine.client.system.status()).counts.subscriptions).toBe(0)
    synced.net.straighten()
    expect(await pulled(synced)).toMatchObject(done)
    expect(cacheDump(synced.database)).toEqual(undisturbed)
  })

  it('half an answer of JSON: CLOUD_BROKEN_ANSWER', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    synced.net.answer('/users', () => new Response('{"data":[{"id":"5', { headers: { 'content-type': 'application/json' } })) // prettier-ignore
    expect(await pulled(synced)).toMatchObject(failed('CLOUD_BROKEN_ANSWER'))
  })

  it('an administrator without the finance right has the estate, and the register says why it is empty', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    const body = {
      errorCode: 403,
      errorMsg: 'Forbidden',
      errorDetails: { msg: 'The role does not allow this' },
      errorDetailsCode: 403000,
    }
    synced.net.answer(`/subscription/v1.0/companies/${trainingTenant.ownCompanyId}/invoices`, () =>
      Response.json(body, { status: 403 }),
    )
    expect(await pulled(synced)).toMatchObject(done)
    const { engine } = synced
    expect(await engine.client.billing.invoices({})).toMatchObject({
      total: 0,
      refused: { code: 'CLOUD_REFUSED', params: { reason: 'The role does not allow this', detail: '403000' } },
    })
    synced.net.straighten()
    expect(await pulled(synced)).toMatchObject(done)
    expect(await engine.client.billing.invoices({})).toMatchObject({ total: 2, refused: null })
  })

  it('equipment that is gone when its state is asked for does not stop the pull', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    synced.net.answer('/state', () => Response.json({ errorCode: 404, errorMsg: 'Not Found', errorDetailsCode: 404000 }, { status: 404 })) // prettier-ignore
    expect(await pulled(synced)).toMatchObject(done)
    const { rows } = await synced.engine.client.estate.equipment({ search: 'EventsCom' })
    expect(rows).toMatchObject([{ connection: 'unknown' }])
  })
})
