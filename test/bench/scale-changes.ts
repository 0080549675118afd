import type { Credentials } from '../../shared/contract/shell.ts'
import { signedIn } from '../support/signed-in.ts'

const ADMIN = '/api/rainbow/admin/v1.0'

/** Another desk's work: ten companies get another reference, ten members another title. */
export const changeTwenty = async (credentials: Credentials): Promise<void> => {
  const send = await signedIn(credentials)
  const tenOf = async (list: string, body: (id: string) => unknown): Promise<void> => {
    const rows = (await send('GET', `${list}?limit=500&offset=100`)).data as { id: string }[]
    let changed = 0
    for (const { id } of rows) {
      if (changed === 10) return
      // Some belong to resellers, whose partner alone may change them.
      const done = await send('PUT', `${list}/${id}`, body(id)).catch(() => null)
      if (done) changed += 1
    }
    throw new Error(`only ${changed} of ${list} could be changed`)
  }
  await tenOf(`${ADMIN}/companies`, (id) => ({ externalReference: `ERP-${id.slice(-6)}` }))
  await tenOf(`${ADMIN}/users`, () => ({ jobTitle: 'Purchasing' }))
}
