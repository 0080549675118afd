import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { PriceFinding, PriceTier, ShownPriceList } from '../../../shared/contract/prices.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'
import { formatDecimal } from '../../../shared/domain/decimal.ts'
import { currencyCode } from '../../../shared/domain/parsing/price-columns.ts'
import { comparePrices } from '../../../shared/domain/price-compare.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { pathOf } from './billing-commands.ts'
import { dayOption } from './day-option.ts'
import { table, type Output } from './output.ts'
import { newCommandId, withEngine, type CommonOptions, type Session } from './session.ts'

export type PricesOptions = CommonOptions & {
  readonly tier?: PriceTier
  readonly date?: string
  readonly check?: boolean
  readonly import?: string
  readonly name?: string
  readonly from?: string
  readonly to?: string
  readonly currency?: string
  readonly company?: string
}

const TIERS: readonly PriceTier[] = ['public', 'vad', 'reseller', 'company']

/** A local date that exists, without a time. */
const localDate = (text: string): string => {
  const day = dayOption('begin')(text).slice(0, 10)
  if (day !== text) throw new InvalidArgumentError('A date is YYYY-MM-DD.')
  return day
}

const currency = (text: string): string => {
  const code = currencyCode(text)
  if (code === null) throw new InvalidArgumentError('A currency is a code of three letters such as EUR.')
  return code
}

/** Adds the options of `iris prices` to its command. */
export const pricesOptions = (command: Command, given: (text: string) => string): Command =>
  command
    .addOption(new Option('--tier <tier>', 'only one tier; with --import: of the list').choices(TIERS))
    .addOption(
      new Option('--date <date>', 'the lists in force on that day; with --check: from it on').argParser(localDate),
    )
    .addOption(new Option('--check', 'overlaps, gaps and missing prices instead of the lists').conflicts('import'))
    .addOption(new Option('--import <file>', 'a spreadsheet (.csv, .xls, .xlsx)').argParser(given).conflicts('date'))
    .option('--name <name>', 'of the list; one of that name, tier and currency gets a new version', given)
    .addOption(new Option('--from <date>', 'first day of the list').argParser(localDate))
    .addOption(new Option('--to <date>', 'its last day').argParser(localDate))
    .addOption(new Option('--currency <code>', 'where the file states none').argParser(currency))
    .option('--company <id>', 'of the tier company: whose list it is', given)

/** What must stand together; a message of wrong usage, or null. */
export const pricesUsage = (options: PricesOptions): string | null => {
  const { name, tier, from, to, company } = options
  if (options.import === undefined) {
    const only = (['name', 'from', 'to', 'currency', 'company'] as const).find((one) => options[one] !== undefined)
    return only === undefined ? null : `option '--${only}' needs '--import <file>'`
  }
  if (name === undefined || tier === undefined || from === undefined) {
    return `option '--import <file>' needs '--name <name>', '--tier <tier>' and '--from <date>'`
  }
  if ((tier === 'company') !== (company !== undefined)) return `'--tier company' and '--company <id>' belong together`
  return to !== undefined && to < from ? `'--to' (${to}) is before '--from' (${from})` : null
}

export const pricesCommand = (options: PricesOptions, output: Output): Promise<number> =>
  withEngine(options, output, (session) => {
    if (options.import !== undefined) return importList(session, options, options.import)
    return options.check ? showFindings(session, options) : showLists(session, options)
  })

/** Prices as decimal strings; the currency stands once, on the list. */
const listJson = (list: ShownPriceList) => ({
  ...list,
  prices: list.prices.map((price) => ({ ...price, unitPrice: formatDecimal(price.unitPrice, 2) })),
})

const listLines = (list: ShownPriceList): readonly string[] => [
  `${list.name} (${list.id}, version ${list.version}${list.withdrawnAt === null ? '' : ', withdrawn'})`,
  `${list.tier}${list.companyName ? ` of ${list.companyName}` : ''}, ${list.currency}, ${list.validFrom} to ${list.validTo ?? 'open'}`,
  ...table(
    ['Reference', 'Offer', 'Price', 'Per'],
    listJson(list).prices.map((price) => [price.commercialReference, price.offerName, price.unitPrice, price.per]),
    [2],
  ),
  '',
]

const showLists = async (
  { engine, output }: Session,
  { tier, date }: PricesOptions,
): Promise<Result<null, Failure>> => {
  const all = await engine.client.prices.list({})
  const inForce = (list: ShownPriceList): boolean =>
    date === undefined ||
    (list.withdrawnAt === null && list.validFrom <= date && (list.validTo === null || date <= list.validTo))
  const lists = all.filter((list) => (tier === undefined || list.tier === tier) && inForce(list))
  output.result({ date: date ?? null, total: lists.length, lists: lists.map(listJson) }, () => lists.flatMap(listLines))
  return ok(null)
}

const today = (): string => {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

const showFindings = async (
  { engine, output }: Session,
  { tier, date }: PricesOptions,
): Promise<Result<null, Failure>> => {
  const from = date ?? today()
  const ofTier = new Set((await engine.client.prices.list({})).flatMap((list) => (list.tier === tier ? [list.id] : [])))
  const all = await engine.client.prices.check({ from })
  const findings = all.filter(({ listIds }) => tier === undefined || listIds.some((id) => ofTier.has(id)))
  output.result({ from, total: findings.length, findings }, () =>
    table(['', 'Finding', 'Lists', 'Reference', 'From', 'To', 'Rule'], findings.map(findingCells)),
  )
  return ok(null)
}

const findingCells = (one: PriceFinding): readonly string[] => [
  one.severity,
  one.code,
  one.listIds.join(', '),
  one.commercialReference ?? '',
  one.from ?? '',
  one.to ?? '',
  one.rule ?? '',
]

/** Reads a file and saves it as a list; the same again changes nothing and says so. */
const importList = async (
  { engine, output }: Session,
  { name = '', tier = 'public', from = '', to, currency: typed, company }: PricesOptions,
  file: string,
): Promise<Result<null, Failure>> => {
  const { prices } = engine.client
  const fileName = basename(file)
  const read = await prices.read({ fileName, file: { path: pathOf(file) } })
  if (typed !== undefined && read.currency !== null && read.currency !== typed) {
    return fail(failure('CURRENCIES_MIXED', { where: fileName, currencies: `${read.currency}, ${typed}` }))
  }
  const stated = read.currency ?? typed
  const notClear = (reason: string) => fail(failure('PRICE_FILE_NOT_CLEAR', { file: fileName, reason }))
  if (stated === undefined) return notClear('it states no currency, and --currency was not given')
  if (read.prices.length === 0) {
    const [first] = read.rejected
    return notClear(`none of its rows is a price${first ? ` (row ${first.row}: ${first.reason})` : ''}`)
  }
  const companyId = (company ?? null) as CompanyId | null
  const same = (await prices.list({})).find(
    (list) => list.name === name && list.tier === tier && list.currency === stated && list.companyId === companyId,
  )
  const content = { name, tier, companyId, currency: stated, validFrom: from, validTo: to ?? null, note: same?.note ?? '', prices: read.prices } // prettier-ignore
  const unchanged =
    same?.validFrom === from && same.validTo === content.validTo && comparePrices(same.prices, read.prices).length === 0
  const saved =
    same && unchanged
      ? same
      : await prices.save({
          commandId: newCommandId(),
          at: new Date().toISOString(),
          id: same?.id ?? randomUUID(),
          base: same?.version ?? 0,
          content,
        })
  const outcome = unchanged ? 'unchanged' : same ? 'new-version' : 'new-list'
  const { rowsIn, rejected } = read
  output.result({ outcome, rowsIn, rejected, list: listJson(saved) }, () => [
    `${fileName}: ${outcome}, ${saved.name} (${saved.id}), version ${saved.version}`,
    `rows in ${rowsIn} = prices ${read.prices.length} + rejected ${rejected.length}`,
    ...rejected.map((row) => `rejected: row ${row.row}: ${row.reason}`),
    '',
    ...listLines(saved),
  ])
  return ok(null)
}
