import { type Command, InvalidArgumentError, Option } from 'commander'
import type { AlternativeOutcome, PlanDefinition, PlanOutcome } from '../../../shared/contract/planning.ts'
import { BILLING_TIME_ZONE } from '../../../shared/domain/billing-rules.ts'
import { formatDecimal } from '../../../shared/domain/decimal.ts'
import { isLocalDate, localDateAt } from '../../../shared/domain/local-date.ts'
import { moneyText, type Money } from '../../../shared/domain/money.ts'
import { ok } from '../../../shared/util/result.ts'
import { table, type Output } from './output.ts'
import { planOfFile } from './plan-file.ts'
import { withEngine, type CommonOptions } from './session.ts'
import { dayOption } from './day-option.ts'

export type PlanOptions = CommonOptions & { readonly today?: string; readonly asOf?: string }

const localDay = (text: string): string => {
  if (!isLocalDate(text)) throw new InvalidArgumentError('A day is YYYY-MM-DD, and one that exists.')
  return text
}

/** Adds the options of `iris plan` to its command. */
export const planOptions = (command: Command): Command =>
  command
    .addOption(new Option('--today <date>', 'plan as on that day (default: today)').argParser(localDay))
    .addOption(new Option('--as-of <date>', 'on the estate of the end of that day (UTC)').argParser(dayOption('end')))

/** What a plan of a file costs; nothing is kept. */
export const planCommand = (file: string, options: PlanOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const today = options.today ?? localDateAt(Date.now(), BILLING_TIME_ZONE)
    const definition = await planOfFile(engine.client, file, today)
    if (!definition.ok) return definition
    const asOf = options.asOf === undefined ? {} : { asOf: options.asOf }
    const outcome = await engine.client.plans.calculate({ definition: definition.value, today, ...asOf })
    const result = planJson(definition.value, outcome, today)
    output.result(result, () => planLines(result))
    return ok(null)
  })

const text = (amount: Money | null): string | null => amount && moneyText(amount)

const nameOf = (definition: PlanDefinition, id: string): string =>
  definition.alternatives.find((alternative) => alternative.id === id)?.name ?? id

const alternativeJson = (outcome: AlternativeOutcome) => ({
  name: outcome.name,
  totals: outcome.totals && {
    buy: moneyText(outcome.totals.buy),
    sell: text(outcome.totals.sell),
    margin: text(outcome.totals.margin),
    perMonthAtEnd: moneyText(outcome.totals.perMonthAtEnd),
    upFront: moneyText(outcome.totals.upFront),
    unused: moneyText(outcome.totals.unused),
  },
  months: outcome.months.map((month) => ({
    month: month.month,
    buy: moneyText(month.buy),
    sell: text(month.sell),
    cumulative: moneyText(month.cumulative),
    licences: month.licences,
    unusedLicences: month.unusedLicences,
  })),
  charges: outcome.charges.map(({ buy, sell, ...charge }) => ({ ...charge, buy: moneyText(buy), sell: text(sell) })),
  missingPrices: outcome.missingPrices,
  usedPrices: outcome.usedPrices.map((price) => ({ ...price, unitPrice: formatDecimal(price.unitPrice, 2) })),
  contested: outcome.contested,
  notes: outcome.notes,
})

/** Money as decimal strings; the currency stands once. */
const planJson = (definition: PlanDefinition, outcome: PlanOutcome, today: string) => ({
  name: definition.name,
  today,
  estateAt: outcome.estateAt,
  from: definition.from,
  months: definition.months,
  currency: definition.currency,
  sellTier: definition.sellTier,
  ruleSet: definition.ruleSet,
  companies: outcome.companies,
  situations: outcome.situations,
  alternatives: outcome.alternatives.map(alternativeJson),
  breakEvens: outcome.breakEvens.map(({ of, against, months }) => ({
    of: nameOf(definition, of),
    against: nameOf(definition, against),
    months,
  })),
})
type Shown = ReturnType<typeof planJson>

const NO_TOTAL = '--'

const monthTable = ({ alternatives }: Shown): string[] => {
  const priced = alternatives.filter(({ months }) => months.length > 0)
  const [first] = priced
  if (!first) return []
  return table(
    ['Month', ...priced.map(({ name }) => name)],
    first.months.map(({ month }, index) => [month, ...priced.map(({ months }) => months[index]?.buy ?? NO_TOTAL)]),
    priced.map((_, index) => index + 1),
  )
}

const alternativeLines = ({ name, missingPrices, contested, notes }: Shown['alternatives'][number]): string[] => [
  ...missingPrices.map(
    ({ code, commercialReference, offerName, tier }) =>
      `${name}: ${code} (M218) ${[commercialReference, offerName].filter(Boolean).join(', ')}, tier ${tier}`,
  ),
  ...contested.map(({ rule, used, other }) => `${name}: ${rule} used ${used}, the other source says ${other}`),
  ...notes.map(({ code, rule, params }) => {
    const facts = Object.entries(params).map(([key, value]) => `${key} ${value}`)
    return `${name}: ${code}${rule === null ? '' : ` (${rule})`}${facts.length > 0 ? ` ${facts.join(', ')}` : ''}`
  }),
]

const planLines = (shown: Shown): string[] => [
  `${shown.name}: ${shown.months} months from ${shown.from}, ${shown.currency}, ${shown.companies} companies`,
  '',
  ...monthTable(shown),
  '',
  ...table(
    ['Alternative', 'Total', 'Sell', 'Margin', 'A month at the end', 'Up front', 'Unused'],
    shown.alternatives.map(({ name, totals }) => [
      name,
      totals?.buy ?? NO_TOTAL,
      totals?.sell ?? NO_TOTAL,
      totals?.margin ?? NO_TOTAL,
      totals?.perMonthAtEnd ?? NO_TOTAL,
      totals?.upFront ?? NO_TOTAL,
      totals?.unused ?? NO_TOTAL,
    ]),
    [1, 2, 3, 4, 5, 6],
  ),
  '',
  ...shown.breakEvens.flatMap(({ of, against, months }) =>
    months === null ? [] : [`${of} has cost less than ${against} after ${months} months`],
  ),
  ...shown.alternatives.flatMap(alternativeLines),
]
