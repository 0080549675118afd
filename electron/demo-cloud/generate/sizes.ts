import type { SeededRandom } from '../seeded-random.ts'

export const MEMBERS_PER_COMPANY = 6
/** Of a Zipf distribution: a few big companies and very many small ones. */
const EXPONENT = 0.8

/** How many members each company has, in no order; together six times the number of companies. */
export const companySizes = (companies: number, random: SeededRandom): Uint32Array => {
  const weights = Float64Array.from({ length: companies }, (_, rank) => 1 / (rank + 1) ** EXPONENT)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const wanted = companies * MEMBERS_PER_COMPANY
  const sizes = Uint32Array.from(weights, (weight) => Math.max(1, Math.floor((weight / sum) * wanted)))
  let left = wanted - sizes.reduce((total, size) => total + size, 0)
  for (let rank = 0; left !== 0; rank = (rank + 1) % companies) {
    const step = left > 0 ? 1 : sizes[rank]! > 1 ? -1 : 0
    sizes[rank]! += step
    left -= step
  }
  for (let index = companies - 1; index > 0; index -= 1) {
    const other = random.integer(0, index)
    const size = sizes[index]!
    sizes[index] = sizes[other]!
    sizes[other] = size
  }
  return sizes
}
