import { setImmediate as otherWork } from 'node:timers/promises'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Impact, LicencePlanId } from '../../../shared/contract/planning.ts'
import { billingRulesAt } from '../../../shared/domain/billing-rules.ts'
import { catalogueAt } from '../../../shared/domain/catalogue.ts'
import { firstDayOf } from '../../../shared/domain/local-date.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { runCommand } from '../core/index.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import type { Outbox } from '../outbox/index.ts'
import type { Sources } from '../planning/index.ts'
import { addFigures, figuresOf, noFigures, type Pricing, renewalDay } from './figures.ts'
import { planSource } from './from-plan.ts'
import { acceptedQuote, wishesOfQuote } from './from-quote.ts'
import { hashOf, type Rests, restsOf } from './rests.ts'
import type { Refused, StatedStep, Statement } from './statement.ts'
import { type Asked, stepsOf } from './steps.ts'
import type { CompanyWishes } from './wish.ts'

export type Prepare = Asked & {
  readonly commandId: string
  readonly at: string
  /** Given by the sender: the ids of everything that applying makes are derived from it. */
  readonly id: string
  /** Local date. */
  readonly today: string
  readonly of:
    | { readonly planId: LicencePlanId; readonly alternativeId: string }
    | { readonly quoteNumber: string; readonly quoteVersion: number }
}

export type PrepareDeps = { readonly db: WriteDb; readonly outbox: Outbox; readonly sources: () => Sources }

/** What is to be done, company by company, and with which prices it is reckoned. */
type Source = {
  readonly of: Impact['of']
  readonly pricing: Pricing
  readonly companyIds: readonly string[]
  wishesOf(companyIds: readonly string[]): readonly CompanyWishes[]
}

const sourceOf = (db: ReadDb, { of, today }: Prepare, sources: Sources): Result<Source, Failure> => {
  const { lists, editions } = sources
  if ('planId' in of) {
    const found = planSource(db, of, today, sources)
    if (!found.ok) return found
    const { plan, means, companyIds, wishesOf } = found.value
    const { currency } = plan.definition
    const pricing = { today, currency, lists, edition: means.edition, rules: means.rules }
    const { planId, alternativeId } = of
    return ok({ of: { kind: 'plan', planId, version: plan.version, alternativeId }, pricing, companyIds, wishesOf })
  }
  const quote = acceptedQuote(db, of, today)
  if (!quote.ok) return quote
  const wishes = wishesOfQuote(db, editions, quote.value, today)
  if (!wishes.ok) return wishes
  const { number, version, content } = quote.value
  const rules = (month: string) => billingRulesAt(firstDayOf(month))
  const pricing = { today, currency: content.currency, lists, edition: catalogueAt(editions, today), rules }
  const { company } = wishes.value
  return ok({
    of: { kind: 'quote', number, version },
    pricing,
    companyIds: [company.id],
    wishesOf: () => [wishes.value],
  })
}

const refusedBy = (failed: Failure | null | undefined): Refused | null => {
  if (!failed) return null
  const { code, rule, params } = failed
  return { code, rule: rule ?? code, reason: params.reason ?? code, because: params.because ?? null }
}

type Stated = Omit<Statement['summary'], 'id' | 'of' | 'madeAt' | 'base' | 'companies'> & {
  steps: StatedStep[]
  rests: Rests[]
}

const AT_ONCE = 500

/** Companies by the hundred, so that the engine answers in between; what is said of one company is of one moment. */
const stateAll = async (
  { db, outbox }: PrepareDeps,
  prepare: Prepare,
  { pricing, companyIds, wishesOf }: Source,
): Promise<Result<Stated, Failure>> => {
  const { id: impactId, today, at } = prepare
  const context = { db, impactId, today, asked: prepare }
  const steps: StatedStep[] = []
  const rests: Rests[] = []
  const renewals: Impact['renewals'] = []
  let figures = noFigures(pricing.currency)
  for (let from = 0; from < companyIds.length; from += AT_ONCE) {
    if (from > 0) await otherWork()
    const touched: string[] = []
    const planned = []
    for (const one of wishesOf(companyIds.slice(from, from + AT_ONCE))) {
      const found = stepsOf(context, one)
      if (!found.ok) return found
      if (found.value.length === 0) continue
      planned.push(...found.value)
      touched.push(one.company.id)
      for (const wish of one.wishes) {
        figures = addFigures(figures, figuresOf(wish, pricing), pricing.currency)
        const on = renewalDay(wish, pricing)
        const quantity = wish.steps.at(-1)?.quantity ?? 0
        if (on !== null) renewals.push({ companyName: one.company.name, offerName: wish.offer.name, quantity, on })
      }
    }
    const trials = planned.map(({ edit, due }) => ({ edit, at: due > today ? `${due}T12:00:00.000Z` : at }))
    const refusals = outbox.tryEdits(trials)
    steps.push(...planned.map((step, index) => ({ ...step, refused: refusedBy(refusals[index]) })))
    rests.push(...restsOf(db, touched))
  }
  renewals.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return ok({ ...figures, renewals, steps, rests })
}

const isDone = (db: ReadDb, commandId: string): boolean =>
  db.get('SELECT 1 FROM command_log WHERE command_id = :commandId', { commandId }) !== undefined

/** Sums beyond what is exact are a refusal, as when the plan is calculated. */
const stated = async (...given: Parameters<typeof stateAll>): ReturnType<typeof stateAll> => {
  try {
    return await stateAll(...given)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return fail(failure('RULE_BROKEN', { reason: 'The amounts are too large to be computed to the cent' }))
  }
}

/**
 * Stores what applying would do; applies nothing. Every step is tried with the outbox's own checks, and those that would be
 * refused say why. Refuses with QUOTE_STATE, OFFER_UNKNOWN, NOT_FOUND, NOTHING_TO_APPLY, and as calculating a plan does.
 */
export const prepareImpact = async (deps: PrepareDeps, prepare: Prepare): Promise<Result<{ id: string }, Failure>> => {
  const { db } = deps
  const { commandId, at, id, of } = prepare
  // Sent again: the estate may have changed since, and it is not looked at again.
  if (isDone(db, commandId)) return runCommand(db, { commandId, name: 'impacts.prepare', at, input: null }, lost)
  const source = sourceOf(db, prepare, deps.sources())
  if (!source.ok) return source
  const found = await stated(deps, prepare, source.value)
  if (!found.ok) return found
  const { steps, rests, ...summary } = found.value
  if (steps.length === 0) return fail(failure('NOTHING_TO_APPLY'))
  const given = steps.filter(({ edit }) => edit.kind === 'licence.assign').length
  if (given < prepare.allocate.length) return fail(failure('BAD_REQUEST', { detail: nobodyOfThese }))
  const base = hashOf(rests)
  const statement: Statement = {
    summary: { id, of: source.value.of, madeAt: at, base, companies: rests.length, ...summary },
    steps,
    rests,
  }
  return runCommand(db, { commandId, name: 'impacts.prepare', at, input: { id, of, statement } }, () => {
    const used = db.get('SELECT 1 FROM impact WHERE id = :id', { id })
    if (used) return fail(failure('BAD_REQUEST', { detail: 'the id of the impact statement was used before' }))
    const text = JSON.stringify(statement)
    db.run('INSERT INTO impact (id, made_at, base, statement) VALUES (:id, :at, :base, :text)', { id, at, base, text })
    return ok({ id })
  })
}

const nobodyOfThese = 'somebody who is to get a licence belongs to none of the companies of the statement'

const lost = (): Result<{ id: string }, Failure> =>
  fail(failure('INTERNAL', { detail: 'the command log lost an entry' }))
