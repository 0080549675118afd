import type { ReadDb } from '../db/index.ts'
import { pricesInUse, readCatalogues } from '../prices/index.ts'
import { calculatePlan, type Calculation, type Sources } from './calculate.ts'
import { planCompanies, type CompaniesInput } from './companies.ts'
import { createKept } from './kept.ts'

export type Calculated = ReturnType<typeof calculatePlan>
export type CalculatedCompanies = ReturnType<typeof planCompanies>

/** What plans cost, in this thread. What was read and computed is kept until someone says that it changed. */
export type Costs = {
  calculate(input: Calculation, cancelled?: () => boolean): Calculated
  companies(input: CompaniesInput, cancelled?: () => boolean): CalculatedCompanies
  estateChanged(): void
  pricesChanged(): void
}

export const createCosts = (db: ReadDb, resourcesDir: string): Costs => {
  const kept = createKept()
  const editions = readCatalogues(resourcesDir)
  let known: Sources | null = null
  const sources = (): Sources => (known ??= { lists: pricesInUse(db, resourcesDir), editions })
  return {
    calculate: (input, cancelled) => calculatePlan(db, kept, input, sources(), cancelled),
    companies: (input, cancelled) => planCompanies(db, kept, input, sources(), cancelled),
    estateChanged: kept.forgetEstate,
    pricesChanged: () => {
      known = null
      kept.forgetPrices()
    },
  }
}
