import { join } from 'node:path'
import type { Failure } from '../../shared/contract/failure.ts'
import { failureLine } from '../supervisor/failure-line.ts'
import { forkChild } from '../supervisor/fork-child.ts'
import type { HostProcess } from '../supervisor/host-process.ts'
import { parseLaunchOptions } from '../supervisor/launch-options.ts'
import { planLaunch, rememberCloud } from '../supervisor/launch-plan.ts'
import { startDemoCloud, type FromDemoCloud, type ToDemoCloud } from '../supervisor/start-demo-cloud.ts'
import { supervise, type Supervisor } from '../supervisor/supervise.ts'
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

  let { credentials } = plan
  let demoCloud: { kill(): void } | undefined
  if (plan.demo) {
    const demo = fork<FromDemoCloud, ToDemoCloud>('demo-cloud')
    const started = await startDemoCloud(demo, resourcesDir)
    if (!started.ok) return giveUp(started.failure)
    credentials = started.value
    demoCloud = demo
  }

  const supervisor = supervise({
    fork: () => fork('engine-child'),
    init: {
      dataDir: plan.dataDir,
      resourcesDir,
      appVersion: __APP_VERSION__,
      demo: plan.demo,
      credentials,
    },
    now: () => performance.now(),
    log,
  })
  const end = async (code: number): Promise<never> => {
    await supervisor.stop()
    demoCloud?.kill()
    return process.exit(code)
  }

  const host = await startWebHost({
    supervisor,
    assetsDir: join(root, 'dist/renderer'),
    dataDir: plan.dataDir,
    cloud: credentials === null ? plan.cloud : null,
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
  rememberCloud(plan)
  await removeOldUploads(join(plan.dataDir, 'uploads'), Date.now())

  log('Iris Desk runs on this computer at the link below, which opens it once. Ctrl+C stops it.')
  process.stdout.write(`${newLink()}\n`)
  const stop = (): void => void close().then(() => end(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.once('disconnect', stop)
}

await main()
