import type { Credentials } from '../../shared/contract/shell.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Credentials from IRIS_API_KEY, else from IRIS_LOGIN and IRIS_PASSWORD, with IRIS_APP_ID and IRIS_APP_SECRET; null
 * unless what a sign-in needs is there. A key needs no application, a password does.
 */
export const environmentCredentials = (url: string, env: Environment): Credentials | null => {
  const { IRIS_LOGIN: login, IRIS_PASSWORD: password, IRIS_API_KEY: apiKey } = env
  const appId = env['IRIS_APP_ID'] ?? ''
  const appSecret = env['IRIS_APP_SECRET'] ?? ''
  if (apiKey) return { mode: 'api-key', url, apiKey, appId, appSecret }
  return login && password && appId && appSecret ? { mode: 'password', url, login, password, appId, appSecret } : null
}
