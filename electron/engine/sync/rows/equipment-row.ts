import type { Row } from '../../db/index.ts'
import { bit, flag, identifier, instant, list, text, texts, type Json } from '../fields.ts'

/** Pending: never connected (M068). Normal: all channels up; some down is degraded, all down is disconnected. */
export const connectionOf = (status: string | null, state: Json | null): string => {
  if (status === 'created') return 'pending'
  if (!state) return 'unknown'
  const channels = ['conf', 'csta', 'http', 'xmpp'].filter((name) => state[name] !== undefined)
  const up = channels.filter((name) => state[name] === true || state[name] === 'true')
  if (channels.length === 0) return 'unknown'
  if (up.length === channels.length) return 'normal'
  return up.length === 0 ? 'disconnected' : 'degraded'
}

/**
 * M062. Which oxo is an OXO Connect is not publicly documented, nor is it said of an oxe without isCentrex whether it is
 * an OTEC-S. An oxo's version tells once it has connected ("ONE…", "R…"); until then it is open, and `open` names what
 * it may be.
 */
const serverTypeOf = (json: Json): { readonly type: string; readonly open?: readonly string[] } => {
  const type = text(json, 'type')
  if (type === 'oxe') {
    if (flag(json, 'isCentrex')) return { type: 'OTEC-S' }
    const said = typeof json.isCentrex === 'boolean'
    return { type: 'OmniPCX Enterprise', ...(said ? {} : { open: ['OmniPCX Enterprise', 'OTEC-S'] }) }
  }
  if (type !== 'oxo') return { type: type ?? 'unknown' }
  const version = text(json, 'version') ?? ''
  if (version.startsWith('ONE')) return { type: 'OXO Connect' }
  return { type: 'OmniPCX Office', ...(/^R\d/.test(version) ? {} : { open: ['OmniPCX Office', 'OXO Connect'] }) }
}

/** M102: it serves several companies, or could. */
export const isShared = (json: Json): boolean => flag(json, 'isShared') || flag(json, 'isCentrex')

export const siteOf = (json: Json): string | null => texts(json, 'siteId')[0] ?? identifier(json, 'siteId')

/** What is known of equipment from elsewhere: its company from its site, its state, how many companies it serves. */
export type AroundEquipment = {
  readonly companyId: string | null
  readonly connection: string
  readonly companyCount: number
}

export const equipmentRow = (json: Json, around: AroundEquipment): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  const status = text(json, 'status')
  const { type, open } = serverTypeOf(json)
  return {
    id,
    company_id: around.companyId,
    site_id: siteOf(json),
    name: text(json, 'name') ?? '',
    server_type: type,
    // No column: where a person declared one of these, the table stores that one.
    ...(open ? { server_type_open: open.join('|') } : {}),
    equipment_id: text(json, 'pbxId') ?? '',
    country: text(json, 'country'),
    outbound_prefix: flag(json, 'usePbxMainBundlePrefix') ? (texts(json, 'pbxMainBundlePrefix')[0] ?? null) : null,
    connection: around.connection,
    status,
    version: text(json, 'version'),
    // M075, M103: phones and prefixes only after the first connection.
    ever_connected: bit(status === 'activated' || list(json, 'connectionHistory').length > 0),
    shared: bit(isShared(json)),
    company_count: around.companyCount,
    created_at: instant(json, 'creationDate'),
    updated_at: instant(json, 'statusUpdatedDate'),
  }
}

/** M075: an extension that the PBX uploaded. */
export const extensionRow = (json: Json, equipmentId: string, companyId: string | null): Row | null => {
  const id = identifier(json, 'id') ?? identifier(json, 'phoneNumberId')
  if (!id) return null
  const person = [text(json, 'firstName'), text(json, 'lastName')].filter(Boolean).join(' ')
  return {
    id,
    equipment_id: equipmentId,
    company_id: companyId,
    short_number: text(json, 'shortNumber'),
    internal_number: text(json, 'internalNumber'),
    public_number: text(json, 'numberE164') ?? text(json, 'number'),
    member_id: identifier(json, 'userId'),
    name: text(json, 'name') ?? (person || null),
    device_name: text(json, 'deviceName'),
    company_prefix: text(json, 'companyPrefix'),
    monitored: bit(flag(json, 'isMonitored')),
  }
}

/** The cloud gives prefixes no id of their own: a company has one on each equipment. */
export const companyPrefixId = (equipmentId: string, companyId: string): string => `${equipmentId}:${companyId}`

/** M101. The item's fields are not publicly documented: our declared design is companyPrefix, companyId, companyName. */
export const companyPrefixRow = (json: Json, equipmentId: string): Row | null => {
  const prefix = text(json, 'companyPrefix')
  if (!prefix) return null
  const companyId = identifier(json, 'companyId')
  return {
    id: companyPrefixId(equipmentId, companyId ?? prefix),
    equipment_id: equipmentId,
    company_id: companyId,
    prefix,
    label: text(json, 'companyName') ?? '',
  }
}
