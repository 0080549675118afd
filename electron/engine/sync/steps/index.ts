import type { Step } from '../pull.ts'
import type { StepName } from '../run-store.ts'
import { changedCompanies, changedEquipment, changedMembers } from './changed.ts'
import { details, touchedCompanies, waiting } from './details.ts'
import { ending } from './ending.ts'
import { extensions, touchedExtensions } from './equipment-parts.ts'
import { history } from './history.ts'
import { register } from './register.ts'
import { totals } from './totals.ts'
import { companies, equipment, links, members, offers, scope, sharedEquipment, sites } from './whole-lists.ts'

export const steps: Readonly<Record<StepName, Step>> = {
  scope,
  companies,
  members,
  sites,
  equipment,
  'shared-equipment': sharedEquipment,
  extensions,
  links,
  offers,
  history,
  details,
  register,
  ending,
  'changed-companies': changedCompanies,
  'changed-members': changedMembers,
  'changed-equipment': changedEquipment,
  waiting,
  'touched-extensions': touchedExtensions,
  'touched-companies': touchedCompanies,
  totals,
}
