import { isAbsolute, resolve } from 'node:path'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { KeychainState, StoredSession } from '../../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { folderAccount, openKeychain } from '../../keychain/index.ts'
import { applicationDataDir } from '../../supervisor/data-folder.ts'
import { openProfiles } from '../../supervisor/profiles.ts'

export type PlaceOptions = {
  readonly data?: string
  readonly demo?: boolean
  readonly profile?: string
  readonly cloud?: string
}

/** Where a command works: a data folder, and the keychain's account that goes with it. */
export type Place = {
  readonly dataDir: string
  /** Its name; null for a folder given with --data. */
  readonly profile: string | null
  /** The cloud of the profile, if it has one. */
  readonly url: string | null
  kept(): Promise<{ readonly state: KeychainState; readonly session: StoredSession | null }>
  keep(session: StoredSession | null): Promise<boolean>
  sealKey(): Promise<string | null>
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '')

/**
 * The folder of --data, the demo's, or the profile's: the named one, else one of that cloud, else the one used last,
 * else `default`. A named profile that is not there is NOT_FOUND, unless `create` makes it with the cloud's address.
 */
export const placeFor = (options: PlaceOptions, create: boolean): Result<Place, Failure> => {
  const keychain = openKeychain()
  if (options.data !== undefined) {
    const { data } = options
    const dataDir = isAbsolute(data) ? data : resolve(process.env['INIT_CWD'] ?? process.cwd(), data)
    const account = folderAccount(dataDir)
    return ok({
      dataDir,
      profile: null,
      url: null,
      kept: () => keychain.read(account),
      keep: (session) => keychain.keep(account, session),
      sealKey: () => keychain.sealKey(account),
    })
  }
  const profiles = openProfiles(applicationDataDir())
  const own = profiles.list().filter(({ demo }) => !demo)
  const { cloud } = options
  const draft = { url: cloud ?? '', login: '', appId: '' }
  let chosen = options.demo ? profiles.find('demo') : undefined
  if (!options.demo && options.profile !== undefined) {
    chosen = profiles.find(options.profile)
    if (!chosen && !create) return fail(failure('NOT_FOUND', { what: 'profile', id: options.profile }))
    if (!chosen) {
      const created = profiles.create({ ...draft, name: options.profile })
      if (!created.ok) return created
      chosen = created.value
    }
  } else if (!options.demo) {
    const last = profiles.last()
    const fits = own.filter(({ url }) => cloud === undefined || originOf(url) === originOf(cloud))
    chosen = fits.find(({ id }) => id === last?.id) ?? (fits.length === 1 || cloud !== undefined ? fits[0] : undefined)
    if (!chosen && create && cloud !== undefined) {
      const created = profiles.create({ ...draft, name: originOf(cloud).replace(/^\w+:\/\//, '') })
      if (created.ok) chosen = created.value
    }
  }
  const id = chosen?.id ?? 'default'
  return ok({
    dataDir: profiles.dataDir(id),
    profile: chosen?.name ?? id,
    url: chosen?.url || null,
    kept: () => (options.demo ? Promise.resolve({ state: 'none', session: null }) : keychain.read(id)),
    keep: (session) => {
      if (session) profiles.note(id, session)
      return keychain.keep(id, session)
    },
    sealKey: () => (options.demo ? Promise.resolve(null) : keychain.sealKey(id)),
  })
}

export const sameCloud = (a: string, b: string): boolean => originOf(a) !== '' && originOf(a) === originOf(b)
