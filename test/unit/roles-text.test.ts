import { describe, expect, it } from 'vitest'
import { languages, texts } from '../../renderer/text/index.ts'
import { actorRoles, roleActions, roleReasons } from '../../shared/domain/roles/index.ts'

const at = (tree: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((below, key) => (below as Readonly<Record<string, unknown>>)[key], tree)

describe.each(languages)('roles in words, %s', (language) => {
  const { roles } = texts[language]

  it('M008: each reason has its facts and a next step, in sentences', () => {
    expect(Object.keys(roles.reason).toSorted()).toEqual([...roleReasons].toSorted())
    for (const { fact, next } of Object.values(roles.reason))
      for (const text of [fact, next]) expect(text).toMatch(/\.$/)
  })

  it('every action and role has a name', () => {
    for (const action of roleActions) expect(at(roles.action, action)).toEqual(expect.any(String))
    expect(Object.keys(roles.role).toSorted()).toEqual([...actorRoles].toSorted())
  })
})
