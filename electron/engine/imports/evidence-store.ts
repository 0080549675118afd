import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs'
import { copyFile, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { MAX_TEXT_BYTES, sizeText } from './readers/limits.ts'

export type StoredFile = { readonly sha256: string; readonly bytes: number }

/** Files under their SHA-256: staged while they are only a plan, evidence once the plan is applied. Never changed. */
export type EvidenceStore = {
  stageFile(path: string, fileName: string): Promise<Result<StoredFile, Failure>>
  stageBytes(bytes: Uint8Array): Promise<StoredFile>
  dropStaged(sha256: string): Promise<void>
  /**
   * Staged to evidence; called before the command, so that the log never names a file that is not there.
   * False: the staged copy is gone.
   */
  keep(sha256: string): Promise<boolean>
  /** Back to staging, when the command refused. */
  release(sha256: string): Promise<void>
  /** At the start: removes what failed or abandoned imports left in staging. */
  sweepStaging(needed: ReadonlySet<string>): void
  read(sha256: string): Promise<Uint8Array | null>
  uploadPath(uploadId: string): string
  dropUpload(uploadId: string): Promise<void>
}

export const createEvidenceStore = (dataDir: string): EvidenceStore => {
  const folder = (name: string): string => {
    const path = join(dataDir, name)
    makeFolder(path)
    return path
  }
  const staged = (sha256: string): string => join(folder('staging'), sha256)
  const kept = (sha256: string): string => join(folder('evidence'), sha256)
  return {
    stageFile: async (path, fileName) => {
      const unreadable = (reason: string) => fail(failure('FILE_NOT_READABLE', { file: fileName, reason }))
      const incoming = join(folder('staging'), `incoming-${randomUUID()}`)
      try {
        const info = await stat(path)
        if (!info.isFile()) return unreadable('it is not a file')
        if (info.size > MAX_TEXT_BYTES) {
          const sizes = { found: sizeText(info.size), limit: sizeText(MAX_TEXT_BYTES) }
          return fail(failure('FILE_TOO_LARGE', { file: fileName, ...sizes }, 'V40'))
        }
        await copyFile(path, incoming)
        const sha256 = await hashFile(incoming)
        await rename(incoming, staged(sha256))
        return ok({ sha256, bytes: info.size })
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
        return code === 'ENOSPC' ? fail(failure('DISK_FULL')) : unreadable(code)
      } finally {
        await rm(incoming, { force: true })
      }
    },
    stageBytes: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await writeFile(staged(sha256), bytes)
      return { sha256, bytes: bytes.length }
    },
    dropStaged: (sha256) => rm(staged(sha256), { force: true }),
    keep: async (sha256) => {
      if (existsSync(kept(sha256))) await rm(staged(sha256), { force: true })
      else if (existsSync(staged(sha256))) await rename(staged(sha256), kept(sha256))
      else return false
      return true
    },
    release: (sha256) => rename(kept(sha256), staged(sha256)),
    sweepStaging: (needed) => {
      try {
        for (const name of readdirSync(join(dataDir, 'staging')))
          if (!needed.has(name)) rmSync(join(dataDir, 'staging', name), { force: true, recursive: true })
      } catch {
        // Not there yet, or not to be removed today: no reason not to start.
      }
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
