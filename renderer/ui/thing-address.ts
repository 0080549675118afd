import type { EditedEntity } from '../../shared/contract/edits.ts'
import type { SearchHit } from '../../shared/contract/estate.ts'

type Thing = {
  readonly entity: SearchHit['entity'] | EditedEntity
  readonly id: string
  readonly companyId: string | null
}

/** The screen of a thing that was found or edited; `select` marks its row there, scrolls to it and opens it. */
export const thingAddress = ({ entity, id, companyId }: Thing): string => {
  const select = `?select=${encodeURIComponent(id)}`
  const company = companyId ? `/companies/${encodeURIComponent(companyId)}` : ''
  switch (entity) {
    case 'company':
      return `/companies/${encodeURIComponent(id)}`
    case 'member':
      return `${company}/members${select}`
    case 'equipment':
      return `${company}/equipment${select}`
    case 'subscription':
      return `${company}/subscriptions${select}`
    case 'site':
      return company ? `${company}/settings${select}` : '/companies'
    case 'operation':
      return `${company}/history${select}`
    case 'company_link':
      return `/links${select}`
    case 'company_prefix':
      return '/equipment?scope=shared'
    case 'invoice':
      return `/invoices${select}`
  }
}
