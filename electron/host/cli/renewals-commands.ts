import { type Command, InvalidArgumentError, Option } from 'commander'
import type { RenewalRow } from '../../../shared/contract/renewals.ts'
import { BILLING_TIME_ZONE } from '../../../shared/domain/billing-rules.ts'
import { isLocalDate, localDateAt } from '../../../shared/domain/local-date.ts'
import { moneyText } from '../../../shared/domain/money.ts'
import { fail, ok } from '../../../shared/util/result.ts'
import { everyRow } from './every-row.ts'
import { table, type Output } from './output.ts'
import { withEngine, type CommonOptions } from './session.ts'
import { pathFrom, refuseFile, writeWhole } from './write-file.ts'

export type RenewalsOptions = CommonOptions & {
  readonly from: string
  readonly to: string
  readonly today?: string
  readonly alerts?: boolean
  readonly ical?: string
  readonly force?: boolean
}

const localDay = (text: string): string => {
  if (!isLocalDate(text)) throw new InvalidArgumentError('A day is YYYY-MM-DD, and one that exists.')
  return text
}

/** Adds the options of `iris renewals` to its command. */
export const renewalsOptions = (command: Command, given: (text: string) => string): Command =>
  command
    .addOption(new Option('--from <date>', 'first day').argParser(localDay).makeOptionMandatory())
    .addOption(new Option('--to <date>', 'last day').argParser(localDay).makeOptionMandatory())
    .addOption(new Option('--today <date>', 'what can be done as on that day (default: today)').argParser(localDay))
    .option('--alerts', 'only what can still be acted on')
    .option('--ical <file>', 'also write the ends of terms as a calendar (RFC 5545)', given)
    .option('--force', 'replace the file of --ical')

/** What must stand together; a message of wrong usage, or null. */
export const renewalsUsage = ({ from, to }: RenewalsOptions): string | null =>
  to < from ? `'--to' (${to}) is before '--from' (${from})` : null

/** What ends and renews between two days; with --ical also as a calendar file. */
export const renewalsCommand = (options: RenewalsOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const { from, to, force = false } = options
    const period = { from, to, today: options.today ?? localDateAt(Date.now(), BILLING_TIME_ZONE) }
    const path = options.ical === undefined ? null : pathFrom(options.ical)
    const refused = path === null ? null : await refuseFile(path, force)
    if (refused) return fail(refused)
    const { renewals } = engine.client
    const { rows, total } = await everyRow((window) =>
      renewals.list({ ...period, alertsOnly: options.alerts ?? false, ...window }),
    )
    if (path !== null) {
      const { base64 } = await renewals.ical(period)
      const written = await writeWhole(path, Buffer.from(base64, 'base64'), force)
      if (!written.ok) return written
    }
    const alerts = rows.filter(({ alert }) => alert).length
    output.result({ ...period, total, alerts, ical: path, renewals: rows.map(renewalJson) }, () => [
      ...renewalLines(rows),
      ...(path === null ? [] : ['', `calendar: ${path}`]),
    ])
    return ok(null)
  })

const renewalJson = ({ cost, ...row }: RenewalRow) => ({
  ...row,
  cost: cost && { amount: moneyText(cost), currency: cost.currency },
})

const renewalLines = (rows: readonly RenewalRow[]): string[] =>
  table(
    ['Ends', 'Renews to', 'Last day', 'Alert', 'Company', 'Offer', 'Licences', 'Allocated', 'Cost'],
    rows.map((row) => [
      row.endsOn,
      row.renewsTo,
      row.lastDayToAct,
      row.alert ? 'yes' : '',
      row.companyName,
      row.offerName,
      String(row.quantity),
      row.allocated === null ? '--' : String(row.allocated),
      row.cost === null ? '' : `${moneyText(row.cost)} ${row.cost.currency}`,
    ]),
    [6, 7, 8],
  )
