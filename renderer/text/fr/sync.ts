import type { Text } from '../text-type.ts'

export const sync: Text['sync'] = {
  start: 'Synchroniser',
  cancel: 'Annuler',
  cancelSync: 'Annuler la synchronisation',
  state: {
    offline: 'Hors ligne',
    idle: 'En accord avec le cloud',
    working: 'Synchronisation',
    'needs-you': 'A besoin de vous',
    broken: 'En panne',
  },
  waiting: 'En attente du cloud',
  waitingSince: 'pas de réponse depuis {when}',
  lastSuccess: 'dernier succès {when}',
  never: 'jamais synchronisé',
}
