import type { FailureCode } from '../failure.ts'
import type { FailureText } from './en.ts'

export const failureTextFr: Readonly<Record<FailureCode, FailureText>> = {
  BAD_REQUEST: {
    message: 'La demande n’a pas été comprise : {detail}.',
    kept: 'Rien n’a été modifié.',
    next: 'Réessayez ; si cela se reproduit, signalez-le avec le journal.',
  },
  NOT_FOUND: {
    message: 'Il n’y a pas ici de {what} « {id} ».',
    kept: 'Rien n’a été modifié.',
    next: 'Synchronisez, puis regardez de nouveau.',
  },
  CANCELLED: {
    message: 'Arrêté, comme vous l’avez demandé.',
    kept: 'Ce qui était terminé avant est conservé.',
    next: 'Relancez quand vous voulez ; le travail reprend où il en était.',
  },
  DEADLINE: {
    message: 'Le moteur n’a pas répondu en {seconds} secondes.',
    kept: 'Rien n’est perdu ; le travail peut encore se terminer en arrière-plan.',
    next: 'Réessayez.',
  },
  ENGINE_LOST: {
    message: 'Le moteur s’est arrêté.',
    kept: 'Tout ce qui était enregistré est conservé.',
    next: 'Il redémarre de lui-même ; réessayez ensuite.',
  },
  INTERNAL: {
    message: 'Une erreur s’est produite dans Iris Desk : {detail}.',
    kept: 'La dernière étape n’a pas été enregistrée ; tout ce qui précède est conservé.',
    next: 'Réessayez ; si cela se reproduit, signalez-le avec le journal.',
  },
  COMMAND_LOG_BROKEN: {
    message: 'Le journal des commandes n’est pas intègre : l’entrée {entry} a été altérée.',
    kept: 'Rien n’a été modifié.',
    next: 'Restaurez la sauvegarde intègre la plus récente.',
  },
  DATA_FOLDER_NOT_WRITABLE: {
    message: 'Le dossier de données {folder} ne peut pas être écrit : {reason}.',
    kept: 'Rien n’a été écrit.',
    next: 'Choisissez un autre dossier avec --data, ou donnez-vous le droit d’y écrire.',
  },
  DATA_FOLDER_IN_USE: {
    message: 'Le dossier de données {folder} est utilisé par un autre Iris Desk.',
    kept: 'Rien n’a été modifié.',
    next: 'Fermez l’autre, ou choisissez un autre dossier avec --data.',
  },
  DATABASE_FROM_THE_FUTURE: {
    message: 'La base a été écrite par un Iris Desk plus récent (version {found} ; celui-ci connaît la {known}).',
    kept: 'La base n’a pas été touchée.',
    next: 'Installez la version plus récente d’Iris Desk.',
  },
  DATABASE_DAMAGED: {
    message: 'La base ne peut pas être lue : {reason}.',
    kept: 'Le fichier endommagé a été laissé tel quel.',
    next: 'Restaurez une sauvegarde du dossier « backups ».',
  },
  DISK_FULL: {
    message: 'Le disque est plein.',
    kept: 'La dernière étape n’a pas été enregistrée ; tout ce qui précède est conservé.',
    next: 'Libérez de la place, puis réessayez.',
  },
  CLOUD_UNREACHABLE: {
    message: 'Le cloud {host} est injoignable : {reason}.',
    kept: 'Les données locales sont conservées et utilisables.',
    next: 'Vérifiez le réseau ; en attendant, Iris Desk s’utilise hors ligne.',
  },
  CLOUD_NOT_RAINBOW: {
    message: '{host} a répondu autre chose que l’API Rainbow ({found}).',
    kept: 'Les données locales sont conservées ; rien de la réponse n’a été utilisé.',
    next: 'Vérifiez l’adresse ; un proxy ou une page de connexion du réseau peut s’interposer.',
  },
  CLOUD_REFUSED: {
    message: 'Le cloud a refusé : {reason} (code {detail}).',
    kept: 'Les données locales sont conservées.',
    next: 'Changez la demande, ou vos droits dans Rainbow, selon la raison ; puis réessayez.',
  },
  CLOUD_RATE_LIMITED: {
    message: 'Le cloud demande d’attendre {seconds} secondes.',
    kept: 'Ce qui a été lu avant est conservé.',
    next: 'Réessayez après ce délai.',
  },
  CLOUD_BROKEN_ANSWER: {
    message: 'La réponse du cloud à {request} est inutilisable : {reason}.',
    kept: 'Ce qui a été lu avant est conservé ; rien de cette réponse n’a été utilisé.',
    next: 'Réessayez ; si cela se reproduit, signalez la requête au support Rainbow.',
  },
  CLOUD_OUTCOME_UNKNOWN: {
    message: 'On ne sait pas si le cloud a exécuté {request} : {reason}.',
    kept: 'La modification est conservée comme envoyée ; elle n’est pas renvoyée à l’aveugle.',
    next: 'Synchronisez : le cloud est d’abord relu, et seul ce qui y manque est envoyé.',
  },
  CLOUD_URL_NOT_ALLOWED: {
    message: '« {url} » n’est pas une adresse permise : seulement https, et http sur cet ordinateur.',
    kept: 'Rien n’a été envoyé.',
    next: 'Utilisez une adresse qui commence par https://.',
  },
  SIGN_IN_REQUIRED: {
    message: 'Vous n’êtes pas connecté au cloud.',
    kept: 'Les données locales sont conservées et utilisables.',
    next: 'Connectez-vous pour synchroniser.',
  },
  SIGN_IN_REFUSED: {
    message: 'Le cloud n’accepte pas cette connexion : {reason}.',
    kept: 'Les données locales sont conservées.',
    next: 'Vérifiez l’identifiant, le mot de passe, l’identifiant et le secret d’application. Après cinq refus de suite, Rainbow verrouille le compte pour une heure.',
  },
  SIGN_IN_EXPIRED: {
    message: 'La session avec le cloud est terminée et ne peut pas être renouvelée.',
    kept: 'Les données locales et tout ce qui attend d’être envoyé sont conservés.',
    next: 'Reconnectez-vous dans les réglages, ou avec iris login.',
  },
  ACCOUNT_LOCKED: {
    message: 'Le compte est verrouillé après trop d’échecs de connexion.',
    kept: 'Les données locales sont conservées.',
    next: 'Attendez une heure sans essayer, puis reconnectez-vous : chaque nouvel essai fait recommencer l’heure.',
  },
  ACCOUNT_EXPIRED: {
    message: 'Le compte a dépassé sa date de fin dans Rainbow.',
    kept: 'Les données locales sont conservées et utilisables.',
    next: 'Demandez à un administrateur de votre société de le prolonger, ou connectez-vous avec un autre compte.',
  },
  COMPANY_NOT_ACTIVE: {
    message: 'La société de ce compte n’est pas active dans Rainbow.',
    kept: 'Les données locales sont conservées et utilisables.',
    next: 'Demandez à ALE d’activer la société, puis reconnectez-vous.',
  },
  MFA_REQUIRED: {
    message: 'Ce compte demande un second facteur, qu’Iris Desk ne peut pas donner.',
    kept: 'Les données locales sont conservées ; le mot de passe n’a pas été enregistré.',
    next: 'Créez dans Rainbow une clé d’API pour ce compte et connectez-vous avec elle : une clé ne demande pas de second facteur.',
  },
  NOT_A_DISTRIBUTOR: {
    message: 'La société de ce compte, {company}, n’est pas un distributeur dans Rainbow.',
    kept: 'Rien n’a été lu.',
    next: 'Connectez-vous avec un administrateur du distributeur ; l’inscription est l’étape 2 de la formation.',
  },
  OTHER_TENANT: {
    message: 'Ce dossier de données appartient à {known} ; le cloud répond pour {found}.',
    kept: 'Les données locales n’ont pas été touchées.',
    next: 'Choisissez un autre dossier de données pour cette société.',
  },
  SYNC_RUNNING: {
    message: 'Une synchronisation est déjà en cours.',
    kept: 'Elle continue.',
    next: 'Attendez-la, ou annulez-la d’abord.',
  },
  NEVER_SYNCED: {
    message: 'Le parc n’a pas encore été lu dans le cloud.',
    kept: 'Rien n’a été modifié.',
    next: 'Synchronisez d’abord.',
  },
  MASS_DELETION_BRAKE: {
    message:
      'Dans le cloud, {missing} entrées sur {known} d’un même type manquent ou sont hors service ; rien n’a été supprimé ici.',
    kept: 'Toutes les données locales sont conservées telles quelles.',
    next: 'Vérifiez dans le portail si c’est juste avant de synchroniser de nouveau.',
  },
  NOT_ALLOWED: {
    message: 'Vous n’avez pas ce droit : {reason}.',
    kept: 'Rien n’a été modifié.',
    next: 'Voyez la règle à côté de l’action, ou demandez à un administrateur qui a ce droit.',
  },
  RULE_BROKEN: {
    message: '{reason}.',
    kept: 'Rien n’a été modifié.',
    next: 'Corrigez la saisie pour respecter la règle.',
  },
  NOT_EDITABLE_NOW: {
    message: '« {subject} » ne peut pas être modifié maintenant : {reason}.',
    kept: 'Rien n’a été modifié.',
    next: 'Décidez d’abord de l’entrée en attente dans la boîte d’envoi.',
  },
  ENTRY_NOT_OPEN: {
    message: 'Cette entrée de la boîte d’envoi est déjà {state}.',
    kept: 'Rien n’a été modifié.',
    next: 'Relisez la boîte d’envoi ; ce qui est arrivé dans le nuage s’annule par une nouvelle modification.',
  },
  ENTRY_HAS_DEPENDANTS: {
    message: '{count} autres entrées reposent sur celle-ci, par exemple « {subject} ».',
    kept: 'Rien n’a été modifié.',
    next: 'Annulez-les ensemble, ou les autres d’abord.',
  },
  ALREADY_THERE: {
    message: 'Le nuage a déjà « {subject} ».',
    kept: 'Votre entrée est conservée et n’a pas été envoyée.',
    next: 'Utilisez ce qui existe, ou changez le nom et renvoyez.',
  },
  GONE_IN_CLOUD: {
    message: '« {subject} » a été supprimé dans le nuage.',
    kept: 'Votre entrée est conservée et n’a pas été envoyée.',
    next: 'Écartez l’entrée, ou créez à nouveau.',
  },
  WHICH_ONE_IS_IT: {
    message: 'Après la coupure, {count} « {subject} » du nuage pourraient être le vôtre.',
    kept: 'Rien n’a été envoyé une seconde fois.',
    next: 'Regardez-les, puis dites si le vôtre y est.',
  },
  NO_KEYCHAIN_FOR_CODE: {
    message:
      'Un code d’activation choisi par vous ne peut pas être gardé en sûreté sur cet ordinateur jusqu’à son envoi.',
    kept: 'Rien n’a été enregistré.',
    next: 'Laissez le nuage choisir le code, ou utilisez un ordinateur avec un trousseau.',
  },
  BRAKE_DECIDED: {
    message: 'Ce frein a déjà été décidé.',
    kept: 'Rien n’a été modifié.',
    next: 'Regardez l’état de la synchronisation.',
  },
  AS_OF_TOO_EARLY: {
    message: 'Rien n’est connu ici au {date}.',
    kept: 'Rien n’a été modifié.',
    next: 'Choisissez un moment plus tardif : la première synchronisation date du {first}.',
  },
  FILE_NOT_READABLE: {
    message: '{file} ne peut pas être lu : {reason}.',
    kept: 'Rien n’a été importé.',
    next: 'Vérifiez que le fichier est là et peut être lu.',
  },
  FILE_THERE: {
    message: 'Le fichier {file} existe déjà.',
    kept: 'Il reste tel quel.',
    next: 'Choisissez un autre nom, ou ajoutez --force pour le remplacer.',
  },
  FILE_NOT_WRITABLE: {
    message: '{file} ne peut pas être écrit : {reason}.',
    kept: 'Aucun fichier n’a été modifié.',
    next: 'Choisissez un autre dossier, ou donnez-vous le droit d’y écrire.',
  },
  FILE_EMPTY: { message: '{file} est vide.', kept: 'Rien n’a été importé.', next: 'Téléchargez-le de nouveau.' },
  FILE_TOO_LARGE: {
    message: '{file} est trop grand : {found}, la limite est {limit}.',
    kept: 'Rien n’a été importé.',
    next: 'Divisez le fichier, ou vérifiez que c’est le bon.',
  },
  FILE_NOT_WHAT_ITS_NAME_SAYS: {
    message: '{file} porte le nom d’un {named} mais est {found}.',
    kept: 'Rien n’a été importé.',
    next: 'Donnez-lui la bonne extension, ou choisissez le bon fichier.',
  },
  FILE_KIND_UNKNOWN: {
    message: '{file} n’est ni une facture, ni un rapport de consommation, ni un fichier Actis : {reason}.',
    kept: 'Rien n’a été importé.',
    next: 'Choisissez une facture PDF, un CDR (.csv, .xls, .xlsx) ou un classeur Actis.',
  },
  FILE_ENCRYPTED: {
    message: '{file} est protégé par un mot de passe.',
    kept: 'Rien n’a été importé.',
    next: 'Enregistrez-le sans mot de passe, puis importez-le de nouveau.',
  },
  FILE_DAMAGED: {
    message: '{file} est endommagé : {reason}.',
    kept: 'Rien n’a été importé.',
    next: 'Téléchargez-le de nouveau.',
  },
  PDF_WITHOUT_TEXT: {
    message: '{file} n’a pas de texte : c’est une image de pages.',
    kept: 'Rien n’a été importé.',
    next: 'Utilisez le PDF d’origine de l’e-mail de facture ou du portail, pas une numérisation.',
  },
  PDF_NOT_AN_INVOICE: {
    message: '{file} ne se lit pas comme une facture : {missing} est introuvable.',
    kept: 'Rien n’a été importé.',
    next: 'Vérifiez que c’est la facture mensuelle d’ALE.',
  },
  COLUMN_MISSING: {
    message: 'La colonne {column} manque dans {file}.',
    kept: 'Rien n’a été importé.',
    next: 'Exportez de nouveau le rapport avec toutes les colonnes. La disposition est une proposition tant qu’un vrai fichier n’est pas associé.',
  },
  NO_ROWS: {
    message: '{file} a un en-tête mais aucune ligne.',
    kept: 'Rien n’a été importé.',
    next: 'Vérifiez la période du rapport.',
  },
  ACTIS_NOT_YET: {
    message: '{file} est un fichier Actis ; cette version montre ce qu’il dit mais ne peut pas l’appliquer.',
    kept: 'Rien n’a été modifié.',
    next: 'Déposez-le dans le portail Rainbow.',
  },
  ALREADY_IMPORTED: {
    message: '{file} a déjà été importé le {at}.',
    kept: 'Rien n’a été modifié ; l’importation d’alors reste valable.',
    next: 'Ouvrez-le dans Importations.',
  },
  PLAN_OUTDATED: {
    message: 'L’aperçu de {file} ne correspond plus à ce qui est ici : {reason}.',
    kept: 'Rien n’a été importé.',
    next: 'Choisissez de nouveau le fichier pour un aperçu frais.',
  },
  OTHER_DISTRIBUTOR: {
    message: '{file} est pour {found}, pas pour {own}.',
    kept: 'Rien n’a été importé.',
    next: 'Choisissez un fichier de votre propre société.',
  },
  INVOICE_UNKNOWN: {
    message: 'La facture {number} n’est ni importée ni dans le registre du cloud.',
    kept: 'Rien n’a été modifié.',
    next: 'Importez d’abord son PDF.',
  },
  CDR_MISSING: {
    message: 'Il n’y a pas de rapport de consommation pour {number}.',
    kept: 'Rien n’a été modifié.',
    next: 'Importez son CDR, ou synchronisez si le cloud en liste un.',
  },
  CDR_OF_ANOTHER_INVOICE: {
    message: '{file} est la consommation de {found}, pas de {number}.',
    kept: 'Rien n’a été modifié.',
    next: 'Choisissez le CDR de cette facture.',
  },
  PRICE_MISSING: {
    message: 'Aucune liste de prix n’a de prix pour {reference} au {date}.',
    kept: 'Rien n’a été deviné.',
    next: 'Ajoutez le prix à une liste de prix.',
  },
  PRICE_AMBIGUOUS: {
    message: 'Deux tarifs donnent des prix différents à {reference} le {date} : {lists}.',
    kept: 'Rien n’a été deviné.',
    next: 'Retirez ou corrigez l’un des tarifs.',
  },
  PRICE_PERIOD_UNKNOWN: {
    message: 'Le prix de {reference} figure dans un tarif, mais sans sa période.',
    kept: 'Rien n’a été deviné.',
    next: 'Demandez à ALE, puis inscrivez la période dans le tarif.',
  },
  PRICE_LIST_CHANGED: {
    message: 'Le tarif {name} a une version plus récente ({version}).',
    kept: 'Vos modifications ne l’ont pas remplacée.',
    next: 'Regardez la version récente, puis refaites la modification.',
  },
  PRICE_FILE_NOT_CLEAR: {
    message: '{file} ne peut pas être lu comme un tarif : {reason}.',
    kept: 'Rien n’a été enregistré.',
    next: 'Donnez-lui une ligne de titres avec référence ou désignation et prix unitaire, puis une ligne par prix.',
  },
  CURRENCIES_MIXED: {
    message: '{where} contient des prix en plusieurs devises : {currencies}.',
    kept: 'Rien n’a été enregistré ni additionné.',
    next: 'Faites un tarif par devise.',
  },
  QUANTITY_NOT_WHOLE: {
    message: '« {quantity} » n’est pas un nombre de licences : il faut un nombre entier de 1 à 1 000 000.',
    kept: 'Rien n’a été modifié.',
    next: 'Corrigez le nombre.',
  },
  DATE_NOT_POSSIBLE: {
    message: 'Le jour {date} n’est pas possible ici : {reason}.',
    kept: 'Rien n’a été modifié.',
    next: 'Choisissez un autre jour.',
  },
  OFFER_UNKNOWN: {
    message: 'Aucune offre du catalogue ou du cloud ne s’appelle « {offer} ».',
    kept: 'Rien n’a été deviné.',
    next: 'Indiquez une référence commerciale comme 3EY95003AA, ou le nom de l’offre.',
  },
  PLAN_FILE_NOT_CLEAR: {
    message: '{file} ne se lit pas comme un plan : {reason}.',
    kept: 'Rien n’a été calculé.',
    next: 'Corrigez le fichier ; resources/samples en contient un exemple.',
  },
  COMPANY_NOT_CLEAR: {
    message: 'Plusieurs sociétés s’appellent « {name} » : {found}.',
    kept: 'Rien n’a été fait.',
    next: 'Indiquez l’identifiant de la société.',
  },
  QUOTE_STATE: {
    message: 'Le devis {number} est {state} : il ne peut pas devenir {asked}.',
    kept: 'Le devis reste tel quel.',
    next: 'Faites une nouvelle version ou une copie.',
  },
  IMPACT_OUTDATED: {
    message: 'Le parc a changé depuis l’aperçu : {reason}.',
    kept: 'Ce qui a déjà été appliqué reste ; rien d’autre n’a été appliqué.',
    next: 'Regardez un nouvel aperçu, puis appliquez celui-ci.',
  },
  NOTHING_TO_APPLY: {
    message: 'Il n’y a rien à changer : le parc est déjà comme prévu.',
    kept: 'Rien n’a été appliqué.',
    next: 'Il n’y a rien à faire.',
  },
  NOTHING_TO_UNDO: {
    message: 'Il n’y a pas de version du plan avant celle-ci.',
    kept: 'Le plan reste tel quel.',
    next: 'Il n’y a rien à faire.',
  },
  NOTHING_TO_REDO: {
    message: 'Rien n’a été annulé dans ce plan, il n’y a rien à rétablir.',
    kept: 'Le plan reste tel quel.',
    next: 'L’historique du plan contient chaque version.',
  },
  TERM_NOT_KNOWN: {
    message:
      'Le nuage ne dit pas quand finissent les licences prépayées de {offerName} ({companyNames}) : il n’y a pas de total.',
    kept: 'Rien n’a été créé.',
    next: 'Demandez la fin de l’abonnement au support Rainbow, ou laissez la société hors du plan.',
  },
  PROFILE_NAME_TAKEN: {
    message: 'Il existe déjà un profil nommé « {name} ».',
    kept: 'Rien n’a été modifié.',
    next: 'Choisissez un autre nom.',
  },
  PROFILE_IN_USE: {
    message: 'Le profil « {name} » ne peut pas être retiré : il est utilisé, ou c’est la démo.',
    kept: 'Rien n’a été modifié.',
    next: 'Choisissez d’abord un autre profil.',
  },
  PROFILES_NOT_HERE: {
    message: 'Iris Desk a été démarré sur le dossier {folder}, qui n’appartient à aucun profil.',
    kept: 'Rien n’a été modifié.',
    next: 'Démarrez-le sans --data pour utiliser les profils.',
  },
  PORT_IN_USE: {
    message: 'Le port {port} de cet ordinateur est utilisé.',
    kept: 'Rien n’a été démarré.',
    next: 'Choisissez-en un autre avec --port, ou omettez-le pour un port libre.',
  },
  WRONG_USAGE: {
    message: '{detail}',
    kept: 'Rien n’a été fait.',
    next: 'Voir « iris --help ».',
  },
}
