import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packedPackages } from '../../vite.node.config.ts'

type Configuration = {
  readonly icon: string
  readonly files: readonly string[]
  readonly extraResources: readonly { readonly from: string; readonly to: string }[]
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly [target: string]: unknown
}
type Builder = {
  getConfig(projectDir: string, path: string, options: null): Promise<Configuration>
  validateConfiguration(configuration: unknown, log: unknown): Promise<void>
}

const root = join(import.meta.dirname, '../..')
const builderRequire = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const { getConfig, validateConfiguration } = builderRequire('app-builder-lib/out/util/config/config') as Builder
const { DebugLogger } = builderRequire('builder-util') as { DebugLogger: new (enabled: boolean) => unknown }
const read = (): Promise<Configuration> => getConfig(root, 'electron-builder.yml', null)
const text = readFileSync(join(root, 'electron-builder.yml'), 'utf8')

describe('electron-builder.yml', () => {
  test('is valid for all three systems', async () => {
    const configuration = await read()
    for (const system of ['win', 'mac', 'linux', 'nsis']) expect(configuration[system]).toBeDefined()
    await expect(validateConfiguration(configuration, new DebugLogger(false))).resolves.toBeUndefined()
  })

  test('an unknown key would be noticed', async () => {
    const configuration = { ...(await read()), asarr: true }
    await expect(validateConfiguration(configuration, new DebugLogger(false))).rejects.toThrow('asarr')
  })

  test('the configuration of the packaged smoke test is valid too', async () => {
    const configuration = await getConfig(root, '.ci/electron-builder-smoke.yml', null)
    await expect(validateConfiguration(configuration, new DebugLogger(false))).resolves.toBeUndefined()
  })

  test('names files that are there', async () => {
    const { icon, extraResources } = await read()
    for (const path of [icon, ...extraResources.map(({ from }) => from)])
      expect([path, existsSync(join(root, path))]).toEqual([path, true])
  })

  test('packs exactly the packages that the bundles leave outside, and no Node of the development machines', () => {
    const named = [...text.matchAll(/^ {2}- node_modules\/((?:@[\w-]+\/)?[\w-]+)\/\{/gm)].map(([, name]) => name)
    expect([...new Set(named)].sort()).toEqual([...packedPackages].sort())
    expect(text).toContain("- '!node_modules/**'")
  })

  test('the keychain’s native part comes along for the system that is packed, outside the archive', async () => {
    const { files, asarUnpack } = (await read()) as Configuration & { readonly asarUnpack: readonly string[] }
    expect(JSON.stringify(files)).toContain('node_modules/@napi-rs/keyring-${platform}-${arch}*/**')
    expect(asarUnpack).toContain('node_modules/@napi-rs/keyring-*/**')
  })

  test('nothing but the archive’s own code can be run by the packaged program', async () => {
    expect((await read()).electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeCliInspectArguments: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
  })
})
