/** Months as files write them in EN, FR, DE, ES, IT: a name is known by its first letters without accents (V17). */
const STEMS: readonly (readonly string[])[] = [
  ['jan', 'janv', 'ene', 'gen', 'jaen'],
  ['feb', 'fev', 'febr'],
  ['mar', 'mars', 'marz', 'maer', 'mrz'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mag'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago'],
  ['sep', 'sept', 'set'],
  ['oct', 'okt', 'ott'],
  ['nov'],
  ['dec', 'dez', 'dic'],
]

/** 1-12 for "Nov", "novembre", "août", "März", "gennaio"; null for anything else. */
export const monthNumber = (name: string): number | null => {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const index = STEMS.findIndex((stems) =>
    stems.some((stem) => plain === stem || (stem.length >= 3 && plain.startsWith(stem))),
  )
  return index < 0 ? null : index + 1
}
