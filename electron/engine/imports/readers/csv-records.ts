const DELIMITERS = [';', ',', '\t', '|'] as const
type Delimiter = (typeof DELIMITERS)[number]

const QUOTE = 34
const LF = 10
const CR = 13
const CACHE_SLOTS = 4096
const PROBE_CHARS = 64 * 1024

/**
 * A cache of the cells seen, so that a column with few different values costs one string and not a million. The text is
 * compared in place: a hit allocates nothing.
 */
const cellCache = (text: string): ((start: number, end: number) => string) => {
  const slots: string[] = new Array<string>(CACHE_SLOTS).fill('')
  return (start, end) => {
    const length = end - start
    if (length <= 0) return ''
    const last = text.charCodeAt(end - 1)
    const near = text.charCodeAt(end - (length > 1 ? 2 : 1))
    const middle = text.charCodeAt(start + (length >> 1))
    const slot =
      (length * 37 + text.charCodeAt(start) * 11 + middle * 101 + near * 307 + last * 1009) & (CACHE_SLOTS - 1)
    const known = slots[slot]
    if (known?.length === length && text.startsWith(known, start)) return known
    const made = text.slice(start, end)
    slots[slot] = made
    return made
  }
}

/**
 * Where the quoted field that opens at `open` closes, or -1 when its quote is a lone one (V39): never closed, or closed
 * only by what looks like the opening quote of a later line.
 */
const closingQuote = (text: string, open: number, delimiter: number): number => {
  let lines = 0
  for (let at = text.indexOf('"', open + 1), from = open + 1; at >= 0; at = text.indexOf('"', from)) {
    const next = text.charCodeAt(at + 1)
    const closes = at + 1 >= text.length || next === delimiter || next === LF || next === CR
    if (lines === 0 && text.slice(from, at).includes('\n')) lines = 1
    if (next === QUOTE) {
      from = at + 2
      continue
    }
    if (closes) return at
    const before = text.charCodeAt(at - 1)
    if (lines > 0 && (before === delimiter || before === LF)) return -1
    from = at + 1
  }
  return -1
}

/** Splits CSV text into records of cells. Ragged rows stay ragged; a blank line is a record with one empty cell. */
export const csvRecords = (text: string, delimiter: Delimiter): string[][] => {
  const mark = delimiter.charCodeAt(0)
  const cell = cellCache(text)
  const records: string[][] = []
  const { length } = text
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let quotesClose = true
  let width = 1
  while (at < length) {
    // Sized like the record before: growing each one cell by cell would take half as much memory again.
    const record = new Array<string>(width)
    let count = 0
    for (;;) {
      const close = quotesClose && text.charCodeAt(at) === QUOTE ? closingQuote(text, at, mark) : -1
      if (close >= 0) {
        const raw = text.slice(at + 1, close)
        record[count++] = raw.includes('""') ? raw.replaceAll('""', '"') : raw
        at = close + 1
      } else {
        // Once a quote is known never to close, looking again for each later one would cost a scan of the whole file.
        if (text.charCodeAt(at) === QUOTE && text.indexOf('"', at + 1) < 0) quotesClose = false
        let end = at
        let code = text.charCodeAt(end)
        while (end < length && code !== mark && code !== LF && code !== CR) code = text.charCodeAt(++end)
        record[count++] = cell(at, end)
        at = end
      }
      if (text.charCodeAt(at) !== mark) break
      at++
    }
    if (text.charCodeAt(at) === CR) at++
    if (text.charCodeAt(at) === LF) at++
    if (record.length > count) record.length = count
    width = count
    records.push(record)
  }
  return records
}

const commonest = (counts: readonly number[]): number => {
  const tally = new Map<number, number>()
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1)
  return [...tally].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

/**
 * The delimiter of a CSV text (V25-V28), or null when no candidate divides its lines alike. Decimal commas don't mislead
 * it: the candidate that explains the most cells in equally long records wins. Excel's own "sep=;" line is obeyed.
 */
export const csvDelimiter = (text: string): Delimiter | null => {
  const stated = /^\ufeff?sep=([;,\t|])\r?\n/i.exec(text)?.[1]
  if (stated) return stated as Delimiter
  const probe = text.slice(0, PROBE_CHARS)
  let best: { delimiter: Delimiter; score: number } | null = null
  for (const delimiter of DELIMITERS) {
    const records = csvRecords(probe, delimiter).filter((record) => !/^\s*(%|$)/.test(record.join('')))
    if (probe.length < text.length) records.pop()
    const counts = records.map((record) => record.length)
    // Banner lines and totals are shorter than data, so one-cell records have no vote.
    const width = commonest(counts.filter((count) => count > 1))
    const score = counts.filter((count) => count === width).length * (width - 1)
    if (width > 1 && score > (best?.score ?? 0)) best = { delimiter, score }
  }
  return best?.delimiter ?? null
}
