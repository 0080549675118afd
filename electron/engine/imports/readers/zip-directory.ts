import { inflateRawSync } from 'node:zlib'
import type { Result } from '../../../../shared/util/result.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { MAX_UNZIPPED_BYTES, MAX_ZIP_ENTRIES } from './limits.ts'

export type ZipEntry = {
  readonly name: string
  readonly encrypted: boolean
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}
type ZipFault = 'TRUNCATED' | 'TOO_MANY_ENTRIES' | 'TOO_LARGE'

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_SIZE = 22
const ZIP64 = 0xffffffff

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const findEnd = (view: DataView): number => {
  const lowest = Math.max(0, view.byteLength - END_SIZE - 0xffff)
  for (let at = view.byteLength - END_SIZE; at >= lowest; at--)
    if (view.getUint32(at, true) === END_SIGNATURE) return at
  return -1
}

/**
 * Lists a zip's entries from its central directory without unpacking anything. Refuses more than 2000 entries or
 * 512 MiB unpacked; zip64 never occurs within our size limit, so it counts as too large.
 */
export const zipDirectory = (bytes: Uint8Array): Result<readonly ZipEntry[], ZipFault> => {
  const view = viewOf(bytes)
  const end = bytes.byteLength < END_SIZE ? -1 : findEnd(view)
  if (end < 0) return fail('TRUNCATED')
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ZIP_ENTRIES) return fail('TOO_MANY_ENTRIES')
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  let total = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) return fail('TRUNCATED')
    const nameLength = view.getUint16(at + 28, true)
    const size = view.getUint32(at + 24, true)
    const packed = view.getUint32(at + 20, true)
    const offset = view.getUint32(at + 42, true)
    if (size === ZIP64 || packed === ZIP64 || offset === ZIP64) return fail('TOO_LARGE')
    total += size
    if (total > MAX_UNZIPPED_BYTES) return fail('TOO_LARGE')
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed,
      size,
      offset,
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return ok(entries)
}

/** Unpacks one entry, or null when its data is damaged or longer than the directory says. */
export const unzipEntry = (bytes: Uint8Array, entry: ZipEntry): Uint8Array | null => {
  const view = viewOf(bytes)
  if (entry.offset + 30 > bytes.byteLength || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) return null
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(start, start + entry.packed)
  if (packed.byteLength !== entry.packed) return null
  if (entry.method === 0) return packed.byteLength === entry.size ? packed : null
  if (entry.method !== 8) return null
  try {
    const unpacked = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
    return unpacked.byteLength === entry.size ? unpacked : null
  } catch {
    return null
  }
}
