import type { Difference } from '../../../shared/contract/estate.ts'

/** The screen of the thing that changed; null where there is none. `select` marks its row there. */
export const differenceAddress = (row: Pick<Difference, 'entity' | 'id' | 'companyId'>): string | null => {
  const select = `?select=${encodeURIComponent(row.id)}`
  const company = row.companyId ? `/companies/${encodeURIComponent(row.companyId)}` : null
  switch (row.entity) {
    case 'company':
      return `/companies/${encodeURIComponent(row.id)}`
    case 'member':
      return `${company ?? ''}/members${select}`
    case 'equipment':
      return `${company ?? ''}/equipment${select}`
    case 'subscription':
      return `${company ?? ''}/subscriptions${select}`
    case 'site':
      return company ? `${company}/settings` : null
    case 'company_link':
      return `/links${select}`
    case 'company_prefix':
    case 'extension':
      return `${company ?? ''}/equipment`
  }
}
