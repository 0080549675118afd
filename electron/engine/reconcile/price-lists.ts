import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PriceList } from '../../../shared/domain/price-list.ts'

/** The price lists that are shipped as data. */
export const shippedPriceLists = (resourcesDir: string): readonly PriceList[] => {
  const folder = join(resourcesDir, 'price-lists')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as PriceList)
}
