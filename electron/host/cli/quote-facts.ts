import type { Company, CompanyRow, SubscriptionRow } from '../../../shared/contract/estate.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { QuoteParty } from '../../../shared/contract/quotes.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'
import { foldText } from '../../../shared/util/fold-text.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Engine } from '../../engine/index.ts'
import { everyRow } from './every-row.ts'

type Client = Engine['client']

const NAMED = 5

const notClear = (name: string, found: readonly CompanyRow[]): Failure => {
  const named = found.slice(0, NAMED).map((one) => `${one.name} (${one.kind}, ${one.id})`)
  const more = found.length > NAMED ? [`${String(found.length - NAMED)} more`] : []
  return failure('COMPANY_NOT_CLEAR', { name, found: [...named, ...more].join('; ') })
}

/** By id, by its whole name, or by a part that only one name has. NOT_FOUND, COMPANY_NOT_CLEAR. */
export const companyNamed = async ({ estate }: Client, asked: string): Promise<Result<Company, Failure>> => {
  const { rows } = await everyRow((window) => estate.companies({ search: asked, ...window }))
  const wanted = foldText(asked)
  const whole = rows.filter(({ name }) => foldText(name) === wanted)
  const found = whole.length > 0 ? whole : rows.filter(({ name }) => foldText(name).includes(wanted))
  const [one, ...others] = found
  if (one && others.length > 0) return fail(notClear(asked, found))
  try {
    return ok(await estate.company({ id: one?.id ?? (asked as CompanyId) }))
  } catch {
    return fail(failure('NOT_FOUND', { what: 'company', id: asked }))
  }
}

export const partyOfCompany = (company: Company): QuoteParty => ({
  companyId: company.id,
  name: company.name,
  street: company.street ?? '',
  postalCode: company.postalCode ?? '',
  city: company.city ?? '',
  country: company.country?.length === 3 ? company.country : '',
  contact: '',
  email: company.supportEmail ?? '',
  reference: '',
})

/** The reseller through whom the company is managed, if it is one. */
export const resellerOf = async ({ estate }: Client, { partnerName }: Company): Promise<QuoteParty | null> => {
  if (partnerName === null) return null
  const { rows } = await estate.companies({ search: partnerName, kinds: ['IR', 'DR'] })
  const row = rows.find(({ name }) => name === partnerName)
  return row ? partyOfCompany(await estate.company({ id: row.id })) : null
}

export type FoundOffer = { readonly reference: string; readonly soldFrom: string | null }

/** By reference or name in the catalogue of that day, else in the cloud's offers; anything else as it was typed. */
export const offerAsked = async ({ estate, prices }: Client, asked: string, date: string): Promise<FoundOffer> => {
  const wanted = foldText(asked)
  const { offers } = await prices.catalogue({ date })
  const known = offers.find(({ name, commercialReference }) =>
    [name, commercialReference].map(foldText).includes(wanted),
  )
  if (known) return { reference: known.commercialReference || known.name, soldFrom: known.soldFrom }
  const inCloud = (await estate.offers()).find(({ name }) => foldText(name) === wanted)
  return { reference: inCloud?.commercialReference ?? asked.trim(), soldFrom: null }
}

export type Held = { readonly now: SubscriptionRow | null; readonly several: boolean }

/** What the company has of this offer now: of several subscriptions the one with the most licences. */
export const heldNow = async ({ estate }: Client, companyId: CompanyId, reference: string): Promise<Held> => {
  const { rows } = await estate.subscriptions({ companyId, limit: 500 })
  const held = rows
    .filter((row) => row.commercialReference === reference && row.billed !== null && row.status !== 'terminated')
    .toSorted((a, b) => (b.billed ?? 0) - (a.billed ?? 0))
  return { now: held[0] ?? null, several: held.length > 1 }
}
