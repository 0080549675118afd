import { createHash } from 'node:crypto'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'

const MOST_BYTES = 300 * 1024
const MOST_PIXELS = 16_000_000
const DATA_URL = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const JPEG = [0xff, 0xd8, 0xff]

const begins = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((one, at) => bytes[at] === one)

const kindOf = (bytes: Uint8Array): 'png' | 'jpeg' | null =>
  begins(bytes, PNG) ? 'png' : begins(bytes, JPEG) ? 'jpeg' : null

/** The first chunk of a PNG gives its width and height; a small file may be a huge picture. */
const pngPixels = (bytes: Buffer): number => (bytes.length < 24 ? 0 : bytes.readUInt32BE(16) * bytes.readUInt32BE(20))

/**
 * A PNG or JPEG of at most 300 KB as a data URL, told by its first bytes. FILE_TOO_LARGE or FILE_NOT_WHAT_ITS_NAME_SAYS.
 */
export const checkLogo = (dataUrl: string): Result<null, Failure> => {
  const [, named, base64 = ''] = DATA_URL.exec(dataUrl) ?? []
  const bytes = Buffer.from(base64, 'base64')
  const kind = kindOf(bytes)
  if (named === undefined || kind !== named) {
    const found = kind === null ? 'neither PNG nor JPEG' : kind.toUpperCase()
    return fail(failure('FILE_NOT_WHAT_ITS_NAME_SAYS', { file: 'The logo', named: named ?? 'a picture', found }))
  }
  if (bytes.length > MOST_BYTES) {
    const found = `${String(Math.ceil(bytes.length / 1024))} KB`
    return fail(failure('FILE_TOO_LARGE', { file: 'The logo', found, limit: '300 KB' }))
  }
  if (kind === 'png' && pngPixels(bytes) > MOST_PIXELS) {
    return fail(failure('FILE_TOO_LARGE', { file: 'The logo', found: 'more pixels', limit: '16 million pixels' }))
  }
  return ok(null)
}

/** The name under which a logo is kept for the versions that were made with it. */
export const logoKey = (dataUrl: string): string => createHash('sha256').update(dataUrl).digest('hex')
