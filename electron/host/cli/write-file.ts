import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute, resolve } from 'node:path'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'

/** A file that a person named, from where she called. */
export const pathFrom = (file: string): string =>
  isAbsolute(file) ? file : resolve(process.env.INIT_CWD ?? process.cwd(), file)

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/** Looked at before anything is made for it: FILE_THERE unless it may be replaced, FILE_NOT_WRITABLE. */
export const refuseFile = async (path: string, force: boolean): Promise<Failure | null> => {
  const there = await stat(path).catch(() => null)
  if (there?.isDirectory()) return failure('FILE_NOT_WRITABLE', { file: path, reason: 'it is a folder' })
  if (there && !force) return failure('FILE_THERE', { file: path })
  try {
    await access(dirname(path), constants.W_OK)
    return null
  } catch (error) {
    return failure('FILE_NOT_WRITABLE', { file: path, reason: reasonOf(error) })
  }
}

/** Writes the whole file or nothing: beside it first, then it takes its name. */
export const writeWhole = async (path: string, bytes: Uint8Array, force: boolean): Promise<Result<null, Failure>> => {
  const refused = await refuseFile(path, force)
  if (refused) return fail(refused)
  const beside = `${path}.${randomUUID().slice(0, 8)}.part`
  try {
    const file = await open(beside, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    return ok(null)
  } catch (error) {
    await rm(beside, { force: true })
    return fail(failure('FILE_NOT_WRITABLE', { file: path, reason: reasonOf(error) }))
  }
}
