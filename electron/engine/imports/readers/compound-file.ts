import * as XLSX from 'xlsx'
import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'

// The library types its container reader as any.
const container = XLSX.CFB as {
  readonly read: (
    bytes: Uint8Array,
    options: { readonly type: 'array' },
  ) => { readonly FileIndex: readonly { readonly name: string }[] }
}

const streamNames = (bytes: Uint8Array): ReadonlySet<string> | null => {
  try {
    return new Set(container.read(bytes, { type: 'array' }).FileIndex.map((entry) => entry.name.toLowerCase()))
  } catch {
    return null
  }
}

/** What an OLE compound file holds: an old workbook, an encrypted new one, or another document (V21, V40). */
export const detectCompoundFile = (
  bytes: Uint8Array,
  file: string,
): Result<{ readonly format: 'xls' } | { readonly other: string }, Failure> => {
  const names = streamNames(bytes)
  if (!names) return fail(failure('FILE_DAMAGED', { file, reason: 'the container is cut off or broken' }, 'V40'))
  if (names.has('encryptedpackage')) return fail(failure('FILE_ENCRYPTED', { file }, 'V40'))
  // An old workbook with a password is told apart when it is read.
  if (names.has('workbook') || names.has('book')) return ok({ format: 'xls' })
  return ok({ other: names.has('worddocument') ? 'Word 97-2003 document' : 'OLE document' })
}
