import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { trainingTenant } from '../../electron/demo-cloud/index.ts'
import type { StoredSession } from '../../shared/contract/shell.ts'
import { bentFetch } from '../support/bent-fetch.ts'
import { commandId, ended, engineDeps, now, startEngine, temporaryFolder, trainingCloud } from '../support/engine.ts'

/** Every file of the data folder as bytes, the write-ahead log too. */
const bytesOf = (folder: string): readonly [string, Buffer][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))])

it('password, application secret, token and activation codes are in no file, no log line, no failure and no answer', async () => {
  const folder = temporaryFolder()
  const cloud = await trainingCloud()
  const net = bentFetch()
  const tokens: string[] = []
  net.bend('/login', (body) => void tokens.push(String(body.token)))
  const lines: string[] = []
  const kept: (StoredSession | null)[] = []
  const keepSession = (session: StoredSession | null): Promise<boolean> => {
    kept.push(session)
    return Promise.resolve(true)
  }
  const deps = engineDeps(folder.path, cloud.credentials, { autoSync: false, demo: false, keychain: 'system', keepSession, fetch: net.fetch, log: (line) => lines.push(line) }) // prettier-ignore
  const engine = await startEngine(deps)
  const said: unknown[] = lines
  const pulled = async () => {
    const { jobId } = await engine.client.sync.start({ commandId: commandId() })
    said.push(await ended(engine, jobId))
  }
  // A pull that ends well, one that the cloud refuses with the value it was sent, one that cannot be read.
  await pulled()
  const { jobId } = await engine.client.billing.reconcile({ invoiceNumber: 'INV00000150', commandId: commandId(), at: now() }) // prettier-ignore
  said.push(await ended(engine, jobId))
  const { password, appSecret } = cloud.credentials
  const echoing = { errorCode: 400, errorMsg: 'Bad Request', errorDetails: [{ param: 'password', msg: 'Invalid', value: password }] } // prettier-ignore
  net.answer('/companies', () => Response.json(echoing, { status: 400 }))
  await pulled()
  net.straighten()
  net.answer('/companies', () => new Response(`{"secret":"${appSecret}`, { headers: { 'content-type': 'application/json' } })) // prettier-ignore
  await pulled()
  const { client } = engine
  said.push(await client.system.status(), await client.jobs.list(), await client.estate.equipment({}))
  await client.session.signIn({ ...cloud.credentials, password: `${password}-wrong` }).catch((error: unknown) => said.push(error, String(error))) // prettier-ignore
  // Signed in by a person: token and application secret go to the keychain and nowhere else. Then with an API key.
  said.push(await client.session.signIn(cloud.credentials))
  const { url, appId } = cloud.credentials
  const apiKey = 'k3y-of-somebody-that-nobody-may-read'
  await client.session.signIn({ mode: 'api-key', url, apiKey, appId, appSecret }).catch((error: unknown) => said.push(error, String(error))) // prettier-ignore
  said.push(await client.system.status())
  expect(kept).toMatchObject([{ mode: 'password', appSecret }])
  for (const session of kept) if (session?.mode === 'password') tokens.push(session.token)
  expect(JSON.stringify(kept)).not.toContain(password)
  const codes = trainingTenant.systems.map((system) => system.jid_pbxagent_password)
  expect(codes).toContain('8398') // M065: the activation code of OXO_01
  const before = bytesOf(folder.path)
  await engine.close()
  await cloud.close()

  expect(tokens.length).toBeGreaterThan(0)
  const basic = Buffer.from(`${cloud.credentials.login}:${password}`).toString('base64')
  const secrets = [password, appSecret, basic, apiKey, ...tokens]
  const files = [...before, ...bytesOf(folder.path)]
  expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(['iris.sqlite', 'iris.sqlite-wal']))
  for (const [name, bytes] of files) for (const secret of secrets) expect([name, bytes.includes(secret)]).toEqual([name, false]) // prettier-ignore
  const text = JSON.stringify(said)
  expect(text).toContain('CLOUD_REFUSED')
  expect(text).toContain('CLOUD_BROKEN_ANSWER')
  for (const secret of secrets) expect(text.includes(secret)).toBe(false)
  // A code of four digits may stand in any file by chance; no column holds one, and nothing is named like one.
  const database = Buffer.concat(files.filter(([name]) => name.startsWith('iris.sqlite')).map(([, bytes]) => bytes))
  for (const word of ['jid_pbxagent', 'activationCode', 'pbxagent_password'])
    expect(database.includes(word)).toBe(false)
  for (const code of codes) expect(text.includes(`"${code}"`)).toBe(false)
  folder.remove()
})
