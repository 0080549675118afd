import { json } from '../http/answer.ts'
import type { Answer } from '../http/answer.ts'

const versions: Readonly<Record<string, string>> = {
  authentication: '1.239.0',
  enduser: '1.239.0',
  admin: '1.236.21',
  subscription: '1.229.4',
  invoicing: '1.239.1',
}

/** What needs no session: /ping and the /about of each portal that this cloud has; null for any other path. */
export const openAnswer = (segments: readonly string[]): Answer | null => {
  const path = segments.join('/')
  if (path === 'api/rainbow/ping') return json({ status: 'OK' })
  const portal = /^api\/rainbow\/([a-z]+)\/v1\.0\/about$/.exec(path)?.[1]
  const version = versions[portal ?? '']
  return portal === undefined || version === undefined
    ? null
    : json({ description: `Rainbow ${portal} portal, training cloud`, version })
}
