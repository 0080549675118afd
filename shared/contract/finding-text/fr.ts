import type { FindingCode } from '../../domain/reconciliation.ts'

export const findingTextFr: Readonly<Record<FindingCode, string>> = {
  HEADER_DATE_MISMATCH: 'Le PDF est daté du {invoice}, le registre des factures indique le {register}.',
  COMPANY_ATTRIBUTION_CONFLICT:
    'Le contrat {contract} est de {invoice} sur la facture, de {estate} dans le parc et de {cdr} dans le CDR. Il est compté pour {company}.',
  ARITHMETIC: 'La facture ne s’additionne pas : {printed} est imprimé ({what}), ses parties donnent {computed}.',
  CDR_ARITHMETIC:
    '{rows} ligne(s) du CDR ne s’additionnent pas : {stated} {currency} est indiqué, quantité × prix donne {computed} {currency}.',
  QUANTITY_DIFFERS: 'La quantité diffère : {invoice} sur la facture, {cdr} dans le CDR, {estate} dans le parc.',
  PRICE_DIFFERS:
    'Le prix unitaire diffère : {invoice} sur la facture, {cdr} dans le CDR, {list} dans la liste de prix ({priceList}).',
  PERIOD_DIFFERS: 'La période diffère : {invoice} sur la facture, {cdr} dans le CDR.',
  LINE_ONLY_ON_INVOICE: 'Seule la facture a ce contrat : {amount} {currency}.',
  LINE_ONLY_IN_CDR: 'Seul le CDR a ce contrat : {amount} {currency}.',
  LINE_ONLY_IN_ESTATE: 'Seul le parc a ce contrat ; il n’a pas été facturé : {amount} {currency}.',
  LINE_NOT_ON_INVOICE: 'Ce contrat manque sur la facture ; il est dans : {in}. Montant : {amount} {currency}.',
  LINE_NOT_IN_CDR: 'Ce contrat manque dans le CDR ; il est dans : {in}. Montant : {amount} {currency}.',
  LINE_NOT_IN_ESTATE: 'Ce contrat manque dans le parc ; il est dans : {in}. Montant : {amount} {currency}.',
  DUPLICATE_LINE: 'Le contrat est répété pour la même période ({in} ; {count} en trop).',
  PRICE_MISSING: 'Pas de prix pour {reference} ({offer}) en {currency} au {date} : {reason}. Rien n’a été deviné.',
  CURRENCY_DIFFERS: 'La devise est {found}, pas {expected} ({in}).',
  CDR_OF_ANOTHER_INVOICE: '{rows} ligne(s) du CDR sont de la facture {cdr}, pas de {invoice}.',
  TOTAL_DIFFERS: 'Les totaux diffèrent : {invoice} sur la facture, {computed} d’après ses lignes.',
}
