import type { Text } from '../text-type.ts'

export const shell: Text['shell'] = {
  productName: 'Iris Desk',
  skip: 'Aller au contenu',
  navigation: 'Navigation principale',
  demo: 'Démonstration',
  palette: {
    open: 'Chercher une société',
    hint: 'Nom, référence externe ou pays',
    results: 'Sociétés trouvées',
    none: 'Aucune société ne correspond à « {search} ».',
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
    myCompany: 'Ma société',
    customers: 'Clients',
    resellers: 'Revendeurs',
    equipment: 'Équipements',
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
