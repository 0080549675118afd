const E164 = /^\+[1-9]\d{6,14}$/

/** M073: a public number in E.164; spaces, dots, dashes and brackets may be typed. Null where it is none, '' where nothing is typed. */
export const publicNumber = (typed: string): string | null => {
  const bare = typed.replaceAll(/[\s().-]/g, '')
  if (bare === '') return ''
  return E164.test(bare) ? bare : null
}
