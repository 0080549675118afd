import type { Company, CompanyRow, EquipmentRow, MemberRow, SubscriptionRow } from '../../../shared/contract/estate.ts'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { SyncStatus } from '../../../shared/contract/sync.ts'
import type { CompanyId } from '../../../shared/contract/values.ts'
import { fail, ok } from '../../../shared/util/result.ts'
import { everyRow } from './every-row.ts'
import { table, type Output } from './output.ts'
import { withEngine, type CommonOptions } from './session.ts'

export const statusCommand = (options: CommonOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const status = await engine.client.system.status()
    output.result(status, () => [
      `Iris Desk ${status.appVersion}, schema ${status.schemaVersion}${status.demo ? ', demo' : ''}`,
      `cloud: ${status.cloud ? `${status.cloud.url} as ${status.cloud.login} (${status.cloud.companyName ?? 'not signed in yet'})` : 'none'}`,
      ...syncLines(status.sync),
      ...Object.entries(status.counts).map(([name, count]) => `${name.padEnd(14)}${String(count).padStart(8)}`),
    ])
    return ok(null)
  })

const syncLines = ({ state, lastSuccess, failure: failed, outbox, brakes }: SyncStatus): string[] => [
  `sync: ${state}${lastSuccess ? `, last success ${lastSuccess}` : ''}${failed ? `, ${failed.code}` : ''}`,
  `outbox: ${outbox.waiting} waiting, ${outbox.conflict} in conflict, ${outbox.refused} refused`,
  ...brakes.map(({ entity, missing, known }) => `brake: ${missing} of ${known} ${entity} are missing in the cloud`),
]

export type CompaniesOptions = CommonOptions & {
  readonly kind?: CompanyRow['kind']
  readonly search?: string
  readonly asOf?: string
}

export const companiesCommand = (options: CompaniesOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const filter = {
      ...(options.kind ? { kinds: [options.kind] } : {}),
      ...(options.search === undefined ? {} : { search: options.search }),
      ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    }
    const { rows, total } = await everyRow((window) => engine.client.estate.companies({ ...filter, ...window }))
    // A folder whose name was mistyped is empty; a script must not take that for an estate without companies.
    if (total === 0 && (await engine.client.sync.status()).lastSuccess === null) return fail(failure('NEVER_SYNCED'))
    output.result({ asOf: options.asOf ?? null, total, companies: rows }, () =>
      table(
        ['Company', 'Kind', 'Partner', 'Status', 'Plan', 'Members', 'Billed', 'Allocated'],
        rows.map((row) => [
          row.name,
          row.kind,
          row.partnerName ?? '',
          row.status,
          row.plan,
          String(row.memberCount),
          String(row.billed),
          String(row.allocated),
        ]),
        [5, 6, 7],
      ),
    )
    return ok(null)
  })

export type CompanyOptions = CommonOptions & { readonly asOf?: string }

/** One company with its members, equipment, subscriptions and sites. */
export const companyCommand = (id: string, options: CompanyOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    if (id.length > 64) return fail(notFound(id))
    const { estate } = engine.client
    const at = options.asOf === undefined ? {} : { asOf: options.asOf }
    const companyId = id as CompanyId
    const company = await estate.company({ id: companyId, ...at })
    const [members, equipment, subscriptions, sites] = await Promise.all([
      everyRow((window) => estate.members({ companyId, ...at, ...window })),
      everyRow((window) => estate.equipment({ companyId, ...at, ...window })),
      everyRow((window) => estate.subscriptions({ companyId, ...at, ...window })),
      everyRow((window) => estate.sites({ companyId, ...at, ...window })),
    ])
    const result = {
      asOf: options.asOf ?? null,
      company,
      members: members.rows,
      equipment: equipment.rows,
      subscriptions: subscriptions.rows,
      sites: sites.rows,
    }
    output.result(result, () => companyLines(company, members.rows, equipment.rows, subscriptions.rows))
    return ok(null)
  })

const notFound = (id: string): Failure => failure('NOT_FOUND', { what: 'company', id })

const companyLines = (
  company: Company,
  members: readonly MemberRow[],
  equipment: readonly EquipmentRow[],
  subscriptions: readonly SubscriptionRow[],
): string[] => [
  `${company.name}, ${company.kind}, ${company.status}, ${company.plan}${company.mark ? `, ${company.mark}` : ''}`,
  ...(company.partnerName ? [`partner: ${company.partnerName}`] : []),
  ...(company.externalReference ? [`reference: ${company.externalReference}`] : []),
  `support e-mail: ${company.supportEmail ?? 'none'}`,
  '',
  ...table(
    ['Member', 'State', 'Licences', 'Phone', 'Rights'],
    members.map((row) => [
      row.name || row.email,
      row.state,
      row.licences.join(', '),
      row.phone ?? row.extension ?? '',
      [row.admin ? 'Admin' : '', row.seller ? 'Sell' : ''].filter(Boolean).join(' / '),
    ]),
  ),
  '',
  ...table(
    ['Equipment', 'Server type', 'Connection'],
    equipment.map((row) => [row.name, row.serverType, row.connection]),
  ),
  '',
  // M145: "--" is not zero.
  ...table(
    ['Subscription', 'Contract', 'Billed', 'Allocated', 'Expires'],
    subscriptions.map((row) => [
      row.offerName,
      row.contractNumber ?? '',
      String(row.billed ?? '--'),
      String(row.allocated ?? '--'),
      row.expiresOn?.slice(0, 10) ?? '',
    ]),
    [2, 3],
  ),
]
