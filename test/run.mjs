// `npm test`: gets everything ready, runs the tests without a window, then those with one, and ends with one line of
// counts. Plain JavaScript for any Node from 20 on; the tests themselves run under the right one.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { prepareOrExit, root, say } from '../electron/host/prepare.mjs'

const results = (name) => join(root, 'dist/test', `${name}.json`)

/** A test that never ends must not hold the whole run; no runner can stop one that does not yield by itself. */
const limitMinutes = 15

const run = (node, args, env) =>
  new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      // A group of its own, so that its workers end with it.
      detached: process.platform !== 'win32',
    })
    const endGroup = () => {
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
      } catch {
        child.kill('SIGKILL')
      }
    }
    const limit = setTimeout(() => {
      say(`stopped after ${limitMinutes} minutes without an end`)
      endGroup()
    }, limitMinutes * 60_000)
    const interrupted = (signal) => {
      endGroup()
      process.exit(signal === 'SIGINT' ? 130 : 143)
    }
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted)
    const end = (code) => {
      clearTimeout(limit)
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupted)
      resolve(code)
    }
    child.on('error', () => end(1))
    child.on('exit', (code) => end(code ?? 1))
  })

/** A runner that ended badly without a failed test (it could not load a file, or crashed) counts as one failure. */
const counted = (name, code, read) => {
  let counts = { passed: 0, failed: 0, skipped: 0 }
  try {
    counts = read(JSON.parse(readFileSync(results(name), 'utf8')))
  } catch {
    say(`${name} wrote no results`)
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

const runVitest = async (node) => {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results('vitest')}`]
  const code = await run(node, [vitest, 'run', ...reporters], {})
  return counted('vitest', code, (found) => ({
    passed: found.numPassedTests,
    failed: found.numFailedTests,
    skipped: found.numPendingTests + found.numTodoTests,
  }))
}

const skipReasons = (suite) => [
  ...(suite.suites ?? []).flatMap(skipReasons),
  ...(suite.specs ?? [])
    .flatMap((spec) => spec.tests)
    .filter((test) => test.status === 'skipped')
    .flatMap((test) =>
      test.annotations.map(({ description }) => `${test.projectName}: ${description ?? 'no reason given'}`),
    ),
]

const runPlaywright = async (node) => {
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: results('playwright') }
  const code = await run(node, [cli, 'test', '--reporter=list,json'], env)
  return counted('playwright', code, (found) => {
    const { expected, unexpected, flaky, skipped } = found.stats
    for (const reason of new Set(skipReasons(found))) say(`skipped: ${reason}`)
    return { passed: expected + flaky, failed: unexpected, skipped }
  })
}

const node = await prepareOrExit()
for (const name of ['vitest', 'playwright']) rmSync(results(name), { force: true })
mkdirSync(dirname(results('vitest')), { recursive: true })
// The tests' own children must find this Node too.
process.env.PATH = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`
const all = [await runVitest(node), await runPlaywright(node)]
const sum = (key) => all.reduce((total, counts) => total + counts[key], 0)
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
process.exitCode = sum('failed') > 0 ? 1 : 0
