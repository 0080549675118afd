const MARKS = /\p{M}+/gu
const SPACE = /\s+/gu

/** For comparing names: without case, accents and white space. Punctuation counts: "High-Tech" is not "Hightech". */
export const foldText = (text: string): string =>
  text.normalize('NFKD').replace(MARKS, '').replace(SPACE, '').toLowerCase()

export const sameText = (a: string, b: string): boolean => a === b || foldText(a) === foldText(b)
