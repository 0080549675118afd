import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { failure, type Failure } from '../../shared/contract/failure.ts'
import type { Profile } from '../../shared/contract/shell.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'
import { makeFolder } from '../files/make-folder.ts'
import { isAllowedCloud } from './allowed-cloud.ts'

export type ProfileDraft = Pick<Profile, 'name' | 'url' | 'login' | 'appId'>

/** The profiles of one person on one computer, each a folder below the application's. Nothing here is secret. */
export type ProfileStore = {
  /** The demo first, then by name. */
  list(): readonly Profile[]
  /** By id or by name, in whatever case. */
  find(nameOrId: string): Profile | undefined
  /** The engine's folder of a profile. */
  dataDir(id: string): string
  /** The one that was used last, while it is there. */
  last(): Profile | undefined
  remember(id: string): void
  /** PROFILE_NAME_TAKEN, CLOUD_URL_NOT_ALLOWED, BAD_REQUEST without a name, DATA_FOLDER_NOT_WRITABLE. */
  create(draft: ProfileDraft): Result<Profile, Failure>
  rename(id: string, name: string): Result<Profile, Failure>
  /** After a sign-in: where and as whom, for the next form. */
  note(id: string, known: Pick<Profile, 'url' | 'login' | 'appId'>): void
  /** Moves the folder aside, into `removed-profiles`; a person who wants the disk space deletes it there. */
  remove(id: string, at: Date): Result<null, Failure>
}

const DEMO = 'demo'
const demo: Profile = { id: DEMO, name: 'Demo', url: '', login: '', appId: '', demo: true }

/** Ids are names of folders that this module made. */
const isId = (name: string): boolean => /^[a-z0-9-]{1,60}$/.test(name)

const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40) || 'profile'

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

const jsonIn = (path: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

export const openProfiles = (root: string): ProfileStore => {
  const home = join(root, 'profiles')
  const file = (id: string): string => join(home, id, 'profile.json')
  const dataDir = (id: string): string => (id === DEMO ? join(root, DEMO) : join(home, id, 'data'))

  const read = (id: string): Profile => {
    const said = jsonIn(file(id))
    const text = (name: string): string => (typeof said[name] === 'string' ? said[name] : '')
    return { id, name: text('name') || id, url: text('url'), login: text('login'), appId: text('appId'), demo: false }
  }

  const write = (profile: Profile): Result<Profile, Failure> => {
    const { name, url, login, appId } = profile
    try {
      makeFolder(join(home, profile.id))
      writeFileSync(file(profile.id), `${JSON.stringify({ name, url, login, appId }, null, 2)}\n`)
      return ok(profile)
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
      return fail(failure('DATA_FOLDER_NOT_WRITABLE', { folder: join(home, profile.id), reason }))
    }
  }

  /** Before there were profiles, the one data folder of a cloud was called `default`. */
  const adopt = (): void => {
    const old = join(root, 'default')
    if (!existsSync(old) || existsSync(join(home, 'default'))) return
    const { url } = jsonIn(join(old, 'cloud-address.json'))
    const known = typeof url === 'string' && URL.canParse(url) ? url : ''
    const name = known === '' ? 'Default' : new URL(known).host
    try {
      makeFolder(join(home, 'default'))
      renameSync(old, dataDir('default'))
      write({ id: 'default', name, url: known, login: '', appId: '', demo: false })
    } catch {
      // In use by an older Iris Desk: another start adopts it.
      return
    }
  }

  const list = (): readonly Profile[] => {
    adopt()
    const folders = existsSync(home) ? readdirSync(home, { withFileTypes: true }) : []
    const own = folders.filter((entry) => entry.isDirectory() && isId(entry.name)).map((entry) => read(entry.name))
    return [demo, ...own.sort((a, b) => a.name.localeCompare(b.name))]
  }

  const known = (id: string): Result<Profile, Failure> => {
    const found = list().find((one) => one.id === id)
    return found ? ok(found) : fail(failure('NOT_FOUND', { what: 'profile', id }))
  }

  const usable = (name: string, besides: string | null): Failure | null => {
    if (name.trim() === '' || name.length > 80)
      return failure('BAD_REQUEST', { detail: 'a profile needs a short name' })
    const taken = list().some((one) => one.id !== besides && same(one.name, name))
    return taken ? failure('PROFILE_NAME_TAKEN', { name: name.trim() }) : null
  }

  return {
    list,
    find: (nameOrId) => {
      const all = list()
      return all.find((one) => one.id === nameOrId) ?? all.find((one) => same(one.name, nameOrId))
    },
    dataDir,
    last: () => {
      const { id } = jsonIn(join(home, 'last.json'))
      return list().find((one) => one.id === id)
    },
    remember: (id) => {
      try {
        makeFolder(home)
        writeFileSync(join(home, 'last.json'), `${JSON.stringify({ id })}\n`)
      } catch {
        // The next start asks again; what cannot be written is the engine's to report.
        return
      }
    },
    create: (draft) => {
      const refused = usable(draft.name, null)
      if (refused) return fail(refused)
      if (!isAllowedCloud(draft.url)) return fail(failure('CLOUD_URL_NOT_ALLOWED', { url: draft.url.slice(0, 200) }))
      const id = `${slug(draft.name)}-${randomBytes(2).toString('hex')}`
      const { url, login, appId } = draft
      return write({ id, name: draft.name.trim(), url, login, appId, demo: false })
    },
    rename: (id, name) => {
      const found = known(id)
      if (!found.ok) return found
      if (found.value.demo) return fail(failure('PROFILE_IN_USE', { name: found.value.name }))
      const refused = usable(name, id)
      return refused ? fail(refused) : write({ ...found.value, name: name.trim() })
    },
    note: (id, { url, login, appId }) => {
      const found = known(id)
      if (found.ok && !found.value.demo) write({ ...found.value, url, login, appId })
    },
    remove: (id, at) => {
      const found = known(id)
      if (!found.ok) return found
      if (found.value.demo) return fail(failure('PROFILE_IN_USE', { name: found.value.name }))
      const aside = join(root, 'removed-profiles')
      const target = join(aside, `${id}-${at.toISOString().replaceAll(/[^0-9]/g, '')}`)
      try {
        makeFolder(aside)
        renameSync(join(home, id), target)
        return ok(null)
      } catch (error) {
        const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
        return fail(failure('DATA_FOLDER_NOT_WRITABLE', { folder: join(home, id), reason }))
      }
    },
  }
}
