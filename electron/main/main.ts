import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openKeychain } from '../keychain/index.ts'
import { makeFolder } from '../files/make-folder.ts'
import { app, BrowserWindow, dialog, session } from 'electron'
import type { Failure } from '../../shared/contract/failure.ts'
import { applicationDataDir } from '../supervisor/data-folder.ts'
import { failureLine } from '../supervisor/failure-line.ts'
import { parseLaunchOptions } from '../supervisor/launch-options.ts'
import { planLaunch, rememberLaunch, type LaunchPlan } from '../supervisor/launch-plan.ts'
import { openProfiles } from '../supervisor/profiles.ts'
import { startDemoCloud } from '../supervisor/start-demo-cloud.ts'
import { openWorkspace, type Workspace } from '../supervisor/workspace.ts'
import { openAppWindow } from './app-window.ts'
import { canRunEngine, forkDemoCloud, forkEngine } from './hosts.ts'
import { setMenu } from './menu.ts'
import { registerAppScheme, serveApp } from './protocol.ts'
import { answerWindowCalls } from './window-calls.ts'

declare const __APP_VERSION__: string

const log = (line: string): void => void process.stderr.write(`iris-desk: ${line}\n`)

const giveUp = (failure: Failure): void => {
  log(failureLine(failure))
  if (app.isPackaged) dialog.showErrorBox('Iris Desk', failureLine(failure))
  app.exit(failure.code === 'WRONG_USAGE' || failure.code === 'CLOUD_URL_NOT_ALLOWED' ? 2 : 1)
}

/** What belongs to the window, not to the engine: Chromium's files, bounds, and the lock of a single instance. */
const useWindowFolder = (folder: string): string => {
  try {
    makeFolder(folder)
    app.setPath('userData', folder)
    app.setPath('sessionData', folder)
    return folder
  } catch {
    // The engine will say that the data folder cannot be written; the window must open to show it.
    return app.getPath('userData')
  }
}

const resourcesDir = (): string => (app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources'))

const openHere = async (plan: LaunchPlan): Promise<Workspace | null> => {
  const opened = await openWorkspace({
    plan,
    profiles: openProfiles(applicationDataDir()),
    keychain: openKeychain(),
    startDemo: () => startDemoCloud(forkDemoCloud(), resourcesDir()),
    fork: forkEngine,
    resourcesDir: resourcesDir(),
    appVersion: __APP_VERSION__,
    now: () => performance.now(),
    log,
  })
  if (!opened.ok) giveUp(opened.failure)
  else rememberLaunch(plan)
  return opened.ok ? opened.value : null
}

const run = async (plan: LaunchPlan, stateDir: string): Promise<void> => {
  await app.whenReady()
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  serveApp(app.getAppPath())
  setMenu(app.isPackaged)
  const workspace = await openHere(plan)
  if (!workspace) return
  const { supervisor } = workspace
  answerWindowCalls(workspace)
  supervisor.start()

  const cloud = plan.credentials === null ? plan.cloud : null
  const open = (): void => void openAppWindow({ appDir: app.getAppPath(), stateDir, cloud, log })
  open()
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open()
  })
  let stopped = false
  app.on('before-quit', (event) => {
    if (stopped) return
    // The engine closes its database first; then quitting goes on.
    event.preventDefault()
    void supervisor.stop().then(() => {
      stopped = true
      app.quit()
    })
  })
}

const start = (): void => {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  const options = parseLaunchOptions(process.argv.slice(app.isPackaged ? 1 : 2), 'ignore-unknown')
  if (!options.ok) return giveUp(options.failure)
  if (!canRunEngine()) {
    log(
      `Electron ${process.versions.electron} cannot run the engine by itself; ENGINE_NODE must name a Node 22.15 or newer`,
    )
    return app.exit(1)
  }
  const plan = planLaunch(options.value)
  const stateDir = useWindowFolder(plan.windowDir)
  // One window for the profiles, and one per folder given with --data: a second start brings the first to the front.
  if (!app.requestSingleInstanceLock()) return app.exit(0)
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  run(plan, stateDir).catch((error: unknown) => {
    log(String(error))
    app.exit(1)
  })
}

/**
 * Linux without a graphics device (a virtual machine, a remote desktop): Chromium draws in software anyway, but first
 * tries a graphics process, and about one first page in ten then waits for it for ever.
 */
const drawWithoutGraphicsDevice = (): void => {
  if (process.platform === 'linux' && !existsSync('/dev/dri')) app.disableHardwareAcceleration()
}

drawWithoutGraphicsDevice()
registerAppScheme()
start()
