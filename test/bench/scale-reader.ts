import type { Credentials } from '../../shared/contract/shell.ts'
import { peakMb } from './side.ts'
import { signedIn } from '../support/signed-in.ts'

/** The peer of the pull: the same lists over the same connection, read, parsed and thrown away. */
const credentials = JSON.parse(process.argv[2] ?? '{}') as Credentials
const send = await signedIn(credentials)
const ADMIN = '/api/rainbow/admin/v1.0'
const start = performance.now()

const whole = async (path: string): Promise<readonly { id: string }[]> => {
  const ids: { id: string }[] = []
  for (;;) {
    const { data } = (await send('GET', `${path}?format=full&limit=500&offset=${ids.length}`)) as {
      data: { id: string }[]
    }
    if (data.length === 0) return ids
    ids.push(...data.map(({ id }) => ({ id })))
  }
}

const companies = await whole(`${ADMIN}/companies`)
await whole(`${ADMIN}/users`)
await whole(`${ADMIN}/systems`)
await whole(`${ADMIN}/sites`)
const parts = (id: string): readonly string[] => [
  `/api/rainbow/subscription/v1.0/companies/${id}/subscriptions?format=full`,
  `${ADMIN}/companies/${id}/join-companies/invitations?status=pending&format=full`,
  `${ADMIN}/companies/${id}/join-companies/requests?status=pending&format=full`,
]
const waiting = companies.flatMap(({ id }) => parts(id))
await Promise.all(
  Array.from({ length: 6 }, async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop())
      // Customers of resellers answer 403 to some lists: also an answer.
      await send('GET', path).catch(() => undefined)
  }),
)
process.stdout.write(JSON.stringify({ seconds: (performance.now() - start) / 1000, peak: peakMb() }))
