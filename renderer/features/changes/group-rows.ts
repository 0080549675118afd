import type { Difference } from '../../../shared/contract/estate.ts'
import type { DigestGroup } from '../../stores/digest-groups.ts'
import { isExpiry } from './expiry.ts'

const entities: readonly Difference['entity'][] = [
  'company',
  'subscription',
  'equipment',
  'member',
  'site',
  'company_link',
  'company_prefix',
  'extension',
]
/** Within one synchronisation: companies before what belongs to them, changes before what came with them. */
const compare = (a: Difference, b: Difference): number =>
  b.at.localeCompare(a.at) ||
  Number(a.what === 'added') - Number(b.what === 'added') ||
  entities.indexOf(a.entity) - entities.indexOf(b.entity) ||
  a.title.localeCompare(b.title)

/**
 * The differences of one group, or of all: each once, newest first, then what ends soon, the next one first. A thing can be in
 * two groups, such as a member whose rights and licence changed.
 */
export const groupRows = (groups: readonly DigestGroup[], kind: string | null): readonly Difference[] => {
  const byKey = new Map<string, Difference>()
  for (const group of groups)
    if (kind === null || group.kind === kind)
      for (const row of group.rows) byKey.set(`${row.entity} ${row.id} ${row.what} ${row.at}`, row)
  const rows = [...byKey.values()]
  return [
    ...rows.filter((row) => !isExpiry(row)).toSorted(compare),
    ...rows.filter(isExpiry).toSorted((a, b) => a.at.localeCompare(b.at)),
  ]
}
