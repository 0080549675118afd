/** A whole number that was typed, with spaces between its groups if wanted; null where it is none or below `least`. */
export const wholeNumber = (typed: string, least: number): number | null => {
  const bare = typed.replaceAll(/[\s\u00a0\u202f]/g, '')
  if (!/^\d{1,7}$/.test(bare)) return null
  const number = Number(bare)
  return number >= least && number <= 1_000_000 ? number : null
}
