import type { Failure } from '../../../shared/contract/failure.ts'
import type { CompanyId, Window } from '../../../shared/contract/values.ts'
import { failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { ReadDb } from '../db/index.ts'
import { basesOf, scopeIds } from './base.ts'
import { outcomeOrRefusal, prepared, standingApart, type Calculation, type Sources } from './calculate.ts'
import { companyFigures, type CompanyFigures, type Figures } from './company-figures.ts'
import type { Kept } from './kept.ts'

export type CompaniesInput = Window & Calculation & { readonly alternativeId: string }

const ALL = -1
const FIGURES = ['licencesNow', 'licencesAtEnd', 'buy', 'sell'] as const satisfies readonly (keyof Figures)[]

/** In the order of a figure, equal ones as they were; those without the figure stand last, whatever the direction. */
const inOrder = (
  ids: readonly string[],
  figures: CompanyFigures,
  key: keyof Figures,
  descending: boolean,
): readonly string[] => {
  const of = (id: string): number | null => figures.get(id)?.[key] ?? null
  return ids.toSorted((one, other) => {
    const [a, b] = [of(one), of(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return descending ? b - a : a - b
  })
}

/**
 * The companies behind an alternative's total, each computed by itself: the same lines as in the total. By name
 * (`companyName`), or by `licencesNow`, `licencesAtEnd`, `buy` or `sell`. A company without a price has no amounts.
 */
export const planCompanies = (
  db: ReadDb,
  kept: Pick<Kept, 'figures'>,
  input: CompaniesInput,
  sources: Sources,
  cancelled?: () => boolean,
) => {
  const ready = prepared(db, input, sources)
  if (!ready.ok) return ready
  const { means } = ready.value
  const alternatives = ready.value.definition.alternatives.filter(({ id }) => id === input.alternativeId)
  if (alternatives.length === 0) return fail(failure('NOT_FOUND', { what: 'alternative', id: input.alternativeId }))
  const definition = { ...ready.value.definition, alternatives }
  // A number that is set or added counts for every company, one in percent only for those that hold something.
  const everybody = definition.changes.some(({ companyId, change }) => companyId === null && change.kind !== 'percent')
  const also = definition.changes.flatMap(({ companyId }) => companyId ?? [])
  const query = { scope: definition.scope, asOf: input.asOf, edition: means.edition }
  const { limit, offset, descending } = input
  const key = FIGURES.find((figure) => figure === input.sort)
  const listed = { ...query, holding: !everybody, also }
  const list = scopeIds(db, key ? { ...listed, descending: false, limit: ALL, offset: 0 } : { ...listed, descending, limit, offset }) // prettier-ignore
  let { ids } = list
  if (key) {
    const figures = kept.figures(JSON.stringify([{ ...definition, name: '', note: '' }, means.today, input.asOf ?? null]), () =>
      companyFigures(db, { query, definition, means, ids: list.ids, apart: standingApart(definition, sources), cancelled }),
    ) // prettier-ignore
    if (!figures.ok) return figures
    ids = [...inOrder(ids, figures.value, key, descending)].slice(offset, offset + limit)
  }
  const found = new Map(basesOf(db, query, ids).map((one) => [one.companyId, one]))
  const rows = []
  for (const id of ids) {
    const one = found.get(id)
    if (!one) continue
    const row = rowOf(one, () => outcomeOrRefusal(definition, one.base, means, cancelled))
    if (!row.ok) return row
    rows.push(row.value)
  }
  return ok({ rows, total: list.total })
}

type Found = ReturnType<typeof basesOf>[number]

const rowOf = ({ companyId, name, base }: Found, compute: () => ReturnType<typeof outcomeOrRefusal>) => {
  const computed = compute()
  if (!computed.ok) return computed
  const [outcome] = computed.value.alternatives
  const held = base.apart.flatMap(({ groups }) => groups).flatMap((group) => group.held)
  const row = {
    companyId: companyId as CompanyId,
    companyName: name,
    licencesNow: held.reduce((sum, { quantity }) => sum + quantity, 0),
    licencesAtEnd: outcome?.licencesAtEnd ?? 0,
    buy: outcome?.totals?.buy ?? null,
    sell: outcome?.totals?.sell ?? null,
  }
  return ok(row) satisfies Result<unknown, Failure>
}
