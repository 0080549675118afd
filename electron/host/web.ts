import { join } from 'node:path'
import type { Failure } from '../../shared/contract/failure.ts'
import { openKeychain } from '../keychain/index.ts'
import { applicationDataDir } from '../supervisor/data-folder.ts'
import { failureLine } from '../supervisor/failure-line.ts'
import { forkChild } from '../supervisor/fork-child.ts'
import type { HostProcess } from '../supervisor/host-process.ts'
import { parseLaunchOptions } from '../supervisor/launch-options.ts'
import { planLaunch, rememberLaunch } from '../supervisor/launch-plan.ts'
import { openProfiles } from '../supervisor/profiles.ts'
import { startDemoCloud, type FromDemoCloud, type ToDemoCloud } from '../supervisor/start-demo-cloud.ts'
import type { Supervisor } from '../supervisor/supervise.ts'
import { openWorkspace } from '../supervisor/workspace.ts'
import { startWebHost } from './web-host.ts'
import { removeOldUploads } from './web-upload.ts'

declare const __APP_VERSION__: string

const log = (line: string): void => void process.stderr.write(`iris-desk: ${line}\n`)

const giveUp = (failure: Failure): never => {
  log(failureLine(failure))
  return process.exit(failure.code === 'WRONG_USAGE' || failure.code === 'CLOUD_URL_NOT_ALLOWED' ? 2 : 1)
}

const entry = (name: string): string => join(import.meta.dirname, `${name}.js`)
const fork = <Out, In extends object>(name: string): HostProcess<Out, In> =>
  forkChild({ entry: entry(name), execPath: process.execPath })

/** Ready, or the reason why it never will be; a lost engine is being restarted meanwhile. */
const settled = (supervisor: Supervisor): Promise<Failure | null> =>
  new Promise((resolve) => {
    const look = (): void => {
      const now = supervisor.state()
      if (now.state === 'ready') resolve(null)
      if (now.state === 'failed') resolve(now.failure)
    }
    supervisor.onState(look)
    supervisor.start()
  })

const main = async (): Promise<void> => {
  const options = parseLaunchOptions(process.argv.slice(2), 'strict')
  if (!options.ok) return giveUp(options.failure)
  const plan = planLaunch(options.value)
  const root = join(import.meta.dirname, '../..')
  const resourcesDir = join(root, 'resources')

  let demoCloud: { kill(): void } | undefined
  const opened = await openWorkspace({
    plan,
    profiles: openProfiles(applicationDataDir()),
    keychain: openKeychain(),
    startDemo: () => {
      const demo = fork<FromDemoCloud, ToDemoCloud>('demo-cloud')
      demoCloud = demo
      return startDemoCloud(demo, resourcesDir)
    },
    fork: () => fork('engine-child'),
    resourcesDir,
    appVersion: __APP_VERSION__,
    now: () => performance.now(),
    log,
  })
  if (!opened.ok) return giveUp(opened.failure)
  const workspace = opened.value
  const { supervisor } = workspace
  const end = async (code: number): Promise<never> => {
    await supervisor.stop()
    demoCloud?.kill()
    return process.exit(code)
  }

  const host = await startWebHost({
    workspace,
    assetsDir: join(root, 'dist/renderer'),
    cloud: plan.credentials === null ? plan.cloud : null,
    port: options.value.port ?? 0,
    onOpened: () => log(`opened; a link for another browser: ${newLink()}`),
  })
  if (!host.ok) {
    log(failureLine(host.failure))
    return end(1)
  }
  const { newLink, close } = host.value
  const problem = await settled(supervisor)
  if (problem) {
    log(failureLine(problem))
    return end(1)
  }
  rememberLaunch(plan)
  await removeOldUploads(join(plan.dataDir, 'uploads'), Date.now())

  log('Iris Desk runs on this computer at the link below, which opens it once. Ctrl+C stops it.')
  process.stdout.write(`${newLink()}\n`)
  const stop = (): void => void close().then(() => end(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.once('disconnect', stop)
}

await main()
