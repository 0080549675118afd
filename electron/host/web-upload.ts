import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { failure, type Failure } from '../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../shared/util/result.ts'

export const uploadLimitBytes = 64 * 1024 * 1024
const keepForMs = 24 * 60 * 60_000

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MiB`

/** Counts while it passes bytes on, and stops a body that is longer than it said. */
async function* atMost(limit: number, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of source) {
    seen += chunk.length
    if (seen > limit) throw new RangeError('too large')
    yield chunk
  }
}

/**
 * Streams a chosen file to uploads/<id> in the data folder, where the engine finds it by its id. Nothing is left
 * behind of an upload that breaks off or is too large; the file appears under its id only when it is whole.
 */
export const receiveUpload = async (
  request: IncomingMessage,
  name: string,
  uploadsDir: string,
  limit: number = uploadLimitBytes,
): Promise<Result<{ readonly uploadId: string }, Failure>> => {
  const tooLarge = (bytes: string): Result<never, Failure> =>
    fail(failure('FILE_TOO_LARGE', { file: name, found: bytes, limit: mebibytes(limit) }))
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limit) return tooLarge(mebibytes(announced))
  const uploadId = randomUUID()
  const partial = join(uploadsDir, `${uploadId}.partial`)
  try {
    await mkdir(uploadsDir, { recursive: true })
    await pipeline(atMost(limit, request), createWriteStream(partial, { flags: 'wx', mode: 0o600 }))
    await rename(partial, join(uploadsDir, uploadId))
    return ok({ uploadId })
  } catch (error) {
    await rm(partial, { force: true })
    if (error instanceof RangeError) return tooLarge(`more than ${mebibytes(limit)}`)
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') return fail(failure('DISK_FULL'))
    return fail(failure('FILE_NOT_READABLE', { file: name, reason: code ?? 'the upload broke off' }))
  }
}

/** The engine copies what it imports into evidence; what nobody imported within a day is not needed any more. */
export const removeOldUploads = async (uploadsDir: string, now: number): Promise<void> => {
  for (const name of await readdir(uploadsDir).catch(() => [])) {
    const file = join(uploadsDir, name)
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: now }))
    if (now - mtimeMs > keepForMs) await rm(file, { force: true })
  }
}
