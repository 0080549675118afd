import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { failure, type Failure } from '../../../shared/contract/failure.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import type { Sealer } from './deps.ts'

const NONCE = 12
const TAG = 16

/**
 * AES-256-GCM under a key that the host keeps in the system's keychain (32 bytes, base64). What was sealed under another
 * key, or altered, does not open: NO_KEYCHAIN_FOR_CODE.
 */
export const createSealer = (base64Key: string): Sealer => {
  const key = Buffer.from(base64Key, 'base64')
  return {
    seal: (secret) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final()])
      return Promise.resolve(ok(Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64')))
    },
    open: (sealed) => Promise.resolve(opened(key, Buffer.from(sealed, 'base64'))),
  }
}

const opened = (key: Buffer, bytes: Buffer): Result<string, Failure> => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
    decipher.setAuthTag(bytes.subarray(-TAG))
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
    return ok(text.toString('utf8'))
  } catch {
    return fail(failure('NO_KEYCHAIN_FOR_CODE', {}, 'M100'))
  }
}
