/** What one side prints as JSON when it is done. */
export type Measured = {
  /** Milliseconds by step. */
  readonly steps: Readonly<Record<string, number>>
  readonly peakMb: number
  /** Contracts that differ, as "contract difference-in-cents", sorted. */
  readonly differing: readonly string[]
}

export const peakMb = (): number => process.resourceUsage().maxRSS / 1024

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
