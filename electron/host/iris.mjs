#!/usr/bin/env node
// The command line: gets ready without a word if nothing is to do, then runs the bundled command under the right Node.
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { prepareOrExit, root, runInForeground } from './prepare.mjs'

const node = await prepareOrExit(['node'])
const cli = join(root, 'dist/host/cli.js')
if (node === process.execPath) {
  process.argv[1] = cli
  await import(pathToFileURL(cli).href)
} else {
  runInForeground(node, [cli, ...process.argv.slice(2)])
}
