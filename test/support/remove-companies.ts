import type { Credentials } from '../../shared/contract/shell.ts'
import { signedIn } from './signed-in.ts'

const ADMIN = '/api/rainbow/admin/v1.0'
const SUBSCRIPTION = '/api/rainbow/subscription/v1.0'

type Row = {
  readonly id: string
  readonly isBP?: boolean
  readonly bpId?: string | null
  readonly bpType?: string | null
}

/**
 * Another administrator's work in the cloud itself: this share of all companies is emptied and deleted, end customers of
 * the distributor first to last. Returns how many of how many; throws when there are not so many.
 */
export const removeCompanies = async (
  credentials: Credentials,
  share: number,
): Promise<{ readonly removed: number; readonly known: number }> => {
  const send = await signedIn(credentials)
  const rows = async (path: string): Promise<readonly Row[]> => (await send('GET', path)).data as readonly Row[]
  /** What the cloud keeps, such as a free subscription, it may keep. */
  const tried = (method: string, path: string): Promise<boolean> =>
    send(method, path).then(
      () => true,
      () => false,
    )
  const removed = async (id: string): Promise<boolean> => {
    for (const user of await rows(`${ADMIN}/users?companyId=${id}&limit=500`))
      await tried('PUT', `${ADMIN}/users/${user.id}/companies/default`)
    for (const one of await rows(`${SUBSCRIPTION}/companies/${id}/subscriptions?limit=500`))
      await tried('DELETE', `${SUBSCRIPTION}/companies/${id}/subscriptions/${one.id}`)
    for (const site of await rows(`${ADMIN}/companies/${id}/sites?limit=500`)) {
      for (const system of await rows(`${ADMIN}/sites/${site.id}/systems?limit=500`))
        if (!(await tried('DELETE', `${ADMIN}/sites/${site.id}/systems/${system.id}`)))
          await tried('DELETE', `${ADMIN}/systems/${system.id}`)
      await tried('DELETE', `${ADMIN}/sites/${site.id}`)
    }
    return tried('DELETE', `${ADMIN}/companies/${id}`)
  }
  const all = await rows(`${ADMIN}/companies?limit=500&format=full`)
  // A reseller's customers are the reseller's to remove.
  const own = all.find(({ bpType }) => bpType === 'VAD')?.id
  const wanted = Math.ceil(all.length * share)
  let done = 0
  for (const { id, isBP, bpId } of all) if (done < wanted && !isBP && bpId === own && (await removed(id))) done += 1
  if (done < wanted) throw new Error(`only ${done} of ${all.length} companies could be removed`)
  return { removed: done, known: all.length }
}
