import type { Translate } from '../../text/index.ts'
import type { Format } from '../../ui/use-format.ts'
import { percentText } from '../../ui/typed-number.ts'
import { parseDecimal } from '../../../shared/domain/decimal.ts'

type Known = (path: string) => string | null

/** The name of a compared field: "Customer: Town", "3EY95003AA: Licences". */
export const comparedField = (field: string, t: Translate, known: Known): string => {
  const parts = field.split('.')
  const last = parts.at(-1) ?? field
  if (parts.length === 1) return known(`quotes.field.${last}`) ?? field
  const [group] = parts
  if (group === 'lines') {
    const name = known(`quotes.lines.${last}`) ?? last
    return t('edits.named', { name: parts.slice(1, -1).join('.'), value: name })
  }
  const name = known(`quotes.field.${group ?? ''}`) ?? group ?? ''
  return t('edits.named', { name, value: known(`quotes.party.${last}`) ?? last })
}

/** Its value as a person reads it; nothing is a dash. */
export const comparedValue = (field: string, value: string | null, format: Format, known: Known): string => {
  if (value === null || value === '') return '–'
  const last = field.split('.').at(-1)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return format.date(value)
  if (last === 'language') return known(`edits.languages.${value}`) ?? value
  if (last === 'sellTier') return known(`plans.tiers.${value}`) ?? value
  if (last === 'per') return known(`quotes.per.${value}`) ?? value
  if (last === 'country') return format.country(value)
  const fraction = last === 'discount' || last === 'vatRate' ? parseDecimal(value) : null
  return fraction?.ok ? `${percentText(fraction.value)} %` : value
}
