import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { LicencePlanId } from '../../../shared/contract/planning.ts'
import type { MadeFile, Quote, QuoteContent, QuoteSettings } from '../../../shared/contract/quotes.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Changes, EngineDeps, WorkerClient } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import { getLicencePlan, type PlanCosts } from '../planning/index.ts'
import { pricesInUse, readCatalogues } from '../prices/index.ts'
import { duplicateQuote, saveQuote, setQuoteState, type Duplicate, type Save, type SetState } from './commands.ts'
import { contentOfPlan } from './from-plan.ts'
import { paperOf } from './paper/paper.ts'
import type { QuoteAnswer, QuoteTask } from './pdf.ts'
import { priceContent, type Priced, type Pricing } from './price.ts'
import { checkLogo } from './logo.ts'
import { logoOf, readSettings, saveSettings } from './settings.ts'
import { readVersion, shownQuote } from './store.ts'

type SaveSettings = { readonly commandId: string; readonly at: string; readonly settings: QuoteSettings }
type FromPlan = { readonly planId: LicencePlanId; readonly alternativeId: string; readonly today: string }
type OfVersion = { readonly number: string; readonly version?: number | undefined }

export type Quotes = {
  price(content: QuoteContent): Result<Priced, Failure>
  save(save: Save): Result<Quote, Failure>
  duplicate(duplicate: Duplicate): Result<Quote, Failure>
  setState(change: SetState): Result<Quote, Failure>
  /** Made in the worker from the version alone. */
  pdf(of: OfVersion, signal: AbortSignal): Promise<Result<MadeFile, Failure>>
  /** A draft from an alternative of a plan; not saved. */
  fromPlan(of: FromPlan, signal: AbortSignal): Promise<Result<QuoteContent, Failure>>
  settings(): QuoteSettings
  saveSettings(save: SaveSettings, signal: AbortSignal): Promise<Result<QuoteSettings, Failure>>
}

type Deps = {
  readonly engine: Pick<EngineDeps, 'resourcesDir'>
  readonly db: WriteDb
  readonly changes: Changes
  readonly planCosts: Pick<PlanCosts, 'calculate'>
  readonly worker: WorkerClient<QuoteTask, QuoteAnswer>
}

export const createQuotes = ({ engine, db, changes, planCosts, worker }: Deps): Quotes => {
  const pricing = (): Pricing => ({
    db,
    lists: pricesInUse(db, engine.resourcesDir),
    editions: readCatalogues(engine.resourcesDir),
  })
  const told = <T>(done: Result<T, Failure>): Result<T, Failure> => {
    if (done.ok) changes.announce('quotes')
    return done
  }

  return {
    price: (content) => priceContent(pricing(), content),
    save: (save) => told(saveQuote({ db, pricing }, save)),
    duplicate: (duplicate) => told(duplicateQuote({ db, pricing }, duplicate)),
    setState: (change) => told(setQuoteState(db, change)),
    pdf: async ({ number, version }, signal) => {
      const found = readVersion(db, number, version)
      if (!found.ok) return found
      const paper = paperOf(shownQuote(found.value, found.value.content.date), logoOf(db, found.value.seller))
      const made = await worker.run({ kind: 'quote-pdf', paper }, signal, () => undefined)
      return made as Result<MadeFile, Failure>
    },
    fromPlan: async ({ planId, alternativeId, today }, signal) => {
      const plan = getLicencePlan(db, planId)
      if (!plan.ok) return plan
      const outcome = await planCosts.calculate({ definition: plan.value.definition, today }, signal)
      if (!outcome.ok) return outcome
      const alternative = outcome.value.alternatives.find((one) => one.alternativeId === alternativeId)
      if (!alternative) return fail(failure('NOT_FOUND', { what: 'alternative', id: alternativeId }))
      return contentOfPlan(db, { plan: plan.value, alternative, today })
    },
    settings: () => readSettings(db),
    saveSettings: async (save, signal) => {
      const { logo } = save.settings
      const checked = logo === null ? ok(null) : checkLogo(logo)
      if (!checked.ok) return checked
      const drawn = logo === null ? ok(null) : await worker.run({ kind: 'quote-logo', logo }, signal, () => undefined)
      if (!drawn.ok) return drawn
      const saved = told(saveSettings(db, save))
      return saved.ok ? ok(readSettings(db)) : saved
    },
  }
}
