const digitsOf = (text: string): string => text.replace(/[\s().\-/]/g, '')

/** E.164, or a national number of a known country (M073): 4 to 15 digits; spaces, dots, dashes and brackets are nothing. */
export const isPhoneNumber = (text: string, country: string): boolean => {
  const digits = digitsOf(text)
  return /^\+[1-9]\d{6,14}$/.test(digits) || (country !== '' && /^\d{4,15}$/.test(digits))
}

const significant = (text: string): string => digitsOf(text).replace(/^\+|^0+/g, '')

/** Whether both can be the same number, one of them written nationally: +33 3 90 67 68 62 and 03 90 67 68 62. */
export const sameNumber = (a: string | null, b: string | null): boolean => {
  if (a === null || b === null) return a === b
  const [longer, shorter] = [significant(a), significant(b)].sort((x, y) => y.length - x.length)
  return longer !== undefined && shorter !== undefined && shorter.length >= 4 && longer.endsWith(shorter)
}
