import type { Page } from '@playwright/test'

/** What an end-to-end spec knows of the app; the same in a browser and in Electron. */
export type LaunchedApp = {
  readonly page: Page
  /** The next file chooser that the app opens answers with these files. */
  chooseFiles(paths: readonly string[]): Promise<void>
  /** Does what makes the app save a file, and gives that file's name and where it is now. */
  saved(act: () => Promise<void>): Promise<{ readonly name: string; readonly path: string }>
  /** kill -9 of the engine process that runs now. */
  killEngine(): Promise<void>
  close(): Promise<void>
}

export type LaunchOptions = {
  readonly dataDir: string
  readonly args: readonly string[]
  /** Start with profiles below dataDir instead of exactly there. */
  readonly profiles: boolean
}

/** Exactly that data folder, or none: then profiles are used, in an application folder that the launcher sets. */
export const placeArgs = (dataDir: string, useProfiles: boolean): readonly string[] =>
  useProfiles ? [] : ['--data', dataDir]

export type EngineWatch = { read(chunk: Buffer | string): void; log(): string; kill(): Promise<void> }

/** Follows the supervisor's log, which tells each engine's process id, to kill the one that runs now (never one twice). */
export const createEngineWatch = (): EngineWatch => {
  const killed = new Set<number>()
  let log = ''
  const running = (): number | undefined => {
    const newest = [...log.matchAll(/the engine is ready, process (\d+)/g)].at(-1)
    return newest && !killed.has(Number(newest[1])) ? Number(newest[1]) : undefined
  }
  return {
    read: (chunk) => (log += String(chunk)),
    log: () => log,
    kill: async () => {
      const until = Date.now() + 30_000
      let pid = running()
      for (; pid === undefined; pid = running()) {
        if (Date.now() > until) throw new Error(`no engine became ready:\n${log}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      killed.add(pid)
      process.kill(pid, 'SIGKILL')
    },
  }
}
