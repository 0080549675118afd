import { failure } from '../../../shared/contract/failure.ts'
import { fail, ok } from '../../../shared/util/result.ts'
import { table, type Output } from './output.ts'
import { synchronise, withEngine, type CommonOptions } from './session.ts'

export const syncCommand = (options: CommonOptions, output: Output): Promise<number> =>
  withEngine(options, output, async (session) => {
    if (!session.hasCloud) return fail(failure('SIGN_IN_REQUIRED'))
    const done = await synchronise(session)
    if (!done.ok) return done
    const { cloud, counts, sync } = await session.engine.client.system.status()
    const result = { company: cloud?.companyName ?? null, lastSuccess: sync.lastSuccess, counts }
    output.result(result, () => [
      `${result.company ?? ''}: in step with the cloud since ${result.lastSuccess ?? ''}`,
      ...Object.entries(counts).map(([name, count]) => `${name.padEnd(14)}${String(count).padStart(8)}`),
    ])
    return ok(null)
  })

export const statusCommand = (options: CommonOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const status = await engine.client.system.status()
    const { failure: failed, state, lastSuccess } = status.sync
    output.result(status, () => [
      `Iris Desk ${status.appVersion}, schema ${status.schemaVersion}${status.demo ? ', demo' : ''}`,
      `cloud: ${status.cloud ? `${status.cloud.url} as ${status.cloud.login} (${status.cloud.companyName ?? 'not signed in yet'})` : 'none'}`,
      `sync: ${state}${lastSuccess ? `, last success ${lastSuccess}` : ''}${failed ? `, ${failed.code}` : ''}`,
      ...Object.entries(status.counts).map(([name, count]) => `${name.padEnd(14)}${String(count).padStart(8)}`),
    ])
    return ok(null)
  })

export type CompaniesOptions = CommonOptions & { readonly kind?: 'VAD' | 'IR' | 'EC' | 'DR'; readonly search?: string }

const PAGE = 500

export const companiesCommand = (options: CompaniesOptions, output: Output): Promise<number> =>
  withEngine(options, output, async ({ engine }) => {
    const filter = {
      ...(options.kind ? { kinds: [options.kind] } : {}),
      ...(options.search === undefined ? {} : { search: options.search }),
    }
    const first = await engine.client.estate.companies({ ...filter, limit: PAGE })
    const rows = [...first.rows]
    while (rows.length < first.total) {
      const next = await engine.client.estate.companies({ ...filter, limit: PAGE, offset: rows.length })
      if (next.rows.length === 0) break
      rows.push(...next.rows)
    }
    output.result({ total: first.total, companies: rows }, () =>
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
