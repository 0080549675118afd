import type { Translate } from '../../text/index.ts'
import { type AlternativeForm, newAlternative, newCover } from './plan-form.ts'

/** What a new plan compares: what is held, then a year and three years paid in advance (Z03). */
export const firstAlternatives = (t: Translate): AlternativeForm[] => [
  newAlternative(t('plans.first.asHeld'), []),
  newAlternative(t('plans.first.monthly'), [newCover('monthly')]),
  newAlternative(t('plans.first.oneYear'), [newCover('1')]),
  newAlternative(t('plans.first.threeYears'), [newCover('3')]),
]
