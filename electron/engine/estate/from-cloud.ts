import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import type { Sync } from '../sync/index.ts'

/** What only the cloud can say, asked when a person wants it and stored nowhere. */
const ADMIN = '/api/rainbow/admin/v1.0'
const ENDUSER = '/api/rainbow/enduser/v1.0'
const SHOWN = 50

type Json = Readonly<Record<string, unknown>>
type Client = Pick<Sync, 'client'>
export type InCloud = { id: string; name: string; email: string | null; country: string | null }

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (json: Json, name: string): string | null => {
  const value = json[name]
  return typeof value === 'string' && value !== '' ? value : null
}

const ask = async (sync: Client, path: string, signal: AbortSignal): Promise<Result<unknown, Failure>> => {
  const client = await sync.client(signal)
  return client.ok ? client.value.getJson(path, signal) : client
}

const listOf = async (
  sync: Client,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Result<readonly Json[], Failure>> => {
  const answer = await ask(
    sync,
    `${path}?${new URLSearchParams({ ...query, format: 'full', limit: String(SHOWN) })}`,
    signal,
  )
  if (!answer.ok) return answer
  return isJson(answer.value) && Array.isArray(answer.value.data)
    ? ok(answer.value.data.filter(isJson))
    : fail(failure('CLOUD_BROKEN_ANSWER', { request: path, reason: 'the list is missing' }))
}

const shown = (rows: readonly Json[]): InCloud[] =>
  rows.flatMap((row) => {
    const id = textOf(row, 'id')
    const email = textOf(row, 'loginEmail')
    const parts = [textOf(row, 'firstName'), textOf(row, 'lastName')].filter(Boolean).join(' ')
    const name = (textOf(row, 'name') ?? textOf(row, 'displayName') ?? parts) || email
    return id && name ? [{ id, name, email, country: textOf(row, 'country') }] : []
  })

/** Companies that can be invited (M085, M093): those of the public list that are not managed here already. */
const companiesToInvite = async (
  db: ReadDb,
  sync: Client,
  text: string,
  signal: AbortSignal,
): Promise<Result<InCloud[], Failure>> => {
  const found = await listOf(sync, `${ENDUSER}/companies`, { name: text }, signal)
  if (!found.ok) return found
  const here = (id: string): boolean => db.get('SELECT 1 FROM company_now WHERE id = :id', { id }) !== undefined
  return ok(shown(found.value).filter(({ id }) => !here(id)))
}

/**
 * People of the public (default) company by name or address (M024, M026). How a client searches them is not publicly
 * documented: our declared design.
 */
const peopleToInvite = async (sync: Client, text: string, signal: AbortSignal): Promise<Result<InCloud[], Failure>> => {
  const found = await listOf(
    sync,
    `${ENDUSER}/users`,
    { [text.includes('@') ? 'searchEmail' : 'displayName']: text },
    signal,
  )
  return found.ok ? ok(shown(found.value)) : found
}

export const searchCloud = (
  db: ReadDb,
  sync: Client,
  { what, text }: { readonly what: 'companies' | 'people'; readonly text: string },
  signal: AbortSignal,
): Promise<Result<InCloud[], Failure>> =>
  what === 'companies' ? companiesToInvite(db, sync, text, signal) : peopleToInvite(sync, text, signal)

/**
 * The four digits that are typed at the PBX (M064, M065). The cloud has them only until it is activated; the field then holds the
 * end of a hash, so null is answered. A secret: it is read, handed on, and kept nowhere.
 */
export const readActivationCode = async (
  sync: Client,
  equipmentId: string,
  signal: AbortSignal,
): Promise<Result<{ equipmentId: string; activationCode: string | null }, Failure>> => {
  const path = `${ADMIN}/systems/${encodeURIComponent(equipmentId)}`
  const answer = await ask(sync, path, signal)
  if (!answer.ok) {
    const gone = answer.failure.code === 'CLOUD_REFUSED' && /^40[34]/.test(answer.failure.params.detail ?? '')
    return gone ? fail(failure('NOT_FOUND', { what: 'equipment', id: equipmentId })) : answer
  }
  const system = isJson(answer.value) && isJson(answer.value.data) ? answer.value.data : null
  if (!system) return fail(failure('CLOUD_BROKEN_ANSWER', { request: path, reason: 'the equipment is missing' }))
  const code = textOf(system, 'jid_pbxagent_password')
  const readable = textOf(system, 'status') === 'created' && code !== null && /^\d{4}$/.test(code)
  return ok({ equipmentId, activationCode: readable ? code : null })
}
