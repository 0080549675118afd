/** The bytes of a small file that came through the contract. */
export const bytesOfBase64 = (text: string): Uint8Array<ArrayBuffer> => {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** The type of an image by its first bytes, whatever its name says; null for anything but PNG and JPEG. */
export const imageType = (bytes: Uint8Array): 'image/png' | 'image/jpeg' | null => {
  const starts = (...first: readonly number[]): boolean => first.every((byte, index) => bytes[index] === byte)
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  return starts(0xff, 0xd8, 0xff) ? 'image/jpeg' : null
}

export const base64Of = (bytes: Uint8Array): string => {
  const parts: string[] = []
  for (let index = 0; index < bytes.length; index += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(index, index + 8192)))
  return btoa(parts.join(''))
}
