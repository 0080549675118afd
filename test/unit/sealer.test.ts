import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSealer } from '../../electron/engine/core/sealer.ts'

const key = (): string => randomBytes(32).toString('base64')

describe('an activation code that a person chose (M100, docs/sync.md 5)', () => {
  it('is sealed, never the same twice, and opens under the same key', async () => {
    const sealer = createSealer(key())
    const [one, two] = [await sealer.seal('8398'), await sealer.seal('8398')]
    if (!one.ok || !two.ok) throw new Error('not sealed')
    expect(one.value).not.toBe(two.value)
    expect(one.value).not.toContain(Buffer.from('8398').toString('base64').slice(0, 5))
    expect(await sealer.open(one.value)).toEqual({ ok: true, value: '8398' })
  })

  it.each([
    ['another key', (sealed: string) => ({ sealed, sealer: createSealer(key()) })],
    ['an altered text', (sealed: string) => ({ sealed: `A${sealed.slice(1)}`, sealer: null })],
    ['half a text', (sealed: string) => ({ sealed: sealed.slice(0, 8), sealer: null })],
    ['no text', () => ({ sealed: '', sealer: null })],
  ])('does not open with %s', async (_, bend) => {
    const own = createSealer(`${'A'.repeat(43)}=`)
    const sealed = await own.seal('6137')
    if (!sealed.ok) throw new Error('not sealed')
    const bent = bend(sealed.value.startsWith('A') ? `B${sealed.value.slice(1)}` : sealed.value)
    const opened = await (bent.sealer ?? own).open(bent.sealed)
    expect(opened).toMatchObject({ ok: false, failure: { code: 'NO_KEYCHAIN_FOR_CODE' } })
  })
})
