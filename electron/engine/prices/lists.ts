import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PriceListContent, ShownPriceList } from '../../../shared/contract/prices.ts'
import type { PriceList } from '../../../shared/domain/price-list.ts'
import type { ReadDb } from '../db/index.ts'

/** One version as it is kept; the shipped ones are version 1 of their list and were not made here. */
type Version = {
  readonly id: string
  readonly version: number
  readonly content: PriceListContent
  readonly shipped: boolean
  readonly rules: readonly string[]
  readonly madeAt: string | null
}
type Stored = { id: string; version: number; content: string; made_at: string }

const shippedVersions = (resourcesDir: string): readonly Version[] => {
  const folder = join(resourcesDir, 'price-lists')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      type Shipped = Omit<PriceListContent, 'companyId' | 'note'> & { id: string; rules: string[]; note?: string }
      const { id, rules, note, ...content } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Shipped
      return {
        id,
        version: 1,
        content: { ...content, companyId: null, note: note ?? '' },
        shipped: true,
        rules,
        madeAt: null,
      }
    })
}

const ofRow = ({ id, version, content, made_at }: Stored): Version => ({
  id,
  version,
  content: JSON.parse(content) as PriceListContent,
  shipped: false,
  rules: [],
  madeAt: made_at,
})

/** The newest version of each list; what was made here goes before what was shipped. */
const newestVersions = (db: ReadDb, resourcesDir: string): readonly Version[] => {
  const made = db
    .all<Stored>(
      `SELECT id, version, content, made_at FROM price_list_version
       WHERE (id, version) IN (SELECT id, max(version) FROM price_list_version GROUP BY id) ORDER BY id`,
    )
    .map(ofRow)
  const changed = new Set(made.map(({ id }) => id))
  return [...shippedVersions(resourcesDir).filter(({ id }) => !changed.has(id)), ...made]
}

const withdrawals = (db: ReadDb): ReadonlyMap<string, string> =>
  new Map(db.all<{ id: string; at: string }>('SELECT id, at FROM price_list_withdrawn').map(({ id, at }) => [id, at]))

const domainList = ({ id, version, content, rules }: Version, withdrawn: boolean): PriceList => ({
  ...content,
  id,
  version,
  rules,
  withdrawn,
})

/** What new work uses: the newest version of each list that is not withdrawn. */
export const pricesInUse = (db: ReadDb, resourcesDir: string): readonly PriceList[] => {
  const withdrawn = withdrawals(db)
  return newestVersions(db, resourcesDir)
    .filter(({ id }) => !withdrawn.has(id))
    .map((version) => domainList(version, false))
}

const versionOf = (db: ReadDb, resourcesDir: string, id: string, version: number): Version | undefined => {
  const row = db.get<Stored>(
    'SELECT id, version, content, made_at FROM price_list_version WHERE id = :id AND version = :version',
    { id, version },
  )
  return row ? ofRow(row) : shippedVersions(resourcesDir).find((one) => one.id === id && one.version === version)
}

/** A version as it was, for what was quoted or reconciled with it: also a replaced one, or one of a withdrawn list. */
export const priceListVersion = (
  db: ReadDb,
  resourcesDir: string,
  id: string,
  version: number,
): PriceList | undefined => {
  const found = versionOf(db, resourcesDir, id, version)
  return found && domainList(found, withdrawals(db).has(id))
}

/** The newest version of a list with its content, withdrawn or not. */
export const newestVersion = (
  db: ReadDb,
  resourcesDir: string,
  id: string,
): Pick<Version, 'version' | 'content'> | undefined => newestVersions(db, resourcesDir).find((one) => one.id === id)

const companyName = (db: ReadDb, id: string | null): string | null =>
  id === null
    ? null
    : (db.get<{ name: string }>(
        'SELECT name FROM company WHERE id = :id ORDER BY shown DESC, valid_from DESC LIMIT 1',
        { id },
      )?.name ?? null)

const shown = (db: ReadDb, newest: ReadonlyMap<string, number>, version: Version): ShownPriceList => ({
  ...version.content,
  id: version.id,
  version: version.version,
  newest: newest.get(version.id) === version.version,
  shipped: version.shipped,
  companyName: companyName(db, version.content.companyId),
  rules: [...version.rules],
  madeAt: version.madeAt,
  withdrawnAt: withdrawals(db).get(version.id) ?? null,
})

const numbers = (versions: readonly Version[]): ReadonlyMap<string, number> =>
  new Map(versions.map(({ id, version }) => [id, version]))

/** By first date, the newest first, then by name; with `history` every version of a list below its newest. */
export const listPriceLists = (db: ReadDb, resourcesDir: string, history: boolean): ShownPriceList[] => {
  const newest = newestVersions(db, resourcesDir)
  const first = [...newest].sort(
    (a, b) => b.content.validFrom.localeCompare(a.content.validFrom) || a.content.name.localeCompare(b.content.name),
  )
  const all = history ? [...shippedVersions(resourcesDir), ...madeVersions(db)] : newest
  return first.flatMap(({ id }) =>
    all
      .filter((one) => one.id === id)
      .sort((a, b) => b.version - a.version)
      .map((one) => shown(db, numbers(newest), one)),
  )
}

const madeVersions = (db: ReadDb): readonly Version[] =>
  db.all<Stored>('SELECT id, version, content, made_at FROM price_list_version ORDER BY id, version').map(ofRow)

/** The named version, or the newest. */
export const getPriceList = (
  db: ReadDb,
  resourcesDir: string,
  id: string,
  version?: number,
): ShownPriceList | undefined => {
  const newest = newestVersions(db, resourcesDir)
  const found = version === undefined ? newest.find((one) => one.id === id) : versionOf(db, resourcesDir, id, version)
  return found && shown(db, numbers(newest), found)
}
