import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { electronHere } from './electron-here.ts'
import { createEngineWatch, placeArgs, type LaunchedApp, type LaunchOptions } from './launched-app.ts'

const root = join(import.meta.dirname, '../..')

const hold = join(import.meta.dirname, 'hold-electron.cjs')

const environment = (version: string): Record<string, string> => {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && name !== 'ELECTRON_RUN_AS_NODE') env[name] = value
  }
  // The Node within an older Electron cannot load better-sqlite3: the engine runs beside it, under this one.
  if (Number.parseInt(version, 10) < 36) env['ENGINE_NODE'] = process.execPath
  return env
}

/** The app in Electron. Throws where there is none: ask electronHere first. */
export const launchElectron = async ({ dataDir, args, profiles }: LaunchOptions): Promise<LaunchedApp> => {
  const electron = electronHere()
  if ('reason' in electron) throw new Error(electron.reason)
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath: electron.program,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--lang=en-GB',
      '-r',
      hold,
      root,
      ...placeArgs(dataDir, profiles),
      ...args,
    ],
    env: { ...environment(electron.version), IRIS_KEYCHAIN: 'off', XDG_DATA_HOME: dataDir },
  })
  const watch = createEngineWatch()
  app.process().stderr?.on('data', watch.read)
  await app.evaluate(() => (globalThis as unknown as { openTheWindow(): void }).openTheWindow())
  const page = await app.firstWindow()
  return {
    page,
    chooseFiles: (paths) =>
      app.evaluate(
        ({ dialog }, filePaths) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths })
        },
        [...paths],
      ),
    saved: async (act) => {
      // A person is asked where to; the test says it.
      const saving = app.evaluate(
        ({ session }, folder) =>
          new Promise<{ name: string; path: string }>((resolve) => {
            session.defaultSession.once('will-download', (_event, item) => {
              const path = `${folder}/${item.getFilename()}`
              item.setSavePath(path)
              item.once('done', () => resolve({ name: item.getFilename(), path }))
            })
          }),
        dataDir,
      )
      await act()
      return saving
    },
    killEngine: watch.kill,
    close: () => app.close(),
  }
}
