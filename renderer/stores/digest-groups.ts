import type { Digest } from '../../shared/contract/estate.ts'

export type DigestGroup = Digest['groups'][number]

/** The order in which a person asks; kinds that the engine adds later come last. */
const order: readonly string[] = [
  'new-companies',
  'removed-companies',
  'plan-changed',
  'licences-changed',
  'connection-changed',
  'members-joined',
  'members-left',
  'rights-changed',
  'expiring',
  'other',
]
const place = (kind: string): number => (order.includes(kind) ? order.indexOf(kind) : order.length)

/** Groups with something in them, in the order of the questions. */
export const shownGroups = (digest: Digest | null): readonly DigestGroup[] =>
  (digest?.groups ?? []).filter((group) => group.count > 0).toSorted((a, b) => place(a.kind) - place(b.kind))
