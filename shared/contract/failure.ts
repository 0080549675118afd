import { z } from 'zod'

/**
 * Every failure that can be expected, one list for engine, window and command line.
 * Each code has a sentence, what was kept and the next step in failure-text.
 */
export const failureCodes = [
  // calls
  'BAD_REQUEST',
  'NOT_FOUND',
  'CANCELLED',
  'DEADLINE',
  'ENGINE_LOST',
  'INTERNAL',
  'COMMAND_LOG_BROKEN',
  // data folder
  'DATA_FOLDER_NOT_WRITABLE',
  'DATA_FOLDER_IN_USE',
  'DATABASE_FROM_THE_FUTURE',
  'DATABASE_DAMAGED',
  'DISK_FULL',
  // cloud
  'CLOUD_UNREACHABLE',
  'CLOUD_NOT_RAINBOW',
  'CLOUD_REFUSED',
  'CLOUD_RATE_LIMITED',
  'CLOUD_BROKEN_ANSWER',
  'CLOUD_OUTCOME_UNKNOWN',
  'CLOUD_URL_NOT_ALLOWED',
  'SIGN_IN_REQUIRED',
  'SIGN_IN_REFUSED',
  'SIGN_IN_EXPIRED',
  'ACCOUNT_LOCKED',
  'ACCOUNT_EXPIRED',
  'COMPANY_NOT_ACTIVE',
  'MFA_REQUIRED',
  'NOT_A_DISTRIBUTOR',
  'OTHER_TENANT',
  'SYNC_RUNNING',
  'NEVER_SYNCED',
  'MASS_DELETION_BRAKE',
  // edits
  'NOT_ALLOWED',
  'RULE_BROKEN',
  'NOT_EDITABLE_NOW',
  'ENTRY_NOT_OPEN',
  'ENTRY_HAS_DEPENDANTS',
  'ALREADY_THERE',
  'GONE_IN_CLOUD',
  'WHICH_ONE_IS_IT',
  'NO_KEYCHAIN_FOR_CODE',
  'BRAKE_DECIDED',
  'AS_OF_TOO_EARLY',
  // files
  'FILE_NOT_READABLE',
  'FILE_EMPTY',
  'FILE_THERE',
  'FILE_NOT_WRITABLE',
  'FILE_TOO_LARGE',
  'FILE_NOT_WHAT_ITS_NAME_SAYS',
  'FILE_KIND_UNKNOWN',
  'FILE_ENCRYPTED',
  'FILE_DAMAGED',
  'PDF_WITHOUT_TEXT',
  'PDF_NOT_AN_INVOICE',
  'COLUMN_MISSING',
  'NO_ROWS',
  'ACTIS_NOT_YET',
  'ALREADY_IMPORTED',
  'PLAN_OUTDATED',
  'OTHER_DISTRIBUTOR',
  // invoices
  'INVOICE_UNKNOWN',
  'CDR_MISSING',
  'CDR_OF_ANOTHER_INVOICE',
  'PRICE_MISSING',
  'PRICE_AMBIGUOUS',
  'PRICE_PERIOD_UNKNOWN',
  'PRICE_LIST_CHANGED',
  'PRICE_FILE_NOT_CLEAR',
  'CURRENCIES_MIXED',
  // plans and quotes
  'QUANTITY_NOT_WHOLE',
  'DATE_NOT_POSSIBLE',
  'OFFER_UNKNOWN',
  'COMPANY_NOT_CLEAR',
  'PLAN_FILE_NOT_CLEAR',
  'QUOTE_STATE',
  'IMPACT_OUTDATED',
  'NOTHING_TO_APPLY',
  'NOTHING_TO_UNDO',
  'NOTHING_TO_REDO',
  'TERM_NOT_KNOWN',
  // profiles
  'PROFILE_NAME_TAKEN',
  'PROFILE_IN_USE',
  'PROFILES_NOT_HERE',
  // starting
  'PORT_IN_USE',
  'WRONG_USAGE',
] as const

export const failureCodeSchema = z.enum(failureCodes)
export type FailureCode = (typeof failureCodes)[number]

/** `params` fill the placeholders of the code's text; `rule` is the M-, X- or V-number that it rests on. Never a secret. */
export const failureSchema = z.object({
  code: failureCodeSchema,
  params: z.record(z.string(), z.string()).default({}),
  rule: z.string().nullable().default(null),
})
export type Failure = {
  readonly code: FailureCode
  readonly params: Readonly<Record<string, string>>
  readonly rule: string | null
}

export const failure = (
  code: FailureCode,
  params: Readonly<Record<string, string>> = {},
  rule: string | null = null,
): Failure => ({ code, params, rule })
