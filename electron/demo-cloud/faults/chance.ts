import type { SeededRandom } from '../seeded-random.ts'
import { repeatedId, shrunkPage, unknownEnums, wrongTypes, type Bend } from './bend-answer.ts'
import { failed, html, limited, type Fault } from './fault.ts'
import { ratesOf, type FaultProfile } from './fault-profiles.ts'

export type Chance = {
  readonly before: (method: string) => Fault | null
  readonly bend: () => Bend | null
  readonly latency: () => number
  readonly expires: () => boolean
}

/** Each request takes the same number of draws, so that one fault does not shift all that follow. */
export const chanceOf = (profile: FaultProfile, random: SeededRandom): Chance => {
  const rates = ratesOf(profile)
  const run = { fault: html, left: 0 }
  const oneOf = <T>(choices: readonly (readonly [number, T])[]): T | null => {
    let draw = random.next()
    for (const [probability, choice] of choices) {
      if (draw < probability) return choice
      draw -= probability
    }
    return null
  }
  const begin = (fault: Fault, length: number): Fault => {
    run.fault = fault
    run.left = length - 1
    return fault
  }
  return {
    before: (method) => {
      const length = random.next()
      const chosen = oneOf<() => Fault | null>([
        [rates.failures, () => begin(failed(500), 1 + Math.floor(length * 4))],
        [rates.limited, () => limited(1)],
        [rates.cut, () => begin({ kind: 'cut' }, 1 + Math.floor(length * rates.outage))],
        [rates.html, () => html],
        [rates.truncated, () => ({ kind: 'truncate' })],
        [rates.invalidJson, () => ({ kind: 'invalid-json' })],
        [rates.lostAnswer, () => (method === 'GET' ? null : { kind: 'cut-after' })],
      ])
      if (run.left > 0) {
        run.left -= 1
        return run.fault
      }
      return chosen?.() ?? null
    },
    bend: () =>
      oneOf<Bend>([
        [rates.wrongTypes, wrongTypes],
        [rates.unknownEnums, unknownEnums],
        [rates.repeatedIds, repeatedId],
        [rates.shrunkPages, shrunkPage],
      ]),
    latency: () => {
      const draw = random.next()
      return rates.latency ? Math.round(rates.latency[0] + draw * (rates.latency[1] - rates.latency[0])) : 0
    },
    expires: () => random.chance(rates.expiredTokens),
  }
}
