import type { Row } from '../../db/index.ts'
import { bit, identifier, text, type Json } from '../fields.ts'
import { readFields, rowOf, type Fields } from './row-of.ts'

const statuses = ['created', 'activating', 'activated', 'terminated']
const CHANNELS = ['conf', 'csta', 'http', 'xmpp']

const upDown: readonly unknown[] = [true, false, 'true', 'false']

/** Whether each channel of a state is up or down, and not in a type that the API does not have. */
export const isReadableState = (state: Json | null): boolean =>
  state === null || CHANNELS.every((name) => state[name] === undefined || upDown.includes(state[name]))

/** Pending: never connected (M068). Normal: all channels up; some down is degraded, all down is disconnected. */
export const connectionOf = (status: string | null, state: Json | null): string => {
  if (status === 'created') return 'pending'
  if (!state) return 'unknown'
  const channels = CHANNELS.filter((name) => state[name] !== undefined)
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
const serverTypeOf = (of: Fields): { readonly type: string; readonly open?: readonly string[] } => {
  const type = of.named('type', ['oxo', 'oxe', 'third_party', 'third party', 'undefined'])
  if (type === 'oxe') {
    const centrex = of.optionalFlag('isCentrex')
    if (centrex) return { type: 'OTEC-S' }
    const said = centrex !== null
    return { type: 'OmniPCX Enterprise', ...(said ? {} : { open: ['OmniPCX Enterprise', 'OTEC-S'] }) }
  }
  if (type !== 'oxo') return { type: type ?? 'unknown' }
  const version = of.text('version') ?? ''
  if (version.startsWith('ONE')) return { type: 'OXO Connect' }
  return { type: 'OmniPCX Office', ...(/^R\d/.test(version) ? {} : { open: ['OmniPCX Office', 'OXO Connect'] }) }
}

const sharedOf = (of: Fields): boolean => of.flag('isShared') || of.flag('isCentrex')

/** M102: it serves several companies, or could. */
export const isShared = (json: Json): boolean => readFields(json, sharedOf).value

/** The cloud lists sites, though there is one. */
const siteIn =
  (json: Json) =>
  (of: Fields): string | null =>
    typeof json.siteId === 'string' ? of.identifier('siteId') : (of.texts('siteId')[0] ?? null)

export const siteOf = (json: Json): string | null => readFields(json, siteIn(json)).value

/** The fields that say whose it is. */
const readWhose = (json: Json, of: Fields): void => {
  sharedOf(of)
  siteIn(json)(of)
  of.identifier('bpId')
  of.identifier('companyId')
}

/** What is known of equipment from elsewhere: its company from its site, its state, how many companies it serves. */
export type AroundEquipment = {
  readonly companyId: string | null
  readonly connection: string
  readonly companyCount: number
  /** What was asked for came in a type that the API does not have. */
  readonly oddCompany?: boolean
  readonly oddState?: boolean
}

export const equipmentRow = (json: Json, around: AroundEquipment): Row | null => {
  const id = identifier(json, 'id')
  if (!id) return null
  const { open } = readFields(json, serverTypeOf).value
  const row = rowOf(json, id, {
    company_id: (of) => {
      readWhose(json, of)
      if (around.oddCompany) of.notKnown()
      return around.companyId
    },
    site_id: siteIn(json),
    name: (of) => of.required('name') ?? '',
    server_type: (of) => serverTypeOf(of).type,
    equipment_id: (of) => of.required('pbxId') ?? '',
    country: (of) => of.text('country'),
    outbound_prefix: (of) => (of.flag('usePbxMainBundlePrefix') ? (of.texts('pbxMainBundlePrefix')[0] ?? null) : null),
    connection: (of) => {
      of.required('status')
      if (around.oddState) of.notKnown()
      return around.connection
    },
    status: (of) => of.required('status', statuses),
    version: (of) => of.text('version'),
    // M075, M103: phones and prefixes only after the first connection.
    ever_connected: (of) => bit(of.required('status') === 'activated' || of.list('connectionHistory').length > 0),
    shared: (of) => bit(sharedOf(of)),
    company_count: (of) => {
      sharedOf(of)
      return around.companyCount
    },
    created_at: (of) => of.instant('creationDate'),
    updated_at: (of) => of.instant('statusUpdatedDate'),
  })
  // No column: where a person declared one of these, the table stores that one.
  return open ? { ...row, server_type_open: open.join('|') } : row
}

/** M075: an extension that the PBX uploaded. */
export const extensionRow = (json: Json, equipmentId: string, companyId: string | null): Row | null => {
  const id = identifier(json, 'id') ?? identifier(json, 'phoneNumberId')
  if (!id) return null
  const personOf = (of: Fields): string => [of.text('firstName'), of.text('lastName')].filter(Boolean).join(' ')
  return rowOf(json, id, {
    equipment_id: equipmentId,
    company_id: (of) => {
      // On shared equipment the prefix tells the company.
      of.text('companyPrefix')
      return companyId
    },
    short_number: (of) => of.text('shortNumber'),
    internal_number: (of) => of.text('internalNumber'),
    public_number: (of) => of.text('numberE164') ?? of.text('number'),
    member_id: (of) => of.identifier('userId'),
    name: (of) => of.text('name') ?? (personOf(of) || null),
    device_name: (of) => of.text('deviceName'),
    company_prefix: (of) => of.text('companyPrefix'),
    monitored: (of) => bit(of.flag('isMonitored')),
  })
}

/** The cloud gives prefixes no id of their own: a company has one on each equipment. */
export const companyPrefixId = (equipmentId: string, companyId: string): string => `${equipmentId}:${companyId}`

/** M101. The item's fields are not publicly documented: our declared design is companyPrefix, companyId, companyName. */
export const companyPrefixRow = (json: Json, equipmentId: string): Row | null => {
  const prefix = text(json, 'companyPrefix')
  const companyId = readFields(json, (of) => of.identifier('companyId'))
  // The company is part of the id: without it, this may be another row.
  if (!prefix || !companyId.sound) return null
  return rowOf(json, companyPrefixId(equipmentId, companyId.value ?? prefix), {
    equipment_id: equipmentId,
    company_id: companyId.value,
    prefix,
    label: (of) => of.text('companyName') ?? '',
  })
}
