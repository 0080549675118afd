import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openProfiles, type ProfileStore } from '../../electron/supervisor/profiles.ts'
import type { Profile } from '../../shared/contract/shell.ts'

let root: string
let profiles: ProfileStore
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iris-profiles-'))
  profiles = openProfiles(root)
})
afterEach(() => rmSync(root, { recursive: true }))

const north = { name: 'Nord & Süd', url: 'https://openrainbow.com', login: 'a@b.c', appId: 'app' }
const created = (draft = north): Profile => {
  const made = profiles.create(draft)
  if (!made.ok) throw new Error(made.failure.code)
  return made.value
}
const codeOf = (result: ReturnType<ProfileStore['create']>): string => (result.ok ? 'ok' : result.failure.code)

describe('profiles', () => {
  test('the demo is always there; a new one has a folder of its own and no secret in it', () => {
    expect(profiles.list().map(({ id }) => id)).toEqual(['demo'])
    const made = created()
    expect(made).toMatchObject({ ...north, demo: false })
    expect(profiles.list().map(({ name }) => name)).toEqual(['Demo', 'Nord & Süd'])
    expect(profiles.dataDir(made.id)).toBe(join(root, 'profiles', made.id, 'data'))
    expect(profiles.dataDir('demo')).toBe(join(root, 'demo'))
    expect(JSON.parse(readFileSync(join(root, 'profiles', made.id, 'profile.json'), 'utf8'))).toEqual(north)
    expect(profiles.find('nord & süd')?.id).toBe(made.id)
  })

  test('two names are never the same, and none is empty', () => {
    created()
    expect(codeOf(profiles.create({ ...north, name: ' NORD & SÜD' }))).toBe('PROFILE_NAME_TAKEN')
    expect(codeOf(profiles.create({ ...north, name: 'demo' }))).toBe('PROFILE_NAME_TAKEN')
    expect(codeOf(profiles.create({ ...north, name: '  ' }))).toBe('BAD_REQUEST')
  })

  test.each(['http://openrainbow.com', 'ftp://x', 'openrainbow.com', 'https://a:b@openrainbow.com', ''])(
    'a cloud at %s is refused: https only, http on this computer',
    (url) => expect(codeOf(profiles.create({ ...north, url }))).toBe('CLOUD_URL_NOT_ALLOWED'),
  )

  test('can be renamed, and keep their folder then; the demo cannot', () => {
    const { id } = created()
    expect(profiles.rename(id, 'North')).toMatchObject({ ok: true, value: { id, name: 'North' } })
    expect(codeOf(profiles.rename(id, 'North'))).toBe('ok')
    expect(codeOf(profiles.rename('demo', 'X'))).toBe('PROFILE_IN_USE')
    expect(codeOf(profiles.rename('../../etc', 'X'))).toBe('NOT_FOUND')
  })

  test('a removed one is moved aside with everything in it, and may come back', () => {
    const { id } = created()
    mkdirSync(profiles.dataDir(id))
    writeFileSync(join(profiles.dataDir(id), 'iris.sqlite'), 'precious')
    expect(profiles.remove(id, new Date('2026-11-22T10:00:00Z'))).toMatchObject({ ok: true })
    expect(profiles.list()).toHaveLength(1)
    const [aside = ''] = readdirSync(join(root, 'removed-profiles'))
    expect(aside).toBe(`${id}-20261122100000000`)
    expect(readFileSync(join(root, 'removed-profiles', aside, 'data/iris.sqlite'), 'utf8')).toBe('precious')
    expect(profiles.remove('demo', new Date())).toMatchObject({ ok: false, failure: { code: 'PROFILE_IN_USE' } })
  })

  test('the last one is remembered while it is there', () => {
    const { id } = created()
    expect(profiles.last()).toBeUndefined()
    profiles.remember(id)
    expect(openProfiles(root).last()?.id).toBe(id)
    profiles.remove(id, new Date())
    expect(profiles.last()).toBeUndefined()
  })

  test('a damaged profile.json hides no data', () => {
    const { id } = created()
    writeFileSync(join(root, 'profiles', id, 'profile.json'), '{"name"')
    expect(profiles.list()).toContainEqual({ id, name: id, url: '', login: '', appId: '', demo: false })
  })

  test('the data folder from before there were profiles becomes one', () => {
    mkdirSync(join(root, 'default'))
    writeFileSync(join(root, 'default/iris.sqlite'), 'precious')
    writeFileSync(join(root, 'default/cloud-address.json'), '{"url":"https://openrainbow.com"}')
    expect(profiles.list()[1]).toMatchObject({ id: 'default', name: 'openrainbow.com', url: 'https://openrainbow.com' })
    expect(readFileSync(join(profiles.dataDir('default'), 'iris.sqlite'), 'utf8')).toBe('precious')
    expect(existsSync(join(root, 'default'))).toBe(false)
  })
})
