import { seededRandom, type SeededRandom } from '../seeded-random.ts'

/** Kinds of things with ids of their own; the number is part of the id. */
const kinds = {
  company: 1,
  user: 2,
  subscription: 3,
  site: 4,
  system: 5,
  'phone-number': 6,
  'join-invitation': 7,
  'join-request': 8,
  'bp-link': 9,
} as const

export type Generator = {
  readonly random: SeededRandom
  /** 24 hex digits, the first eight the second of creation, as the cloud's own ids are built. */
  readonly id: (kind: keyof typeof kinds, createdAt: string) => string
  /** An ISO instant in working hours, between two days or from a given instant on. */
  readonly instant: (from?: string) => string
}

/** The estate is as of this instant: nothing in it is younger, no subscription has run out before it. */
export const GENERATED_AS_OF = '2026-01-01T00:00:00.000Z'
/** When the distributor begins: nothing in the estate is older. */
export const GENERATED_FROM = '2018-01-08T08:00:00.000Z'
const FIRST_DAY = Date.parse(GENERATED_FROM)
const LAST_DAY = Date.parse(GENERATED_AS_OF) - 24 * 3600 * 1000
const DAY = 24 * 3600 * 1000

export const createGenerator = (seed: number): Generator => {
  const random = seededRandom(seed)
  const mark = random.integer(0, 0xff_ff_ff_ff)
  const counts = new Map<string, number>()
  // One buffer: ids made of joined pieces would keep the pieces in memory, and there are a million of them.
  const bytes = Buffer.alloc(12)
  return {
    random,
    id: (kind, createdAt) => {
      const count = counts.get(kind) ?? 0
      counts.set(kind, count + 1)
      bytes.writeUInt32BE(Math.floor(Date.parse(createdAt) / 1000), 0)
      bytes.writeUInt8(kinds[kind], 4)
      bytes.writeUInt32BE(mark, 5)
      bytes.writeUIntBE(count, 9, 3)
      return bytes.toString('hex')
    },
    instant: (from) => {
      const first = from === undefined ? FIRST_DAY : Date.parse(from)
      const day = first + Math.floor(random.next() * Math.max(0, LAST_DAY - first))
      const at = Math.floor(day / DAY) * DAY + random.integer(7 * 3600, 17 * 3600) * 1000 + random.integer(0, 999)
      return new Date(Math.max(at, first)).toISOString()
    },
  }
}
