import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import type { Row } from '../../db/index.ts'
import { identifier, text, type Json } from '../fields.ts'
import { inParallel } from '../parallel.ts'
import type { PullContext } from '../pull.ts'
import * as rainbow from '../rainbow.ts'
import { connectionOf, equipmentRow, isReadableState, isShared, siteOf, siteRow } from '../rows/index.ts'

type Around = Pick<PullContext, 'db' | 'client' | 'signal'>

/** `odd`: the answer about it cannot be read. */
type Whose = { readonly id: string | null; readonly odd?: boolean }

/** Whose it is: shared equipment is the partner's (M100); any other belongs to the company of its site. */
const companyOf = async ({ db, client, signal }: Around, json: Json): Promise<Result<Whose, Failure>> => {
  const named = identifier(json, 'companyId')
  if (isShared(json)) return ok({ id: identifier(json, 'bpId') ?? client.user.companyId })
  const siteId = siteOf(json)
  if (!siteId) return ok({ id: named })
  const known = db.get<{ company_id: string }>('SELECT company_id FROM site WHERE id = :siteId AND valid_to IS NULL', {
    siteId,
  })
  if (known) return ok({ id: known.company_id })
  const asked = await rainbow.site(client, siteId, signal)
  if (asked.ok) {
    const site = siteRow(asked.value)
    return ok(site ? { id: site.company_id as string } : { id: null, odd: true })
  }
  return rainbow.isRefused(asked.failure) ? ok({ id: named }) : asked
}

const rowOf = async (context: Around, json: Json): Promise<Result<Row | null, Failure>> => {
  const id = identifier(json, 'id')
  if (!id) return ok(null)
  const { db, client, signal } = context
  const whose = await companyOf(context, json)
  if (!whose.ok) return whose
  const status = text(json, 'status')
  // Equipment that never connected (M068) has no state to be asked for.
  const state = status === 'created' ? ok(null) : await rainbow.systemState(client, id, signal)
  if (!state.ok) return state
  const known = db.get<{ company_count: number; shared: number }>(
    'SELECT company_count, shared FROM equipment WHERE id = :id AND valid_to IS NULL',
    { id },
  )
  // How many companies shared equipment serves is read with its prefixes.
  const companyCount = isShared(json) ? (known?.shared === 1 ? known.company_count : 0) : 1
  return ok(
    equipmentRow(json, {
      companyId: whose.value.id,
      connection: connectionOf(status, state.value),
      companyCount,
      oddCompany: whose.value.odd === true,
      oddState: !isReadableState(state.value),
    }),
  )
}

/** Equipment with its connection state (M069), asked for one by one, several at once. */
export const equipmentRows = (
  context: Around,
  page: readonly Json[],
): Promise<Result<readonly (Row | null)[], Failure>> => inParallel(page, context.signal, (json) => rowOf(context, json))
