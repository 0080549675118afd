import type { Text } from '../text-type.ts'

export const equipment: Text['equipment'] = {
  title: 'Équipements',
  grid: 'Équipements',
  search: 'Chercher un équipement',
  empty: 'Aucun équipement n’est connu ici.',
  scope: { label: 'De qui', all: 'Tous', own: 'Ma société', customers: 'Clients', shared: 'Partagés' },
  name: 'Équipement',
  serverType: 'Type de serveur',
  company: 'Société',
  companies: 'Sociétés',
  equipmentId: 'Identifiant',
  country: 'Pays',
  prefix: 'Préfixe',
  connection: 'Connexion',
  shared: 'Partagé',
  connections: {
    pending: 'En attente',
    normal: 'Normale',
    degraded: 'Dégradée',
    disconnected: 'Déconnecté',
    unknown: 'Inconnue',
  },
}

export const subscriptions: Text['subscriptions'] = {
  title: 'Abonnements',
  grid: 'Abonnements',
  search: 'Chercher un abonnement',
  empty: 'Aucun abonnement n’est connu ici.',
  paidOnly: 'Offres payantes seulement',
  company: 'Société',
  offer: 'Offre',
  contract: 'Numéro de contrat',
  reference: 'Référence',
  model: 'Modèle',
  models: { free: 'Gratuit', monthly: 'Mensuel', prepaid: 'Prépayé', usage: 'À l’usage' },
  billed: 'Facturées',
  free: 'Gratuit',
  allocated: 'Attribuées',
  available: 'Disponibles',
  expires: 'Fin',
  status: 'Statut',
}

export const history: Text['history'] = {
  title: 'Historique',
  subtitle: 'Opérations faites pour vous et pour vos clients, les plus récentes d’abord',
  grid: 'Historique des opérations',
  search: 'Chercher dans l’historique',
  empty: 'Aucune opération n’est connue ici.',
  at: 'Date et heure',
  company: 'Société',
  plan: 'Plan',
  licences: 'Licences',
  doneBy: 'Fait par',
  operation: 'Opération',
  contract: 'Numéro de contrat',
  operations: {
    subscription: { create: 'Souscription', update: 'Modification', delete: 'Fin' },
    profile: { create: 'Attribution', update: 'Réattribution', delete: 'Retrait' },
  },
}
