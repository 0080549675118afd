import { imports, invoices, place, plan } from './billing.ts'
import { common } from './common.ts'
import { estate } from './estate.ts'
import { home } from './home.ts'
import { equipment, history, subscriptions } from './licences.ts'
import { reconciliation } from './reconciliation.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { sync } from './sync.ts'

/** Every word that a person reads, in English; the other languages have the same shape. */
export const en = {
  common,
  shell,
  sync,
  home,
  estate,
  equipment,
  subscriptions,
  history,
  invoices,
  imports,
  plan,
  place,
  reconciliation,
  settings,
}
