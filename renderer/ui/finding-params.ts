import type { ReconciliationResult } from '../../shared/contract/billing.ts'
import type { Format } from './use-format.ts'

const LOCAL_DATE = /\b\d{4}-\d{2}-\d{2}\b/g

type Finding = Pick<ReconciliationResult['findings'][number], 'contractNumber' | 'params'>
type Known = (path: string) => string | null

/** Which texts name a value that is a word of the engine's: sources, parts of a proof, reasons. */
const namedIn: Readonly<Record<string, string>> = {
  in: 'reconciliation.sourceName',
  missingIn: 'reconciliation.sourceName',
  what: 'reconciliation.proof',
  reason: 'reconciliation.noPrice',
}

/** A finding's values as a person reads them: dates and words in the language, an empty value as a dash. */
export const findingParams = (finding: Finding, format: Format, known: Known): Readonly<Record<string, string>> => {
  const shown = (name: string, value: string): string => {
    const names = namedIn[name]
    if (names)
      return value
        .split(', ')
        .map((one) => known(`${names}.${one}`) ?? one)
        .join(', ')
    return value === '' ? '–' : value.replaceAll(LOCAL_DATE, (date) => format.date(date))
  }
  const values = Object.entries(finding.params).map(([name, value]) => [name, shown(name, value)] as const)
  return { contract: finding.contractNumber ?? '–', ...Object.fromEntries(values) }
}
