/** How the engine does something later; real timers that keep no process alive, unless told otherwise. */
export type Timers = { after(ms: number, work: () => void): () => void }

export const realTimers: Timers = {
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
