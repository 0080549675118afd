import type { Finding } from '../../domain/reconciliation.ts'
import { findingTextEn } from './en.ts'

export { findingTextEn } from './en.ts'
export { findingTextFr } from './fr.ts'

/** A finding as an English sentence, for the command line; an absent value is a dash. */
export const findingSentence = (finding: Pick<Finding, 'code' | 'contractNumber' | 'params'>): string => {
  const values: Readonly<Record<string, string>> = { ...finding.params, contract: finding.contractNumber ?? '' }
  return findingTextEn[finding.code].replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] || '–')
}
