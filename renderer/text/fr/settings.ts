import type { Text } from '../text-type.ts'

export const settings: Text['settings'] = {
  title: 'Réglages',
  appearance: 'Apparence',
  language: 'Langue',
  theme: 'Thème',
  themes: { system: 'Comme le système', light: 'Clair', dark: 'Sombre' },
  cloud: 'Cloud',
  signedInAs: 'Connecté en tant que',
  address: 'Adresse',
  company: 'Société',
  signOut: 'Se déconnecter',
  signOutHint: 'Les données locales restent et peuvent être utilisées hors ligne.',
  signIn: 'Se connecter',
  signInHint: 'Le mot de passe et le secret vont une fois au moteur et ne sont gardés que dans sa mémoire.',
  url: 'Adresse du cloud',
  login: 'Identifiant (e-mail)',
  password: 'Mot de passe',
  appId: 'Identifiant d’application',
  appSecret: 'Secret d’application',
  data: 'Données locales',
  version: 'Version',
  schema: 'Schéma de la base',
  about: 'À propos',
  aboutText:
    'Gestion pour les distributeurs Rainbow (VAD) : le parc hors ligne, des importations sans doublons, chaque centime de la facture expliqué.',
}
