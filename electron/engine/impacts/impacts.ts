import type { Failure } from '../../../shared/contract/failure.ts'
import type { Impact } from '../../../shared/contract/planning.ts'
import type { Window } from '../../../shared/contract/values.ts'
import { BILLING_TIME_ZONE } from '../../../shared/domain/billing-rules.ts'
import { localDateAt } from '../../../shared/domain/local-date.ts'
import type { Result } from '../../../shared/util/result.ts'
import type { Changes, EngineDeps } from '../core/index.ts'
import type { WriteDb } from '../db/index.ts'
import type { Outbox } from '../outbox/index.ts'
import { pricesInUse, readCatalogues } from '../prices/index.ts'
import { applyImpact, type Apply } from './apply.ts'
import { prepareImpact, type Prepare } from './prepare.ts'
import { getImpact, listImpacts } from './read.ts'

/** What accepted quotes and plans become in the cloud: stated first, then done exactly so (docs/planning.md, section 7). */
export type Impacts = {
  prepare(input: Prepare): Promise<Result<Impact, Failure>>
  apply(input: Apply): Promise<Result<Impact, Failure>>
  get(input: { readonly id: string; readonly today?: string | undefined }): Result<Impact, Failure>
  list(window: Window): ReturnType<typeof listImpacts>
}

type Deps = {
  readonly engine: Pick<EngineDeps, 'resourcesDir' | 'clock'>
  readonly db: WriteDb
  readonly changes: Changes
  readonly outbox: Outbox
}

export const createImpacts = ({ engine, db, changes, outbox }: Deps): Impacts => {
  const editions = readCatalogues(engine.resourcesDir)
  const sources = () => ({ lists: pricesInUse(db, engine.resourcesDir), editions })
  const today = (): string => localDateAt(engine.clock().getTime(), BILLING_TIME_ZONE)
  /** One after the other: two that run at once would both look at what neither has made. */
  let applying: Promise<unknown> = Promise.resolve()

  const get: Impacts['get'] = (input) => getImpact(db, input.id, input.today ?? today())
  return {
    prepare: async (input) => {
      const prepared = await prepareImpact({ db, outbox, sources }, input)
      if (!prepared.ok) return prepared
      changes.announce('plans', 'quotes')
      return getImpact(db, prepared.value.id, input.today)
    },
    apply: async (input) => {
      const applied = applying.then(() => applyImpact({ db, outbox }, input))
      applying = applied.catch(() => undefined)
      const result = await applied
      changes.announce('outbox', 'estate', 'plans', 'quotes')
      return result.ok ? getImpact(db, input.id, input.today) : result
    },
    get,
    list: (window) => listImpacts(db, window),
  }
}
