// What Electron's own default_app does for `electron [switches] FOLDER [arguments]`, as far as the tests need it.
import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const args = process.argv.slice(1)
if (args.includes('--version') || args.includes('-v')) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
// Playwright preloads its own loader with -r.
let folder
for (let at = 0; at < args.length && folder === undefined; at++) {
  if (args[at] === '-r' || args[at] === '--require') require(resolve(args[++at]))
  else if (!args[at].startsWith('-')) folder = resolve(args[at])
}
try {
  if (folder === undefined) throw new Error('usage: electron FOLDER')
  const { productName, name, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  process.defaultApp = true
  app.setName(productName ?? name)
  app.setVersion(version)
  app.setPath('userData', join(app.getPath('appData'), app.getName()))
  app.setAppPath(folder)
  // Awaited here, so that the app can still register its scheme before Electron is ready.
  await import(pathToFileURL(join(folder, main)).href)
} catch (error) {
  console.error(error)
  app.exit(1)
}
