import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { failure, type Failure } from '../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { isAllowedCloud } from './allowed-cloud.ts'

/** What a person may type behind `npm start --` or the program's name. */
export type LaunchOptions = {
  readonly demo: boolean
  readonly cloud: string | null
  readonly dataDir: string | null
  /** Only of the web host; null: any free one. */
  readonly port: number | null
}

export type ParseStrictness = 'strict' | 'ignore-unknown'

const wrong = (detail: string): { readonly ok: false; readonly failure: Failure } =>
  fail(failure('WRONG_USAGE', { detail }))

/** What was typed before an "@" may be a password. */
const shownAddress = (address: string): string => address.replace(/^(\w+:\/\/)?.*@/s, '$1…@').slice(0, 200)

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/**
 * Reads the options of a window host. Electron's own switches share its command line, so there what is unknown is
 * ignored; everywhere else it is WRONG_USAGE.
 */
export const parseLaunchOptions = (
  argv: readonly string[],
  strictness: ParseStrictness,
  cwd: string = process.cwd(),
): Result<LaunchOptions, Failure> => {
  let values: Readonly<Record<string, unknown>>
  try {
    values = parseArgs({
      args: [...argv],
      strict: strictness === 'strict',
      allowPositionals: strictness !== 'strict',
      options: {
        demo: { type: 'boolean' },
        cloud: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
      },
    }).values
  } catch (error) {
    return wrong(`${error instanceof Error ? error.message : String(error)}.`.replace(/\.+$/, '.'))
  }
  const demo = values['demo'] === true
  const cloud = text(values['cloud'])
  const data = text(values['data'])
  const port = text(values['port'])
  for (const name of ['cloud', 'data', 'port']) {
    if (name in values && text(values[name]) === null) return wrong(`Option '--${name}' needs a value.`)
  }
  if (demo && cloud !== null) return wrong("Options '--demo' and '--cloud' exclude each other.")
  if (cloud !== null && !isAllowedCloud(cloud))
    return fail(failure('CLOUD_URL_NOT_ALLOWED', { url: shownAddress(cloud) }))
  if (port !== null && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    return wrong(`'${port}' is not a port: a number from 0 to 65535 is.`)
  }
  return ok({
    demo,
    cloud,
    dataDir: data === null || isAbsolute(data) ? data : resolve(cwd, data),
    port: port === null ? null : Number(port),
  })
}
