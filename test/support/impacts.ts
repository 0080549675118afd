import { randomUUID } from 'node:crypto'
import { createChanges } from '../../electron/engine/core/index.ts'
import type { WriteDb } from '../../electron/engine/db/index.ts'
import { createImpacts, type Impacts } from '../../electron/engine/impacts/index.ts'
import { createOutbox, type Outbox } from '../../electron/engine/outbox/index.ts'
import { createPlanning, type Planning } from '../../electron/engine/planning/index.ts'
import type { LicencePlanId, PlanDefinition } from '../../shared/contract/planning.ts'
import type { Result } from '../../shared/util/result.ts'
import { memoryDatabase } from './database.ts'
import { commandId, now, resourcesDir } from './engine.ts'
import { bindOwn, day, seen, type Values } from './estate-rows.ts'
import { edition } from './planning.ts'

export const MONTHLY_ALTERNATIVE = '00000000-0000-4000-8000-000000000002'
export const SELLER = ['user', 'admin', 'bp_admin', 'bp_finance']

/** Statements and their application over an estate in memory, with nobody to send to. */
export type ImpactDesk = {
  readonly db: WriteDb
  readonly outbox: Outbox
  readonly planning: Planning
  readonly impacts: Impacts
  plan(definition: PlanDefinition): { readonly planId: LicencePlanId; readonly alternativeId: string }
  close(): void
}

export const value = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

type Estate = { readonly companies: readonly Values[]; readonly subscriptions: readonly Values[] }

const offers: readonly Values[] = edition.offers
  .filter(({ commercialReference }) => commercialReference !== '')
  .map(({ commercialReference, name, model }) => ({
    id: `offer ${commercialReference}`,
    name,
    commercial_reference: commercialReference,
    model,
    exclusive: 1,
    is_default: model === 'free' ? 1 : 0,
  }))

export const definitionOf = (changes: Partial<PlanDefinition> = {}): PlanDefinition => ({
  name: 'Winter',
  note: '',
  scope: { kind: 'estate' },
  basis: 'billed',
  from: '2018-01',
  months: 12,
  currency: 'EUR',
  sellTier: 'public',
  ruleSet: 'by-date',
  changes: [],
  alternatives: [
    { id: MONTHLY_ALTERNATIVE, name: 'Monthly', covers: [{ term: 'monthly', quantity: 'all' }] },
  ],
  ...changes,
}) // prettier-ignore

export const impactDesk = ({ companies, subscriptions }: Estate, roles: readonly string[] = SELLER): ImpactDesk => {
  const { db, sqlite } = memoryDatabase()
  bindOwn(db)
  const own = { id: 'own', name: 'Technology Integrator', kind: 'VAD', admin_can_update: 1 }
  const customers = companies.map((one) => ({ partner_id: 'own', ...one }))
  const subscribed = subscriptions.map((one) => {
    const offer = offers.find(({ commercial_reference }) => commercial_reference === one.commercial_reference)
    return { offer_id: offer?.id ?? null, offer_name: offer?.name ?? '', model: offer?.model ?? 'monthly', ...one }
  })
  seen(db, day(1), { company: [own, ...customers], offer: offers, subscription: subscribed })
  const changes = createChanges()
  const clock = () => new Date(day(15))
  const identity = () => ({ login: 'jessica', user: { id: 'me', roles, adminType: 'company_admin' } })
  const outbox = createOutbox({ db, changes, clock, identity })
  const engine = { resourcesDir, clock }
  const planning = createPlanning({ engine, db, changes })
  return {
    db,
    outbox,
    planning,
    impacts: createImpacts({ engine, db, changes, outbox }),
    plan: (definition) => {
      const planId = randomUUID() as LicencePlanId
      value(planning.save({ commandId: commandId(), at: now(), id: planId, definition }))
      return { planId, alternativeId: definition.alternatives[0]?.id ?? '' }
    },
    close: () => sqlite.close(),
  }
}

/** Another process over the same data, in which a step of making entries may die. */
export const again = (desk: ImpactDesk, makeSteps: Outbox['makeSteps']): Impacts =>
  createImpacts({
    engine: { resourcesDir, clock: () => new Date(day(15)) },
    db: desk.db,
    changes: createChanges(),
    outbox: { ...desk.outbox, makeSteps },
  })

/** The edits in the outbox, in the order in which they were made. */
export const editsMade = (db: WriteDb): readonly unknown[] =>
  db.all<{ edit: string }>('SELECT edit FROM outbox ORDER BY seq').map(({ edit }) => JSON.parse(edit) as unknown)
