/** What goes wrong by chance: each number but the latency is a probability per request. */
export type FaultRates = {
  /** Milliseconds, both ends included. */
  readonly latency: readonly [number, number] | null
  /** A burst of 1 to 4 answers 500. */
  readonly failures: number
  /** 429 with Retry-After: 1. */
  readonly limited: number
  /** The connection breaks before anything was done; a run of 1 to `outage` requests. */
  readonly cut: number
  readonly outage: number
  /** A write is done, and its answer is lost. */
  readonly lostAnswer: number
  readonly truncated: number
  readonly invalidJson: number
  readonly html: number
  readonly wrongTypes: number
  readonly unknownEnums: number
  readonly repeatedIds: number
  readonly shrunkPages: number
  readonly expiredTokens: number
  /** Of the Date header, in milliseconds. */
  readonly skew: number
}

const calm: FaultRates = {
  latency: null,
  failures: 0,
  limited: 0,
  cut: 0,
  outage: 1,
  lostAnswer: 0,
  truncated: 0,
  invalidJson: 0,
  html: 0,
  wrongTypes: 0,
  unknownEnums: 0,
  repeatedIds: 0,
  shrunkPages: 0,
  expiredTokens: 0,
  skew: 0,
}

const TWO_HOURS = 2 * 60 * 60 * 1000

const profiles = {
  none: calm,
  slow: { ...calm, latency: [200, 1500] },
  flaky: { ...calm, failures: 0.04, cut: 0.03, truncated: 0.02, lostAnswer: 0.05 },
  'rate-limited': { ...calm, limited: 0.1 },
  'half-broken': { ...calm, wrongTypes: 0.1, unknownEnums: 0.1, repeatedIds: 0.1, shrunkPages: 0.1, invalidJson: 0.03 },
  'gone-and-back': { ...calm, cut: 0.05, outage: 12 },
  'lost-answers': { ...calm, lostAnswer: 0.4 },
  'short-sessions': { ...calm, expiredTokens: 0.05 },
  'wrong-clock': { ...calm, skew: -TWO_HOURS },
  'captive-portal': { ...calm, html: 0.2 },
  hostile: {
    latency: [0, 5],
    failures: 0.03,
    limited: 0.02,
    cut: 0.02,
    outage: 5,
    lostAnswer: 0.1,
    truncated: 0.02,
    invalidJson: 0.02,
    html: 0.01,
    wrongTypes: 0.03,
    unknownEnums: 0.03,
    repeatedIds: 0.05,
    shrunkPages: 0.05,
    expiredTokens: 0.02,
    skew: TWO_HOURS,
  },
} satisfies Readonly<Record<string, FaultRates>>

export type FaultProfile = keyof typeof profiles

export const faultProfiles = Object.keys(profiles) as readonly FaultProfile[]

export const ratesOf = (profile: FaultProfile): FaultRates => profiles[profile]
