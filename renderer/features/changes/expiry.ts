import type { Difference } from '../../../shared/contract/estate.ts'

/** The digest also tells what ends soon: that is no change; it carries the end as the day and as the only field. */
export const isExpiry = ({ fields, at }: Difference): boolean => {
  const [only, ...more] = fields
  return only?.field === 'expiresOn' && more.length === 0 && only.after === null && only.before === at
}
