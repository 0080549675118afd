import { setImmediate as letOthers } from 'node:timers/promises'
import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import type { ReadDb, Row } from '../../db/index.ts'
import type { BrakedEntity } from '../brake.ts'
import type { CachedEntity } from '../cache.ts'
import type { Json } from '../fields.ts'
import { inParallel } from '../parallel.ts'
import type { PullContext } from '../pull.ts'
import * as rainbow from '../rainbow.ts'
import { companyRow, readFields, siteRow } from '../rows/index.ts'
import { noteOdd } from '../run-notes.ts'
import { equipmentRows } from './equipment-rows.ts'
import { memberOf } from './member-rows.ts'

/** So many are asked for by their ids; more are ended without asking, if the brake lets them. */
export const ASKED_EACH = 50

/** Rows looked at in one go: a few milliseconds. */
const LOOKED_AT = 2000

export type Unseen = { readonly id: string; readonly companyId: string | null; readonly waiting: boolean }

/** What an incremental run can tell anything about: what belongs to the companies it has asked for. */
const OF_TOUCHED = 'company_id IN (SELECT value FROM json_each(:touched))'
const OF_TOUCHED_EQUIPMENT = `equipment_id IN (SELECT id FROM equipment WHERE ${OF_TOUCHED})`

const touchedScope: Readonly<Record<CachedEntity, string>> = {
  company: 'id IN (SELECT value FROM json_each(:touched))',
  member: OF_TOUCHED,
  subscription: OF_TOUCHED,
  equipment: OF_TOUCHED,
  site: OF_TOUCHED,
  extension: OF_TOUCHED_EQUIPMENT,
  company_prefix: OF_TOUCHED_EQUIPMENT,
  company_link: 'TRUE',
  offer: 'FALSE',
}

const owned: readonly CachedEntity[] = ['member', 'subscription', 'equipment', 'site']

/** What the cloud had and this run did not see, looked for a few rows at a time: others get their turn in between. */
export const unseen = async ({ db, run }: PullContext, entity: CachedEntity): Promise<readonly Unseen[]> => {
  const scope = run.mode === 'full' ? 'TRUE' : touchedScope[entity]
  const parameters = run.mode === 'full' ? {} : { touched: JSON.stringify(run.notes.companies) }
  const company = owned.includes(entity) ? 'company_id' : 'NULL'
  const waiting = entity === 'member' ? `state <> 'member'` : '0'
  const sql = `SELECT id, ${company} AS companyId, ${waiting} AS waiting, seen_run AS seen FROM ${entity}
    WHERE valid_to IS NULL AND id > :after AND ${scope} ORDER BY id LIMIT ${LOOKED_AT}`
  const found: Unseen[] = []
  let after = ''
  for (;;) {
    const rows = db.all<{ id: string; companyId: string | null; waiting: number; seen: number }>(
      sql,
      sql.includes(':touched') ? { ...parameters, after } : { after },
    )
    for (const row of rows) if (row.seen !== run.id) found.push({ ...row, waiting: row.waiting === 1 })
    after = rows.at(-1)?.id ?? ''
    if (rows.length < LOOKED_AT) return found
    await letOthers()
  }
}

export type Fate = 'there' | 'gone' | 'not-seen'

/** What became of a company: what belongs to it shares its fate. One that was never known is taken to be there. */
export const fateOf = ({ db, run }: PullContext, companyId: string): Fate => {
  const newest = db.get<{ seen_run: number; valid_to: string | null }>(
    'SELECT seen_run, valid_to FROM company WHERE id = :companyId ORDER BY valid_to IS NULL DESC, valid_from DESC LIMIT 1',
    { companyId },
  )
  if (!newest) return 'there'
  if (newest.valid_to !== null) return 'gone'
  return newest.seen_run === run.id ? 'there' : 'not-seen'
}

/** 'odd': the cloud has it, in a form that cannot be read. */
type Given = Row | 'odd' | null

/** One thing, asked for by its id: its row, or null when the cloud has it no more. 'kept': the cloud does not say. */
type Ask = (context: PullContext, id: string) => Promise<Result<Given | 'kept', Failure>>

const asked =
  (get: typeof rainbow.company, toRow: (context: PullContext, json: Json) => Promise<Result<Given, Failure>>): Ask =>
  async (context, id) => {
    const read = await get(context.client, id, context.signal)
    if (read.ok) return toRow(context, read.value)
    if (rainbow.isGone(read.failure)) return ok(null)
    return rainbow.isRefused(read.failure) ? ok('kept') : read
  }

const isKnownCompany = (db: ReadDb, id: string | null): boolean =>
  db.get('SELECT 1 FROM company WHERE id = :id AND valid_to IS NULL', { id }) !== undefined

export type AskedEntity = BrakedEntity | 'site'

const asks: Readonly<Record<AskedEntity, Ask | null>> = {
  company: asked(rainbow.company, (_, json) => Promise.resolve(ok(companyRow(json) ?? 'odd'))),
  // Who was removed from a company is still a user (M026): of the default company, which is not of this estate.
  member: asked(rainbow.user, ({ db }, json) => {
    const { value, sound } = readFields(json, (of) => ({
      terminated: of.flag('isTerminated'),
      companyId: of.required('companyId') && of.identifier('companyId'),
    }))
    if (!sound) return Promise.resolve(ok('odd'))
    const stays = !value.terminated && isKnownCompany(db, value.companyId)
    return Promise.resolve(ok(stays ? (memberOf(db, json) ?? 'odd') : null))
  }),
  equipment: asked(rainbow.system, async (context, json) => {
    const rows = await equipmentRows(context, [json])
    return rows.ok ? ok(rows.value[0] ?? 'odd') : rows
  }),
  site: asked(rainbow.site, (_, json) => Promise.resolve(ok(siteRow(json) ?? 'odd'))),
  // The cloud answers for a company's subscriptions only as a list; that was read, twice if it was not complete.
  subscription: null,
}

export type Answers = { readonly gone: readonly string[]; readonly there: readonly Row[] }

/** Absence is not proof: asks for each id by itself. */
export const askEach = async (
  context: PullContext,
  entity: AskedEntity,
  ids: readonly string[],
): Promise<Result<Answers, Failure>> => {
  const ask = asks[entity]
  if (!ask) return ok({ gone: ids, there: [] })
  const answers = await inParallel(ids, context.signal, (id) => ask(context, id))
  if (!answers.ok) return answers
  noteOdd(context.run.notes, entity, answers.value.filter((answer) => answer === 'odd').length)
  return ok({
    gone: ids.filter((_, index) => answers.value[index] === null),
    there: answers.value.filter((row): row is Row => row !== null && typeof row === 'object'),
  })
}
