/**
 * Text of a file in whichever encoding it is (V29-V32): by byte order mark, by the zero bytes of UTF-16, else UTF-8 when
 * it is valid UTF-8, else windows-1252. Null when it is no text at all.
 */
export const decodeText = (bytes: Uint8Array): string | null => {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return new TextDecoder('utf-8').decode(bytes)
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes)
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes)
  const head = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const many = head.length / 8
  if (odd > many && even === 0) return new TextDecoder('utf-16le').decode(bytes)
  if (even > many && odd === 0) return new TextDecoder('utf-16be').decode(bytes)
  if (even + odd > 0) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return looksBinary(head) ? null : new TextDecoder('windows-1252').decode(bytes)
  }
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte)

/** Control characters that no text file has; a few stray ones are forgiven. */
const looksBinary = (head: Uint8Array): boolean =>
  head.filter((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13).length > head.length / 50
