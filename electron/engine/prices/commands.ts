import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { PriceListContent, ShownPriceList } from '../../../shared/contract/prices.ts'
import { samePrice } from '../../../shared/domain/price-list.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { runCommand, type Changes } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import { getPriceList, newestVersion } from './lists.ts'

type Deps = { readonly db: WriteDb; readonly changes: Changes; readonly resourcesDir: string }
type Command = { readonly commandId: string; readonly at: string; readonly id: string }

const noList = (id: string): Failure => failure('NOT_FOUND', { what: 'price list', id })
const broken = (reason: string): Failure => failure('RULE_BROKEN', { reason })

/** Why a content cannot be a price list, or null. */
const contentFault = (content: PriceListContent): Failure | null => {
  const { tier, companyId, validFrom, validTo, prices, name } = content
  if ((tier === 'company') !== (companyId !== null)) {
    return broken('a list of the tier “company”, and no other, names the company that it is for')
  }
  if (validTo !== null && validTo < validFrom) {
    return failure('DATE_NOT_POSSIBLE', { date: validTo, reason: `the list begins on ${validFrom}` })
  }
  const ofReference = new Map(prices.map((price) => [price.commercialReference, price]))
  for (const price of prices) {
    const { commercialReference, offerName } = price
    if (price.unitPrice.units < 0) return broken(`the price of ${commercialReference || offerName} is below zero`)
    const other = commercialReference === '' ? undefined : ofReference.get(commercialReference)
    if (other && !samePrice(other, price)) {
      return failure('PRICE_AMBIGUOUS', { reference: commercialReference, date: validFrom, lists: name })
    }
  }
  return null
}

const companyFault = (db: WriteDb, id: string | null): Failure | null =>
  id === null || db.get('SELECT 1 FROM company WHERE id = :id LIMIT 1', { id })
    ? null
    : failure('NOT_FOUND', { what: 'company', id })

type Save = Command & { readonly base: number; readonly content: PriceListContent }

/** Why this content cannot follow the version that it was made from, or null. */
const baseFault = ({ db, resourcesDir }: Deps, { id, base, content }: Save): Failure | null => {
  const newest = newestVersion(db, resourcesDir, id)
  if (!newest && base > 0) return noList(id)
  if ((newest?.version ?? 0) !== base) {
    const name = newest?.content.name ?? content.name
    return failure('PRICE_LIST_CHANGED', { name, version: String(newest?.version ?? 0) })
  }
  if (!newest) return companyFault(db, content.companyId)
  const { tier, currency, companyId } = newest.content
  return tier === content.tier && currency === content.currency && companyId === content.companyId
    ? null
    : broken('a price list keeps its tier, its currency and its company; another one is a list of its own')
}

/**
 * Stores the next version of a list, or version 1 of a new one; a shipped list becomes version 2. Fails with
 * PRICE_LIST_CHANGED when `base` is not the newest version, NOT_FOUND, DATE_NOT_POSSIBLE, PRICE_AMBIGUOUS or RULE_BROKEN.
 */
export const savePriceList = (deps: Deps, save: Save): Result<ShownPriceList, Failure> => {
  const { db, changes } = deps
  const { commandId, at, id, base, content } = save
  const saved = runCommand(db, { commandId, name: 'prices.save', at, input: { id, base, content } }, () => {
    const fault = contentFault(content) ?? baseFault(deps, save)
    if (fault) return fail(fault)
    const version = base + 1
    db.run('INSERT INTO price_list_version (id, version, content, made_at) VALUES (:id, :version, :content, :at)', {
      id,
      version,
      content: JSON.stringify(content),
      at,
    })
    return ok({ id, version })
  })
  if (!saved.ok) return saved
  changes.announce('prices')
  return shownOf(deps, saved.value.id, saved.value.version)
}

/** Takes a list out of new work, or back in; its versions stay readable for what was quoted with them. */
export const withdrawPriceList = (
  deps: Deps,
  { commandId, at, id, withdrawn }: Command & { readonly withdrawn: boolean },
): Result<ShownPriceList, Failure> => {
  const { db, changes, resourcesDir } = deps
  const done = runCommand(db, { commandId, name: 'prices.withdraw', at, input: { id, withdrawn } }, () => {
    if (!newestVersion(db, resourcesDir, id)) return fail(noList(id))
    if (withdrawn) db.run('INSERT OR IGNORE INTO price_list_withdrawn (id, at) VALUES (:id, :at)', { id, at })
    else db.run('DELETE FROM price_list_withdrawn WHERE id = :id', { id })
    return ok({ id })
  })
  if (!done.ok) return done
  changes.announce('prices')
  return shownOf(deps, done.value.id)
}

const shownOf = ({ db, resourcesDir }: Deps, id: string, version?: number): Result<ShownPriceList, Failure> => {
  const list = getPriceList(db, resourcesDir, id, version)
  return list ? ok(list) : fail(noList(id))
}
