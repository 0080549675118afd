import { beforeEach, expect, it } from 'vitest'
import { createChanges, type WorkerClient } from '../../electron/engine/core/index.ts'
import type { WriteDb } from '../../electron/engine/db/database.ts'
import {
  createPlanCosts,
  createPlansInWorker,
  type CalculatedPlan,
  type PlanAnswer,
  type PlanTask,
} from '../../electron/engine/planning/index.ts'
import type { PlanDefinition } from '../../shared/contract/planning.ts'
import { ok } from '../../shared/util/result.ts'
import { memoryDatabase } from '../support/database.ts'
import { engineDeps, resourcesDir, startEngine, temporaryFolder } from '../support/engine.ts'
import { day, seen, smallEstate } from '../support/estate-rows.ts'

const today = '2017-10-15'
const definition: PlanDefinition = {
  name: 'Autumn',
  note: '',
  scope: { kind: 'estate' },
  basis: 'billed',
  from: '2017-11',
  months: 3,
  currency: 'EUR',
  sellTier: 'public',
  ruleSet: 'by-date',
  changes: [],
  alternatives: [{ id: '00000000-0000-4000-8000-000000000001', name: 'As it is', covers: [] }],
}
const task = (changes: Partial<Pick<PlanTask, 'estate' | 'prices'>> = {}): PlanTask => ({ kind: 'plan-calculate', estate: 0, prices: 0, input: { definition, today }, ...changes }) // prettier-ignore
const licences = (answer: ReturnType<ReturnType<typeof createPlansInWorker>>): number | undefined =>
  answer.ok && 'alternatives' in answer.value ? answer.value.alternatives[0]?.licencesAtEnd : undefined

let db: WriteDb
beforeEach(() => {
  ;({ db } = memoryDatabase())
  smallEstate(db)
})

it('what a plan costs is kept in the worker until the estate or the prices change', () => {
  const plans = createPlansInWorker(db, resourcesDir)
  const before = plans(task(), () => false)
  seen(db, day(5), { subscription: [{ id: 's77', company_id: 'own', offer_name: 'Enterprise', billed: 4, allocated: 1, commercial_reference: '3EY95003AA' }] }) // prettier-ignore
  expect(licences(plans(task(), () => false))).toBe(licences(before))
  expect(licences(plans(task({ estate: 1 }), () => false))).toBe((licences(before) ?? 0) + 4)
  const content = { name: 'Mine', tier: 'vad', companyId: null, currency: 'EUR', validFrom: '2017-10-01', validTo: null, note: '', prices: [{ commercialReference: '3EY95003AA', offerName: 'Enterprise', unitPrice: { units: 9, scale: 0 }, per: 'user-month', invoiceNames: [] }] } // prettier-ignore
  db.run(`INSERT INTO price_list_version (id, version, content, made_at) VALUES ('mine', 1, :content, '')`, { content: JSON.stringify(content) }) // prettier-ignore
  const used = (prices: number) => JSON.stringify(plans(task({ estate: 1, prices }), () => false)).includes('"mine"')
  expect([used(0), used(1)]).toEqual([false, true])
})

it('what nobody waits for any more stops with CANCELLED, and is computed when it is asked again', () => {
  const plans = createPlansInWorker(db, resourcesDir)
  expect(plans(task(), () => true)).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
  expect(licences(plans(task(), () => false))).toBeGreaterThan(0)
})

it('the worker is told how often estate and prices have changed, and gets the signal of the call', async () => {
  const changes = createChanges()
  const tasks: [PlanTask, AbortSignal][] = []
  const worker: WorkerClient<PlanTask, PlanAnswer> = {
    run: async (sent, signal) => {
      tasks.push([sent, signal])
      return Promise.resolve(ok({} as CalculatedPlan))
    },
    close: async () => Promise.resolve(),
  }
  const costs = createPlanCosts({ changes, worker })
  const { signal } = new AbortController()
  await costs.calculate({ definition, today }, signal)
  changes.announce('estate')
  changes.announce('prices', 'estate')
  await costs.calculate({ definition, today }, signal)
  expect(tasks.map(([{ estate, prices }, sent]) => [estate, prices, sent === signal])).toEqual([
    [0, 0, true],
    [2, 1, true],
  ])
})

it('plans are calculated through the contract in a thread of their own, and a call that was given up is cancelled', async () => {
  const folder = temporaryFolder()
  const engine = await startEngine(engineDeps(folder.path, null, { autoSync: false }))
  try {
    const given = new AbortController()
    given.abort()
    await expect(engine.client.plans.calculate({ definition, today }, { signal: given.signal })).rejects.toThrow()
    expect(await engine.client.plans.calculate({ definition, today })).toMatchObject({ companies: 0, situations: 0 })
    const { id: alternativeId } = definition.alternatives[0]!
    expect(await engine.client.plans.companies({ definition, today, alternativeId, sort: 'buy' })).toEqual({ rows: [], total: 0 }) // prettier-ignore
  } finally {
    await engine.close()
    folder.remove()
  }
})
