import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { screen, type BrowserWindow, type Rectangle } from 'electron'

type Remembered = { readonly bounds: Rectangle; readonly maximized: boolean }

const fileIn = (folder: string): string => join(folder, 'window-bounds.json')
const usual: Remembered = { bounds: { x: 0, y: 0, width: 1440, height: 900 }, maximized: false }

const isRectangle = (value: unknown): value is Rectangle => {
  const bounds = (value ?? {}) as Readonly<Record<string, unknown>>
  return ['x', 'y', 'width', 'height'].every((key) => Number.isInteger(bounds[key]))
}

/** Whether enough of it lies on a screen that is there now to take hold of it. */
const isReachable = ({ x, y, width }: Rectangle): boolean =>
  screen
    .getAllDisplays()
    .some(
      ({ workArea: area }) =>
        x + width > area.x + 100 && x < area.x + area.width - 100 && y >= area.y - 10 && y < area.y + area.height - 100,
    )

const read = (folder: string): Remembered | null => {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Partial<Remembered>
    return isRectangle(bounds) && isReachable(bounds) ? { bounds, maximized: maximized === true } : null
  } catch {
    return null
  }
}

/** Where the window was last, or null for the middle of the screen in its usual size. */
export const windowBounds = (folder: string): { readonly options: Partial<Rectangle>; readonly maximized: boolean } => {
  const { width, height } = usual.bounds
  const last = read(folder)
  return last ? { options: last.bounds, maximized: last.maximized } : { options: { width, height }, maximized: false }
}

/** Keeps the bounds when the window closes; what cannot be kept is not worth an error. */
export const rememberBounds = (window: BrowserWindow, folder: string): void =>
  void window.on('close', () => {
    try {
      const last: Remembered = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
      writeFileSync(fileIn(folder), JSON.stringify(last))
    } catch {
      return
    }
  })
