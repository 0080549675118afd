import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { failure } from '../../../shared/contract/failure.ts'
import { importCommand, reconcileCommand, type ReconcileOptions } from './billing-commands.ts'
import { demoCloudCommand } from './demo-cloud-command.ts'
import { companiesCommand, statusCommand, syncCommand, type CompaniesOptions } from './estate-commands.ts'
import { createOutput, type Output } from './output.ts'
import type { CommonOptions } from './session.ts'

declare const __APP_VERSION__: string

const WRONG_USAGE = 2

const portNumber = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return Number(text)
}

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
  const command = (usage: string, description: string): Command =>
    program
      .command(usage)
      .description(description)
      .option('--data <dir>', 'data folder (default: the application data folder of this system)', given)
      .option('--json', 'result and errors as JSON on stdout')
      .addOption(new Option('--demo', 'use a demo cloud in this process, with its own data folder').conflicts('cloud'))
      .option(
        '--cloud <url>',
        'address of the cloud; sign-in from IRIS_LOGIN, IRIS_PASSWORD, IRIS_APP_ID, IRIS_APP_SECRET',
        given,
      )

  program
    .command('demo-cloud')
    .description('run a demo cloud on this computer until it is stopped')
    .addOption(new Option('--port <n>', 'port to listen on').argParser(portNumber).default(0, 'a free one'))
    .option('--json', 'errors as JSON on stdout')
    .action((options: { port: number; json?: boolean }) => end(demoCloudCommand(options.port, outputFor(options.json))))
  command('sync', 'read the whole estate from the cloud').action((options: CommonOptions) =>
    end(syncCommand(options, outputFor(options.json))),
  )
  command('status', 'what is here, and how it stands with the cloud').action((options: CommonOptions) =>
    end(statusCommand(options, outputFor(options.json))),
  )
  command('companies', 'list the companies of the estate')
    .addOption(new Option('--kind <kind>', 'only one kind').choices(['VAD', 'IR', 'EC', 'DR']))
    .option('--search <text>', 'part of a name or reference')
    .action((options: CompaniesOptions) => end(companiesCommand(options, outputFor(options.json))))
  command('import <file>', 'import an invoice PDF or a consumption detail report').action(
    (file: string, options: CommonOptions) => end(importCommand(file, options, outputFor(options.json))),
  )
  command('reconcile', 'compare an invoice with its CDR, the estate and the price list')
    .requiredOption('--invoice <number>', 'invoice number, e.g. INV00000150')
    .option('--cdr <file>', 'consumption detail report to use')
    .action((options: ReconcileOptions) => end(reconcileCommand(options, outputFor(options.json))))
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
