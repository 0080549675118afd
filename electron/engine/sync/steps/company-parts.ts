import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import type { Row } from '../../db/index.ts'
import { inParallel } from '../parallel.ts'
import type { CachedEntity } from '../cache.ts'
import type { PullContext } from '../pull.ts'
import * as rainbow from '../rainbow.ts'
import { embeddedLicences } from '../rainbow.ts'
import { companyRow, pendingMemberRow, siteRow, subscriptionRow, type Licence } from '../rows/index.ts'
import { isTouched, noteOdd } from '../run-notes.ts'
import { readLicences, type CompanyLicences, type Holder } from './licences.ts'
import { licencesHeld, memberOf } from './member-rows.ts'

type Writes = readonly (() => unknown)[]
type Whole = rainbow.Whole

/** `ask` is set when the lists of the whole scope were not read: then the company and its members are asked for, too. */
export type Wanted = { readonly id: string; readonly ask: boolean }

type Parts = { readonly writes: Writes; readonly licences: CompanyLicences }

/**
 * A list of one company, once more when it was shorter than its total or had entries that cannot be read. Null: this
 * administrator may not see it.
 */
const listOf = async (
  { client, signal, run }: PullContext,
  entity: CachedEntity,
  list: rainbow.ListOf,
  companyId: string,
): Promise<Result<Whole | null, Failure>> => {
  const ask = () => rainbow.whole((window) => list(client, companyId, window), signal)
  const first = await ask()
  const read = first.ok && !first.value.complete ? await ask() : first
  if (read.ok && !read.value.complete) noteOdd(run.notes, entity)
  return read.ok || !rainbow.isGone(read.failure) ? read : ok(null)
}

/** What was not asked for, or not completely, is not concluded to be gone. */
const keep = ({ db, run }: PullContext, table: string, companyId: string, state = 'TRUE'): void => {
  db.run(
    `UPDATE ${table} SET seen_run = :run WHERE valid_to IS NULL AND company_id = :companyId AND seen_run <> :run AND ${state}`,
    { run: run.id, companyId },
  )
}

/** Pending invitations and join requests (M012): what is not listed any more was answered. */
export const readWaiting = async (context: PullContext, companyId: string): Promise<Result<Writes, Failure>> => {
  const { db, run, cache } = context
  const writes: (() => unknown)[] = []
  for (const [list, state] of [
    [rainbow.invitations, 'invited'],
    [rainbow.joinRequests, 'requested'],
  ] as const) {
    const read = await listOf(context, 'member', list, companyId)
    if (!read.ok) return read
    if (read.value === null) continue
    const { rows, complete } = read.value
    for (const json of rows) {
      const row = pendingMemberRow(json, companyId, state)
      if (row) writes.push(() => cache.see('member', row))
    }
    writes.push(() => {
      if (!complete) return
      db.all<{ id: string }>(
        `SELECT id FROM member WHERE valid_to IS NULL AND company_id = :companyId AND state = :state AND seen_run <> :run`,
        { companyId, state, run: run.id },
      ).forEach(({ id }) => cache.end('member', id))
    })
  }
  return ok(writes)
}

type Members = { readonly writes: Writes; readonly holders: readonly Holder[] }

const cachedMembers = ({ db }: PullContext, companyId: string): Members => ({
  writes: [],
  holders: db
    .all<{ id: string; licence_ids: string }>(
      `SELECT id, licence_ids FROM member WHERE valid_to IS NULL AND company_id = :companyId AND state = 'member'`,
      { companyId },
    )
    .map(({ id, licence_ids }) => ({ id, licences: JSON.parse(licence_ids) as Licence[] })),
})

const askedMembers = async (context: PullContext, companyId: string): Promise<Result<Members, Failure>> => {
  const { db, cache, run } = context
  const read = await listOf(context, 'member', rainbow.usersOf, companyId)
  if (!read.ok) return read
  if (read.value === null) return ok({ writes: [() => keep(context, 'member', companyId)], holders: [] })
  const { complete } = read.value
  const rows: Row[] = []
  const holders: Holder[] = []
  for (const json of read.value.rows) {
    const row = memberOf(db, json)
    if (!row) {
      noteOdd(run.notes, 'member')
      continue
    }
    rows.push(row)
    holders.push({ id: row.id, licences: licencesHeld(db, row.id, embeddedLicences(json)) })
  }
  return ok({
    writes: [
      ...rows.map((row) => () => cache.see('member', row)),
      () => {
        if (!complete) keep(context, 'member', companyId, `state = 'member'`)
      },
    ],
    holders,
  })
}

const askedSites = async (context: PullContext, companyId: string): Promise<Result<Writes, Failure>> => {
  const { cache } = context
  const read = await listOf(context, 'site', rainbow.sitesOf, companyId)
  if (!read.ok) return read
  const { rows, complete } = read.value ?? { rows: [], complete: false }
  const seen = rows.map((json) => siteRow({ ...json, companyId })).filter((row) => row !== null)
  return ok([
    ...seen.map((row) => () => cache.see('site', row)),
    () => {
      if (!complete) keep(context, 'site', companyId)
    },
  ])
}

/** Null: the company is gone; what becomes of it is decided at the end of the run. */
const askedCompany = async ({ client, signal }: PullContext, id: string): Promise<Result<Row | null, Failure>> => {
  const read = await rainbow.company(client, id, signal)
  if (!read.ok) return rainbow.isGone(read.failure) ? ok(null) : read
  return ok(companyRow(read.value))
}

const nothing: Parts = { writes: [], licences: { holders: [], subscriptions: null, changed: () => false } }

const partsOf = async (context: PullContext, { id, ask }: Wanted): Promise<Result<Parts, Failure>> => {
  const { db, client, run, cache } = context
  const company = ask ? await askedCompany(context, id) : ok(null)
  if (!company.ok) return company
  if (ask && company.value === null) return ok(nothing)
  const { value } = company
  if (value && cache.holds(value)) return ok({ ...nothing, writes: [() => cache.see('company', value)] })
  const members = ask ? await askedMembers(context, id) : ok(cachedMembers(context, id))
  if (!members.ok) return members
  const sites = ask ? await askedSites(context, id) : ok([])
  if (!sites.ok) return sites
  const read = await listOf(context, 'subscription', rainbow.subscriptions, id)
  if (!read.ok) return read
  const partner =
    value?.partner_id ??
    db.get<{ partner_id: string | null }>('SELECT partner_id FROM company WHERE id = :id AND valid_to IS NULL', { id })
      ?.partner_id
  // Members and invitations of a reseller's customers are the reseller's matter.
  const own = client.user.companyId
  const waiting = id === own || partner === own ? await readWaiting(context, id) : ok([])
  if (!waiting.ok) return waiting
  const rows = read.value?.rows.map((json) => subscriptionRow(json, id)).filter((row) => row !== null) ?? []
  const complete = read.value?.complete ?? false
  return ok({
    writes: [
      () => value && cache.see('company', value),
      ...sites.value,
      ...members.value.writes,
      ...rows.map((row) => () => cache.see('subscription', row)),
      () => {
        if (!complete) keep(context, 'subscription', id)
      },
      ...waiting.value,
    ],
    licences: {
      holders: members.value.holders,
      subscriptions: complete ? (read.value?.rows ?? null) : null,
      changed: (memberId) => isTouched(run.notes.members, memberId),
    },
  })
}

/** Subscriptions, pending invitations and requests, and licences of several companies at once. */
export const readCompanies = async (
  context: PullContext,
  wanted: readonly Wanted[],
): Promise<Result<Writes, Failure>> => {
  const parts = await inParallel(wanted, context.signal, (one) => partsOf(context, one))
  if (!parts.ok) return parts
  const licences = await readLicences(
    context,
    parts.value.map((one) => one.licences),
  )
  if (!licences.ok) return licences
  return ok([...parts.value.flatMap(({ writes }) => writes), ...licences.value])
}
