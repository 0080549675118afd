import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import { appOrigin } from './protocol.ts'
import { rememberBounds, windowBounds } from './window-bounds.ts'

export type AppWindowOptions = {
  readonly appDir: string
  /** Where the window's place on the screen is kept. */
  readonly stateDir: string
  /** To be filled into the sign-in form. */
  readonly cloud: string | null
  readonly log: (line: string) => void
}

/** The one window: sandboxed, without Node, and unable to leave the app. */
export const openAppWindow = ({ appDir, stateDir, cloud, log }: AppWindowOptions): BrowserWindow => {
  const { options, maximized } = windowBounds(stateDir)
  const window = new BrowserWindow({
    ...options,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Iris Desk',
    webPreferences: {
      preload: join(appDir, 'dist/preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  rememberBounds(window, stateDir)
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })

  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', (event) => {
    if (new URL(event.url).origin !== appOrigin && !event.url.startsWith(`${appOrigin}/`)) event.preventDefault()
  })
  webContents.on('will-attach-webview', (event) => event.preventDefault())

  // A page that crashed is loaded again; one that crashes at each start is left alone.
  let lastGone = -Infinity
  webContents.on('render-process-gone', (_event, { reason }) => {
    log(`the window's process ended (${reason})`)
    const now = performance.now()
    if (reason !== 'clean-exit' && now - lastGone > 10_000) webContents.reload()
    lastGone = now
  })

  const query = cloud === null ? '' : `?cloud=${encodeURIComponent(cloud)}`
  // A page that cannot be loaded shows nothing; the log says why.
  window
    .loadURL(`${appOrigin}/${query}`)
    .catch((error: unknown) => log(`the window cannot be loaded: ${String(error)}`))
  return window
}
