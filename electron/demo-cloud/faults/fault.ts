import { rainbowError, type Answer } from '../http/answer.ts'

/** What happens to one request instead of, or after, its work. */
export type Fault =
  | { readonly kind: 'instead'; readonly answer: Answer }
  | { readonly kind: 'cut' | 'cut-after' | 'truncate' | 'invalid-json' }

const htmlPage: Answer = {
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: { bytes: Buffer.from('<!doctype html><html><head><title>Sign in to the network</title></head></html>\n') },
}

/** Rainbow's error body with that status. */
export const failed = (status: number): Fault => ({
  kind: 'instead',
  answer: rainbowError(status, 'The demo cloud was told to fail'),
})

export const limited = (seconds: number): Fault => ({
  kind: 'instead',
  answer: rainbowError(429, 'Too many requests', '000', { 'Retry-After': String(seconds) }),
})

export const html: Fault = { kind: 'instead', answer: htmlPage }
