import type { PlanDefinition } from '../../../shared/contract/planning.ts'
import type { Translate } from '../../text/index.ts'
import type { Format } from '../../ui/use-format.ts'

type Covers = PlanDefinition['alternatives'][number]['covers']

/** How an alternative covers the people, in one line: "3 years for the lowest number, the rest monthly". */
export const coverText = (covers: Covers, t: Translate, format: Format): string => {
  if (covers.length === 0) return t('plans.covers.asHeld')
  return covers
    .map(({ term, quantity }, index) => {
      const named = t(`plans.covers.term.${String(term) as '1'}`)
      if (index === covers.length - 1)
        return covers.length === 1 ? t('plans.covers.forAll', { term: named }) : t('plans.covers.rest', { term: named })
      if (quantity === 'all') return t('plans.covers.forAll', { term: named })
      if (quantity === 'lowest') return t('plans.covers.forLowest', { term: named })
      return t('plans.covers.forNumber', { term: named, number: format.count(quantity) })
    })
    .join(', ')
}
