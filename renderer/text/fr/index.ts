import type { Text } from '../text-type.ts'
import { imports, invoices, place, plan } from './billing.ts'
import { asOf, changes } from './changes.ts'
import { cloud } from './cloud.ts'
import { common } from './common.ts'
import { edits } from './edits.ts'
import { estate } from './estate.ts'
import { dashboard, home } from './home.ts'
import { equipment, history, subscriptions } from './licences.ts'
import { links } from './links.ts'
import { outbox } from './outbox.ts'
import { impact, plans } from './plans.ts'
import { prices } from './prices.ts'
import { quotes } from './quotes.ts'
import { reconciliation } from './reconciliation.ts'
import { renewals } from './renewals.ts'
import { roles } from './roles.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { sync } from './sync.ts'

export const fr: Text = {
  common,
  cloud,
  shell,
  sync,
  home,
  dashboard,
  changes,
  asOf,
  edits,
  outbox,
  estate,
  links,
  equipment,
  subscriptions,
  history,
  plans,
  impact,
  quotes,
  prices,
  renewals,
  invoices,
  imports,
  plan,
  place,
  reconciliation,
  roles,
  settings,
}
