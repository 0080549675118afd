import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Entry = { readonly version?: string; readonly optionalDependencies?: Readonly<Record<string, string>> }

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Entry>>
}

test('the lock lists the optional packages of all systems: else npm ci refuses it (node .ci/complete-lock.mjs adds them)', () => {
  const listed = new Set(Object.keys(packages).map((at) => at.split('node_modules/').at(-1)))
  const missing = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies).filter((name) => !listed.has(name)),
  )
  expect(missing).toEqual([])
})

test('each package of the lock has its version', () => {
  const without = Object.entries(packages).filter(([at, { version }]) => at !== '' && !version)
  expect(without.map(([at]) => at)).toEqual([])
})
