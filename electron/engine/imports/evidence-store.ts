import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { copyFile, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'

export type StoredFile = { readonly sha256: string; readonly bytes: number }

/** Files under their SHA-256: staged while they are only a plan, evidence once the plan is applied. Never changed. */
export type EvidenceStore = {
  stageFile(path: string, fileName: string): Promise<Result<StoredFile, Failure>>
  stageBytes(bytes: Uint8Array): Promise<StoredFile>
  /** Staged to evidence; called before the command, so that the log never names a file that is not there. */
  keep(sha256: string): Promise<void>
  read(sha256: string): Promise<Uint8Array | null>
  uploadPath(uploadId: string): string
  dropUpload(uploadId: string): Promise<void>
}

const LARGEST = 2 * 1024 * 1024 * 1024

export const createEvidenceStore = (dataDir: string): EvidenceStore => {
  const folder = (name: string): string => {
    const path = join(dataDir, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const staged = (sha256: string): string => join(folder('staging'), sha256)
  const kept = (sha256: string): string => join(folder('evidence'), sha256)
  return {
    stageFile: async (path, fileName) => {
      try {
        const { size } = await stat(path)
        if (size > LARGEST) {
          return fail(failure('FILE_TOO_LARGE', { file: fileName, found: `${size} bytes`, limit: `${LARGEST} bytes` }))
        }
        const incoming = join(
          folder('staging'),
          `incoming-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`,
        )
        await copyFile(path, incoming)
        const sha256 = await hashFile(incoming)
        await rename(incoming, staged(sha256))
        return ok({ sha256, bytes: size })
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
        if (code === 'ENOSPC') return fail(failure('DISK_FULL'))
        return fail(failure('FILE_NOT_READABLE', { file: fileName, reason: code }))
      }
    },
    stageBytes: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await writeFile(staged(sha256), bytes)
      return { sha256, bytes: bytes.length }
    },
    keep: async (sha256) => {
      if (existsSync(kept(sha256))) await rm(staged(sha256), { force: true })
      else await rename(staged(sha256), kept(sha256))
    },
    read: (sha256) => readStored(dataDir, sha256),
    uploadPath: (uploadId) => join(folder('uploads'), uploadId),
    dropUpload: (uploadId) => rm(join(folder('uploads'), uploadId), { force: true }),
  }
}

const hashFile = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** The bytes of an imported or staged file; null when it is not there. Also for the worker thread. */
export const readStored = async (dataDir: string, sha256: string): Promise<Uint8Array | null> => {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null
  for (const name of ['evidence', 'staging']) {
    const path = join(dataDir, name, sha256)
    if (existsSync(path)) return new Uint8Array(await readFile(path))
  }
  return null
}
