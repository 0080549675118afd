import { execFile } from 'node:child_process'
import { parseArgs, promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { packedPackages } from '../../vite.node.config.ts'
import { startCloudProcess } from '../support/run-iris.ts'

/**
 * `npm run bench:scale`: a generated estate in a demo cloud of its own process, read by our engine and by a bare reader of
 * the same lists; then twenty changes and a second pull. Prints figures of this machine and ratios, and ends with exit
 * code 1 when a promise is broken that does not depend on the machine's speed.
 * IRIS_BENCH_NODE passes options to the engine's Node, such as --cpu-prof.
 */
const { values } = parseArgs({
  options: { companies: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' } },
})
const run = promisify(execFile)

/** What was promised of 50,000 companies; of a very small estate, twenty changes are more than 1 %. */
const MOST_MB = 400

type Pulled = {
  readonly seconds: number
  readonly shown: number
  readonly withoutTotal: number
  readonly result: {
    readonly mode: string
    readonly reason: string | null
    readonly requests: number
    readonly bytes: number
  }
}
type Engine = {
  readonly first: Pulled
  readonly second: Pulled
  readonly during: Readonly<Record<'list' | 'search', readonly number[]>>
  readonly idle: Readonly<Record<'list' | 'search', readonly number[]>>
  readonly counts: Readonly<Record<string, number>>
  readonly base: number
  readonly peakAfterFirst: number
  readonly peak: number
  readonly bytes: number
}

/** Bundled like the engine's hosts: reading TypeScript would count as the engine's memory. */
const bundled = fileURLToPath(new URL('../../dist/bench/', import.meta.url))
const names = ['scale-engine', 'scale-reader']
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true, external: packedPackages },
  build: {
    ssr: true,
    outDir: bundled,
    minify: false,
    rolldownOptions: { input: names.map((name) => fileURLToPath(new URL(`${name}.ts`, import.meta.url))) },
  },
})

const side = async <T>(name: string, credentials: unknown): Promise<T> => {
  const path = `${bundled}${name}.js`
  const options = name === 'scale-engine' ? (process.env.IRIS_BENCH_NODE ?? '').split(' ').filter(Boolean) : []
  const { stdout } = await run(process.execPath, [...options, path, JSON.stringify(credentials)], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(stdout) as T
}
const at = (samples: readonly number[], share: number): string => {
  const sorted = [...samples].sort((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
}
const mb = (bytes: number): string => (bytes / 1e6).toFixed(1)

const cloud = await startCloudProcess(['--companies', values.companies, '--seed', values.seed])
try {
  const credentials = { mode: 'password', ...cloud.credentials }
  const bare = await side<{ seconds: number; peak: number }>('scale-reader', credentials)
  const engine = await side<Engine>('scale-engine', credentials)
  const { first, second } = engine
  console.log(`Estate: ${values.companies} companies, seed ${values.seed}; cached ${JSON.stringify(engine.counts)}\n`)
  console.log(
    `full pull          ${first.seconds.toFixed(1)} s, ${first.result.requests} requests, ${mb(first.result.bytes)} MB`,
  )
  console.log(`bare reader        ${bare.seconds.toFixed(1)} s; ratio ${(first.seconds / bare.seconds).toFixed(2)}`)
  console.log(`peak memory        engine ${engine.peak.toFixed(0)} MB (at its start ${engine.base.toFixed(0)}, after the full pull ${engine.peakAfterFirst.toFixed(0)}), bare reader ${bare.peak.toFixed(0)} MB`) // prettier-ignore
  console.log(`database           ${mb(engine.bytes)} MB`)
  console.log(`progress           ${first.shown} looks, ${first.withoutTotal} without a denominator`)
  console.log(`after 20 changes   ${second.result.mode}${second.result.reason ? ` (${second.result.reason})` : ''}, ${second.seconds.toFixed(1)} s, ${second.result.requests} requests, ${mb(second.result.bytes)} MB = ${((100 * second.result.bytes) / first.result.bytes).toFixed(3)} % of the first`) // prettier-ignore
  for (const kind of ['list', 'search'] as const) {
    console.log(`${kind.padEnd(18)} median ${at(engine.during[kind], 0.5)} ms while pulling (95 %: ${at(engine.during[kind], 0.95)}), ${at(engine.idle[kind], 0.5)} ms idle`) // prettier-ignore
  }
  const share = second.result.bytes / first.result.bytes
  const bounds: readonly (readonly [promise: string, kept: boolean])[] = [
    ['the engine stays under 400 MB', engine.peak < MOST_MB],
    ['every company is cached', engine.counts['companies'] === Number(values.companies)],
    ['progress always has a denominator', first.shown > 0 && first.withoutTotal === 0],
    [
      'the second pull reads what changed, and less than 1 % of the first',
      second.result.mode === 'incremental' && share < 0.01,
    ],
  ]
  for (const [promise, kept] of bounds) console.log(`${kept ? 'kept  ' : 'BROKEN'} ${promise}`)
  if (bounds.some(([, kept]) => !kept)) process.exitCode = 1
} finally {
  await cloud.stop()
}
