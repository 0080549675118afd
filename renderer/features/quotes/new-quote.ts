import type { Failure } from '../../../shared/contract/failure.ts'
import { licencePlanIdSchema } from '../../../shared/contract/planning.ts'
import type { QuoteContent, QuoteSettings } from '../../../shared/contract/quotes.ts'
import { companyIdSchema } from '../../../shared/contract/values.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import { engine } from '../../client/index.ts'
import { today } from '../../ui/days.ts'
import { typedWhole } from '../../ui/typed-number.ts'
import { blankQuote, newLine, partyOfCompany, quoteForm, type QuoteForm } from './quote-form.ts'

/** What the address of a new quote may say: a plan's alternative, or a company and a subscription with its new number. */
export type NewQuote = Readonly<
  Record<'planId' | 'alternativeId' | 'companyId' | 'subscriptionId' | 'quantity', string | null>
>

const fromPlan = async (planId: string, alternativeId: string): Promise<Result<QuoteForm, Failure>> => {
  const asked = { planId: licencePlanIdSchema.parse(planId), alternativeId, today: today() }
  const result = await engine.query((api) => api.quotes.fromPlan(asked))
  return result.ok ? ok(quoteForm(result.value)) : result
}

/** The first form of a new quote. What the estate does not know stays to be typed. */
export const startQuote = async (
  asked: NewQuote,
  language: QuoteContent['language'],
  settings: QuoteSettings,
): Promise<Result<QuoteForm, Failure>> => {
  if (asked.planId && asked.alternativeId) return fromPlan(asked.planId, asked.alternativeId)
  const form = blankQuote(today(), language, settings)
  if (!asked.companyId) return ok(form)
  const companyId = companyIdSchema.parse(asked.companyId)
  const company = await engine.query((api) => api.estate.company({ id: companyId }))
  if (!company.ok) return company
  form.customer = partyOfCompany(company.value, form.customer)
  if (company.value.currency) form.currency = company.value.currency
  if (!asked.subscriptionId) return ok(form)
  const id = asked.subscriptionId
  const found = await engine.query((api) => api.estate.subscriptions({ id, limit: 1 }))
  const subscription = found.ok ? found.value.rows[0] : undefined
  if (!subscription) return ok(form)
  const quantity = typedWhole(asked.quantity ?? '', 1) ?? subscription.billed ?? 1
  form.lines = [newLine(subscription.commercialReference ?? '', String(quantity), subscription.id)]
  return ok(form)
}
