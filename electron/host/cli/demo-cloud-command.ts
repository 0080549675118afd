import { InvalidArgumentError, Option, type Command } from 'commander'
import {
  faultProfiles,
  generateTenant,
  startTrainingCloud,
  trainingDays,
  type FaultProfile,
} from '../../demo-cloud/index.ts'
import type { Output } from './output.ts'
import { resourcesDir } from './session.ts'

export type DemoCloudCommandOptions = {
  readonly port: number
  /** A generated estate of this size instead of the training tenant. */
  readonly companies?: number
  /** For the generated estate and the faults. */
  readonly seed: number
  readonly faults: FaultProfile
  /** A day of the training calendar, or 'first'. */
  readonly day?: string
}

/** What a gigabyte or so of memory holds. */
const MOST_COMPANIES = 200_000
const HIGHEST_SEED = 4_294_967_295

const wholeNumber =
  (message: string, from: number, to: number) =>
  (text: string): number => {
    if (!/^\d{1,10}$/.test(text) || Number(text) < from || Number(text) > to) throw new InvalidArgumentError(message)
    return Number(text)
  }

const portNumber = wholeNumber('A port is a number from 0 to 65535.', 0, 65_535)
const companyCount = wholeNumber(`A number of companies is from 1 to ${MOST_COMPANIES}.`, 1, MOST_COMPANIES)
const seedNumber = wholeNumber(`A seed is a number from 0 to ${HIGHEST_SEED}.`, 0, HIGHEST_SEED)

/** Adds the options of `iris demo-cloud` to its command. */
export const demoCloudOptions = (command: Command): Command =>
  command
    .addOption(new Option('--port <n>', 'port to listen on').argParser(portNumber).default(0, 'a free one'))
    .addOption(
      new Option('--companies <n>', 'an invented estate of this size instead of the training tenant').argParser(
        companyCount,
      ),
    )
    .addOption(
      new Option('--seed <n>', 'for the invented estate and the faults: the same gives the same')
        .argParser(seedNumber)
        .default(1),
    )
    .addOption(new Option('--faults <profile>', 'what goes wrong by chance').choices(faultProfiles).default('none'))
    .addOption(
      new Option('--day <date>', 'a day of the training calendar (default: the last one, in real time)')
        .choices(['first', ...trainingDays.map(({ on }) => on)])
        .conflicts('companies'),
    )

/** Runs the demo cloud until it is stopped; its first line on stdout is JSON with address and sign-in. */
export const demoCloudCommand = async (options: DemoCloudCommandOptions, output: Output): Promise<number> => {
  const { port, companies, seed, day } = options
  const started = await startTrainingCloud({
    resourcesDir: resourcesDir(),
    port,
    ...(companies === undefined ? {} : { tenant: generateTenant({ companies, seed }) }),
    ...(day === undefined ? {} : { startOn: day }),
  })
  if (!started.ok) {
    output.failure(started.failure)
    return 1
  }
  if (options.faults !== 'none') started.value.faults.profile(options.faults, seed)
  const { url, login, password, appId, appSecret } = started.value.credentials
  process.stdout.write(`${JSON.stringify({ url, login, password, appId, appSecret })}\n`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await started.value.close()
  return 0
}
