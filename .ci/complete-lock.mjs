// node .ci/complete-lock.mjs: after a change of dependencies, adds to package-lock.json the optional packages for other
// systems that npm left out. It does so when it installs into a node_modules of one system, or when the registry in
// reach does not list them; `npm ci` then refuses the lock everywhere. Name, exact version and system follow from the
// package that wants them; their integrity is filled in by npm where it can reach them.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const path = join(import.meta.dirname, '../package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))

/** Whether Node would find `name` from the package at `at`, going up the node_modules folders. */
const isListed = (at, name) => {
  const steps = at.split('/node_modules/')
  return [...steps.keys(), steps.length].some((count) => {
    const base = steps.slice(0, count).join('/node_modules/')
    return `${base && `${base}/`}node_modules/${name}` in lock.packages
  })
}

const first = (pattern, name) => pattern.exec(name)?.[1]
let added = 0
for (const [at, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isListed(at, name)) continue
    const os = first(/\b(darwin|win32|linux|android|freebsd|openharmony|openbsd|netbsd|sunos|aix)/, name)
    const cpu = first(/(arm64|arm(?=-)|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el)/, name)
    if (!/^\d/.test(version) || !os || !cpu)
      throw new Error(`${name}@${version} of ${at}: no exact version or no system`)
    lock.packages[`node_modules/${name}`] = { version, cpu: [cpu], ...(dev ? { dev } : {}), optional: true, os: [os] }
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
if (added > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${added} added\n`)
