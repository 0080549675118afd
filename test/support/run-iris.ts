import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const cli = join(import.meta.dirname, '../../dist/host/cli.js')

export type Ran = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The stdout of a command with --json. */
  json<T = Record<string, unknown>>(): T
}

type Options = { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> }

/** Nothing of the person who runs the tests: no sign-in, no npm, no home with data. */
const cleanEnv = (env: Options['env'] = {}): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => !/^(IRIS_|INIT_CWD|npm_|NODE_OPTIONS|VITEST)/.test(name))
  // Never this computer's own keychain; a test that needs one says so.
  return { ...Object.fromEntries(kept), IRIS_KEYCHAIN: 'off', ...env }
}

export const startIris = (args: readonly string[], { cwd, env }: Options = {}): ChildProcess =>
  spawn(process.execPath, [cli, ...args], { cwd, env: cleanEnv(env), stdio: ['ignore', 'pipe', 'pipe'] })

/** Runs `iris` as a process of its own, as it is built, to its end. */
export const iris = async (args: readonly string[], options: Options = {}): Promise<Ran> => {
  const child = startIris(args, options)
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T }
}

export type CliError = {
  readonly error: { readonly code: string; readonly message: string; readonly rule: string | null; readonly kept: string; readonly next: string } // prettier-ignore
}

export type RunningCloud = {
  readonly credentials: Readonly<Record<'url' | 'login' | 'password' | 'appId' | 'appSecret', string>>
  /** The sign-in as the command line takes it from the environment. */
  readonly env: Readonly<Record<string, string>>
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>
}

/** `iris demo-cloud`, once it has said where it is. */
export const startCloudProcess = async (args: readonly string[] = []): Promise<RunningCloud> => {
  const child = startIris(['demo-cloud', ...args])
  const [first] = (await once(child.stdout!.setEncoding('utf8'), 'data')) as [string]
  const credentials = JSON.parse(first.split('\n')[0]!) as RunningCloud['credentials']
  return {
    credentials,
    env: {
      IRIS_LOGIN: credentials.login,
      IRIS_PASSWORD: credentials.password,
      IRIS_APP_ID: credentials.appId,
      IRIS_APP_SECRET: credentials.appSecret,
    },
    stop: async () => {
      child.kill('SIGTERM')
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
  }
}
