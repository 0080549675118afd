import type { Topic } from '../../../shared/contract/system.ts'

export type Changes = {
  announce(...topics: readonly Topic[]): void
  /** Topics that changed, gathered per tick, until the signal aborts. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<{ topics: Topic[] }>
  onAnnounce(listener: (topics: readonly Topic[]) => void): void
}

const GATHER_MS = 50

/** Tells windows what to read again; never carries data. */
export const createChanges = (): Changes => {
  const listeners = new Set<(topics: readonly Topic[]) => void>()
  return {
    announce: (...topics) => listeners.forEach((listener) => listener(topics)),
    onAnnounce: (listener) => listeners.add(listener),
    watch: async function* (signal) {
      let pending = new Set<Topic>()
      let wake = (): void => undefined
      const listener = (topics: readonly Topic[]): void => {
        topics.forEach((topic) => pending.add(topic))
        wake()
      }
      listeners.add(listener)
      signal?.addEventListener('abort', () => wake(), { once: true })
      try {
        while (!signal?.aborted) {
          if (pending.size === 0) await new Promise<void>((resolve) => (wake = resolve))
          if (signal?.aborted) return
          await new Promise((resolve) => setTimeout(resolve, GATHER_MS))
          const topics = [...pending]
          pending = new Set()
          yield { topics }
        }
      } finally {
        listeners.delete(listener)
      }
    },
  }
}
