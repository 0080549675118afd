import { type CatalogueEdition, offerNamed, offerOf } from '../../../shared/domain/catalogue.ts'
import { BILLING_TIME_ZONE } from '../../../shared/domain/billing-rules.ts'
import { addDays, addMonths, addYears, firstDayOf, localDateAt, monthOf } from '../../../shared/domain/local-date.ts'
import { lacksTerm, type Base, type HeldOffer, type HoldingGroup } from '../../../shared/domain/planning/index.ts'
import type { PlanDefinition } from '../../../shared/contract/planning.ts'
import { rowsAsOf, type ReadDb } from '../db/index.ts'

export type Scope = PlanDefinition['scope']
type Kind = { readonly plan: string; readonly offer: Omit<HeldOffer, 'quantity' | 'boughtOn' | 'expiresOn'> }
type Offered = { commercial_reference: string | null; offer_name: string; model: 'monthly' | 'prepaid' }

/** Over `c`, the companies: which of them are meant. */
const scopeSql = (scope: Scope): string =>
  scope.kind === 'estate' ? 'TRUE' : scope.kind === 'company' ? 'c.id = :scopeId' : 'c.partner_id = :scopeId'

/** What is paid by the month or up front and has not ended; free offers and usage have no number (M145, M227). */
const PAID = `s.model IN ('monthly', 'prepaid') AND s.status <> 'terminated' AND s.billed > 0`

/** An unknown reference keeps its name, and has no price until a list has one (M218). */
const kindOf = (edition: CatalogueEdition, { commercial_reference, offer_name, model }: Offered): Kind => {
  const known = offerOf(edition, commercial_reference ?? '') ?? offerNamed(edition, offer_name)
  const termYears = model === 'prepaid' ? (known?.termYears ?? null) : null
  const offer = { commercialReference: commercial_reference ?? known?.commercialReference ?? '', name: known?.name ?? offer_name, model, termYears } // prettier-ignore
  return { plan: known?.plan === undefined || known.plan === '' ? offer_name : known.plan, offer }
}

/**
 * The purchase is known to the month only, so that companies stay alike; where its term ends as a first one does, it is the
 * day before that term, whatever the time zone made of a night between two months.
 */
const boughtOn = (month: string, expiresOn: string | null, years: number | null): string | null => {
  if (month === '') return null
  if (expiresOn === null || years === null) return firstDayOf(month)
  const first = addYears(expiresOn, -years)
  const near = [addMonths(month, 1), addMonths(month, 2)].includes(monthOf(first))
  return near ? addDays(first, -1) : firstDayOf(month)
}

const heldOf = (
  kinds: readonly Kind[],
  text: string,
): { readonly held: HeldOffer; readonly plan: string; readonly allocated: number } => {
  const [kind = '', billed = '0', allocated = '0', expires = '', made = ''] = text.split('|')
  const found = kinds[Number(kind)]
  if (!found) throw new Error(`no offer ${kind}`)
  const { offer, plan } = found
  const expiresOn = expires === '' ? null : localDateAt(Date.parse(expires), BILLING_TIME_ZONE)
  const held = { ...offer, quantity: Number(billed), boughtOn: boughtOn(made, expiresOn, offer.termYears), expiresOn }
  return { held, plan, allocated: Number(allocated) }
}

type Grouped = { plan: string; held: string; companies: number }
/** What a scope holds, in groups of companies that hold the same of one plan. */
export type ScopeBase = {
  readonly companies: number
  readonly holding: number
  readonly notActivated: number
  readonly groups: readonly (Grouped & { readonly group: HoldingGroup })[]
}

type Query = { readonly scope: Scope; readonly asOf: string | undefined; readonly edition: CatalogueEdition }

const parametersOf = ({ scope, asOf }: Query): Readonly<Record<string, unknown>> => ({
  scopeId: scope.kind === 'estate' ? null : scope.companyId,
  asOf,
})

/** SQL of each company's holdings of one plan as one text, so that equal companies have equal texts. */
const perCompany = ({ scope, asOf }: Query, only: string): string => `
  WITH kinds AS MATERIALIZED (
    SELECT value ->> '$.kind' AS kind, value ->> '$.reference' AS reference, value ->> '$.name' AS name, value ->> '$.model' AS model, value ->> '$.plan' AS plan
    FROM json_each(:kinds))
  SELECT c.id AS company_id, k.plan,
    group_concat(k.kind || '|' || s.billed || '|' || coalesce(s.allocated, 0) || '|' ||
      CASE s.model WHEN 'prepaid' THEN coalesce(s.expires_at, '') || '|' || coalesce(substr(s.created_at, 1, 7), '') ELSE '' END, ';'
      ORDER BY k.kind, s.billed, s.allocated, s.expires_at, s.created_at) AS held
  FROM ${rowsAsOf('subscription', asOf)} s
    JOIN ${rowsAsOf('company', asOf)} c ON c.id = s.company_id
    JOIN kinds k ON k.reference = coalesce(s.commercial_reference, '') AND k.name = s.offer_name AND k.model = s.model
  WHERE ${PAID} AND ${scopeSql(scope)} AND ${only}
  GROUP BY c.id, k.plan`

const kindsOf = (db: ReadDb, { asOf, edition }: Query) => {
  const offered = db.all<Offered>(
    `SELECT DISTINCT s.commercial_reference, s.offer_name, s.model FROM ${rowsAsOf('subscription', asOf)} s WHERE ${PAID}
     ORDER BY s.model, s.commercial_reference, s.offer_name`,
    { asOf },
  )
  const kinds = offered.map((one) => kindOf(edition, one))
  // Names that mean the same offer are one kind.
  const same = kinds.map((kind) => JSON.stringify(kind))
  const json = JSON.stringify(
    offered.map(({ commercial_reference, offer_name, model }, index) => ({
      reference: commercial_reference ?? '',
      name: offer_name,
      model,
      plan: kinds[index]?.plan,
      kind: same.indexOf(same[index] ?? ''),
    })),
  )
  return { kinds, json }
}

const groupOf = (kinds: readonly Kind[], { plan, held, companies }: Grouped): HoldingGroup => {
  const all = held.split(';').map((text) => heldOf(kinds, text))
  return {
    plan,
    companies,
    held: all.map((one) => one.held),
    allocated: all.reduce((sum, one) => sum + one.allocated, 0),
  }
}

/** Groups with the names of their companies where a prepaid term has no known end: that is told by name. */
const named = (db: ReadDb, query: Query, json: string, groups: ScopeBase['groups']): ScopeBase['groups'] => {
  if (!groups.some(({ group }) => group.held.some(lacksTerm))) return groups
  const only = `c.id IN (SELECT company_id FROM ${rowsAsOf('subscription', query.asOf)} WHERE model = 'prepaid' AND expires_at IS NULL)`
  const rows = db.all<{ plan: string; held: string; name: string }>(
    `SELECT h.plan, h.held, n.name FROM (${perCompany(query, only)}) h
       JOIN ${rowsAsOf('company', query.asOf)} n ON n.id = h.company_id ORDER BY n.name COLLATE NOCASE`,
    { ...parametersOf(query), kinds: json },
  )
  const names = Map.groupBy(rows, keyOf)
  return groups.map((one) =>
    one.group.held.some(lacksTerm)
      ? { ...one, group: { ...one.group, companyNames: (names.get(keyOf(one)) ?? []).map(({ name }) => name) } }
      : one,
  )
}

const keyOf = (one: { readonly plan: string; readonly held: string }): string => `${one.plan}\n${one.held}`

/** Counted in the database: as many rows as there are different holdings, however many companies there are. */
export const readScope = (db: ReadDb, query: Query): ScopeBase => {
  const { kinds, json } = kindsOf(db, query)
  const parameters = { ...parametersOf(query), kinds: json }
  const grouped = db.all<Grouped>(
    `SELECT plan, held, count(*) AS companies FROM (${perCompany(query, 'TRUE')}) GROUP BY plan, held ORDER BY plan, held`,
    parameters,
  )
  const counts = db.get<{ companies: number; freemium: number | null; holding: number }>(
    `SELECT count(*) AS companies, sum(c.plan = 'freemium') AS freemium,
       sum(c.id IN (SELECT s.company_id FROM ${rowsAsOf('subscription', query.asOf)} s WHERE ${PAID})) AS holding
     FROM ${rowsAsOf('company', query.asOf)} c WHERE ${scopeSql(query.scope)}`,
    parametersOf(query),
  )
  return {
    companies: counts?.companies ?? 0,
    holding: counts?.holding ?? 0,
    notActivated: counts?.freemium ?? 0,
    groups: named(db, query, json, grouped.map((one) => ({ ...one, group: groupOf(kinds, one) }))), // prettier-ignore
  }
}

/** Some companies of a scope, each by itself; those that are not in it are left out. */
const readApart = (db: ReadDb, query: Query, ids: readonly string[]) => {
  const { kinds, json } = kindsOf(db, query)
  const only = `c.id IN (SELECT value FROM json_each(:ids))`
  const parameters = { ...parametersOf(query), ids: JSON.stringify(ids) }
  const inScope = db.all<{ id: string; name: string; plan: string }>(
    `SELECT c.id, c.name, c.plan FROM ${rowsAsOf('company', query.asOf)} c WHERE ${scopeSql(query.scope)} AND ${only}`,
    parameters,
  )
  const held = db.all<Omit<Grouped, 'companies'> & { company_id: string }>(perCompany(query, only), { ...parameters, kinds: json }) // prettier-ignore
  const byCompany = Map.groupBy(held, ({ company_id }) => company_id)
  return inScope.map(({ id, name, plan }) => ({
    companyId: id,
    name,
    freemium: plan === 'freemium',
    rows: (byCompany.get(id) ?? []).map((one) => {
      const group = groupOf(kinds, { ...one, companies: 1 })
      return { ...one, group: group.held.some(lacksTerm) ? { ...group, companyNames: [name] } : group }
    }),
  }))
}

/** The scope's groups with these companies taken out of them and standing apart. */
export const withApart = (db: ReadDb, query: Query, base: ScopeBase, ids: readonly string[]): Base => {
  const { companies, holding, notActivated } = base
  const apart = ids.length === 0 ? [] : readApart(db, query, ids)
  const taken = new Map<string, number>()
  for (const { rows } of apart) for (const row of rows) taken.set(keyOf(row), (taken.get(keyOf(row)) ?? 0) + 1)
  const names = new Set(apart.map(({ name }) => name))
  const groups = base.groups
    .map((one): HoldingGroup => {
      const companies = one.companies - (taken.get(keyOf(one)) ?? 0)
      const { companyNames } = one.group
      return { ...one.group, companies, ...(companyNames ? { companyNames: companyNames.filter((name) => !names.has(name)) } : {}) } // prettier-ignore
    })
    .filter((group) => group.companies > 0)
  return { companies, holding, notActivated, groups, apart: apart.map(({ companyId, rows }) => ({ companyId, groups: rows.map(({ group }) => group) })) } // prettier-ignore
}

/** Companies of a scope, each as a base of its own. */
export const basesOf = (
  db: ReadDb,
  query: Query,
  ids: readonly string[],
): { readonly companyId: string; readonly name: string; readonly base: Base }[] =>
  readApart(db, query, ids).map(({ companyId, name, freemium, rows }) => {
    const apart = [{ companyId, groups: rows.map(({ group }) => group) }]
    const holding = rows.length > 0 ? 1 : 0
    return { companyId, name, base: { companies: 1, holding, notActivated: freemium ? 1 : 0, groups: [], apart } }
  })

/** What every company of a scope holds, one line for each plan; equal lines have equal texts. */
export const readHeld = (db: ReadDb, query: Query) => {
  const { kinds, json } = kindsOf(db, query)
  const rows = db.all<{ company_id: string; plan: string; held: string }>(perCompany(query, 'TRUE'), { ...parametersOf(query), kinds: json }) // prettier-ignore
  return { rows, groupOf: (row: { readonly plan: string; readonly held: string }) => groupOf(kinds, { ...row, companies: 1 }) } // prettier-ignore
}

/** Ids of a scope's companies in the order of their names; with `holding` only those that pay for something. */
export const scopeIds = (
  db: ReadDb,
  {
    holding,
    also,
    descending,
    limit,
    offset,
    ...query
  }: Query & {
    readonly holding: boolean
    readonly also: readonly string[]
    readonly descending: boolean
    readonly limit: number
    readonly offset: number
  },
) => {
  const held = `(c.id IN (SELECT s.company_id FROM ${rowsAsOf('subscription', query.asOf)} s WHERE ${PAID})
    OR c.id IN (SELECT value FROM json_each(:also)))`
  const where = `FROM ${rowsAsOf('company', query.asOf)} c WHERE ${scopeSql(query.scope)} AND ${holding ? held : 'TRUE'}`
  const parameters = { ...parametersOf(query), also: JSON.stringify(also) }
  const direction = descending ? ' DESC' : ''
  return {
    total: db.get<{ n: number }>(`SELECT count(*) AS n ${where}`, parameters)?.n ?? 0,
    ids: db
      .all<{ id: string }>(
        `SELECT c.id ${where} ORDER BY c.name COLLATE NOCASE${direction}, c.id${direction} LIMIT :limit OFFSET :offset`,
        { ...parameters, limit, offset },
      ) // prettier-ignore
      .map(({ id }) => id),
  }
}
