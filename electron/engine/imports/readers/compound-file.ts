import * as XLSX from 'xlsx'
import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'

type Stream = { readonly name: string; readonly content: Uint8Array }

// The library types its container reader as any.
const container = XLSX.CFB as {
  readonly read: (
    bytes: Uint8Array,
    options: { readonly type: 'array' },
  ) => { readonly FileIndex: readonly { readonly name: string; readonly content?: ArrayLike<number> }[] }
}

const FILE_PASS = 0x2f
const END_OF_SUBSTREAM = 0x0a

/** Whether a BIFF stream asks for a password before its first sheet. */
const hasPassword = (stream: Uint8Array): boolean => {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  for (let at = 0; at + 4 <= stream.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    const record = view.getUint16(at, true)
    if (record === FILE_PASS) return true
    if (record === END_OF_SUBSTREAM) return false
  }
  return false
}

const streamsOf = (bytes: Uint8Array): readonly Stream[] | null => {
  try {
    return container
      .read(bytes, { type: 'array' })
      .FileIndex.map((entry) => ({ name: entry.name, content: Uint8Array.from(entry.content ?? []) }))
  } catch {
    return null
  }
}

/** What an OLE compound file holds: an old workbook, an encrypted new one, or another document (V21, V40). */
export const detectCompoundFile = (
  bytes: Uint8Array,
  file: string,
): Result<{ readonly format: 'xls' } | { readonly other: string }, Failure> => {
  const streams = streamsOf(bytes)
  if (!streams) return fail(failure('FILE_DAMAGED', { file, reason: 'the container is cut off or broken' }, 'V40'))
  const named = (name: string) => streams.find((stream) => stream.name.toLowerCase() === name)
  if (named('encryptedpackage')) return fail(failure('FILE_ENCRYPTED', { file }, 'V40'))
  const workbook = named('workbook') ?? named('book')
  if (workbook)
    return hasPassword(workbook.content) ? fail(failure('FILE_ENCRYPTED', { file }, 'V40')) : ok({ format: 'xls' })
  if (named('worddocument')) return ok({ other: 'Word 97-2003 document' })
  return ok({ other: 'OLE document' })
}
