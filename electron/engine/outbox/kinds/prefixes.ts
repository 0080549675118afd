import type { EditOf } from '../../../../shared/contract/edits.ts'
import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { cloudRow, tables, type Row } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import * as rows from '../cloud-rows.ts'
import { broken, countOf, firstOf, needed, refusedTo, shownRow, textIn, type Facts } from '../facts.ts'
import { textOf } from '../json.ts'
import * as reads from '../rainbow-reads.ts'
import * as writes from '../rainbow-writes.ts'
import { readCompany } from './companies.ts'
import type { Answer, Change, Kinds, Seen, Shown, Target } from './kind.ts'
import { siteFor, sitesFor } from './sites.ts'

type PrefixEdit = EditOf<'company-prefix.set'> | EditOf<'company-prefix.remove'>

const table = tables.companyPrefix
const idOf = ({ equipmentId, companyId }: PrefixEdit): string => rows.companyPrefixId(equipmentId, companyId)

const prefixTarget = (facts: Facts, edit: PrefixEdit): Result<Target, Failure> => {
  const company = needed(facts.db, 'company', edit.companyId)
  if (!company.ok) return company
  const subject = textIn(company.value, 'name')
  return ok({ entity: 'company_prefix', id: idOf(edit), companyId: edit.companyId, subject })
}

const check = (facts: Facts, edit: PrefixEdit): Failure | null => {
  const equipment = needed(facts.db, 'equipment', edit.equipmentId)
  if (!equipment.ok) return equipment.failure
  const { ever_connected, shared } = equipment.value
  return refusedTo(facts, 'tenant-prefix.set', edit.companyId, {
    equipment: { everConnected: ever_connected === 1, shared: shared === 1 },
  })
}

/** The prefix of the company on this equipment; without one, the row has none and ends here. */
const read = async (cloud: Cloud, edit: PrefixEdit): Answer<Seen> => {
  const found = await reads.companyPrefixes(cloud, edit.equipmentId)
  if (!found.ok) return found
  const company = await readCompany(cloud, edit.companyId)
  if (!company.ok) return company
  if (company.value.row === null) return ok({ row: null })
  const also = [{ table: tables.company, row: company.value.row }]
  const json = found.value.find((one) => textOf(one, 'companyId') === edit.companyId)
  const row = json ? rows.companyPrefix(json, edit.equipmentId) : null
  return row ? ok({ row, also }) : ok({ row: { id: idOf(edit) }, also, gone: [{ table, id: idOf(edit) }] })
}

const isCentrex = (cloud: Cloud, equipmentId: string): boolean =>
  shownRow(cloud.db, 'equipment', equipmentId)?.server_type === 'OTEC-S'

/** Company first, then its site at the shared system. A prefix that it has there goes before: a site is linked once. */
const set = async (cloud: Cloud, edit: EditOf<'company-prefix.set'>, now: Row): Answer<unknown> => {
  const before = now.prefix ? await remove(cloud, edit) : ok(null)
  if (!before.ok) return before
  const company = await writes.setCallNumber(cloud, edit.companyId, edit.prefix)
  if (!company.ok) return company
  const siteId = await siteFor(cloud, edit.companyId, isCentrex(cloud, edit.equipmentId))
  return siteId.ok ? writes.linkSystemToSite(cloud, siteId.value, edit.equipmentId) : siteId
}

const remove = async (cloud: Cloud, edit: PrefixEdit): Answer<unknown> => {
  const sites = await sitesFor(cloud, edit.companyId, isCentrex(cloud, edit.equipmentId))
  if (!sites.ok) return sites
  for (const site of sites.value) {
    const unlinked = await writes.unlinkSystemFromSite(cloud, textOf(site, 'id') ?? '', edit.equipmentId)
    // A site that is not linked needs no unlinking.
    if (!unlinked.ok && !/^40[49]/.test(unlinked.failure.params.detail ?? '')) return unlinked
  }
  return writes.setCallNumber(cloud, edit.companyId, null)
}

const change = <E extends PrefixEdit>(
  prefixOf: (edit: E) => string | null,
  send: (cloud: Cloud, edit: E, now: Row) => Answer<unknown>,
): Change<E> => ({
  shape: 'change',
  table,
  rowId: idOf,
  mine: (edit) => ({ prefix: prefixOf(edit) }),
  fields: (row) => ({ prefix: row.prefix ?? null }),
  without: () => null,
  read,
  send: (cloud, edit, _, now) => send(cloud, edit, now),
})

const companyWith = (companyId: string, prefix: string | null): Shown => ({
  table: tables.company,
  id: companyId,
  as: 'changed',
  apply: (row, except) => (except.has('prefix') ? row : { ...row, call_number: prefix }),
})

export const prefixes: Kinds<'company-prefix.set' | 'company-prefix.remove'> = {
  'company-prefix.set': {
    target: prefixTarget,
    check: (facts, edit) =>
      firstOf(
        () => check(facts, edit),
        () => {
          const centrex = shownRow(facts.db, 'equipment', edit.equipmentId)?.server_type === 'OTEC-S'
          return !centrex || shownRow(facts.db, 'company', edit.companyId)?.centrex === 1
            ? null
            : broken(
                'M101',
                'companyNotCentrex',
                'the company was not created for a prefix on an OTEC-S, and the cloud accepts that only when a company is created: create a new company with that choice, and give the prefix to it',
              )
        },
        () =>
          edit.consent ? null : broken('M104', 'consentNeeded', 'the end user must have been informed of the terms'),
        () =>
          countOf(
            facts.db,
            `company_prefix_now WHERE equipment_id = :equipmentId AND prefix = :prefix AND company_id IS NOT :companyId`,
            { equipmentId: edit.equipmentId, prefix: edit.prefix, companyId: edit.companyId },
          ) > 0
            ? broken('M101', 'prefixTaken', `the prefix ${edit.prefix} is another company’s on this equipment`)
            : null,
      ),
    shows: ({ db, at }, edit) => [
      {
        table,
        id: idOf(edit),
        as: cloudRow(db, table.name, idOf(edit)) ? 'changed' : 'new',
        apply: (row, except): Row =>
          except.has('prefix') && row.prefix
            ? row
            : {
                seen_at: at,
                ...row,
                equipment_id: edit.equipmentId,
                company_id: edit.companyId,
                prefix: edit.prefix,
                label: textIn(shownRow(db, 'company', edit.companyId) ?? { id: '' }, 'name'),
              },
      },
      companyWith(edit.companyId, edit.prefix),
    ],
    does: change(({ prefix }) => prefix, set),
  },
  'company-prefix.remove': {
    target: prefixTarget,
    check,
    shows: (_, edit) => [
      { table, id: idOf(edit), as: 'removing', apply: (row) => row },
      companyWith(edit.companyId, null),
    ],
    does: change<EditOf<'company-prefix.remove'>>(() => null, remove),
  },
}
