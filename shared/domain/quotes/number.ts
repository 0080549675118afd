const PATTERN = /^Q-(\d{4})-(\d{4,})$/

/** 'Q-2026-0007': the seventh quote of 2026; after 9999 the number grows longer. */
export const quoteNumber = (year: string, count: number): string => `Q-${year}-${String(count).padStart(4, '0')}`

/** Year and count of a quote's number; null for any other text. */
export const readQuoteNumber = (number: string): { readonly year: string; readonly count: number } | null => {
  const [, year, count] = PATTERN.exec(number) ?? []
  return year !== undefined && count !== undefined ? { year, count: Number(count) } : null
}
