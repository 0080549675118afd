import { describe, expect, it } from 'vitest'
import { isPhoneNumber, sameNumber } from '../../electron/engine/outbox/kinds/phone-number.ts'

describe('M073, M077: a public number', () => {
  it.each(['+447848311690', '+33 3 90 67 68 62', '+33-390-676-862'])('%s is E.164', (number) => {
    expect(isPhoneNumber(number, '')).toBe(true)
  })
  it('03 90 67 68 62 is national, and needs a country', () => {
    expect(isPhoneNumber('03 90 67 68 62', 'FRA')).toBe(true)
    expect(isPhoneNumber('03 90 67 68 62', '')).toBe(false)
  })
  it.each(['', '+', '+0123456789', 'call me', '12', '+1234567890123456'])('%s is none', (number) => {
    expect(isPhoneNumber(number, 'FRA')).toBe(false)
  })
  it.each([
    ['+33390676862', '03 90 67 68 62', true],
    ['+33390676862', '+33390676862', true],
    ['+33390676862', '03 90 67 68 63', false],
    ['+33390676862', null, false],
    [null, null, true],
    ['+33390676862', '2', false],
  ])('%s and %s are the same: %s', (a, b, same) => {
    expect(sameNumber(a, b)).toBe(same)
    expect(sameNumber(b, a)).toBe(same)
  })
})
