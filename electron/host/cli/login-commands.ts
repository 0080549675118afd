import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Credentials } from '../../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { ask, askSecret, canAsk } from './ask.ts'
import type { Output } from './output.ts'
import { placeFor, type Place } from './place.ts'
import { withEngine, type CommonOptions } from './session.ts'

export type LoginOptions = CommonOptions & { readonly login?: string; readonly apiKey?: boolean }

type Asked = {
  readonly variable: string
  readonly question: string
  readonly secret: boolean
  readonly optional?: true
}

const WRONG_USAGE = 2

/** From the environment, else typed; WRONG_USAGE where nobody can type. */
const read = async ({ variable, question, secret, optional }: Asked): Promise<Result<string, Failure>> => {
  const given = process.env[variable]
  if (given) return ok(given)
  if (!canAsk()) {
    if (optional) return ok('')
    return fail(failure('WRONG_USAGE', { detail: `${variable} is not set, and there is no terminal to ask at.` }))
  }
  const typed = secret ? await askSecret(question) : await ask(question)
  return typed === null ? fail(failure('CANCELLED')) : ok(typed)
}

/** Reads one after the other; the first that cannot be read ends it. */
const readAll = async <K extends string>(
  wanted: Readonly<Record<K, Asked>>,
): Promise<Result<Readonly<Record<K, string>>, Failure>> => {
  const values: Partial<Record<K, string>> = {}
  for (const key of Object.keys(wanted) as K[]) {
    const value = await read(wanted[key])
    if (!value.ok) return value
    values[key] = value.value
  }
  return ok(values as Record<K, string>)
}

const application = {
  appId: { variable: 'IRIS_APP_ID', question: 'Application id', secret: false },
  appSecret: { variable: 'IRIS_APP_SECRET', question: 'Application secret', secret: true },
} as const

const credentialsFor = async (url: string, options: LoginOptions): Promise<Result<Credentials, Failure>> => {
  if (options.apiKey || (process.env['IRIS_API_KEY'] && options.login === undefined)) {
    const key = await readAll({
      apiKey: { variable: 'IRIS_API_KEY', question: 'API key', secret: true },
      appId: { ...application.appId, optional: true },
      appSecret: { ...application.appSecret, optional: true },
    })
    return key.ok ? ok({ mode: 'api-key', url, ...key.value }) : key
  }
  const login =
    options.login === undefined
      ? await read({ variable: 'IRIS_LOGIN', question: 'Login (e-mail)', secret: false })
      : ok(options.login)
  if (!login.ok) return login
  const rest = await readAll({
    password: { variable: 'IRIS_PASSWORD', question: 'Password', secret: true },
    ...application,
  })
  return rest.ok ? ok({ mode: 'password', url, login: login.value, ...rest.value }) : rest
}

const NOT_KEPT =
  'This system has no keychain that answers, so the session is not kept: give the IRIS_ variables with each command.'

/** Signs in, once, and keeps the session in the keychain for this data folder or profile. The password is not kept. */
export const loginCommand = async (options: LoginOptions, output: Output): Promise<number> => {
  const found = placeFor(options, true)
  const problem = (refused: Failure): number => {
    output.failure(refused)
    return refused.code === 'WRONG_USAGE' ? WRONG_USAGE : 1
  }
  if (!found.ok) return problem(found.failure)
  const place: Place = found.value
  const url = options.cloud ?? place.url ?? (await place.kept()).session?.url
  if (!url) return problem(failure('WRONG_USAGE', { detail: "Name the cloud with '--cloud <url>'." }))
  const credentials = await credentialsFor(url, options)
  if (!credentials.ok) return problem(credentials.failure)
  return withEngine({ ...options, cloud: url }, output, async ({ engine }) => {
    const { cloud } = await engine.client.session.signIn(credentials.value)
    const result = {
      url,
      login: cloud?.login ?? '',
      mode: credentials.value.mode,
      company: cloud?.companyName ?? '',
      kept: cloud?.kept ?? 'memory',
      profile: place.profile,
      dataDir: place.dataDir,
    }
    if (result.kept === 'memory') output.note(NOT_KEPT)
    output.result(result, () => [
      `signed in to ${result.url} as ${result.login} (${result.company})`,
      result.kept === 'keychain' ? `kept in this system's keychain for ${result.dataDir}` : 'not kept',
    ])
    return ok(null)
  })
}

/** Ends the session at the cloud and takes it out of the keychain. The data stay. */
export const logoutCommand = (options: CommonOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const before = (await engine.client.system.status()).cloud
    await engine.client.session.signOut()
    output.result({ signedOut: before !== null, login: before?.login ?? null }, () => [
      before ? `signed out; the session of ${before.login} is forgotten, the data stay` : 'nobody was signed in',
    ])
    return ok(null)
  })
