import { describe, expect, it } from 'vitest'
import { resumeSession, signIn, type CloudClient } from '../../electron/engine/sync/cloud-client.ts'
import type { HttpDeps } from '../../electron/engine/sync/cloud-http.ts'
import type { ApiKeyCredentials, Credentials, StoredSession } from '../../shared/contract/shell.ts'
import { bentFetch, type BentFetch } from '../support/bent-fetch.ts'
import { cloudOf, done, engineFor, failed, pulled, syncStatus } from '../support/disturbed.ts'

const MINUTE = 60_000
const never = new AbortController().signal
const OWN = '/api/rainbow/admin/v1.0/companies?limit=1'

/** One clock for the cloud and for this computer, which a test puts forward. */
const timeline = () => {
  let now = Date.parse('2026-11-22T10:00:00.000Z')
  return { clock: () => new Date(now), pass: (ms: number) => void (now += ms) }
}

const client = async (credentials: Credentials, changes: Partial<HttpDeps> = {}, kept: StoredSession[] = []) => {
  const net = bentFetch()
  const deps = { fetch: net.fetch, appVersion: '0', wait: () => Promise.resolve(), ...changes }
  const made = await signIn(deps, credentials, never, (session) => kept.push(session))
  if (!made.ok) throw new Error(made.failure.code)
  return { net, deps, cloud: made.value }
}
const asked = (net: BentFetch, part: string): number => net.requests.filter((path) => path.includes(part)).length
const codeOf = async (cloud: CloudClient): Promise<string> => {
  const answer = await cloud.getJson(OWN, never)
  return answer.ok ? 'ok' : answer.failure.code
}

describe('a token', () => {
  it('is renewed before a request once it has passed half its life and up to an eighth of that more', async () => {
    const { clock, pass } = timeline()
    const demo = await cloudOf({ clock, tokenLifeSeconds: 3600 })
    const kept: StoredSession[] = []
    const { net, cloud } = await client(demo.credentials, { clock }, kept)
    pass(29 * MINUTE)
    expect([await codeOf(cloud), asked(net, '/renew')]).toEqual(['ok', 0])
    pass(5 * MINUTE)
    // Many requests at once renew once.
    expect(await Promise.all([1, 2, 3].map(() => codeOf(cloud)))).toEqual(['ok', 'ok', 'ok'])
    expect([asked(net, '/renew'), asked(net, '/login')]).toEqual([1, 1])
    expect(kept).toHaveLength(2)
    expect(kept[1]).toMatchObject({ mode: 'password', obtainedAt: '2026-11-22T10:34:00.000Z' })
    expect(JSON.stringify(kept)).not.toContain(demo.credentials.password)
  })

  it('is renewed by its age, so a clock that is wrong by years does no harm', async () => {
    const { clock } = timeline()
    const demo = await cloudOf({ clock, tokenLifeSeconds: 3600 })
    const wrong = timeline()
    wrong.pass(-20 * 365 * 24 * 60 * MINUTE)
    const { net, cloud } = await client(demo.credentials, { clock: wrong.clock })
    expect([await codeOf(cloud), asked(net, '/renew'), asked(net, '/login')]).toEqual(['ok', 0, 1])
    expect(cloud.cloudNow()).toEqual(clock())
    expect(cloud.traffic().requests).toBe(2)
    expect(cloud.traffic().bytes).toBeGreaterThan(500)
  })

  it('that may not be renewed again: the password signs in again, once', async () => {
    const { clock, pass } = timeline()
    const demo = await cloudOf({ clock, tokenLifeSeconds: 3600 })
    const { net, cloud } = await client(demo.credentials, { clock })
    for (let time = 1; time <= 6; time += 1) {
      pass(35 * MINUTE)
      expect(await codeOf(cloud)).toBe('ok')
    }
    expect([asked(net, '/renew'), asked(net, '/login')]).toEqual([6, 2])
  })

  it('that has expired is replaced and the request repeated; a password that changed meanwhile is sent once, not five times', async () => {
    const { clock, pass } = timeline()
    const demo = await cloudOf({ clock, tokenLifeSeconds: 60 })
    const { net, cloud } = await client(demo.credentials, { clock: () => new Date(0) })
    pass(2 * MINUTE)
    expect([await codeOf(cloud), asked(net, '/login')]).toEqual(['ok', 2])
    net.answer('/login', () => Response.json({ errorDetails: 'wrong', errorDetailsCode: 401500 }, { status: 401 }))
    pass(2 * MINUTE)
    for (let time = 1; time <= 5; time += 1) expect(await codeOf(cloud)).toBe('SIGN_IN_REFUSED')
    expect(asked(net, '/login')).toBe(3)
    expect(cloud.ended()?.code).toBe('SIGN_IN_REFUSED')
  })

  it('that was kept goes on without a password and learns who it is; roles come from the cloud', async () => {
    const demo = await cloudOf()
    const kept: StoredSession[] = []
    const { deps, cloud: before } = await client(demo.credentials, {}, kept)
    const resumed = await resumeSession(deps, kept[0]!, never)
    if (!resumed.ok) throw new Error(resumed.failure.code)
    expect(resumed.value.user).toEqual(before.user)
    expect(before.user).toMatchObject({ adminType: 'company_admin', companyName: 'Technology Integrator' })
    expect(before.user.roles).toEqual(expect.arrayContaining(['bp_admin', 'bp_finance']))
    expect(await codeOf(resumed.value)).toBe('ok')
    await before.signOut()
    expect(await codeOf(resumed.value)).toBe('SIGN_IN_EXPIRED')
  })
})

describe('an API key', () => {
  const keyOf = async (credentials: Credentials): Promise<ApiKeyCredentials> => {
    const { cloud } = await client(credentials)
    const made = await cloud.send('POST', '/api/rainbow/authentication/v1.0/apikeys', { description: 'Iris' }, never)
    if (!made.ok) throw new Error(made.failure.code)
    const { apiKey } = (made.value as { readonly data: { readonly apiKey: string } }).data
    const { url, appId, appSecret } = credentials
    return { mode: 'api-key', url, appId, appSecret, apiKey }
  }

  it('signs each request with a fresh challenge, without login, renewal or logout, and reads the estate', async () => {
    const demo = await cloudOf()
    const credentials = await keyOf(demo.credentials)
    const headers: Record<string, string>[] = []
    const synced = await engineFor(credentials)
    const { net, cloud } = await client(credentials, {
      fetch: (input, init) => {
        headers.push(init?.headers as Record<string, string>)
        return globalThis.fetch(input, init)
      },
    })
    expect(cloud.user.login).toBe(demo.credentials.login)
    await codeOf(cloud)
    await cloud.signOut()
    expect(net.requests).toEqual([])
    expect(headers).toHaveLength(3)
    const challenges = headers.map((one) => one['x-rainbow-challenge'] ?? '')
    expect(new Set(challenges).size).toBe(3)
    for (const challenge of challenges) expect(challenge).toMatch(/^[\w-]{22}$/)
    for (const one of headers) expect(one).not.toHaveProperty('Authorization')
    expect(await pulled(synced)).toMatchObject(done)
    expect(synced.net.requests.filter((path) => /login|renew|logout/.test(path))).toEqual([])
    expect((await synced.engine.client.system.status()).cloud).toMatchObject({ mode: 'api-key', login: demo.credentials.login }) // prettier-ignore
  })

  it('that is wrong is SIGN_IN_REFUSED; one that was withdrawn meanwhile is SIGN_IN_EXPIRED, needs you', async () => {
    const demo = await cloudOf()
    const credentials = await keyOf(demo.credentials)
    expect(await pulled(await engineFor({ ...credentials, apiKey: 'wrong' }))).toMatchObject(failed('SIGN_IN_REFUSED'))
    const synced = await engineFor(credentials)
    expect(await pulled(synced)).toMatchObject(done)
    synced.net.answer('/api/', () => Response.json({ errorDetails: 'api key expired' }, { status: 401 }))
    expect(await pulled(synced)).toMatchObject(failed('SIGN_IN_EXPIRED'))
    expect(await syncStatus(synced)).toMatchObject({ state: 'needs-you', failure: { code: 'SIGN_IN_EXPIRED' } })
  })
})

describe('a refused sign-in says what to do', () => {
  it.each([
    [401521, 'COMPANY_NOT_ACTIVE'],
    [401523, 'ACCOUNT_EXPIRED'],
  ])('%i is %s, needs you', async (errorDetailsCode, code) => {
    const demo = await cloudOf()
    const synced = await engineFor(demo.credentials)
    synced.net.answer('/login', () => Response.json({ errorDetailsCode, errorDetails: 'no' }, { status: 401 }))
    expect(await pulled(synced)).toMatchObject(failed(code))
    expect(await syncStatus(synced)).toMatchObject({ state: 'needs-you', failure: { code } })
  })

  it('an account with a second factor is MFA_REQUIRED, and its password is sent once', async () => {
    const demo = await cloudOf()
    const withMfa = await cloudOf({ mfaUsers: [demo.credentials.login] })
    const synced = await engineFor(withMfa.credentials)
    expect(await pulled(synced)).toMatchObject(failed('MFA_REQUIRED'))
    expect(synced.net.requests).toHaveLength(1)
    expect(await syncStatus(synced)).toMatchObject({ state: 'needs-you', failure: { code: 'MFA_REQUIRED' } })
  })

  it('a wrong password counts down to the lock, and a lock says when to try again', async () => {
    const demo = await cloudOf()
    const { engine } = await engineFor(null, { clock: () => new Date('2026-11-22T10:00:00.000Z') })
    const wrong = () => engine.client.session.signIn({ ...demo.credentials, password: 'wrong' })
    for (const left of ['4', '3', '2', '1'])
      await expect(wrong()).rejects.toMatchObject({ data: { code: 'SIGN_IN_REFUSED', params: { left } } })
    await expect(wrong()).rejects.toMatchObject({
      data: { code: 'ACCOUNT_LOCKED', params: { until: '2026-11-22T11:00:00.000Z' } },
    })
    expect((await engine.client.system.status()).cloud).toBeNull()
  })
})

describe('what is kept of a session', () => {
  const keeping = (works: boolean) => {
    const kept: (StoredSession | null)[] = []
    const keepSession = (session: StoredSession | null): Promise<boolean> => {
      kept.push(session)
      return Promise.resolve(works)
    }
    return { kept, host: { keepSession, demo: false, keychain: works ? 'system' : 'none' } as const }
  }

  it('token and application secret after a sign-in, never the password; nothing after the sign-out', async () => {
    const demo = await cloudOf()
    const { kept, host } = keeping(true)
    const { engine } = await engineFor(null, { ...host, pullAfterSignIn: false })
    const status = await engine.client.session.signIn(demo.credentials)
    expect(status).toMatchObject({ keychain: 'system', cloud: { kept: 'keychain', mode: 'password' } })
    const { appSecret, password } = demo.credentials
    expect(kept).toEqual([expect.objectContaining({ mode: 'password', appSecret })])
    expect(JSON.stringify(kept)).not.toContain(password)
    expect((await engine.client.session.signOut()).cloud).toBeNull()
    expect(kept.at(-1)).toBeNull()
    expect((await engine.client.system.status()).sync).toMatchObject({ state: 'needs-you' })
  })

  it('without a keychain everything works and says that it is memory only', async () => {
    const demo = await cloudOf()
    const synced = await engineFor(null, { ...keeping(false).host, pullAfterSignIn: false })
    const status = await synced.engine.client.session.signIn(demo.credentials)
    expect(status).toMatchObject({ keychain: 'none', cloud: { kept: 'memory' } })
    expect(await pulled(synced)).toMatchObject(done)
  })

  it('is used by the next engine without a password; after it expired the secret need not be typed again', async () => {
    const { clock, pass } = timeline()
    const demo = await cloudOf({ clock, tokenLifeSeconds: 60 })
    const { kept, host } = keeping(true)
    const first = await engineFor(null, { ...host, pullAfterSignIn: false, clock })
    await first.engine.client.session.signIn(demo.credentials)
    const second = await engineFor(null, { ...host, session: kept[0] ?? null, pullAfterSignIn: false, clock })
    expect(await pulled(second)).toMatchObject(done)
    expect(second.net.requests.filter((path) => path.includes('/login'))).toEqual([])
    pass(2 * MINUTE)
    const third = await engineFor(null, { ...host, session: kept.at(-1) ?? null, pullAfterSignIn: false, clock })
    expect(await pulled(third)).toMatchObject(failed('SIGN_IN_EXPIRED'))
    expect(await syncStatus(third)).toMatchObject({ state: 'needs-you', failure: { code: 'SIGN_IN_EXPIRED' } })
    await third.engine.client.session.signIn({ ...demo.credentials, appSecret: '' })
    expect(await pulled(third)).toMatchObject(done)
  })

  it('another tenant’s session is not kept in place of ours', async () => {
    const demo = await cloudOf()
    const { kept, host } = keeping(true)
    const synced = await engineFor(null, { ...host, pullAfterSignIn: false })
    await synced.engine.client.session.signIn(demo.credentials)
    expect(await pulled(synced)).toMatchObject(done)
    const other = { ...demo.credentials, login: 'lucia.moreno@sistemos.loc' }
    await expect(synced.engine.client.session.signIn(other)).rejects.toMatchObject({ data: { code: 'OTHER_TENANT' } })
    expect(kept).toHaveLength(1)
  })
})
