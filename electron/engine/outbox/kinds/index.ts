import type { Edit, EditKind } from '../../../../shared/contract/edits.ts'
import { companies } from './companies.ts'
import { equipment } from './equipment.ts'
import { joining } from './joining.ts'
import type { Kind, Kinds } from './kind.ts'
import { licences } from './licences.ts'
import { links } from './links.ts'
import { members } from './members.ts'
import { phones } from './phones.ts'
import { prefixes } from './prefixes.ts'
import { subscriptions } from './subscriptions.ts'

const kinds: Kinds<EditKind> = {
  ...companies,
  ...links,
  ...joining,
  ...members,
  ...phones,
  ...licences,
  ...equipment,
  ...prefixes,
  ...subscriptions,
}

/** What is known about an edit's kind. The table gives each kind the functions for its own edits. */
export const kindOf = (edit: Edit): Kind<Edit> => kinds[edit.kind] as unknown as Kind<Edit>

export type { Shown, Target } from './kind.ts'
export { secondAdministrator } from './joining.ts'
