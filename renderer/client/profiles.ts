import { z } from 'zod'
import { type Failure, failure, failureSchema } from '../../shared/contract/failure.ts'
import type { ProfileChange, Profiles } from '../../shared/contract/shell.ts'
import type { Result } from '../../shared/util/result.ts'
import { fail, ok } from '../../shared/util/result.ts'

const profilesSchema: z.ZodType<Profiles> = z.object({
  profiles: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      url: z.string(),
      login: z.string(),
      appId: z.string(),
      demo: z.boolean(),
    }),
  ),
  current: z.string().nullable(),
  folder: z.string().nullable(),
})

const asked = async (request: () => Promise<Response>): Promise<Result<Profiles, Failure>> => {
  try {
    const answer = await request()
    const body: unknown = await answer.json()
    if (answer.ok) return ok(profilesSchema.parse(body))
    const refused = failureSchema.safeParse(body)
    return fail(refused.success ? refused.data : failure('INTERNAL', { detail: `status ${answer.status}` }))
  } catch (error) {
    return fail(failure('INTERNAL', { detail: error instanceof Error ? error.message : String(error) }))
  }
}

/** The profiles of whoever runs this window: the shell's, or those of the loopback host. */
export const readProfiles = async (): Promise<Result<Profiles, Failure>> =>
  window.irisShell ? ok(await window.irisShell.profiles()) : asked(() => fetch('/profiles'))

/** Changes them. `choose` moves the engine to another folder: the page is to be loaded again after it. */
export const changeProfiles = (change: ProfileChange): Promise<Result<Profiles, Failure>> =>
  window.irisShell
    ? window.irisShell.changeProfiles(change)
    : asked(() =>
        fetch('/profiles', {
          method: 'POST',
          body: JSON.stringify(change),
          headers: { 'content-type': 'application/json' },
        }),
      )

/** Begins anew on the first page: nothing of the other profile stays in this window. */
export const startOver = (): void => {
  window.location.hash = '#/'
  window.location.reload()
}
