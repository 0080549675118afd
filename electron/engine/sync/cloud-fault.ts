/** Why no answer came, in a word for people, and whether the request may have reached the cloud all the same. */
export type Fault = { readonly reason: string; readonly mayHaveArrived: boolean; readonly timedOut?: true }

/** No connection came about, so nothing of the request was sent. A reset connection is not among them. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Codes of a certificate that is not accepted: the handshake comes before the request. */
const CERTIFICATE = /^(CERT_|ERR_TLS_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/

/** Reads what fetch threw: a time-out, a stop by a person, or a fault of the network with its system code. */
export const faultOf = (error: unknown): Fault => {
  if (!(error instanceof Error)) return { reason: String(error), mayHaveArrived: true }
  if (error.name === 'TimeoutError') return { reason: 'no answer in time', mayHaveArrived: true, timedOut: true }
  if (error.name === 'AbortError') return { reason: 'stopped before the answer came', mayHaveArrived: true }
  const code = codeOf(error.cause)
  if (code === null) return { reason: error.message, mayHaveArrived: true }
  return { reason: code, mayHaveArrived: !NEVER_CONNECTED.has(code) && !CERTIFICATE.test(code) }
}

/** Several addresses of one name fail together as an AggregateError, which carries the first one's code. */
const codeOf = (cause: unknown): string | null =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : null
