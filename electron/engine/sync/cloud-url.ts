import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** https only; http is for a demo cloud on this computer. Anything else would send a password in clear. */
export const cloudOrigin = (text: string): Result<string, Failure> => {
  const refused = fail(failure('CLOUD_URL_NOT_ALLOWED', { url: shownUrl(text) }))
  if (!URL.canParse(text)) return refused
  const url = new URL(text)
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
  return allowed && url.username === '' && url.password === '' ? ok(url.origin) : refused
}

/** The address as it may be shown: what was typed before an "@" may be a password. */
export const shownUrl = (text: string): string => text.replace(/^(\w+:\/\/)?.*@/s, '$1…@').slice(0, 200)
