import { failure } from '../../../../shared/contract/failure.ts'
import { fail, ok } from '../../../../shared/util/result.ts'
import { identifier } from '../fields.ts'
import type { Step } from '../pull.ts'
import * as rainbow from '../rainbow.ts'
import { companyRow, knownKindOf, linkInvitationRow, linkRequestRow, offerRow, siteRow } from '../rows/index.ts'
import { noteOdd } from '../run-notes.ts'
import { stepsOf } from '../run-store.ts'
import { bindTenant } from '../tenant.ts'
import { equipmentRows } from './equipment-rows.ts'
import { listStep, madeOf } from './lists.ts'
import { memberOf } from './member-rows.ts'
import { afterCompanies } from './terminations.ts'

/** Equipment is asked for its state one by one, so its pages are smaller. */
const EQUIPMENT_PAGE = 100

/** Whose estate it is, and how much there is to read: the denominator is right from here on. */
export const scope: Step = async ({ client, signal }) => {
  const own = await rainbow.company(client, client.user.companyId, signal)
  if (!own.ok) return own
  const kind = knownKindOf(own.value)
  // Not known is not another one: it is asked again.
  if (kind === null) {
    const request = `companies/${client.user.companyId}`
    return fail(failure('CLOUD_BROKEN_ANSWER', { request, reason: 'the kind of the own company cannot be read' }))
  }
  if (kind !== 'VAD') return fail(failure('NOT_A_DISTRIBUTOR', { company: client.user.companyName }, 'M030'))
  const totals: number[] = []
  for (const list of [rainbow.companies, rainbow.users, rainbow.systems]) {
    const page = await list(client, { offset: 0, limit: 1, signal }, 'by-name')
    if (!page.ok) return page
    totals.push(page.value.total ?? page.value.read)
  }
  const [companies = 0, members = 0, equipment = 0] = totals
  const pages = (rows: number, size: number): number => Math.max(1, Math.ceil(rows / size))
  const lists = pages(companies, rainbow.PAGE) * 2 + pages(members, rainbow.PAGE) + pages(equipment, EQUIPMENT_PAGE)
  // Each piece of equipment for its extensions, each company for its parts, and the steps that are one page each.
  return ok({
    writes: [],
    next: null,
    more: lists + equipment + companies + stepsOf.full.length - 7,
  })
}

export const companies: Step = async (context) => {
  const step = await listStep({
    entity: 'company',
    ask: ({ client }, window) => rainbow.companies(client, window, 'by-name'),
    rows: madeOf((_, json) => companyRow(json)),
  })(context)
  if (!step.ok) return step
  if (step.value.next === null) return afterCompanies(context, step.value)
  return ok({ ...step.value, writes: [() => bindTenant(context.db, context.client.user), ...step.value.writes] })
}

export const members = listStep({
  entity: 'member',
  ask: ({ client }, window) => rainbow.users(client, window, 'by-name'),
  rows: madeOf(({ db }, json) => memberOf(db, json)),
})

export const sites = listStep({
  entity: 'site',
  ask: ({ client }, window) => rainbow.sites(client, window),
  rows: madeOf((_, json) => siteRow(json)),
})

export const equipment = listStep({
  entity: 'equipment',
  limit: EQUIPMENT_PAGE,
  ask: ({ client }, window) => rainbow.systems(client, window, 'by-name'),
  rows: async (context, page) => {
    const rows = await equipmentRows(context, page)
    return rows.ok ? ok(rows.value.map((row) => () => row)) : rows
  },
})

/** M102: what the list of the whole scope has left out, if it does. */
export const sharedEquipment: Step = async (context) => {
  const { client, db, run, signal, cache } = context
  const offset = run.cursor.offset
  const page = await rainbow.sharedSystems(client, client.user.companyId, { offset, limit: EQUIPMENT_PAGE, signal })
  if (!page.ok) return page
  const unseen = page.value.rows.filter((json) => {
    const id = identifier(json, 'id')
    const seen = 'SELECT 1 FROM equipment WHERE id = :id AND valid_to IS NULL AND seen_run = :run'
    return id !== null && db.get(seen, { id, run: run.id }) === undefined
  })
  const rows = await equipmentRows(context, unseen)
  if (!rows.ok) return rows
  noteOdd(run.notes, 'equipment', page.value.read - page.value.rows.length)
  const next = rainbow.offsetAfter(page.value, offset, EQUIPMENT_PAGE)
  return ok({
    writes: rows.value.filter((row) => row !== null).map((row) => () => cache.see('equipment', row)),
    next: next === null ? null : { offset: next },
    more: next === null ? 0 : 1,
  })
}

/** Invitations and requests of all statuses, sent and received (M085, M093). */
export const links: Step = async ({ client, signal, cache, run }) => {
  const own = client.user.companyId
  const sent = await rainbow.whole((window) => rainbow.linkInvitations(client, own, window), signal)
  if (!sent.ok) return sent
  const asked = await rainbow.whole((window) => rainbow.linkRequests(client, own, window), signal)
  if (!asked.ok) return asked
  const rows = [
    ...sent.value.rows.map((json) => linkInvitationRow(json, own)),
    ...asked.value.rows.map((json) => linkRequestRow(json, own)),
  ].filter((row) => row !== null)
  const read = sent.value.rows.length + asked.value.rows.length
  const complete = sent.value.complete && asked.value.complete && rows.length === read
  if (!complete) noteOdd(run.notes, 'company_link')
  return ok({
    writes: [
      ...rows.map((row) => () => cache.see('company_link', row)),
      () => {
        if (complete) run.notes.totals['company_link'] = rows.length
      },
    ],
    next: null,
  })
}

export const offers: Step = async ({ client, signal, cache, run }) => {
  const list = await rainbow.whole((window) => rainbow.offers(client, client.user.companyId, window), signal)
  if (!list.ok) return list
  const rows = list.value.rows.map(offerRow).filter((row) => row !== null)
  if (!list.value.complete) noteOdd(run.notes, 'offer')
  return ok({
    writes: [
      ...rows.map((row) => () => cache.see('offer', row)),
      () => {
        if (list.value.complete) run.notes.totals['offer'] = rows.length
      },
    ],
    next: null,
  })
}
