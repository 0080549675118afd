import { applicationAuth } from '../../electron/engine/sync/cloud-authority.ts'
import type { Credentials } from '../../shared/contract/shell.ts'

const ADMIN = '/api/rainbow/admin/v1.0'

type Signed = (method: string, path: string, body?: unknown) => Promise<{ readonly data: unknown }>

/** Signs in as any client of the REST API would. */
export const signedIn = async (credentials: Credentials): Promise<Signed> => {
  if (!('password' in credentials)) throw new Error('a password is needed here')
  const basic = Buffer.from(`${credentials.login}:${credentials.password}`).toString('base64')
  const login = await fetch(`${credentials.url}/api/rainbow/authentication/v1.0/login`, {
    headers: { Authorization: `Basic ${basic}`, 'x-rainbow-app-auth': applicationAuth(credentials) },
  })
  const { token } = (await login.json()) as { token: string }
  return async (method, path, body) => {
    const answer = await fetch(credentials.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const json = (await answer.json()) as { data: unknown }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`)
    return json
  }
}

/** Another desk's work: ten companies get another reference, ten members another title. */
export const changeTwenty = async (credentials: Credentials): Promise<void> => {
  const send = await signedIn(credentials)
  const tenOf = async (list: string, body: (id: string) => unknown): Promise<void> => {
    const rows = (await send('GET', `${list}?limit=500&offset=100`)).data as { id: string }[]
    let changed = 0
    for (const { id } of rows) {
      if (changed === 10) return
      // Some belong to resellers, whose partner alone may change them.
      const done = await send('PUT', `${list}/${id}`, body(id)).catch(() => null)
      if (done) changed += 1
    }
    throw new Error(`only ${changed} of ${list} could be changed`)
  }
  await tenOf(`${ADMIN}/companies`, (id) => ({ externalReference: `ERP-${id.slice(-6)}` }))
  await tenOf(`${ADMIN}/users`, () => ({ jobTitle: 'Purchasing' }))
}
