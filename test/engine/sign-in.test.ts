import { dirname } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import type { PasswordCredentials } from '../../shared/contract/shell.ts'
import { cacheDump, cachedTables, dump } from '../support/database.ts'
import { cloudOf, done, engineFor, failed, pulled, syncStatus, undisturbedDump } from '../support/disturbed.ts'
import { commandId, ended, now, settled } from '../support/engine.ts'

let undisturbed: ReturnType<typeof cacheDump>
beforeAll(async () => {
  undisturbed = await undisturbedDump()
})

describe('signing in', () => {
  const refusedWith = async (change: Partial<PasswordCredentials>) => {
    const cloud = await cloudOf()
    const synced = await engineFor({ ...cloud.credentials, ...change })
    return { synced, job: await pulled(synced), cloud }
  }

  it.each([{ password: 'wrong' }, { login: 'nobody@nowhere.loc' }, { appSecret: 'wrong' }, { appId: 'wrong' }])(
    'with %j is refused, once: SIGN_IN_REFUSED, needs you',
    async (change) => {
      const { synced, job } = await refusedWith(change)
      expect(job).toMatchObject(failed('SIGN_IN_REFUSED'))
      expect(synced.net.requests).toHaveLength(1)
      expect(await syncStatus(synced)).toMatchObject({ state: 'needs-you', failure: { code: 'SIGN_IN_REFUSED' } })
    },
  )

  it('with a wrong password too often: ACCOUNT_LOCKED, and the right one is refused then, too', async () => {
    const { synced, cloud } = await refusedWith({ password: 'wrong' })
    for (let attempt = 2; attempt < 5; attempt += 1)
      expect(await pulled(synced)).toMatchObject(failed('SIGN_IN_REFUSED'))
    expect(await pulled(synced)).toMatchObject(failed('ACCOUNT_LOCKED'))
    expect(await syncStatus(synced)).toMatchObject({ state: 'needs-you' })
    await expect(synced.engine.client.session.signIn(cloud.credentials)).rejects.toMatchObject({
      data: { code: 'ACCOUNT_LOCKED' },
    })
  })

  it('is not tried again behind a person’s back: after a refusal nothing else sends the password', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    expect(await pulled(synced)).toMatchObject(done)
    await synced.engine.close()
    const second = await engineFor({ ...cloud.credentials, password: 'wrong' }, { dataDir: dirname(synced.database) })
    const reconciled = async () => {
      const { jobId } = await second.engine.client.billing.reconcile({ invoiceNumber: 'INV00000150', commandId: commandId(), at: now() }) // prettier-ignore
      return ended(second.engine, jobId)
    }
    for (let time = 1; time <= 3; time += 1) expect(await reconciled()).toMatchObject(failed('SIGN_IN_REFUSED'))
    expect(second.net.requests).toHaveLength(1)
    await second.engine.client.session.signIn(cloud.credentials)
    expect(await reconciled()).toMatchObject(done)
  })

  it('again when the token has expired in the middle of a pull', async () => {
    let now = Date.parse('2017-12-01T08:00:00.000Z')
    const cloud = await cloudOf({ clock: () => new Date(now), tokenLifeSeconds: 60 })
    const synced = await engineFor(cloud.credentials)
    let users = 0
    synced.net.bend('/users', () => {
      users += 1
      if (users === 3) now += 61_000
      return undefined
    })
    expect(await pulled(synced)).toMatchObject(done)
    expect(synced.net.requests.filter((path) => path.includes('/login'))).toHaveLength(2)
    expect(cacheDump(synced.database)).toEqual(undisturbed)
  })

  it.each(['http://openrainbow.example', 'http://192.0.2.1', 'ftp://openrainbow.com', 'openrainbow.com'])(
    'at %s is refused before anything is sent: CLOUD_URL_NOT_ALLOWED',
    async (url) => {
      const { synced, job } = await refusedWith({ url })
      expect(job).toMatchObject(failed('CLOUD_URL_NOT_ALLOWED'))
      expect(synced.net.requests).toEqual([])
    },
  )

  it('with a password in the address shows it nowhere', async () => {
    const { synced, job } = await refusedWith({ url: 'https://jessica:s3cret-word@cloud.loc' })
    expect(job).toMatchObject(failed('CLOUD_URL_NOT_ALLOWED'))
    expect(JSON.stringify([job, await synced.engine.client.system.status()])).not.toContain('s3cret-word')
  })

  it('without credentials: SIGN_IN_REQUIRED', async () => {
    const synced = await engineFor(null)
    expect(await pulled(synced)).toMatchObject(failed('SIGN_IN_REQUIRED'))
    expect(await syncStatus(synced)).toMatchObject({ state: 'needs-you' })
  })

  it('as a reseller: NOT_A_DISTRIBUTOR (M030), nothing is stored, and the folder is still free for a distributor', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor({ ...cloud.credentials, login: 'lucia.moreno@sistemos.loc' })
    expect(await pulled(synced)).toMatchObject(failed('NOT_A_DISTRIBUTOR'))
    expect((await synced.engine.client.system.status()).counts.companies).toBe(0)
    await synced.engine.client.session.signIn(cloud.credentials)
    await settled(synced.engine)
    expect(await syncStatus(synced)).toMatchObject({ state: 'idle', failure: null })
    expect(cacheDump(synced.database)).toEqual(undisturbed)
  })

  it('to another distributor: OTHER_TENANT, and nothing of it is mixed in', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    expect(await pulled(synced)).toMatchObject(done)
    const before = dump(synced.database, cachedTables)
    const vad = { isBP: true, bpType: 'VAD' } as const
    const other = await cloudOf({
      tenant: { ...trainingTenant, companies: trainingTenant.companies.map((one) => (one.name === 'Sistemos' ? { ...one, ...vad } : one)) }, // prettier-ignore
    })
    const credentials = { ...other.credentials, login: 'lucia.moreno@sistemos.loc' }
    await expect(synced.engine.client.session.signIn(credentials)).rejects.toMatchObject({
      data: { code: 'OTHER_TENANT', params: { known: 'Technology Integrator', found: 'Sistemos' } },
    })
    expect(dump(synced.database, cachedTables)).toEqual(before)
  })

  it('out while a pull runs ends the pull', async () => {
    const cloud = await cloudOf()
    const synced = await engineFor(cloud.credentials)
    const { jobId } = await synced.engine.client.sync.start({ commandId: commandId() })
    await synced.engine.client.session.signOut()
    expect(await ended(synced.engine, jobId)).toMatchObject({ state: 'cancelled' })
    expect(await syncStatus(synced)).toMatchObject({ state: 'needs-you', failure: { code: 'SIGN_IN_REQUIRED' } })
  })
})
