import type { FailureCode } from '../failure.ts'

/** Per code: what happened, what was kept, what to do next. {placeholders} are the failure's params. */
export type FailureText = { readonly message: string; readonly kept: string; readonly next: string }

export const failureTextEn: Readonly<Record<FailureCode, FailureText>> = {
  BAD_REQUEST: {
    message: 'The request was not understood: {detail}.',
    kept: 'Nothing was changed.',
    next: 'Try again; if it returns, report it with the log.',
  },
  NOT_FOUND: {
    message: 'There is no {what} “{id}” here.',
    kept: 'Nothing was changed.',
    next: 'Synchronise, then look again.',
  },
  CANCELLED: {
    message: 'Stopped, as you asked.',
    kept: 'What was finished before is kept.',
    next: 'Start it again when you like; it goes on from there.',
  },
  DEADLINE: {
    message: 'The engine did not answer within {seconds} seconds.',
    kept: 'Nothing is lost; the work may still end in the background.',
    next: 'Try again.',
  },
  ENGINE_LOST: {
    message: 'The engine stopped.',
    kept: 'Everything that was saved is kept.',
    next: 'It starts again by itself; try again then.',
  },
  INTERNAL: {
    message: 'Something went wrong inside Iris Desk: {detail}.',
    kept: 'The last step was not saved; everything before it is kept.',
    next: 'Try again; if it returns, report it with the log.',
  },
  COMMAND_LOG_BROKEN: {
    message: 'The command log does not prove: entry {entry} was altered.',
    kept: 'Nothing was changed.',
    next: 'Restore the newest backup that proves.',
  },
  DATA_FOLDER_NOT_WRITABLE: {
    message: 'The data folder {folder} cannot be written: {reason}.',
    kept: 'Nothing was written.',
    next: 'Choose another folder with --data, or give yourself the right to write there.',
  },
  DATA_FOLDER_IN_USE: {
    message: 'The data folder {folder} is in use by another Iris Desk.',
    kept: 'Nothing was changed.',
    next: 'Close the other one, or choose another folder with --data.',
  },
  DATABASE_FROM_THE_FUTURE: {
    message: 'The database was written by a newer Iris Desk (version {found}; this one knows {known}).',
    kept: 'The database was not touched.',
    next: 'Install the newer Iris Desk.',
  },
  DATABASE_DAMAGED: {
    message: 'The database cannot be read: {reason}.',
    kept: 'The damaged file was left as it is.',
    next: 'Restore a backup from the folder “backups”.',
  },
  DISK_FULL: {
    message: 'The disk is full.',
    kept: 'The last step was not saved; everything before it is kept.',
    next: 'Free some space, then try again.',
  },
  CLOUD_UNREACHABLE: {
    message: 'The cloud at {host} cannot be reached: {reason}.',
    kept: 'The local data is kept and can be used.',
    next: 'Check the network; Iris Desk can be used offline meanwhile.',
  },
  CLOUD_NOT_RAINBOW: {
    message: '{host} answered with something other than the Rainbow API ({found}).',
    kept: 'The local data is kept; nothing of the answer was used.',
    next: 'Check the address; a proxy or a sign-in page of the network may be in between.',
  },
  CLOUD_REFUSED: {
    message: 'The cloud refused: {reason} (code {detail}).',
    kept: 'The local data is kept.',
    next: 'Change what was asked for, or your rights in Rainbow, as the reason says; then try again.',
  },
  CLOUD_RATE_LIMITED: {
    message: 'The cloud asks to wait {seconds} seconds.',
    kept: 'What was read before is kept.',
    next: 'Try again after that time.',
  },
  CLOUD_BROKEN_ANSWER: {
    message: 'The cloud’s answer to {request} cannot be used: {reason}.',
    kept: 'What was read before is kept; nothing of this answer was used.',
    next: 'Try again; if it returns, report the request to Rainbow support.',
  },
  CLOUD_OUTCOME_UNKNOWN: {
    message: 'Whether the cloud carried out {request} is not known: {reason}.',
    kept: 'The change is kept as sent; it is not sent a second time blindly.',
    next: 'Synchronise: the cloud is read again first, and only what is missing there is sent.',
  },
  CLOUD_URL_NOT_ALLOWED: {
    message: '“{url}” is not an address that may be used: only https is, and http on this computer.',
    kept: 'Nothing was sent.',
    next: 'Use an address that starts with https://.',
  },
  SIGN_IN_REQUIRED: {
    message: 'You are not signed in to the cloud.',
    kept: 'The local data is kept and can be used.',
    next: 'Sign in to synchronise.',
  },
  SIGN_IN_REFUSED: {
    message: 'The cloud does not accept this sign-in: {reason}.',
    kept: 'The local data is kept.',
    next: 'Check login, password, application id and secret. After five refusals in a row Rainbow locks the account for an hour.',
  },
  SIGN_IN_EXPIRED: {
    message: 'The session with the cloud has ended and cannot be renewed.',
    kept: 'The local data and everything that waits to be sent are kept.',
    next: 'Sign in again in Settings, or with iris login.',
  },
  ACCOUNT_LOCKED: {
    message: 'The account is locked after too many failed sign-ins.',
    kept: 'The local data is kept.',
    next: 'Wait an hour without trying, then sign in again: each further attempt starts the hour anew.',
  },
  ACCOUNT_EXPIRED: {
    message: 'The account has passed its end date in Rainbow.',
    kept: 'The local data is kept and can be used.',
    next: 'Ask an administrator of your company to extend it, or sign in with another account.',
  },
  COMPANY_NOT_ACTIVE: {
    message: 'The company of this account is not active in Rainbow.',
    kept: 'The local data is kept and can be used.',
    next: 'Ask ALE to activate the company, then sign in again.',
  },
  MFA_REQUIRED: {
    message: 'This account asks for a second factor, which Iris Desk cannot give.',
    kept: 'The local data is kept; the password was not stored.',
    next: 'Make an API key for this account in Rainbow and sign in with it: a key needs no second factor.',
  },
  NOT_A_DISTRIBUTOR: {
    message: 'The company of this account, {company}, is not a distributor in Rainbow.',
    kept: 'Nothing was read.',
    next: 'Sign in with a distributor’s administrator; enrolment is step 2 of the training.',
  },
  OTHER_TENANT: {
    message: 'This data folder belongs to {known}; the cloud answers for {found}.',
    kept: 'The local data was not touched.',
    next: 'Choose another data folder for this company.',
  },
  SYNC_RUNNING: {
    message: 'A synchronisation is already running.',
    kept: 'It goes on.',
    next: 'Wait for it, or cancel it first.',
  },
  NEVER_SYNCED: {
    message: 'The estate has not been read from the cloud yet.',
    kept: 'Nothing was changed.',
    next: 'Synchronise first.',
  },
  MASS_DELETION_BRAKE: {
    message:
      'In the cloud, {missing} of {known} entries of one kind are missing or terminated; nothing was removed here.',
    kept: 'All local data is kept as it was.',
    next: 'Check in the portal whether that is right before you synchronise again.',
  },
  NOT_ALLOWED: {
    message: 'You may not do this: {reason}.',
    kept: 'Nothing was changed.',
    next: 'See the rule beside the action, or ask an administrator with that right.',
  },
  RULE_BROKEN: {
    message: '{reason}.',
    kept: 'Nothing was changed.',
    next: 'Change what was typed so that it fits the rule.',
  },
  NOT_EDITABLE_NOW: {
    message: '“{subject}” cannot be changed now: {reason}.',
    kept: 'Nothing was changed.',
    next: 'Decide the open entry in the outbox first.',
  },
  ENTRY_NOT_OPEN: {
    message: 'This entry of the outbox is {state} already.',
    kept: 'Nothing was changed.',
    next: 'Look at the outbox again; what reached the cloud is undone by a new edit.',
  },
  ENTRY_HAS_DEPENDANTS: {
    message: '{count} other entries rest on this one, such as “{subject}”.',
    kept: 'Nothing was changed.',
    next: 'Undo them together, or the others first.',
  },
  ALREADY_THERE: {
    message: 'The cloud has “{subject}” already.',
    kept: 'Your entry is kept and was not sent.',
    next: 'Use the one that is there, or change the name and send again.',
  },
  GONE_IN_CLOUD: {
    message: '“{subject}” was removed in the cloud.',
    kept: 'Your entry is kept and was not sent.',
    next: 'Dismiss the entry, or make the thing anew.',
  },
  WHICH_ONE_IS_IT: {
    message: 'After the connection broke there are {count} “{subject}” in the cloud that could be yours.',
    kept: 'Nothing was sent a second time.',
    next: 'Look at them, then choose whether yours is there.',
  },
  NO_KEYCHAIN_FOR_CODE: {
    message: 'An activation code of your own cannot be kept safe on this computer until it is sent.',
    kept: 'Nothing was stored.',
    next: 'Let the cloud choose the code, or use a computer with a keychain.',
  },
  BRAKE_DECIDED: {
    message: 'This brake was decided already.',
    kept: 'Nothing was changed.',
    next: 'Look at the state of the synchronisation.',
  },
  AS_OF_TOO_EARLY: {
    message: 'Nothing is known here of {date}.',
    kept: 'Nothing was changed.',
    next: 'Choose a later moment: the first synchronisation was on {first}.',
  },
  FILE_NOT_READABLE: {
    message: '{file} cannot be read: {reason}.',
    kept: 'Nothing was imported.',
    next: 'Check that the file is there and may be read.',
  },
  FILE_THERE: {
    message: 'The file {file} is there already.',
    kept: 'It stays as it is.',
    next: 'Choose another name, or add --force to replace it.',
  },
  FILE_NOT_WRITABLE: {
    message: '{file} cannot be written: {reason}.',
    kept: 'No file was changed.',
    next: 'Choose another folder, or give yourself the right to write there.',
  },
  FILE_EMPTY: { message: '{file} is empty.', kept: 'Nothing was imported.', next: 'Download it again.' },
  FILE_TOO_LARGE: {
    message: '{file} is too large: {found}, the limit is {limit}.',
    kept: 'Nothing was imported.',
    next: 'Split the file, or check that it is the right one.',
  },
  FILE_NOT_WHAT_ITS_NAME_SAYS: {
    message: '{file} is named as {named} but is {found}.',
    kept: 'Nothing was imported.',
    next: 'Give it the right ending, or choose the right file.',
  },
  FILE_KIND_UNKNOWN: {
    message: '{file} is neither an invoice, a consumption detail report nor an Actis file: {reason}.',
    kept: 'Nothing was imported.',
    next: 'Choose an invoice PDF, a CDR (.csv, .xls, .xlsx) or an Actis workbook.',
  },
  FILE_ENCRYPTED: {
    message: '{file} is protected by a password.',
    kept: 'Nothing was imported.',
    next: 'Save it without a password, then import it again.',
  },
  FILE_DAMAGED: {
    message: '{file} is damaged: {reason}.',
    kept: 'Nothing was imported.',
    next: 'Download it again.',
  },
  PDF_WITHOUT_TEXT: {
    message: '{file} has no text: it is a picture of pages.',
    kept: 'Nothing was imported.',
    next: 'Use the original PDF from the invoice e-mail or the portal, not a scan.',
  },
  PDF_NOT_AN_INVOICE: {
    message: '{file} does not read as an invoice: {missing} was not found.',
    kept: 'Nothing was imported.',
    next: 'Check that it is ALE’s monthly invoice.',
  },
  COLUMN_MISSING: {
    message: '{file} lacks the column {column}.',
    kept: 'Nothing was imported.',
    next: 'Export the report again with all columns. The layout is a proposal until a real file is mapped.',
  },
  NO_ROWS: {
    message: '{file} has a header but no rows.',
    kept: 'Nothing was imported.',
    next: 'Check the period of the report.',
  },
  ACTIS_NOT_YET: {
    message: '{file} is an Actis file; this version shows what it says but cannot apply it.',
    kept: 'Nothing was changed.',
    next: 'Upload it in the Rainbow portal.',
  },
  ALREADY_IMPORTED: {
    message: '{file} was already imported on {at}.',
    kept: 'Nothing was changed; the import of then stands.',
    next: 'Open it in Imports.',
  },
  PLAN_OUTDATED: {
    message: 'The preview of {file} no longer fits what is here: {reason}.',
    kept: 'Nothing was imported.',
    next: 'Choose the file again for a fresh preview.',
  },
  OTHER_DISTRIBUTOR: {
    message: '{file} is for {found}, not for {own}.',
    kept: 'Nothing was imported.',
    next: 'Choose a file of your own company.',
  },
  INVOICE_UNKNOWN: {
    message: 'The invoice {number} is neither imported nor in the cloud’s register.',
    kept: 'Nothing was changed.',
    next: 'Import its PDF first.',
  },
  CDR_MISSING: {
    message: 'There is no consumption detail report for {number}.',
    kept: 'Nothing was changed.',
    next: 'Import its CDR, or synchronise if the cloud lists one.',
  },
  CDR_OF_ANOTHER_INVOICE: {
    message: '{file} is the consumption of {found}, not of {number}.',
    kept: 'Nothing was changed.',
    next: 'Choose the CDR of this invoice.',
  },
  PRICE_MISSING: {
    message: 'No price list has a price for {reference} on {date}.',
    kept: 'Nothing was guessed.',
    next: 'Add the price to a price list.',
  },
  PRICE_AMBIGUOUS: {
    message: 'Two price lists give {reference} different prices on {date}: {lists}.',
    kept: 'Nothing was guessed.',
    next: 'Withdraw or correct one of the lists.',
  },
  PRICE_PERIOD_UNKNOWN: {
    message: 'The price of {reference} is in a list, but not for which period.',
    kept: 'Nothing was guessed.',
    next: 'Ask ALE, then write the period into the price list.',
  },
  PRICE_LIST_CHANGED: {
    message: 'The price list {name} has a newer version ({version}).',
    kept: 'Your changes were not saved over it.',
    next: 'Look at the newer version, then make the change again.',
  },
  PRICE_FILE_NOT_CLEAR: {
    message: '{file} cannot be read as a price list: {reason}.',
    kept: 'Nothing was saved.',
    next: 'Give it a row of titles with reference or designation and unit price, and one row for each price.',
  },
  CURRENCIES_MIXED: {
    message: '{where} holds prices in more than one currency: {currencies}.',
    kept: 'Nothing was saved, and nothing was added together.',
    next: 'Make one price list for each currency.',
  },
  QUANTITY_NOT_WHOLE: {
    message: '“{quantity}” is not a number of licences: it must be a whole number from 1 to 1,000,000.',
    kept: 'Nothing was changed.',
    next: 'Correct the number.',
  },
  DATE_NOT_POSSIBLE: {
    message: 'The day {date} is not possible here: {reason}.',
    kept: 'Nothing was changed.',
    next: 'Choose another day.',
  },
  OFFER_UNKNOWN: {
    message: 'No offer of the catalogue or the cloud is called “{offer}”.',
    kept: 'Nothing was guessed.',
    next: 'Use a commercial reference such as 3EY95003AA, or the offer’s name.',
  },
  PLAN_FILE_NOT_CLEAR: {
    message: '{file} is not clear as a plan: {reason}.',
    kept: 'Nothing was calculated.',
    next: 'Correct the file; resources/samples has an example.',
  },
  COMPANY_NOT_CLEAR: {
    message: 'More than one company is called “{name}”: {found}.',
    kept: 'Nothing was done.',
    next: 'Give the id of the company.',
  },
  QUOTE_STATE: {
    message: 'Quote {number} is {state}, so it cannot become {asked}.',
    kept: 'The quote stays as it was.',
    next: 'Make a new version or a duplicate.',
  },
  IMPACT_OUTDATED: {
    message: 'The estate has changed since the preview was made: {reason}.',
    kept: 'What was applied before stays; nothing more was applied.',
    next: 'Look at a fresh preview, then apply that.',
  },
  NOTHING_TO_APPLY: {
    message: 'There is nothing to change: the estate is already as planned.',
    kept: 'Nothing was applied.',
    next: 'Nothing need be done.',
  },
  NOTHING_TO_UNDO: {
    message: 'There is no version of the plan before this one.',
    kept: 'The plan stays as it was.',
    next: 'Nothing need be done.',
  },
  NOTHING_TO_REDO: {
    message: 'Nothing of the plan was undone that could be done again.',
    kept: 'The plan stays as it was.',
    next: 'The history of the plan has every version.',
  },
  TERM_NOT_KNOWN: {
    message:
      'The cloud does not say when the prepaid licences of {offerName} end ({companyNames}), so there is no total.',
    kept: 'Nothing was made.',
    next: 'Ask Rainbow support for the end of the subscription, or leave the company out of the plan.',
  },
  PROFILE_NAME_TAKEN: {
    message: 'There is already a profile named “{name}”.',
    kept: 'Nothing was changed.',
    next: 'Choose another name.',
  },
  PROFILE_IN_USE: {
    message: 'The profile “{name}” cannot be removed: it is in use, or it is the demo.',
    kept: 'Nothing was changed.',
    next: 'Choose another profile first.',
  },
  PROFILES_NOT_HERE: {
    message: 'Iris Desk was started on the folder {folder}, which belongs to no profile.',
    kept: 'Nothing was changed.',
    next: 'Start it without --data to use profiles.',
  },
  PORT_IN_USE: {
    message: 'Port {port} on this computer is in use.',
    kept: 'Nothing was started.',
    next: 'Choose another with --port, or leave it out for a free one.',
  },
  WRONG_USAGE: {
    message: '{detail}',
    kept: 'Nothing was done.',
    next: 'See “iris --help”.',
  },
}
