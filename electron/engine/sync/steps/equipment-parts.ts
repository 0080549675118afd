import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { cloudRow } from '../../db/index.ts'
import { text } from '../fields.ts'
import { inParallel } from '../parallel.ts'
import type { PullContext, Step } from '../pull.ts'
import * as rainbow from '../rainbow.ts'
import { companyPrefixRow, extensionRow } from '../rows/index.ts'
import { EVERYTHING, noteOdd } from '../run-notes.ts'

/** Pieces of equipment whose parts are read and stored together. */
const BATCH = 24

type Equipment = { readonly id: string; readonly company_id: string | null; readonly shared: number }
type Writes = readonly (() => unknown)[]

const endUnseen = ({ db, run, cache }: PullContext, table: 'extension' | 'company_prefix', equipmentId: string): void =>
  db
    .all<{ id: string }>(
      `SELECT id FROM ${table} WHERE valid_to IS NULL AND equipment_id = :equipmentId AND seen_run <> :run`,
      { equipmentId, run: run.id },
    )
    .forEach(({ id }) => cache.end(table, id))

/** M101, M102: which companies shared equipment serves. */
const prefixesOf = async (context: PullContext, equipment: Equipment): Promise<Result<Writes, Failure>> => {
  const { db, client, signal, cache, run } = context
  const list = await rainbow.whole(
    (window) => rainbow.companyPrefixes(client, equipment.id, window),
    signal,
    (item) => text(item, 'companyPrefix'),
  )
  if (!list.ok) return rainbow.isGone(list.failure) ? ok([]) : list
  const rows = list.value.rows.map((json) => companyPrefixRow(json, equipment.id)).filter((row) => row !== null)
  const complete = list.value.complete && rows.length === list.value.rows.length
  return ok([
    ...rows.map((row) => () => cache.see('company_prefix', row)),
    () => {
      if (!complete) return noteOdd(run.notes, 'company_prefix')
      endUnseen(context, 'company_prefix', equipment.id)
      const known = cloudRow(db, 'equipment', equipment.id)
      if (known) cache.see('equipment', { ...known, company_count: rows.length })
    },
  ])
}

/** M075: what the PBX uploaded; on shared equipment the prefix tells the company. */
const extensionsOf = async (context: PullContext, equipment: Equipment): Promise<Result<Writes, Failure>> => {
  const { db, client, signal, cache, run } = context
  const list = await rainbow.whole((window) => rainbow.phoneNumbers(client, equipment.id, window), signal)
  if (!list.ok) return rainbow.isGone(list.failure) ? ok([]) : list
  const companyOf = (prefix: string | null): string | null => {
    if (equipment.shared === 0) return equipment.company_id
    const by =
      'SELECT company_id FROM company_prefix WHERE valid_to IS NULL AND equipment_id = :id AND prefix = :prefix'
    return db.get<{ company_id: string | null }>(by, { id: equipment.id, prefix })?.company_id ?? null
  }
  return ok([
    ...list.value.rows.map((json) => () => {
      const row = extensionRow(json, equipment.id, companyOf(text(json, 'companyPrefix')))
      if (row) cache.see('extension', row)
    }),
    () => {
      if (list.value.complete) endUnseen(context, 'extension', equipment.id)
      else noteOdd(run.notes, 'extension')
    },
  ])
}

const partsOf = async (context: PullContext, equipment: Equipment): Promise<Result<Writes, Failure>> => {
  const prefixes = equipment.shared === 1 ? await prefixesOf(context, equipment) : ok([])
  if (!prefixes.ok) return prefixes
  const extensions = await extensionsOf(context, equipment)
  return extensions.ok ? ok([...prefixes.value, ...extensions.value]) : extensions
}

const WITH_PARTS = '(ever_connected = 1 OR shared = 1)'

const batch = async (context: PullContext, all: readonly Equipment[], first: number) => {
  const read = await inParallel(all, context.signal, (equipment) => partsOf(context, equipment))
  if (!read.ok) return read
  const last = all.at(-1)
  return ok({
    writes: read.value.flat(),
    next: last ? { offset: 0, after: last.id } : null,
    units: all.length,
    more: first,
  })
}

/** Extensions (of equipment that was connected once, M075) and company prefixes (of shared equipment). */
export const extensions: Step = (context) => {
  const { db, run } = context
  const seen = `FROM equipment WHERE valid_to IS NULL AND seen_run = :run AND ${WITH_PARTS}`
  const all = db.all<Equipment>(`SELECT id, company_id, shared ${seen} AND id > :after ORDER BY id LIMIT ${BATCH}`, {
    run: run.id,
    after: run.cursor.after ?? '',
  })
  // It was taken for granted that each piece of equipment has parts.
  const there = db.get<{ n: number }>(`SELECT count(*) AS n ${seen}`, { run: run.id })?.n ?? 0
  return batch(context, all, run.cursor.after === undefined ? there - (run.notes.totals['equipment'] ?? there) : 0)
}

/** The same of equipment about which something has changed. */
export const touchedExtensions: Step = (context) => {
  const { db, run } = context
  const touched = run.notes.equipment
  if (touched[0] === EVERYTHING) return Promise.resolve(ok({ writes: [], next: null, full: 'many:equipment' }))
  const all = db.all<Equipment>(
    `SELECT id, company_id, shared FROM equipment
      WHERE valid_to IS NULL AND ${WITH_PARTS} AND id > :after AND id IN (SELECT value FROM json_each(:touched))
      ORDER BY id LIMIT ${BATCH}`,
    { after: run.cursor.after ?? '', touched: JSON.stringify(touched) },
  )
  return batch(context, all, all.length)
}
