import type { EditOf, EquipmentFields } from '../../../../shared/contract/edits.ts'
import { failure, type Failure } from '../../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../../shared/util/result.ts'
import { declareServerType, tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import * as rows from '../cloud-rows.ts'
import { broken, firstOf, needed, refusedTo, shownRow, textIn, type Facts } from '../facts.ts'
import { sameName, textOf, type Json } from '../json.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import { fieldEdit } from './field-edit.ts'
import { bodyOf, plain, typedFields, withFields, type FieldSpecs } from './field-specs.ts'
import type { Answer, Candidate, Kinds, Seen, Target } from './kind.ts'
import { siteFor, siteRows } from './sites.ts'

const table = tables.equipment

/** M062: the cloud's types. It does not tell OXO Connect from OmniPCX Office. */
const systemTypes: Readonly<Record<NonNullable<EquipmentFields['serverType']>, Json>> = {
  'OmniPCX Office': { type: 'oxo' },
  'OXO Connect': { type: 'oxo' },
  'OmniPCX Enterprise': { type: 'oxe' },
  'OTEC-S': { type: 'oxe', isCentrex: true },
}

const specs: FieldSpecs = {
  name: plain('name', 'name'),
  country: plain('country', 'country'),
  outboundPrefix: {
    column: 'outbound_prefix',
    body: (value) => ({ pbxMainBundlePrefix: value ? [value] : [], usePbxMainBundlePrefix: Boolean(value) }),
  },
}

const equipmentTarget = (facts: Facts, id: string): Result<Target, Failure> => {
  const row = needed(facts.db, 'equipment', id)
  if (!row.ok) return row
  const companyId = textIn(row.value, 'company_id') || null
  return ok({ entity: 'equipment', id, companyId, subject: textIn(row.value, 'name') })
}

type Action = 'equipment.edit' | 'equipment.remove' | 'equipment.reset-activation-code'
const refusedToEquipment = (facts: Facts, action: Action, id: string): Failure | null => {
  const row = needed(facts.db, 'equipment', id)
  return row.ok ? refusedTo(facts, action, textIn(row.value, 'company_id')) : row.failure
}

const rowOf = async (cloud: Cloud, json: Json, companyId: string | null): Answer<Row | null> => {
  const state = await reads.systemState(cloud, textOf(json, 'id') ?? '')
  if (!state.ok) return state
  const known = shownRow(cloud.db, 'equipment', textOf(json, 'id') ?? '')
  const shared = json.isShared === true || json.isCentrex === true
  const companyCount = typeof known?.company_count === 'number' ? known.company_count : Number(!shared)
  return ok(rows.equipment(json, { companyId, state: state.value, companyCount }))
}

const readEquipment = async (cloud: Cloud, id: string): Answer<Seen> => {
  const json = await reads.system(cloud, id)
  if (!json.ok) return json
  if (json.value === null) return ok({ row: null })
  const known = shownRow(cloud.db, 'equipment', id)
  const row = await rowOf(cloud, json.value, (known && textIn(known, 'company_id')) || null)
  return row.ok ? ok({ row: row.value }) : row
}

const create = async (cloud: Cloud, edit: EditOf<'equipment.create'>): Answer<unknown> => {
  const { fields, credentials, companyId } = edit
  const body = { ...systemTypes[fields.serverType], ...bodyOf(typedFields(fields, specs), specs) }
  const code = credentials && (await cloud.unseal(credentials.activationCode))
  if (credentials && !code) return fail(failure('NO_KEYCHAIN_FOR_CODE', {}, 'M100'))
  const given = credentials ? { pbxId: credentials.equipmentId, activationCode: code } : {}
  if (isShared(edit)) {
    const kind = fields.serverType === 'OTEC-S' ? {} : { isShared: true }
    return writes.createSystem(cloud, { ...body, ...given, ...kind, bpId: cloud.client.user.companyId })
  }
  const siteId = await siteFor(cloud, companyId, false)
  return siteId.ok ? writes.createSystem(cloud, { ...body, ...given, siteId: siteId.value }) : siteId
}

/** M100: a server for several companies belongs to the distributor; an OTEC-S always is one. */
const isShared = ({ shared, fields }: EditOf<'equipment.create'>): boolean => shared || fields.serverType === 'OTEC-S'

/** M104; the own company's own equipment serves no end user of others. */
const needsConsent = (facts: Facts, edit: EditOf<'equipment.create'>): boolean =>
  isShared(edit) || edit.companyId !== facts.ownId

export const equipment: Kinds<
  'equipment.create' | 'equipment.edit' | 'equipment.remove' | 'equipment.reset-activation-code'
> = {
  'equipment.create': {
    target: (_, { equipmentId, companyId, fields }) =>
      ok({ entity: 'equipment', id: equipmentId, companyId, subject: fields.name }),
    check: (facts, edit) =>
      firstOf(
        () => refusedTo(facts, 'equipment.create', edit.companyId),
        () =>
          isShared(edit) && edit.companyId !== facts.ownId
            ? broken('M100', 'sharedIsOwn', 'shared equipment is created in the own company')
            : null,
        () =>
          needsConsent(facts, edit) && !edit.consent
            ? broken('M104', 'consentNeeded', 'the end user must have been informed of the terms')
            : null,
      ),
    shows: ({ at }, { equipmentId, companyId, fields, shared, credentials }) => [
      {
        table,
        id: equipmentId,
        as: 'new',
        apply: (row) =>
          withFields(
            {
              ...row,
              company_id: companyId,
              server_type: fields.serverType,
              equipment_id: credentials?.equipmentId ?? '',
              connection: 'pending',
              status: 'created',
              ever_connected: 0,
              shared: Number(shared || fields.serverType === 'OTEC-S'),
              company_count: Number(!shared && fields.serverType !== 'OTEC-S'),
              seen_at: at,
            },
            typedFields(fields, specs),
            specs,
            new Set(),
          ),
      },
    ],
    does: {
      shape: 'creation',
      localId: ({ equipmentId }) => equipmentId,
      known: ({ db }, { companyId, fields }) =>
        db
          .all<{ id: string }>(
            'SELECT id FROM equipment WHERE company_id = :companyId AND lower(name) = lower(:name) AND valid_to IS NULL',
            { companyId, name: fields.name },
          )
          .map(({ id }) => id),
      sameIsEnough: false,
      typed: ({ fields, shared }) => ({ ...typedFields(fields, specs), serverType: fields.serverType, shared }),
      candidates: async (cloud, edit) => {
        const { companyId, fields, credentials } = edit
        const found = await (isShared(edit) ? reads.sharedSystems(cloud) : reads.systemsOf(cloud, companyId))
        if (!found.ok) return found
        const sites = isShared(edit) ? ok([]) : await siteRows(cloud, companyId)
        if (!sites.ok) return sites
        const wanted = credentials?.equipmentId
        const candidates: Candidate[] = []
        for (const json of found.value) {
          const pbxId = textOf(json, 'pbxId')
          if (wanted === undefined ? !sameName(textOf(json, 'name'), fields.name) : pbxId !== wanted) continue
          const row = await rowOf(cloud, json, companyId)
          if (!row.ok) return row
          if (row.value === null) continue
          candidates.push({
            id: row.value.id,
            createdAt: textOf(json, 'creationDate'),
            createdBy: null,
            matches: json.type === systemTypes[fields.serverType].type && json.country === fields.country,
            label: `${textOf(json, 'name') ?? ''} ${pbxId ?? ''}`.trim(),
            stored: [...sites.value, { table, row: row.value }],
          })
        }
        return ok(candidates)
      },
      confirmed: (db, { fields }, id) => declareServerType(db, id, fields.serverType),
      send: create,
    },
  },
  'equipment.edit': {
    target: (facts, { equipmentId }) => equipmentTarget(facts, equipmentId),
    check: (facts, { equipmentId }) => refusedToEquipment(facts, 'equipment.edit', equipmentId),
    ...fieldEdit<EditOf<'equipment.edit'>>({
      table,
      specs,
      rowId: ({ equipmentId }) => equipmentId,
      read: readEquipment,
      send: writes.updateSystem,
    }),
  },
  'equipment.remove': {
    target: (facts, { equipmentId }) => equipmentTarget(facts, equipmentId),
    check: (facts, { equipmentId }) => refusedToEquipment(facts, 'equipment.remove', equipmentId),
    shows: (_, { equipmentId }) => [{ table, id: equipmentId, as: 'removing', apply: (row) => row }],
    does: {
      shape: 'removal',
      table,
      rowId: ({ equipmentId }) => equipmentId,
      read: (cloud, { equipmentId }) => readEquipment(cloud, equipmentId),
      send: (cloud, { equipmentId }) => writes.deleteSystem(cloud, equipmentId),
    },
  },
  'equipment.reset-activation-code': {
    target: (facts, { equipmentId }) => equipmentTarget(facts, equipmentId),
    check: (facts, { equipmentId }) => refusedToEquipment(facts, 'equipment.reset-activation-code', equipmentId),
    shows: (_, { equipmentId }) => [{ table, id: equipmentId, as: 'changed', apply: (row) => row }],
    does: {
      shape: 'touch',
      table,
      rowId: ({ equipmentId }) => equipmentId,
      // The code itself is a secret that nobody keeps: the time of the last change tells that it was made anew.
      stamp: (row) => textIn(row, 'updated_at') || null,
      read: (cloud, { equipmentId }) => readEquipment(cloud, equipmentId),
      send: (cloud, { equipmentId }) => writes.resetActivationCode(cloud, equipmentId),
    },
  },
}
