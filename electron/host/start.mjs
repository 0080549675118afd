// `npm start`: gets everything ready, then opens the app: in Electron where it can run, else in the browser.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareOrExit, root, runInForeground, say } from './prepare.mjs'

const help = `npm start -- [options]
  --demo         the demo cloud and its training tenant (without other options: on the first start)
  --cloud URL    a Rainbow cloud; signs in with IRIS_LOGIN, IRIS_PASSWORD, IRIS_APP_ID, IRIS_APP_SECRET or asks
  --data DIR     the data folder
  --web          in the browser, even where Electron is there
  --port N       in the browser: the port on this computer (default: a free one)
  --no-open      in the browser: only print the link`

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        demo: { type: 'boolean' },
        cloud: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        web: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    say(`WRONG_USAGE: ${error.message.replace(/\.$/, '')}. Nothing was started. See "npm start -- --help".`)
    process.exit(2)
  }
}

/** What the hosts themselves understand; the rest is for this script. */
const passOn = ({ demo, cloud, data }) => [
  ...(demo ? ['--demo'] : []),
  ...(cloud === undefined ? [] : ['--cloud', cloud]),
  ...(data === undefined ? [] : ['--data', data]),
]

const inPackage = (...parts) => join(root, 'node_modules/electron', ...parts)
const programName =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'

/** One try with a time limit, and not again for a day: a network that swallows packets must not delay each start. */
const download = () => {
  const tried = join(root, 'node_modules/.cache/iris-desk-electron-tried')
  const before = statSync(tried, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - before < 24 * 60 * 60_000) return
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
  writeFileSync(tried, '')
  say('downloading Electron (once; about 120 MB)')
  const { status } = spawnSync(process.execPath, [inPackage('install.js')], { stdio: 'ignore', timeout: 5 * 60_000 })
  if (status === 0) rmSync(tried, { force: true })
}

/** {program, version} of an Electron that can open a window here, or {reason}. */
const findElectron = () => {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { reason: 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)' }
  }
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || inPackage('dist')
  const program = join(folder, programName)
  if (!existsSync(program) && !process.env.ELECTRON_OVERRIDE_DIST_PATH) download()
  if (!existsSync(program)) return { reason: `its program is not at ${program}` }
  const version = existsSync(join(folder, 'version')) ? readFileSync(join(folder, 'version'), 'utf8') : ''
  return { program, version: version.trim().replace(/^v/, '') }
}

const openBrowser = (link) => {
  const noScreen = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  if (noScreen) return
  const [command, args] =
    process.platform === 'win32'
      ? ['cmd', ['/c', 'start', '', link]]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', [link]]
  // A computer without a browser is not an error: the link is printed anyway.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}

const startWeb = (node, options) => {
  const args = [join(root, 'dist/host/web.js'), ...passOn(options)]
  if (options.port !== undefined) args.push('--port', options.port)
  const child = runInForeground(node, args, process.env, ['inherit', 'pipe', 'inherit'])
  child.stdout.once('data', (link) => {
    if (!options['no-open']) openBrowser(String(link).trim())
  })
  child.stdout.pipe(process.stdout)
}

const startElectron = (node, { program, version }, options) => {
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  // Before 36 Electron's own Node is too old for the engine, which then runs beside it.
  if (Number.parseInt(version, 10) < 36) env.ENGINE_NODE = node
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  if (asRoot) say('as root, Electron runs without its sandbox')
  runInForeground(program, [...(asRoot ? ['--no-sandbox'] : []), root, ...passOn(options)], env)
}

const options = readOptions()
if (options.help) {
  process.stdout.write(`${help}\n`)
  process.exit(0)
}
const node = await prepareOrExit(['renderer', 'node'])
const electron = options.web || options.port !== undefined ? { reason: 'the browser was asked for' } : findElectron()
if ('program' in electron) {
  startElectron(node, electron, options)
} else {
  say(`Electron is not used: ${electron.reason}; the app opens in the browser`)
  startWeb(node, options)
}
