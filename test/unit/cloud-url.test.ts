import { describe, expect, it, test } from 'vitest'
import { cloudOrigin } from '../../electron/engine/sync/cloud-url.ts'

describe('the address of a cloud', () => {
  test.each([
    ['https://openrainbow.com', 'https://openrainbow.com'],
    ['https://openrainbow.com/', 'https://openrainbow.com'],
    ['https://sandbox.openrainbow.com:8443/api/', 'https://sandbox.openrainbow.com:8443'],
    ['http://127.0.0.1:4711', 'http://127.0.0.1:4711'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:1', 'http://[::1]:1'],
    ['HTTPS://OpenRainbow.COM', 'https://openrainbow.com'],
  ])('%s may be used, without its path', (url, origin) => {
    expect(cloudOrigin(url)).toEqual({ ok: true, value: origin })
  })

  test.each([
    'http://openrainbow.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://0.0.0.0',
    'http://192.168.1.1',
    'ws://127.0.0.1',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'openrainbow.com',
    '',
    'https://',
  ])('%s may not: it would send a password in clear, or nowhere', (url) => {
    expect(cloudOrigin(url)).toMatchObject({ ok: false, failure: { code: 'CLOUD_URL_NOT_ALLOWED' } })
  })

  it('does not repeat a password that was typed into the address', () => {
    for (const url of [
      'https://jessica:s3cret-word@openrainbow.com',
      'http://jessica:s3cret-word@127.0.0.1:1',
      'jessica:s3cret-word@openrainbow.com',
      'http://jessica:s3cret-word@[broken',
    ]) {
      const refused = cloudOrigin(url)
      expect(refused.ok).toBe(false)
      expect(JSON.stringify(refused)).not.toContain('s3cret-word')
    }
  })
})
