/** Equal but for case, accents, punctuation and spaces. */
export const sameName = (a: string, b: string): boolean => folded(a) === folded(b)

const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
