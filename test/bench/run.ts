import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { filesIn, writeData } from './cdr-data.ts'
import type { Measured } from './side.ts'

/**
 * `npm run bench`: reconciles a CDR with our path and with DuckDB on the same file, in alternating rounds, each side in a
 * process of its own, and prints medians with their ratio. Figures are of this machine: there is no bar to pass, but both
 * sides must find the same contracts and the same differences. Then a plan over an estate, in groups and company by company.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    companies: { type: 'string', default: '50000' },
  },
})
const [rows, rounds, companies] = [Number(values.rows), Number(values.rounds), Number(values.companies)]
if (![rows, rounds, companies].every((number) => Number.isInteger(number) && number >= 1)) {
  console.error('usage: npm run bench -- [--rows N] [--rounds N] [--companies N]')
  process.exit(2)
}

type Planned = Readonly<Record<'companies' | 'situations' | 'first' | 'again' | 'repeated' | 'each', number>>

const run = promisify(execFile)
const side = async <T = Measured>(script: string, ...args: readonly string[]): Promise<T> => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { stdout } = await run(process.execPath, ['--max-old-space-size=8192', path, ...args], {
    maxBuffer: 256 * 1024 * 1024,
  })
  return JSON.parse(stdout) as T
}

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? 0)) / 2
}
const medianOf = (all: readonly Measured[], pick: (one: Measured) => number | undefined): number =>
  median(all.map((one) => pick(one) ?? Number.NaN))

const folder = await mkdtemp(join(tmpdir(), 'iris-bench-'))
try {
  await writeData(folder, rows)
  const { size } = await stat(filesIn(folder).cdr)
  const ours: Measured[] = []
  const whole: Measured[] = []
  const stepwise: Measured[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await side('cdr-ours.ts', folder))
    whole.push(await side('cdr-duckdb.ts', folder, 'whole'))
    stepwise.push(await side('cdr-duckdb.ts', folder, 'steps'))
  }
  const [reference] = ours
  const answer = JSON.stringify(reference?.differing)
  if ([...ours, ...whole, ...stepwise].some(({ differing }) => JSON.stringify(differing) !== answer)) {
    throw new Error('the two sides found different contracts or differences')
  }
  const cents = (reference?.differing ?? []).reduce((sum, line) => sum + BigInt(line.split(' ')[1] ?? '0'), 0n)
  const table: readonly (readonly [string, string, number, number])[] = [
    [
      'read the CDR',
      'ms',
      medianOf(ours, ({ steps }) => steps['read']),
      medianOf(stepwise, ({ steps }) => steps['read']),
    ],
    [
      'group, join, compare',
      'ms',
      medianOf(ours, ({ steps }) => steps['compare']),
      medianOf(stepwise, ({ steps }) => steps['compare']),
    ],
    ['whole way', 'ms', medianOf(ours, ({ steps }) => steps['whole']), medianOf(whole, ({ steps }) => steps['whole'])],
    ['peak memory, whole way', 'MB', medianOf(ours, ({ peakMb }) => peakMb), medianOf(whole, ({ peakMb }) => peakMb)],
  ]
  console.log(`CDR reconcile: ${rows} RB-SERV rows, ${(size / 1e6).toFixed(1)} MB of CSV, ${rounds} rounds, medians\n`)
  const cell = (text: string) => text.padStart(12)
  console.log(`${'step'.padEnd(30)}${['Iris Desk', 'DuckDB', 'ratio'].map(cell).join('')}`)
  for (const [step, unit, mine, peer] of table) {
    const cells = [mine.toFixed(1), peer.toFixed(1), (mine / peer).toFixed(2)].map(cell).join('')
    console.log(`${`${step} (${unit})`.padEnd(30)}${cells}`)
  }
  console.log(
    `\nBoth sides: ${reference?.differing.length ?? 0} contracts differ, by ${cents} cents together. ` +
      'Each process runs its work once, so the first run of the code is in the figures. DuckDB uses every core.',
  )
  const plan = await side<Planned>('planning.ts', String(companies))
  const cells = [plan.again.toFixed(1), plan.each.toFixed(1), (plan.again / plan.each).toFixed(2)].map(cell).join('')
  console.log(`\n${''.padEnd(30)}${['in groups', 'one by one', 'ratio'].map(cell).join('')}`)
  console.log(`${'recalculate a plan (ms)'.padEnd(30)}${cells}`)
  console.log(
    `\nPlan: ${plan.companies} companies with licences in ${plan.situations} situations, 4 alternatives of 36 months, processor ` +
      `time. Reading the estate for the first time: ${plan.first.toFixed(1)} ms; the same question again: ${plan.repeated.toFixed(1)} ms. Both come to the same totals.`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
