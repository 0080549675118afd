import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { failure } from '../../../shared/contract/failure.ts'
import { importCommand, reconcileCommand, type ReconcileOptions } from './billing-commands.ts'
import { demoCloudCommand, demoCloudOptions, type DemoCloudCommandOptions } from './demo-cloud-command.ts'
import { dayOption } from './day-option.ts'
import {
  companiesCommand,
  companyCommand,
  statusCommand,
  type CompaniesOptions,
  type CompanyOptions,
} from './estate-commands.ts'
import { loginCommand, logoutCommand, type LoginOptions } from './login-commands.ts'
import { createOutput, type Output } from './output.ts'
import { planCommand, planOptions, type PlanOptions } from './plan-commands.ts'
import { pricesCommand, pricesOptions, pricesUsage, type PricesOptions } from './prices-commands.ts'
import { quoteCommand, quoteOptions, type QuoteOptions } from './quote-commands.ts'
import { renewalsCommand, renewalsOptions, renewalsUsage, type RenewalsOptions } from './renewals-commands.ts'
import type { CommonOptions } from './session.ts'
import {
  changesCommand,
  outboxCommand,
  syncCommand,
  type ChangesOptions,
  type OutboxOptions,
  type SyncOptions,
} from './sync-commands.ts'

declare const __APP_VERSION__: string

const WRONG_USAGE = 2

/** A value that a script forgot: an empty folder would mean the current one, and the next option is none. */
const given = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.')
  if (text.startsWith('-')) throw new InvalidArgumentError('It looks like an option.')
  return text
}

/** Builds the command tree; `end` gets each command's exit code. */
const createProgram = (
  outputFor: (json: boolean | undefined) => Output,
  end: (code: Promise<number>) => Promise<void>,
): Command => {
  const program = new Command('iris')
    .description('Iris Desk on the command line: the same engine, the same data folder.')
    .version(__APP_VERSION__)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  const place = (usage: string, description: string): Command =>
    program
      .command(usage)
      .description(description)
      .addOption(
        new Option('--data <dir>', 'exactly this data folder (default: that of the profile used last)')
          .argParser(given)
          .conflicts('profile'),
      )
      .option('--profile <name>', 'the profile of this name', given)
      .option('--json', 'result and errors as JSON on stdout')
  const command = (usage: string, description: string): Command =>
    place(usage, description)
      .addOption(
        new Option('--demo', 'use a demo cloud in this process, with its own data folder').conflicts([
          'cloud',
          'profile',
        ]),
      )
      .option(
        '--cloud <url>',
        'address of the cloud; sign-in from IRIS_LOGIN and IRIS_PASSWORD or IRIS_API_KEY, IRIS_APP_ID, IRIS_APP_SECRET',
        given,
      )

  demoCloudOptions(program.command('demo-cloud').description('run a demo cloud on this computer until it is stopped'))
    .option('--json', 'errors as JSON on stdout')
    .action((options: DemoCloudCommandOptions & { readonly json?: boolean }) =>
      end(demoCloudCommand(options, outputFor(options.json))),
    )
  place('login', 'sign in to a cloud and keep the session in the keychain of this system')
    .option('--cloud <url>', 'address of the cloud (default: that of the profile)', given)
    .addOption(new Option('--login <email>', 'who signs in; or IRIS_LOGIN').argParser(given).conflicts('apiKey'))
    .option('--api-key', 'sign in with an API key (IRIS_API_KEY, or typed) instead of a password')
    .action((options: LoginOptions) => end(loginCommand(options, outputFor(options.json))))
  place('logout', 'end the session and take it out of the keychain; the data stay').action((options: CommonOptions) =>
    end(logoutCommand(options, outputFor(options.json))),
  )
  const asOf = (): Option =>
    new Option('--as-of <date>', 'as it was at the end of that day (UTC)').argParser(dayOption('end'))
  command('sync', 'send what waits and read what changed in the cloud')
    .option('--full', 'read the whole estate, not only what changed')
    .action((options: SyncOptions) => end(syncCommand(options, outputFor(options.json))))
  command('status', 'what is here, and how it stands with the cloud').action((options: CommonOptions) =>
    end(statusCommand(options, outputFor(options.json))),
  )
  command('companies', 'list the companies of the estate')
    .addOption(new Option('--kind <kind>', 'only one kind').choices(['VAD', 'IR', 'EC', 'DR']))
    .option('--search <text>', 'part of a name, an earlier name, a reference, a town or an e-mail address', given)
    .addOption(asOf())
    .action((options: CompaniesOptions) => end(companiesCommand(options, outputFor(options.json))))
  command('company <id>', 'one company with its members, equipment and subscriptions')
    .addOption(asOf())
    .action((id: string, options: CompanyOptions) => end(companyCommand(id, options, outputFor(options.json))))
  command('changes', 'what changed in the estate')
    .addOption(
      new Option('--since <date>', 'from the beginning of that day on (UTC)')
        .argParser(dayOption('begin'))
        .makeOptionMandatory(),
    )
    .action((options: ChangesOptions) => end(changesCommand(options, outputFor(options.json))))
  command('outbox', 'what waits to be sent, is in conflict or was refused')
    .option('--all', 'also what was confirmed or undone')
    .action((options: OutboxOptions) => end(outboxCommand(options, outputFor(options.json))))
  planOptions(command('plan <file>', 'what a plan (JSON) costs by month, and when one way pays off')).action(
    (file: string, options: PlanOptions) => end(planCommand(file, options, outputFor(options.json))),
  )
  quoteOptions(command('quote', 'what licences would cost a company, and its quote as PDF'), given).action(
    (options: QuoteOptions) => end(quoteCommand(options, outputFor(options.json))),
  )
  command('import <file>', 'import an invoice PDF or a consumption detail report').action(
    (file: string, options: CommonOptions) => end(importCommand(file, options, outputFor(options.json))),
  )
  command('reconcile', 'compare an invoice with its CDR, the estate and the price list')
    .requiredOption('--invoice <number>', 'invoice number, e.g. INV00000150')
    .option('--cdr <file>', 'consumption detail report to use')
    .action((options: ReconcileOptions) => end(reconcileCommand(options, outputFor(options.json))))
  pricesOptions(command('prices', 'list, check and import price lists'), given).action(
    (options: PricesOptions, self: Command) => {
      const wrong = pricesUsage(options)
      if (wrong !== null) self.error(wrong)
      return end(pricesCommand(options, outputFor(options.json)))
    },
  )
  renewalsOptions(command('renewals', 'what ends and renews between two days'), given).action(
    (options: RenewalsOptions, self: Command) => {
      const wrong = renewalsUsage(options)
      if (wrong !== null) self.error(wrong)
      return end(renewalsCommand(options, outputFor(options.json)))
    },
  )
  return program
}

/** The exit code: 0, 1 when a command refused, 2 when it was typed wrongly. */
const run = async (argv: readonly string[]): Promise<number> => {
  let code = 0
  const program = createProgram(
    (json) => createOutput(json === true),
    async (ended) => {
      code = await ended
    },
  )
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) return unexpected(error, argv.includes('--json'))
    if (error.exitCode === 0) return 0
    const detail = error.message === '(outputHelp)' ? 'Name a command.' : error.message.replace(/^error: /, '')
    createOutput(argv.includes('--json')).failure(failure('WRONG_USAGE', { detail }))
    return WRONG_USAGE
  }
}

/** A bug: still one answer on stdout for a script, and what is needed to find it on stderr. */
const unexpected = (error: unknown, json: boolean): number => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  createOutput(json).failure(failure('INTERNAL', { detail: error instanceof Error ? error.message : String(error) }))
  return 1
}

process.exitCode = await run(process.argv.slice(2))
