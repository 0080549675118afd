import type { Text } from '../text-type.ts'

export const cloud: Text['cloud'] = {
  status: {
    active: 'en activité',
    initializing: 'initialisation',
    alerting: 'en alerte',
    hold: 'en pause',
    suspended: 'en suspens',
    terminated: 'hors service',
    unknown: 'état inconnu',
  },
  plan: { freemium: 'freemium', premium: 'premium' },
  visibility: { public: 'publique', private: 'privée' },
  size: {
    'self-employed': 'indépendant',
    '1-10 employees': '1 à 10 salariés',
    '11-50 employees': '11 à 50 salariés',
    '51-200 employees': '51 à 200 salariés',
    '201-500 employees': '201 à 500 salariés',
    '501-1000 employees': '501 à 1 000 salariés',
    '1001-5000 employees': '1 001 à 5 000 salariés',
    '5001-10,000 employees': '5 001 à 10 000 salariés',
    '10,001+ employees': 'plus de 10 000 salariés',
  },
  link: {
    pending: 'attend une réponse',
    accepted: 'acceptée',
    'auto-accepted': 'acceptée d’office',
    declined: 'refusée',
    canceled: 'annulée',
    failed: 'en échec',
  },
  full: {
    total: 'le total ne correspond pas à la liste ({entity})',
    order: 'la liste n’était pas dans l’ordre des modifications ({entity})',
    odd: 'un passage précédent a reçu des réponses sans la forme de l’API Rainbow ({entity})',
  },
  reason: {
    ECONNREFUSED: 'rien ne répond à cette adresse',
    ECONNRESET: 'la connexion a été coupée',
    ENOTFOUND: 'cette adresse n’existe pas',
    EAI_AGAIN: 'le nom de l’adresse ne peut pas être résolu en ce moment',
    ETIMEDOUT: 'pas de réponse à temps',
    'no answer in time': 'pas de réponse à temps',
  },
}
