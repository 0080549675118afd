import type { companyLinkRowSchema, siteRowSchema } from '../../../shared/contract/estate.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import type { z } from 'zod'
import { rowsAsOf, type ReadDb } from '../db/index.ts'
import { withId } from './cloud-id.ts'
import { searched } from './find-text.ts'
import { containing, readWindow, type Listed } from './window-query.ts'

type SiteRow = z.infer<typeof siteRowSchema>
type CompanyLinkRow = z.infer<typeof companyLinkRowSchema>

type SitesInput = Window & {
  readonly id?: string | undefined
  readonly companyId?: string | undefined
  readonly search?: string | undefined
  readonly asOf?: string | undefined
}

export const listSites = (db: ReadDb, input: SitesInput): Listed<SiteRow> => {
  const { companyId, asOf } = input
  const site = rowsAsOf('site', asOf)
  const withCompany = `${site} s LEFT JOIN ${rowsAsOf('company', asOf)} c ON c.id = s.company_id`
  const text = searched(input.search, asOf, {
    table: 'site',
    id: 's.id',
    ...(companyId === undefined ? { companyId: 's.company_id' } : {}),
    columns: ['s.name'],
  })
  type Stored = Omit<SiteRow, 'centrex'> & { companyId: CompanyId; centrex: number }
  return readWindow<Stored, SiteRow>(
    db,
    {
      from: `${site} s`,
      id: 's.id',
      where: [
        ...(input.id === undefined ? [] : ['s.id = :id']),
        ...(companyId === undefined ? [] : ['s.company_id = :companyId']),
        ...text.where,
      ],
      parameters: { ...text.parameters, id: withId(db, input).id, companyId, asOf },
      sorts: {
        name: ['s.name COLLATE NOCASE', 's.id'],
        status: ['s.status', 's.id'],
        companyName: { by: ['c.name COLLATE NOCASE', 'c.id', 's.name COLLATE NOCASE', 's.id'], from: withCompany },
      },
      order: ['s.name COLLATE NOCASE', 's.id'],
      rows: {
        select: `s.id, s.company_id AS companyId, coalesce(c.name, '') AS companyName, s.name, s.status, s.centrex,
          (SELECT count(*) FROM ${rowsAsOf('equipment', asOf)} e WHERE e.site_id = s.id) AS equipmentCount`,
        from: withCompany,
        id: 's.id',
      },
      show: (row) => ({ ...row, centrex: row.centrex === 1 }),
    },
    input,
  )
}

type LinksInput = Window & {
  readonly id?: string | undefined
  readonly direction?: 'sent' | 'received' | undefined
  readonly statuses?: readonly string[] | undefined
  readonly search?: string | undefined
  readonly asOf?: string | undefined
}

/** M085, M093: invitations to companies, and companies that ask; newest first. */
export const listLinks = (db: ReadDb, input: LinksInput): Listed<CompanyLinkRow> => {
  const link = rowsAsOf('company_link', input.asOf)
  const text = input.search?.trim()
  type Stored = Omit<CompanyLinkRow, 'asReseller'> & { asReseller: number }
  return readWindow<Stored, CompanyLinkRow>(
    db,
    {
      from: `${link} l`,
      id: 'l.id',
      where: [
        ...(input.id === undefined ? [] : ['l.id = :id']),
        ...(input.direction === undefined ? [] : ['l.direction = :direction']),
        ...(input.statuses ? ['l.status IN (SELECT value FROM json_each(:statuses))'] : []),
        ...(text ? [`l.company_name LIKE :search ESCAPE '\\' OR l.asked_by LIKE :search ESCAPE '\\'`] : []),
      ],
      parameters: {
        id: withId(db, input).id,
        direction: input.direction,
        statuses: JSON.stringify(input.statuses ?? []),
        search: containing(text ?? ''),
        asOf: input.asOf,
      },
      sorts: {
        companyName: ['l.company_name COLLATE NOCASE', 'l.id'],
        status: ['l.status', 'l.id'],
        direction: ['l.direction', 'l.id'],
        askedAt: ['l.asked_at', 'l.id'],
        notifiedAt: ['l.notified_at', 'l.id'],
      },
      order: ['l.asked_at DESC', 'l.id'],
      rows: {
        select: `l.id, l.mark, l.direction, l.company_id AS companyId, l.company_name AS companyName, l.as_reseller AS asReseller, l.status,
          l.asked_at AS askedAt, l.notified_at AS notifiedAt, l.asked_by AS askedBy, l.answered_at AS answeredAt`,
        from: `${link} l`,
        id: 'l.id',
      },
      show: (row) => ({ ...row, asReseller: row.asReseller === 1 }),
    },
    input,
  )
}
