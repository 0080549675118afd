// Makes a fresh clone ready to run: installs what is missing, builds what is stale, finds a Node that can run it.
// Plain JavaScript for any Node from 20 on, without packages: it runs before they are there.
// Every message is one line on stderr; stdout belongs to whoever called.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const inRoot = (...parts) => join(root, ...parts)

/** Says one line on stderr. */
export const say = (line) => process.stderr.write(`iris-desk: ${line}\n`)

/** Something that the person must do; its message is the line to print. */
export class CannotPrepare extends Error {}

const targets = {
  renderer: {
    label: 'the window',
    sources: ['renderer', 'shared', 'vite.config.ts', 'tsconfig.base.json', 'package.json', 'package-lock.json'],
    makes: 'dist/renderer/index.html',
    config: ['build', '--config', 'vite.config.ts', '--logLevel', 'warn'],
  },
  node: {
    label: 'the engine and its hosts',
    sources: ['electron', 'shared', 'resources', 'vite.node.config.ts', 'package.json', 'package-lock.json'],
    makes: 'dist/host/web.js',
    config: ['build', '--app', '--config', 'vite.node.config.ts'],
  },
}
const isSource = (name) => /\.(ts|cts|mjs|json|vue|css|scss|html|svg)$/.test(name)

const hashInto = (hash, path) => {
  const info = statSync(path, { throwIfNoEntry: false })
  if (!info) return
  if (info.isDirectory()) {
    for (const name of readdirSync(path).sort()) hashInto(hash, join(path, name))
  } else if (isSource(path)) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  }
}

const hashOf = (paths) => {
  const hash = createHash('sha256')
  for (const path of paths) hashInto(hash, inRoot(path))
  return hash.digest('hex')
}

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const stampOf = (target) => inRoot('dist', `.stamp-${target}`)
const isStale = (target) => {
  const { sources, makes } = targets[target]
  return !existsSync(inRoot(makes)) || read(stampOf(target)) !== hashOf(sources)
}

// --- packages

const installStamp = inRoot('node_modules/.iris-desk-lock')
const installedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** True if node_modules was made from this lock file, by us or by a person's own `npm ci`. */
const isInstalled = () => {
  const lock = createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex')
  if (read(installStamp) === lock) return true
  const own = installedAt(inRoot('node_modules/.package-lock.json'))
  if (own === 0 || own < installedAt(inRoot('package-lock.json'))) return false
  writeFileSync(installStamp, lock)
  return true
}

const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    const keep = (chunk) => (output = (output + chunk).slice(-20_000))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })

const lastLines = (output, count) => output.trimEnd().split('\n').slice(-count).join('\n')
/** npm says the reason first and its own help last. */
const npmReason = (output) => {
  const reasons = output.split('\n').filter((line) => /^npm (error|ERR!) \S/.test(line))
  return reasons.length > 0 ? reasons.slice(0, 8).join('\n') : lastLines(output, 8)
}

const npm = () => {
  const cli = process.env.npm_execpath
  // The Node that npm itself runs under: ours may lie in the node_modules that `npm ci` is about to remove.
  if (cli?.endsWith('.js') && existsSync(cli)) return [process.env.npm_node_execpath ?? process.execPath, [cli], {}]
  return process.platform === 'win32' ? ['npm.cmd', [], { shell: true }] : ['npm', [], {}]
}

const install = async () => {
  if (process.platform === 'win32' && process.execPath.startsWith(inRoot('node_modules') + sep)) {
    throw new CannotPrepare('the packages changed: run "npm ci" once, then try again')
  }
  say('installing the packages of package-lock.json (once; about half a minute and 1 GB)')
  const began = Date.now()
  const [command, first, options] = npm()
  const env = { ...process.env, NODE_ENV: 'development' }
  const args = [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const { code, output } = await run(command, args, { ...options, env })
  if (code !== 0) throw new CannotPrepare(`the packages cannot be installed:\n${npmReason(output)}`)
  isInstalled()
  say(`packages installed in ${Math.round((Date.now() - began) / 1000)} s`)
}

// --- Node

const exe = process.platform === 'win32' ? '.exe' : ''
const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true
/** better-sqlite3 13 needs Node-API 10, which came with Node 22.14 and 23.6; vite and vitest want 22.12. */
const isNewEnough = (napi) => Number(napi) >= 10

const pinnedNode = () => {
  const system = process.platform === 'win32' ? 'win' : process.platform
  return [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`]
    .map((name) => inRoot('node_modules', name, 'bin', `node${exe}`))
    .find(isFile)
}

const nodeOnPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, `node${exe}`))
    .filter(isFile)
    .find((path) => isNewEnough(spawnSync(path, ['-p', 'process.versions.napi'], { encoding: 'utf8' }).stdout))

/** The Node that runs the engine: this one if it is new enough, else the one among the packages, else one on the PATH. */
export const findNode = () => {
  if (isNewEnough(process.versions.napi) && !process.versions.electron) return process.execPath
  const found = pinnedNode() ?? nodeOnPath()
  if (found) return found
  throw new CannotPrepare(`Node 22.15 or newer is needed here; this is ${process.version}`)
}

// --- builds

const build = async (target, node) => {
  const { label, config, sources } = targets[target]
  say(`building ${label}`)
  const hash = hashOf(sources)
  rmSync(stampOf(target), { force: true })
  const { code, output } = await run(node, [inRoot('node_modules/vite/bin/vite.js'), ...config])
  if (code !== 0) throw new CannotPrepare(`${label} cannot be built:\n${lastLines(output, 40)}`)
  writeFileSync(stampOf(target), hash)
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Two commands at the same time must not install or build over each other: the second waits for the first. */
const alone = async (work) => {
  const lock = inRoot('dist/.preparing')
  mkdirSync(inRoot('dist'), { recursive: true })
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw new CannotPrepare(`${inRoot('dist')} cannot be written (${error.code})`)
      const holder = Number(read(lock))
      if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true })
      else if (!told) say('waiting for another command that prepares this folder')
      await sleep(200)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * Installs and builds what is needed for these targets ('renderer', 'node') and returns the path of the right Node.
 * Throws CannotPrepare.
 */
export const prepare = async (wanted = ['renderer', 'node']) => {
  if (isInstalled() && !wanted.some(isStale)) return findNode()
  return alone(async () => {
    if (!isInstalled()) await install()
    const node = findNode()
    const results = await Promise.allSettled(wanted.filter(isStale).map((target) => build(target, node)))
    const failed = results.find(({ status }) => status === 'rejected')
    if (failed) throw failed.reason
    return node
  })
}

/** `prepare` for a script's start: what must be done by a person is printed, and ends the script. */
export const prepareOrExit = async (wanted) => {
  try {
    return await prepare(wanted)
  } catch (error) {
    if (!(error instanceof CannotPrepare)) throw error
    say(error.message)
    process.exit(1)
  }
}

/** Runs a program in the foreground: same terminal, and its exit code becomes ours. */
export const runInForeground = (command, args, env = process.env, stdio = 'inherit') => {
  const child = spawn(command, args, { stdio, env })
  // The terminal sends Ctrl+C to both; the child decides, and we go when it goes.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT') child.kill(signal)
    })
  }
  // npm starts scripts through a shell and ends only that when it is ended itself: nobody would end us.
  const parent = process.ppid
  const watch = () => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }
  if (process.env.npm_lifecycle_event) setInterval(watch, 500).unref()
  child.on('error', (error) => {
    say(`${command} cannot be started (${error.code})`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
  return child
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareOrExit()
