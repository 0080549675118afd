import { createChanges } from '../../electron/engine/core/index.ts'
import { createPlanning } from '../../electron/engine/planning/index.ts'
import { readScope } from '../../electron/engine/planning/base.ts'
import type { PlanDefinition } from '../../shared/contract/planning.ts'
import { prepaidTerm } from '../../shared/domain/subscription-rules.ts'
import { outcomeOf, type Base } from '../../shared/domain/planning/index.ts'
import { memoryDatabase } from '../support/database.ts'
import { resourcesDir } from '../support/engine.ts'
import { edition, meansOf, planOf, withPrepaid } from '../support/planning.ts'
import { randomFrom } from '../support/random.ts'
import { peakMb } from './side.ts'

/**
 * A plan over an estate: read in groups, recalculated after each change of a number as a person drags it, and the same work
 * with each company by itself. Both must come to the same totals. Prints one JSON.
 */
const companies = Number(process.argv[2] ?? '50000')
const ROUNDS = 5
const today = '2017-12-10'

const { sqlite, db } = memoryDatabase()
// What keeps lists and texts in order is not what is measured.
for (const { name } of db.all<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)) sqlite.exec(`DROP TRIGGER ${name}`) // prettier-ignore
const random = randomFrom(20171124)
const integer = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
const offers = [
  ['Business', '3EY95002AA', 'monthly', null],
  ['Enterprise', '3EY95003AA', 'monthly', null],
  ['Enterprise PrePaid 1 Year', '3EY95102AB', 'prepaid', 1],
  ['Enterprise PrePaid 3 Years', '3EY95102AD', 'prepaid', 3],
] as const

const company = sqlite.prepare(
  `INSERT INTO company (id, valid_from, content, seen_run, seen_at, shown, name, kind, status, plan, admin_can_update)
   VALUES (?, '2017-01-01', '', 1, '', 1, ?, 'EC', 'active', 'premium', 0)`,
)
const subscription = sqlite.prepare(
  `INSERT INTO subscription (id, valid_from, content, seen_run, seen_at, shown, company_id, offer_name, commercial_reference, model,
     billed, allocated, expires_at, status, created_at)
   VALUES (?, '2017-01-01', '', 1, '', 1, ?, ?, ?, ?, ?, ?, ?, 'active', ?)`,
)
sqlite.transaction(() => {
  for (let n = 0; n < companies; n++) {
    company.run(`c${n}`, `Company ${n}`)
    if (random() < 0.15) continue
    for (const [name, reference, model, years] of random() < 0.25
      ? [offers[0], offers[integer(1, 3)]!]
      : [offers[integer(0, 3)]!]) {
      // prettier-ignore
      const allocated = random() < 0.1 ? integer(0, 400) : integer(0, 30)
      const billed = Math.max(1, allocated + integer(0, 2 + Math.floor(allocated * 0.2)))
      const bought = `201${integer(5, 7)}-${String(integer(1, 11)).padStart(2, '0')}-${String(integer(1, 28)).padStart(2, '0')}`
      const expires = years === null ? null : `${prepaidTerm(bought, years).expiresOn}T00:00:00.000Z`
      subscription.run(`s${n}-${reference}`, `c${n}`, name, reference, model, billed, allocated, expires, `${bought}T10:00:00.000Z`) // prettier-ignore
    }
  }
})()
// Prices that nobody publishes (M218), so that there is a total.
const lists = withPrepaid.map((list) => {
  const like = (reference: string) => list.prices.find(({ commercialReference }) => commercialReference === reference)!
  const business = [
    { ...like('3EY95102AB'), commercialReference: '3EY95101AB' },
    { ...like('3EY95102AD'), commercialReference: '3EY95101AD' },
  ]
  return { ...list, prices: [...list.prices, ...business] }
})
for (const [index, list] of lists.entries()) {
  const { id: _id, version: _version, withdrawn: _withdrawn, rules: _rules, ...content } = list
  const { prices } = list
  db.run(`INSERT INTO price_list_version (id, version, content, made_at) VALUES (:id, 1, :content, '')`, {
    id: `bench-${index}`,
    content: JSON.stringify({ ...content, validFrom: '2017-09-01', note: '', prices }),
  })
}

const shape = planOf(['as it is', 'monthly', '3Y', 'mix'])
const plan = (heads: number): PlanDefinition => ({
  ...shape,
  name: 'Estate',
  note: '',
  scope: { kind: 'estate' },
  sellTier: 'public',
  ruleSet: 'by-date',
  changes: [{ from: '2018-03-01', plan: 'Enterprise', companyId: null, change: { kind: 'percent', fraction: { units: heads, scale: 2 } } }], // prettier-ignore
  alternatives: shape.alternatives.map(({ name, covers }) => ({ id: name, name, covers: [...covers] })),
})

const timed = <T>(work: () => T): readonly [number, T] => {
  const start = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(start)
  return [(user + system) / 1000, result]
}
const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

const planning = createPlanning({ engine: { resourcesDir }, db, changes: createChanges() })
const calculate = (heads: number) => {
  const done = planning.calculate({ definition: plan(heads), today })
  if (!done.ok) throw new Error(JSON.stringify(done.failure))
  return done.value
}
const [first, whole] = timed(() => calculate(10))
const again = Array.from({ length: ROUNDS }, (_, round) => timed(() => calculate(11 + round))[0])
calculate(10)
const [repeated, grouped] = timed(() => calculate(10))

// The same without groups: every company stands apart.
const scope = readScope(db, { scope: { kind: 'estate' }, asOf: undefined, edition })
let number = 0
const apart = scope.groups.flatMap(({ group }) =>
  Array.from({ length: group.companies }, () => ({ companyId: `c${number++}`, groups: [{ ...group, companies: 1 }] })),
)
const base: Base = { companies: apart.length, holding: apart.length, notActivated: 0, groups: [], apart }
const [each, single] = timed(() => outcomeOf({ ...plan(10) }, base, meansOf({ today, lists })))

const totals = (outcome: Pick<typeof grouped, 'alternatives'>): string =>
  JSON.stringify(outcome.alternatives.map((one) => one.totals))
if (totals(grouped) !== totals(single) || grouped.alternatives.some((one) => one.totals === null)) {
  throw new Error(`grouped and single computations differ: ${totals(grouped)} ${totals(single)}`)
}
const figures = { companies: whole.companies, situations: whole.situations, first, again: median(again), repeated, each, peakMb: peakMb() } // prettier-ignore
process.stdout.write(JSON.stringify(figures))
