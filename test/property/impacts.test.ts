import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlanDefinition } from '../../shared/contract/planning.ts'
import { addMonths, lastDayOf } from '../../shared/domain/local-date.ts'
import { commandId, now } from '../support/engine.ts'
import { windowOf, type Values } from '../support/estate-rows.ts'
import { definitionOf, editsMade, impactDesk, value, type ImpactDesk } from '../support/impacts.ts'

/** docs/planning.md, section 7: applying does exactly the stored steps, whatever the plan. */

const TODAY = '2017-12-05'
const IDS = ['c0', 'c1', 'c2', 'c3']
const references = ['3EY95002AA', '3EY95003AA', '3EY95102AD', '3EY95101AB']

const estate = fc.record({
  companies: fc.tuple(...IDS.map((id) => fc.record({ id: fc.constant(id), name: fc.constant(`Company ${id}`), plan: fc.constantFrom('premium', 'premium', 'freemium') }))), // prettier-ignore
  subscriptions: fc
    .array(
      fc.record({
        company_id: fc.constantFrom(...IDS),
        commercial_reference: fc.constantFrom(...references),
        billed: fc.integer({ min: 1, max: 30 }),
        unused: fc.integer({ min: 0, max: 30 }),
      }),
      { maxLength: 8 },
    )
    .map((rows) =>
      rows.map(({ unused, ...row }, index): Values => {
        const prepaid = row.commercial_reference.startsWith('3EY951')
        const dates = prepaid
          ? { created_at: '2017-11-24T10:00:00.000Z', expires_at: `${row.commercial_reference.endsWith('D') ? 2020 : 2018}-12-01T00:00:00.000Z` } // prettier-ignore
          : {}
        return { id: `s${index}`, ...row, allocated: Math.max(0, row.billed - unused), ...dates }
      }),
    ),
})

const day = fc.constantFrom('2017-12-01', TODAY, '2017-12-31', '2018-02-28', '2018-03-15', '2018-06-30')
const change = fc.record({
  from: day,
  plan: fc.constantFrom('Business', 'Enterprise'),
  companyId: fc.constantFrom(null, ...IDS),
  change: fc.oneof(
    fc.record({ kind: fc.constant('set' as const), heads: fc.integer({ min: 0, max: 40 }) }),
    fc.record({ kind: fc.constant('add' as const), heads: fc.integer({ min: -10, max: 10 }) }),
    fc.record({ kind: fc.constant('percent' as const), fraction: fc.record({ units: fc.integer({ min: -50, max: 50 }), scale: fc.constant(2) }) }), // prettier-ignore
  ),
})
const covers = fc.array(
  fc.record({
    term: fc.constantFrom('monthly' as const, 1 as const, 3 as const),
    quantity: fc.oneof(fc.constantFrom('all' as const, 'lowest' as const), fc.integer({ min: 0, max: 20 })),
  }),
  { maxLength: 3 },
)
const definition = fc
  .record({
    changes: fc.array(change, { maxLength: 5 }),
    covers,
    basis: fc.constantFrom('billed' as const, 'allocated' as const),
  }) // prettier-ignore
  .map(({ covers: all, ...rest }) =>
    definitionOf({
      ...rest,
      alternatives: [{ id: randomUUID(), name: 'One', covers: all }],
    } as Partial<PlanDefinition>),
  )

const licences = ({ db }: ImpactDesk, companyId: string): number =>
  db.get<{ n: number | null }>(
    `SELECT sum(billed) AS n FROM subscription_now WHERE company_id = :companyId AND mark IS NOT 'removing'`,
    { companyId },
  )?.n ?? 0

describe('a random plan of a random estate', () => {
  it('what is made are the due steps of the statement, in their order, and the licences are those of the plan', async () => {
    let applied = 0
    await fc.assert(
      fc.asyncProperty(estate, definition, day, async (rows, plan, first) => {
        const desk = impactDesk(rows)
        try {
          const of = desk.plan(plan)
          const prepared = await desk.impacts.prepare({ commandId: commandId(), at: now(), id: randomUUID(), today: TODAY, of, delegation: null, allocate: [] }) // prettier-ignore
          if (!prepared.ok) {
            expect(prepared.failure.code).toBe('NOTHING_TO_APPLY')
            return
          }
          const { id, steps } = prepared.value
          expect(editsMade(desk.db)).toEqual([])
          const apply = (today: string) => desk.impacts.apply({ commandId: commandId(), at: now(), id, today })
          if (steps.some(({ refused }) => refused !== null)) {
            expect(await apply('2020-01-01')).toMatchObject({ ok: false })
            expect(editsMade(desk.db)).toEqual([])
            return
          }
          applied += 1
          // The plan's number at its end is what the last invoice month counts: the end of the month before it.
          const end = lastDayOf(addMonths(plan.from, plan.months - 2))
          const companies = value(desk.planning.companies({ ...windowOf(), definition: plan, alternativeId: of.alternativeId, today: TODAY })) // prettier-ignore
          const before = new Map(companies.rows.map((row) => [row.companyId as string, row.licencesAtEnd]))
          const due = (today: string, after = '') =>
            steps.filter((step) => step.due > after && step.due <= today).map(({ edit }) => edit)
          value(await apply(first))
          expect(editsMade(desk.db)).toEqual(due(first))
          value(await apply(first))
          expect(editsMade(desk.db)).toEqual(due(first))
          value(await apply(end))
          expect(editsMade(desk.db)).toEqual([...due(first), ...due(end, first)])
          for (const company of IDS) expect([company, licences(desk, company)]).toEqual([company, before.get(company) ?? 0]) // prettier-ignore
        } finally {
          desk.close()
        }
      }),
      { numRuns: 150 },
    )
    expect(applied).toBeGreaterThan(40)
  })
})
