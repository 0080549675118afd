import { join } from 'node:path'
import { app } from 'electron'
import type { EngineProcess, HostProcess } from '../supervisor/host-process.ts'
import { forkChild } from '../supervisor/fork-child.ts'
import type { FromDemoCloud, ToDemoCloud } from '../supervisor/start-demo-cloud.ts'
import { forkUtility } from './fork-utility.ts'

declare const __ENGINE_NODE_WHEN_PACKAGED__: boolean

/** A Node beside Electron, for an Electron whose own cannot load better-sqlite3; a release never looks for one. */
const engineNode = (): string | undefined =>
  app.isPackaged && !__ENGINE_NODE_WHEN_PACKAGED__ ? undefined : process.env['ENGINE_NODE'] || undefined

/** Only bundles in dist/host are started; another program cannot read them inside the archive. */
const entry = (name: string, unpacked: boolean): string =>
  join(
    unpacked ? app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked') : app.getAppPath(),
    'dist/host',
    `${name}.js`,
  )

/** False if the engine could only crash here: Node-API 10 came with Node 22.14. */
export const canRunEngine = (): boolean => engineNode() !== undefined || Number(process.versions['napi']) >= 10

export const forkEngine = (): EngineProcess => {
  const execPath = engineNode()
  return execPath
    ? forkChild({ entry: entry('engine-child', true), execPath })
    : forkUtility(entry('engine-utility', false), 'Iris Desk engine')
}

export const forkDemoCloud = (): HostProcess<FromDemoCloud, ToDemoCloud> =>
  forkUtility(entry('demo-cloud', false), 'Iris Desk demo cloud')
