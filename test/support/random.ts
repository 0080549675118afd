/** Numbers from 0 to below 1 that a seed repeats (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** IRIS_CRASH_SEED, or a new one that is printed, so that a failure can be repeated. */
export const printedSeed = (): number => {
  const seed = Number(process.env.IRIS_CRASH_SEED ?? Date.now() % 1_000_000_000)
  process.stderr.write(`crash tests: IRIS_CRASH_SEED=${seed}\n`)
  return seed
}
