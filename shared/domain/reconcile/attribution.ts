import { sameText } from '../../util/fold-text.ts'
import type { Source } from '../evidence.ts'
import type { Finding } from '../reconciliation.ts'
import { ABSENT } from './absent.ts'

/** What a source names as a contract's company. */
export type Named = { readonly names: readonly string[]; readonly source: Source }

export type Attribution = { readonly company: string | null; readonly finding: Finding | null }

const said = (named: Named | null): string => named?.names.join(', ') || ABSENT

/**
 * Whose contract it is: the invoice's reference table wins, then the estate, then the CDR. Where two of them name
 * different companies (case, accents and white space aside) there is one finding that leads to all of them (X09, M246).
 */
export const attribute = (
  contractNumber: string,
  { table, estate, cdr }: { readonly table: Named | null; readonly estate: Named | null; readonly cdr: Named | null },
): Attribution => {
  const named = [table, estate, cdr].filter((source) => source !== null && source.names.length > 0) as readonly Named[]
  const company = named[0]?.names[0] ?? null
  const agreed = named.every(({ names }) => names.every((name) => company !== null && sameText(name, company)))
  if (agreed) return { company, finding: null }
  return {
    company,
    finding: {
      code: 'COMPANY_ATTRIBUTION_CONFLICT',
      rule: 'X09',
      contractNumber,
      params: { invoice: said(table), estate: said(estate), cdr: said(cdr), company: company ?? ABSENT },
      sources: named.map(({ source }) => source),
    },
  }
}
