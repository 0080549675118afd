/** A word of more characters than this may be broken anywhere, so that it stays inside its column. */
const LONG_WORD = /\S{25,}/gu
const BREAK = '\u200b'

const breakable = (word: string): string =>
  Array.from(word, (one, index) => (index % 8 === 7 ? one + BREAK : one)).join('')

/** Typed text as the paper can take it: no control characters but line ends, and no word wider than its column. */
export const paperText = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll('\u202f', '\u00a0')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (one) => (one === '\n' ? one : ''))
    .replaceAll(LONG_WORD, breakable)
    .trim()
