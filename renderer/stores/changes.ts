import { defineStore } from 'pinia'
import { reactive } from 'vue'
import type { Topic } from '../../shared/contract/system.ts'
import { connection, engine } from '../client/index.ts'

/** A sync names the estate many times a second; screens read again at most this often. */
const CALM_MS = 400

/** Counts the changes per topic: what shows a topic's data watches its number and reads again when it moves. */
export const useChanges = defineStore('changes', () => {
  const counts = reactive<Record<Topic, number>>({
    estate: 0,
    sync: 0,
    jobs: 0,
    imports: 0,
    invoices: 0,
    reconciliations: 0,
    session: 0,
    outbox: 0,
    prices: 0,
    quotes: 0,
    plans: 0,
  })
  const pending = new Set<Topic>()
  let timer: ReturnType<typeof setTimeout> | undefined

  // The first change is shown at once, those that follow close behind it together.
  const tell = (): void => {
    timer = pending.size > 0 ? setTimeout(tell, CALM_MS) : undefined
    for (const topic of pending) counts[topic] += 1
    pending.clear()
  }
  const changed = (topics: readonly Topic[]): void => {
    for (const topic of topics) pending.add(topic)
    if (timer === undefined) tell()
  }

  engine.follow(
    (api) => api.system.changes(),
    ({ topics }) => changed(topics),
  )
  // After a restart nobody knows what was missed.
  let wasLost = false
  connection.onState(({ state }) => {
    if (state === 'ready' && wasLost) changed(Object.keys(counts) as Topic[])
    if (state !== 'ready') wasLost = true
  })

  /** A number that moves whenever one of the topics changed. */
  const of = (...topics: readonly Topic[]): number => topics.reduce((sum, topic) => sum + counts[topic], 0)
  return { of }
})
