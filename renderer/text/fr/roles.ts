import type { Text } from '../text-type.ts'

export const roles: Text['roles'] = {
  role: { seller: 'Vendeur', operations: 'Opérations', finance: 'Finance', admin: 'Administrateur' },
  contradiction: {
    X06: 'Deux sources se contredisent : la matrice des rôles permet au vendeur d’associer les téléphones de sa propre société (M038), la page sur les téléphones demande un administrateur de société (M076).',
    X07: 'Deux sources se contredisent : la matrice des rôles ne permet pas au vendeur d’attribuer des licences dans la société d’un revendeur (M184), la page sur les revendeurs dit de faire comme pour sa propre société (M163).',
  },
  action: {
    company: {
      create: 'Créer une société',
      edit: 'Modifier une société',
      remove: 'Retirer une société',
      invite: 'Inviter une société existante',
      'answer-request': 'Répondre à la demande d’une société',
    },
    member: {
      invite: 'Inviter un membre',
      edit: 'Modifier un membre',
      remove: 'Retirer un membre',
      roles: 'Changer les droits d’un membre',
    },
    equipment: {
      create: 'Créer un équipement',
      edit: 'Modifier un équipement',
      remove: 'Retirer un équipement',
      'reset-activation-code': 'Réinitialiser le code d’activation',
    },
    phone: { associate: 'Associer un téléphone', remove: 'Retirer un téléphone' },
    'tenant-prefix': { set: 'Définir un préfixe de société' },
    'support-email': { set: 'Définir l’e-mail du support' },
    delegation: { set: 'Déléguer les abonnements à l’administrateur' },
    subscription: {
      create: 'Créer un abonnement',
      change: 'Modifier un abonnement',
      cancel: 'Résilier un abonnement',
    },
    licence: { assign: 'Attribuer une licence', remove: 'Reprendre une licence' },
    plan: { activate: 'Activer le plan premium' },
    invoice: { see: 'Voir les factures' },
    price: { see: 'Voir les prix d’achat' },
  },
  reason: {
    noRole: {
      fact: 'Vous n’avez ni le droit de vendeur ni celui d’administrateur.',
      next: 'Demandez l’un des deux à un administrateur de votre société.',
    },
    sellerNeedsPartner: {
      fact: 'Seules les personnes d’un partenaire peuvent être vendeurs ; votre société est un client final.',
      next: 'Demandez à votre partenaire de le faire.',
    },
    operationsNeeded: {
      fact: 'Vous avez le droit Finance. Les sociétés, les membres, les équipements et l’attribution des licences demandent le droit Opérations.',
      next: 'Adressez-vous à un vendeur de votre société, ou demandez le droit Opérations.',
    },
    financeNeeded: {
      fact: 'Vous avez le droit Opérations. Les achats, la délégation et les factures demandent le droit Finance.',
      next: 'Adressez-vous à un vendeur de votre société, ou demandez le droit Finance.',
    },
    notApplicable: {
      fact: 'L’administrateur d’un client final n’a rien à faire dans la société d’un partenaire.',
      next: 'Adressez-vous à un administrateur de cette société.',
    },
    adminOwnCompanyOnly: {
      fact: 'Un administrateur de société n’agit que sur la sienne ; les autres sociétés sont l’affaire du vendeur.',
      next: 'Adressez-vous à un vendeur de votre société.',
    },
    equipmentByPartner: {
      fact: 'Les équipements d’un client final sont créés et gérés par le partenaire.',
      next: 'Demandez à votre partenaire de le faire.',
    },
    associationNeedsAdmin: {
      fact: 'Associer des téléphones aux membres de votre propre société demande le droit d’administrateur de société.',
      next: 'Adressez-vous à un administrateur de votre société.',
    },
    subscribeBySeller: {
      fact: 'Un administrateur de société n’active pas le plan et ne crée pas d’abonnement ; le vendeur le fait.',
      next: 'Adressez-vous à un vendeur de votre société ou à votre partenaire.',
    },
    allocationByAdmin: {
      fact: 'Dans la société d’un partenaire, c’est l’administrateur de société qui attribue les licences, pas le vendeur.',
      next: 'Adressez-vous à un administrateur de cette société.',
    },
    notDelegated: {
      fact: 'Le vendeur n’a pas donné à l’administrateur de cette société le droit de modifier les abonnements.',
      next: 'Demandez au vendeur de cocher la case dans l’onglet Abonnements.',
    },
    increaseOnly: {
      fact: 'Le vendeur a donné à l’administrateur de cette société le droit d’augmenter les abonnements, pas de les réduire.',
      next: 'Demandez au vendeur de cocher la seconde case dans l’onglet Abonnements, ou de réduire les licences.',
    },
    decreaseWithoutUpdate: {
      fact: 'Le droit de réduire les abonnements est donné sans celui de les modifier ; seul, il ne permet rien.',
      next: 'Demandez au vendeur de cocher les deux cases dans l’onglet Abonnements, ou aucune.',
    },
    delegationBySeller: {
      fact: 'Seul un vendeur donne à l’administrateur d’une société le droit de modifier les abonnements.',
      next: 'Adressez-vous à un vendeur de votre société ou à votre partenaire.',
    },
    invoicesBySeller: {
      fact: 'Les factures sont pour ceux qui achètent : il faut le droit de vendeur ou le droit Finance.',
      next: 'Adressez-vous à un vendeur de votre société.',
    },
    invoicesOfOwnCompany: {
      fact: 'Les factures sont celles de votre propre société ; ses revendeurs et ses clients y figurent comme lignes.',
      next: 'Ouvrez les factures de votre propre société.',
    },
    pricesForPartner: {
      fact: 'Les prix d’achat ne sont montrés qu’au partenaire, pas à l’administrateur d’un client ou d’un revendeur.',
      next: 'Demandez un devis au vendeur.',
    },
    equipmentOfReseller: {
      fact: 'Le revendeur crée et gère ses propres équipements et ceux de ses clients ; le distributeur ne le fait pas.',
      next: 'Adressez-vous à un administrateur du revendeur.',
    },
    ownCompanyStays: {
      fact: 'On retire une société de la liste de celles que l’on gère ; votre propre société n’y est pas.',
      next: 'Adressez-vous au support de l’éditeur si votre société doit être fermée.',
    },
    planNotPremium: {
      fact: 'Cette société n’a pas encore de plan de service : seule une société premium peut souscrire.',
      next: 'Activez d’abord le plan premium.',
    },
    planAlreadyPremium: {
      fact: 'Cette société a déjà le plan premium.',
      next: 'Créez ses abonnements.',
    },
    prepaidByActisOnly: {
      fact: 'On ne crée à la main des abonnements prépayés que pour le revendeur lui-même, pas pour ses clients finaux.',
      next: 'Importez le fichier Actis de cette commande.',
    },
    delegationNeedsSubscription: {
      fact: 'Le droit de modifier les abonnements se donne quand un abonnement avec des licences achetées existe ; cette société n’en a pas.',
      next: 'Créez d’abord l’abonnement.',
    },
    neverConnected: {
      fact: 'Cet équipement ne s’est jamais connecté à Rainbow : ses postes ne sont donc pas connus.',
      next: 'Saisissez l’identifiant et le code d’activation dans le PBX, puis attendez sa première connexion.',
    },
    prefixNeedsShared: {
      fact: 'Seul un équipement multi-tenant a des préfixes de société ; cet équipement appartient à une seule société.',
      next: 'Choisissez un équipement partagé.',
    },
    prefixNeedsConnection: {
      fact: 'Cet équipement ne s’est jamais connecté à Rainbow : un préfixe de société se définit après sa première connexion.',
      next: 'Connectez d’abord le PBX.',
    },
    secondAdministrator: {
      fact: 'Avec Essential, une société a un seul administrateur, et cette société en a déjà un.',
      next: 'Attribuez d’abord à ce membre une licence Business ou Enterprise.',
    },
  },
}
