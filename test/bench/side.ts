import { existsSync, readFileSync } from 'node:fs'

/** What one side prints as JSON when it is done. */
export type Measured = {
  /** Milliseconds by step. */
  readonly steps: Readonly<Record<string, number>>
  readonly peakMb: number
  /** Contracts that differ, as "contract difference-in-cents", sorted. */
  readonly differing: readonly string[]
}

/** Where the system says it, of this program alone: the resource usage still holds the parent's from before it started. */
export const peakMb = (): number => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const own = /VmHWM:\s+(\d+) kB/.exec(status)?.[1]
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024
}

export const stopwatch = () => {
  const steps: Record<string, number> = {}
  const time = async <T>(step: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    steps[step] = performance.now() - start
    return result
  }
  return { steps, time }
}

export const report = (measured: Measured): void => {
  process.stdout.write(JSON.stringify(measured))
}
