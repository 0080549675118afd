import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { keepHeapSmall } from '../../electron/host/small-heap.ts'
import { createEngine } from '../../electron/engine/index.ts'
import type { Credentials } from '../../shared/contract/shell.ts'
import { peakMb } from './side.ts'
import { changeTwenty } from './scale-changes.ts'

/** Pulls a large estate as a window would see it: progress, lists and searches while it runs, then a second pull. */
const credentials = JSON.parse(process.argv[2] ?? '{}') as Credentials
const dataDir = mkdtempSync(join(tmpdir(), 'iris-scale-'))
keepHeapSmall()
const started = await createEngine({
  dataDir,
  resourcesDir: 'resources',
  appVersion: '0.0.0-bench',
  demo: false,
  credentials,
  autoSync: false,
  clock: () => new Date(),
  newId: randomUUID,
  fetch: globalThis.fetch,
  log: () => undefined,
  worker: () => {
    throw new Error('a pull needs no worker')
  },
})
if (!started.ok) throw new Error(started.failure.code)
const engine = started.value
const { client } = engine
const base = peakMb()

type Latency = { readonly list: number[]; readonly search: number[] }
const ask = async (into: Latency): Promise<void> => {
  const timed = async (samples: number[], call: () => Promise<unknown>): Promise<void> => {
    const start = performance.now()
    await call()
    samples.push(performance.now() - start)
  }
  const { companies } = (await client.system.status()).counts
  const offset = Math.floor(Math.random() * Math.max(1, companies - 100))
  await timed(into.list, () => client.estate.companies({ offset, limit: 100 }))
  await timed(into.search, () => client.estate.search({ text: 'sol', limit: 20 }))
}

const pull = async (full: boolean, during: Latency | null) => {
  const { jobId } = await client.sync.start({ commandId: randomUUID(), full })
  const start = performance.now()
  let shown = 0
  let withoutTotal = 0
  for (;;) {
    const job = (await client.jobs.list()).find(({ id }) => id === jobId)
    if (!job) throw new Error('the pull is not known')
    if (job.state !== 'running') {
      if (job.state !== 'done') throw new Error(`the pull ended ${job.state}: ${JSON.stringify(job.failure)}`)
      break
    }
    shown += 1
    if (!(job.progress.total > 0 && job.progress.done <= job.progress.total)) withoutTotal += 1
    if (during) await ask(during)
    await sleep(250)
  }
  const result = (await client.sync.status()).lastResult
  return { seconds: (performance.now() - start) / 1000, shown, withoutTotal, result }
}

const during: Latency = { list: [], search: [] }
const first = await pull(true, during)
const peakAfterFirst = peakMb()
const idle: Latency = { list: [], search: [] }
for (let n = 0; n < 40; n++) await ask(idle)
await changeTwenty(credentials)
const second = await pull(false, null)
const counts = (await client.system.status()).counts
const bytes = statSync(join(dataDir, 'iris.sqlite')).size
await engine.close()
rmSync(dataDir, { recursive: true, force: true })
process.stdout.write(
  JSON.stringify({ base, first, second, during, idle, counts, peakAfterFirst, peak: peakMb(), bytes }),
)
