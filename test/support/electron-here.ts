import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type ElectronHere = { readonly program: string; readonly version: string } | { readonly reason: string }

const programName: string =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron'

/** An Electron that can open a window in a test, or why there is none. Nothing is downloaded. */
export const electronHere = (): ElectronHere => {
  const folder =
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(import.meta.dirname, '../../node_modules/electron/dist')
  const program = join(folder, programName)
  if (!existsSync(program)) return { reason: `Electron's program is not at ${program}` }
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { reason: 'there is no display for Electron (run under xvfb-run)' }
  }
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  return { program, version }
}
