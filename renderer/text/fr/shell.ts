import type { Text } from '../text-type.ts'

export const shell: Text['shell'] = {
  productName: 'Iris Desk',
  skip: 'Aller au contenu',
  navigation: 'Navigation principale',
  demo: 'Démonstration',
  palette: {
    open: 'Chercher partout',
    hint: 'Une société, une personne, un équipement, un numéro de contrat, une facture',
    results: 'Trouvé',
    none: 'Rien ne correspond à « {search} ».',
    keys: 'Flèches pour choisir, Entrée pour ouvrir, Échap pour fermer',
  },
  drop: {
    title: 'Déposez pour importer',
    hint: 'Facture PDF, rapport de consommation (.csv, .xls, .xlsx) ou classeur Actis. Rien n’est importé avant que vous ayez vu l’aperçu.',
  },
  engine: {
    connecting: 'Connexion au moteur.',
    lost: 'Le moteur s’est arrêté. Tout ce qui était enregistré est conservé ; il redémarre de lui-même.',
    failedTitle: 'Le moteur n’est pas disponible',
    failedHint:
      'Vos données sont dans le dossier de données et n’ont pas été touchées. S’il ne redémarre pas d’ici, fermez Iris Desk et relancez-le.',
    restart: 'Redémarrer le moteur',
  },
  nav: {
    today: 'Aujourd’hui',
    changes: 'Ce qui a changé',
    estateOverview: 'Vue d’ensemble',
    myCompany: 'Ma société',
    customers: 'Clients',
    resellers: 'Revendeurs',
    members: 'Membres',
    equipment: 'Équipements',
    links: 'Liens',
    outbox: 'Envois',
    subscriptions: 'Abonnements',
    history: 'Historique',
    invoices: 'Factures',
    imports: 'Importations',
    reconciliation: 'Rapprochement',
    settings: 'Réglages',
    groupEstate: 'Parc',
    groupLicences: 'Licences',
    groupBilling: 'Facturation',
  },
  notFound: {
    title: 'Cette page n’existe pas',
    hint: 'L’adresse vient peut-être d’une autre version. Choisissez une page à gauche.',
  },
}
