import { execFileSync } from 'node:child_process'
import {
  accessSync,
  constants,
  cpSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { chromium } from '@playwright/test'

/** How to launch a browser that is really here: Playwright's launchOptions. */
export type ResolvedBrowser = { readonly executablePath?: string; readonly env?: Record<string, string> }

const require = createRequire(import.meta.url)

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const systemBrowsers = (): readonly string[] => {
  if (process.platform === 'linux') {
    return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']
  }
  if (process.platform === 'darwin') {
    const programs = [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
    return programs.map((program) => `/Applications/${program}`)
  }
  const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '')
  return folders.flatMap((folder) => [
    join(folder, 'Google/Chrome/Application/chrome.exe'),
    join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ])
}

/** Unpacks the packaged Chromium beside the other caches; several test runs may do so at the same time. */
const unpack = async (packed: string, cache: string): Promise<void> => {
  const tarFs = createRequire(require.resolve('@sparticuz/chromium'))('tar-fs') as { extract(folder: string): Writable }
  const work = mkdtempSync(join(tmpdir(), 'e2e-chromium-'))
  const from = (name: string): [ReturnType<typeof createReadStream>, ReturnType<typeof createBrotliDecompress>] => [
    createReadStream(join(packed, name)),
    createBrotliDecompress(),
  ]
  await pipeline(...from('chromium.br'), createWriteStream(join(work, 'chromium'), { mode: 0o755 }))
  await pipeline(...from('swiftshader.tar.br'), tarFs.extract(work))
  await pipeline(...from('al2023.tar.br'), tarFs.extract(join(work, 'al2023')))
  await pipeline(...from('fonts.tar.br'), tarFs.extract(join(work, 'fonts')))
  writeFileSync(
    join(work, 'fonts/fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(cache, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(cache, 'font-cache')}</cachedir></fontconfig>`,
  )
  mkdirSync(dirname(cache), { recursive: true })
  try {
    renameSync(work, cache)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EXDEV') cpSync(work, cache, { recursive: true })
    else if (!isProgram(join(cache, 'chromium'))) throw error
  }
}

const packagedBrowser = async (cache: string): Promise<ResolvedBrowser | null> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const packed = join(dirname(require.resolve('@sparticuz/chromium')), '../bin')
  const executablePath = join(cache, 'chromium')
  if (!isProgram(executablePath)) await unpack(packed, cache)
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  try {
    execFileSync(executablePath, ['--version', '--no-sandbox'], { stdio: 'ignore' })
  } catch {
    // A minimal system lacks some libraries; the package brings them.
    env['LD_LIBRARY_PATH'] = [join(cache, 'al2023/lib'), env['LD_LIBRARY_PATH']].filter(Boolean).join(':')
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_PATH'] = join(cache, 'fonts')
  return { executablePath, env }
}

/** The first of: $E2E_CHROMIUM, Playwright's own, the system's, the one among the packages (Linux x64). */
export const resolveBrowser = async (
  cache: string = join(import.meta.dirname, '../../node_modules/.cache/e2e-chromium'),
): Promise<ResolvedBrowser> => {
  const named = process.env['E2E_CHROMIUM']
  if (named) {
    if (!isProgram(named)) throw new Error(`E2E_CHROMIUM=${named} is not a program`)
    return { executablePath: named }
  }
  if (isProgram(chromium.executablePath())) return {}
  const system = systemBrowsers().find(isProgram)
  if (system) return { executablePath: system }
  const packaged = await packagedBrowser(cache)
  if (packaged) return packaged
  throw new Error(
    'There is no Chromium for the end-to-end tests: run "npx playwright install chromium", or set E2E_CHROMIUM.',
  )
}
