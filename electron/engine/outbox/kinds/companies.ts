import type { CompanyFields, EditOf } from '../../../../shared/contract/edits.ts'
import type { RoleAction } from '../../../../shared/domain/roles/index.ts'
import { ok } from '../../../../shared/util/result.ts'
import { tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import { broken, firstOf, needed, refusedTo, shownRow, textIn, type Facts } from '../facts.ts'
import { sameName, textOf } from '../json.ts'
import * as rows from '../cloud-rows.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import { fieldEdit } from './field-edit.ts'
import { bit, bodyOf, plain, typedFields, withFields } from './field-specs.ts'
import type { Answer, Candidate, Change, Kinds, Seen, Target } from './kind.ts'

const specs = {
  name: plain('name', 'name'),
  country: plain('country', 'country'),
  visibility: plain('visibility', 'visibility'),
  externalReference: plain('external_reference', 'externalReference'),
  externalReference2: plain('external_reference2', 'externalReference2'),
  slogan: plain('slogan', 'slogan'),
  size: plain('size', 'size'),
  economicActivity: plain('economic_activity', 'economicActivityClassification'),
  website: plain('website', 'website'),
  description: plain('description', 'description'),
  street: plain('street', 'street'),
  postalCode: plain('postal_code', 'postalCode'),
  city: plain('city', 'city'),
  supportEmail: plain('support_email', 'supportEmail'),
  adminCanUpdate: bit('admin_can_update', (value) => ({ adminHasRightToUpdateSubscriptions: value })),
  // M165, M198: the second box.
  adminCanDecrease: bit('admin_can_decrease', (value) => ({
    adminAllowedUpdateSubscriptionsOps: value ? 'all' : 'increase_only',
  })),
} satisfies Readonly<Record<keyof CompanyFields, unknown>>

const actionOf = (field: string): RoleAction => {
  if (field === 'supportEmail') return 'support-email.set'
  return field.startsWith('adminCan') ? 'delegation.set' : 'company.edit'
}

const companyTarget = (facts: Facts, id: string) => {
  const row = needed(facts.db, 'company', id)
  return row.ok ? ok<Target>({ entity: 'company', id, companyId: id, subject: textIn(row.value, 'name') }) : row
}

const table = tables.company

/** Also for edits of other things that change a company's row. */
export const readCompany = async (cloud: Cloud, id: string): Answer<Seen> => {
  const json = await reads.company(cloud, id)
  if (!json.ok) return json
  const row = json.value && rows.company(json.value)
  // A company with subscriptions of the past is not erased but terminated.
  return ok(row?.status === 'terminated' ? { row: null, also: [{ table, row }] } : { row })
}

/** M198: nobody decreases who may not update. */
const boxesFit = (row: Row, fields: CompanyFields) => {
  const update = fields.adminCanUpdate ?? row.admin_can_update === 1
  const decrease = fields.adminCanDecrease ?? row.admin_can_decrease === 1
  return decrease && !update && (fields.adminCanUpdate !== undefined || fields.adminCanDecrease !== undefined)
    ? broken('M198', 'decreaseWithoutUpdate', 'the second check box needs the first one')
    : null
}

const premium: Change<EditOf<'company.activate'>> = {
  shape: 'change',
  table,
  rowId: ({ companyId }) => companyId,
  mine: () => ({ plan: 'premium' }),
  fields: (row) => ({ plan: row.plan ?? null }),
  without: () => null,
  read: (cloud, { companyId }) => readCompany(cloud, companyId),
  send: (cloud, { companyId }) => writes.activateCompany(cloud, companyId),
}

export const companies: Kinds<'company.create' | 'company.edit' | 'company.activate' | 'company.remove'> = {
  'company.create': {
    target: (_, { companyId, fields }) => ok({ entity: 'company', id: companyId, companyId, subject: fields.name }),
    // The new company does not exist yet: what may be done to one of its kind is what counts.
    check: (facts, { companyKind }) => {
      const own = facts.ownId === null ? undefined : shownRow(facts.db, 'company', facts.ownId)
      return own ? refusedTo(facts, 'company.create', companyKind === 'EC' ? newCustomer(own) : newReseller(own)) : null
    },
    shows: ({ ownId, at }, { companyId, companyKind, centrex, fields }) => [
      {
        table,
        id: companyId,
        as: 'new',
        apply: (row) =>
          withFields(
            {
              ...row,
              kind: companyKind,
              partner_id: ownId,
              status: 'initializing',
              plan: 'freemium',
              visibility: 'public',
              centrex: Number(centrex === true),
              admin_can_update: 0,
              created_at: at,
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
      localId: ({ companyId }) => companyId,
      known: ({ db }, { fields }) =>
        db
          .all<{ id: string }>('SELECT id FROM company_now WHERE name = :name COLLATE NOCASE', { name: fields.name })
          .map(({ id }) => id),
      sameIsEnough: false,
      typed: ({ fields, centrex }) => ({ ...typedFields(fields, specs), ...(centrex ? { centrex } : {}) }),
      candidates: async (cloud, { fields, companyKind, centrex }) => {
        const found = await reads.companiesNamed(cloud, fields.name)
        if (!found.ok) return found
        return ok(
          found.value.flatMap((json): Candidate[] => {
            const row = rows.company(json)
            if (!row || !sameName(textIn(row, 'name'), fields.name) || row.status === 'terminated') return []
            return [
              {
                id: row.id,
                createdAt: textOf(json, 'creationDate'),
                createdBy: null,
                matches:
                  row.kind === companyKind &&
                  row.country === fields.country &&
                  row.centrex === Number(centrex === true),
                label: textIn(row, 'name'),
                stored: [{ table, row }],
              },
            ]
          }),
        )
      },
      send: (cloud, { fields, companyKind, centrex }) =>
        writes.createCompany(cloud, {
          ...withoutNulls(bodyOf(typedFields(fields, specs), specs)),
          ...(companyKind === 'IR' ? { isBP: true } : {}),
          ...(centrex ? { isCentrex: true } : {}),
        }),
    },
  },
  'company.edit': {
    target: (facts, { companyId }) => companyTarget(facts, companyId),
    check: (facts, { companyId, fields }) => {
      const actions = [...new Set(Object.keys(fields).map(actionOf))]
      const row = shownRow(facts.db, 'company', companyId)
      return firstOf(...actions.map((action) => () => refusedTo(facts, action, companyId)), () =>
        row ? boxesFit(row, fields) : null,
      )
    },
    ...fieldEdit<EditOf<'company.edit'>>({
      table,
      specs,
      rowId: ({ companyId }) => companyId,
      read: readCompany,
      send: writes.updateCompany,
    }),
  },
  'company.activate': {
    target: (facts, { companyId }) => companyTarget(facts, companyId),
    check: (facts, { companyId }) => refusedTo(facts, 'plan.activate', companyId),
    shows: (_, { companyId }) => [
      {
        table,
        id: companyId,
        as: 'changed',
        apply: (row, except) => (except.has('plan') ? row : { ...row, plan: 'premium' }),
      },
    ],
    // A premium company has its plan for good here: only ALE can go back.
    does: premium,
  },
  'company.remove': {
    target: (facts, { companyId }) => companyTarget(facts, companyId),
    check: (facts, { companyId }) => refusedTo(facts, 'company.remove', companyId),
    shows: (_, { companyId }) => [{ table, id: companyId, as: 'removing', apply: (row) => row }],
    does: {
      shape: 'removal',
      table,
      rowId: ({ companyId }) => companyId,
      read: (cloud, { companyId }) => readCompany(cloud, companyId),
      send: (cloud, { companyId }) => writes.deleteCompany(cloud, companyId),
    },
  },
}

/** A creation names only what was typed. */
const withoutNulls = <T extends object>(body: T): Partial<T> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) as Partial<T>

/** What the new one will be to its partner, as a row that the role rules understand. */
const newCustomer = (own: Row): Row => ({ ...own, id: 'new', kind: 'EC', partner_id: own.id, plan: 'freemium' })
const newReseller = (own: Row): Row => ({ ...newCustomer(own), kind: 'IR' })
