import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CatalogueEdition, catalogueAt } from '../../../shared/domain/catalogue.ts'

/** The editions of the offer catalogue that are shipped as data. */
export const readCatalogues = (resourcesDir: string): readonly CatalogueEdition[] => {
  const folder = join(resourcesDir, 'catalogues')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CatalogueEdition)
}

/** As the contract shows the edition in force on a local date. */
export const shownCatalogue = (editions: readonly CatalogueEdition[], date: string) => {
  const { id, validFrom, plans, offers, features } = catalogueAt(editions, date)
  return {
    edition: id,
    validFrom,
    plans: [...plans],
    offers: offers.map(({ commercialReference, name, plan, model, termYears, soldFrom, rules }) => ({
      ...{ commercialReference, name, plan, model, termYears, soldFrom },
      rules: [...rules],
    })),
    features: features.map((feature) => ({ ...feature, values: { ...feature.values }, rules: [...feature.rules] })),
  }
}
