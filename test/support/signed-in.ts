import { applicationAuth } from '../../electron/engine/sync/cloud-authority.ts'
import type { Credentials } from '../../shared/contract/shell.ts'

type Signed = (method: string, path: string, body?: unknown) => Promise<{ readonly data: unknown }>

/** Signs in as any client of the REST API would; what it sends then throws when it is refused. */
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
