import { z } from 'zod'
import { type Failure, failure, failureSchema } from '../../shared/contract/failure.ts'
import type { Result } from '../../shared/util/result.ts'
import { fail, ok } from '../../shared/util/result.ts'

/** A file as the engine takes it: its path where the shell knows it, else the id of an upload. Never its bytes. */
export type FileToImport = {
  readonly fileName: string
  readonly file: { readonly path: string } | { readonly uploadId: string }
}

const uploaded = z.object({ uploadId: z.uuid() })

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

const upload = async (file: File): Promise<Result<FileToImport, Failure>> => {
  const unreadable = (reason: string): Result<FileToImport, Failure> =>
    fail(failure('FILE_NOT_READABLE', { file: file.name, reason }))
  try {
    const answer = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      body: file,
      headers: { 'content-type': 'application/octet-stream' },
    })
    if (!answer.ok) {
      const refused = failureSchema.safeParse(await answer.json().catch(() => null))
      return refused.success ? fail(refused.data) : unreadable(`${answer.status} ${answer.statusText}`)
    }
    const parsed = uploaded.safeParse(await answer.json())
    return parsed.success ? ok({ fileName: file.name, file: parsed.data }) : unreadable('the upload was not confirmed')
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error))
  }
}

/** What a dropped or chosen file becomes for the engine; in a browser this uploads it to the loopback host. */
export const fileToImport = async (file: File): Promise<Result<FileToImport, Failure>> => {
  const path = window.irisShell?.pathForFile(file)
  return path ? ok({ fileName: file.name, file: { path } }) : upload(file)
}

/** True where the shell has its own file chooser. */
export const ownChooser = (): boolean => window.irisShell !== undefined

/** The shell's file chooser; empty where there is none or nothing was chosen. */
export const chooseFiles = async (): Promise<readonly FileToImport[]> => {
  const paths = (await window.irisShell?.chooseFiles()) ?? []
  return paths.map((path) => ({ fileName: baseName(path), file: { path } }))
}
