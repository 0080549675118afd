import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Company, SubscriptionRow } from '../../../shared/contract/estate.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import {
  quoteLanguageSchema,
  type Quote,
  type QuoteContent,
  type QuoteLanguage,
} from '../../../shared/contract/quotes.ts'
import { isLocalDate, localDateAt } from '../../../shared/domain/local-date.ts'
import { validUntilOf } from '../../../shared/domain/quotes/index.ts'
import { refuseQuantity } from '../../../shared/domain/subscription-rules.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Engine } from '../../engine/index.ts'
import type { Output } from './output.ts'
import { companyNamed, heldNow, offerAsked, partyOfCompany, resellerOf, type FoundOffer } from './quote-facts.ts'
import { quoteJson, quoteLines, type Note, type Shown } from './quote-output.ts'
import { newCommandId, withEngine, type CommonOptions } from './session.ts'
import { pathFrom, refuseFile, writeWhole } from './write-file.ts'

export type QuoteOptions = CommonOptions & {
  readonly company: string
  readonly offer: string
  readonly quantity: string
  readonly from?: string
  readonly tier: QuoteContent['sellTier']
  readonly language: QuoteLanguage
  readonly pdf?: string
  readonly force?: boolean
}

const localDay = (text: string): string => {
  if (!isLocalDate(text)) throw new InvalidArgumentError('A day is YYYY-MM-DD, and one that exists.')
  return text
}

/** Adds the options of `iris quote` to its command. */
export const quoteOptions = (command: Command, given: (text: string) => string): Command =>
  command
    .addOption(new Option('--company <name>', 'name or id of the company').argParser(given).makeOptionMandatory())
    .addOption(
      new Option('--offer <offer>', 'commercial reference or name of the offer').argParser(given).makeOptionMandatory(),
    )
    .requiredOption('--quantity <n>', 'how many licences it would have')
    .addOption(
      new Option('--from <date>', 'the day from which it would have them')
        .argParser(localDay)
        .default(undefined, 'today'),
    ) // prettier-ignore
    .addOption(
      new Option('--tier <tier>', 'whose prices').choices(['public', 'vad', 'reseller', 'company']).default('public'),
    ) // prettier-ignore
    .addOption(new Option('--language <code>', 'of the PDF').choices([...quoteLanguageSchema.options]).default('en'))
    .option('--pdf <file>', 'keep it as a draft with a number, and write its PDF', given)
    .option('--force', 'replace the file of --pdf')

/** What a company would pay for so many licences, against what it has now; with --pdf a draft is kept and printed. */
export const quoteCommand = (options: QuoteOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const notWhole = refuseQuantity(options.quantity)
    if (notWhole) return fail(failure('QUANTITY_NOT_WHOLE', { quantity: options.quantity }, notWhole.rule))
    const quantity = Number(options.quantity)
    const path = options.pdf === undefined ? null : pathFrom(options.pdf)
    const refused = path === null ? null : await refuseFile(path, options.force === true)
    if (refused) return fail(refused)
    const priced = await priceIt(engine, options, quantity)
    if (!priced.ok) return priced
    const { content, shown } = priced.value
    const made = path === null ? ok(null) : await makeFile(engine, content, path, options.force === true)
    if (!made.ok) return made
    const result: Shown = { ...shown, quote: made.value, pdf: path }
    output.result(quoteJson(result), () => quoteLines(result))
    return ok(null)
  })

type Priced = { readonly content: QuoteContent; readonly shown: Omit<Shown, 'quote' | 'pdf'> }

const priceIt = async (
  { client }: Engine,
  options: QuoteOptions,
  quantity: number,
): Promise<Result<Priced, Failure>> => {
  const today = localDateAt(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone)
  const startsOn = options.from ?? today
  const company = await companyNamed(client, options.company)
  if (!company.ok) return company
  const offer = await offerAsked(client, options.offer, startsOn)
  const { now, several } = await heldNow(client, company.value.id, offer.reference)
  const added = addedTo(now, quantity)
  const settings = await client.quotes.settings()
  // A day in the past: what it would have been then.
  const date = startsOn < today ? startsOn : today
  const content: QuoteContent = {
    date,
    startsOn,
    validUntil: validUntilOf(date, settings.validityDays),
    language: options.language,
    currency: 'EUR',
    sellTier: options.tier,
    customer: partyOfCompany(company.value),
    reseller: await resellerOf(client, company.value),
    lines: [
      {
        commercialReference: offer.reference,
        description: '',
        quantity: added ?? quantity,
        unitPrice: null,
        discount: { units: 0, scale: 0 },
        subscriptionId: added === null ? (now?.id ?? null) : null,
      },
    ],
    notes: '',
    terms: settings.terms[options.language],
    vatRate: null,
    planId: null,
  }
  const sold = await client.quotes.price({ content })
  const line = sold.lines[0]
  if (!line) return fail(failure('INTERNAL', { detail: 'a quote without a line' }))
  return ok({
    content,
    shown: {
      company: company.value,
      content,
      line,
      now: now && { ...now, quantity: now.billed ?? 0 },
      quantity,
      publicLine: await atPublicPrice(client, content),
      notes: notesOf({ company: company.value, offer, startsOn, today, isAddition: added !== null, several }),
    },
  })
}

/** Licences that are added to a running prepaid term are quoted by themselves (X20); null for anything else. */
const addedTo = (now: SubscriptionRow | null, quantity: number): number | null =>
  now?.model === 'prepaid' && quantity > (now.billed ?? 0) ? quantity - (now.billed ?? 0) : null

/** M149: what is left to the distributor at public prices; null where there is no such price. */
const atPublicPrice = async (
  { quotes }: Engine['client'],
  content: QuoteContent,
): Promise<Quote['lines'][number] | null> => {
  try {
    const { lines } = await quotes.price({ content: { ...content, sellTier: 'public' } })
    return lines[0] ?? null
  } catch {
    return null
  }
}

type Situation = {
  readonly company: Company
  readonly offer: FoundOffer
  readonly startsOn: string
  readonly today: string
  readonly isAddition: boolean
  readonly several: boolean
}

const notesOf = ({ company, offer, startsOn, today, isAddition, several }: Situation): readonly Note[] => [
  ...(company.plan === 'freemium'
    ? [{ rule: 'M143', message: `${company.name} must be activated (switched to Rainbow Premium) before it can subscribe.` }] // prettier-ignore
    : []),
  ...(offer.soldFrom !== null && startsOn < offer.soldFrom
    ? [{ rule: 'M158', message: `The offer was announced for ${offer.soldFrom}.` }]
    : []),
  ...(startsOn < today
    ? [{ rule: null, message: `${startsOn} is in the past: this is what it would have cost then.` }]
    : []),
  ...(isAddition
    ? [{ rule: 'X20', message: 'Added to a running prepaid term: only the added licences are priced, at the full price of a term; the current rules bill the remaining months only.' }] // prettier-ignore
    : []),
  ...(several
    ? [{ rule: null, message: 'There are several subscriptions of this offer; the largest is compared.' }]
    : []),
]

type Kept = { readonly number: string; readonly version: number }

const makeFile = async (
  { client }: Engine,
  content: QuoteContent,
  path: string,
  force: boolean,
): Promise<Result<Kept, Failure>> => {
  const saved = await client.quotes.save({
    commandId: newCommandId(),
    at: new Date().toISOString(),
    number: null,
    content,
  })
  const { number, version } = saved
  const { base64 } = await client.quotes.pdf({ number, version })
  const written = await writeWhole(path, Buffer.from(base64, 'base64'), force)
  return written.ok ? ok({ number, version }) : written
}
