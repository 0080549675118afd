import type { Edit } from '../../../shared/contract/edits.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Sealer } from '../core/index.ts'

const withCode = (edit: Edit, activationCode: string): Edit =>
  edit.kind === 'equipment.create' && edit.credentials
    ? { ...edit, credentials: { ...edit.credentials, activationCode } }
    : edit

/** For the log and for entries that have ended: the code is neither there nor to be guessed from there. */
export const withoutSecret = (edit: Edit): Edit => withCode(edit, '')

/** M064, M100: a code that a person specified is stored only as the keychain sealed it. */
export const sealSecret = async (edit: Edit, sealer: Sealer | undefined): Promise<Result<Edit, Failure>> => {
  if (edit.kind !== 'equipment.create' || !edit.credentials) return ok(edit)
  const sealed = sealer ? await sealer.seal(edit.credentials.activationCode) : null
  return sealed?.ok ? ok(withCode(edit, sealed.value)) : fail(failure('NO_KEYCHAIN_FOR_CODE', {}, 'M100'))
}
