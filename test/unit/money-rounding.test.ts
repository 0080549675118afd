import { describe, expect, it } from 'vitest'
import { addDecimals, decimal } from '../../shared/domain/decimal.ts'
import { lineAmount, money, moneyFromText, moneyText, roundHalfUp, sumMoney, vatOf } from '../../shared/domain/money.ts'

describe('line amounts', () => {
  it.each([
    ['15', '2.80', '42.00', 'M236, M148'],
    ['12', '1.20', '14.40', 'M237'],
    ['20', '2.80', '56.00', 'M238, M153'],
    ['10', '1.20', '12.00', 'M239'],
    ['372.5', '0.0450', '16.76', 'M256: 16.7625'],
    ['1', '0.005', '0.01', 'half goes up'],
    ['1', '0.0049', '0.00', 'below half goes down'],
    ['-1', '0.005', '-0.01', 'a credit rounds on its magnitude'],
    ['-372.5', '0.0450', '-16.76', 'a credit cancels its line'],
  ])('%s x %s = %s (%s)', (quantity, price, amount) => {
    expect(moneyText(lineAmount(decimal(quantity), decimal(price), 'EUR'))).toBe(amount)
  })

  it('never gives minus zero', () => {
    expect(Object.is(lineAmount(decimal('0'), { units: -5, scale: 2 }, 'EUR').minor, 0)).toBe(true)
    expect(Object.is(lineAmount(decimal('-1'), decimal('0.001'), 'EUR').minor, 0)).toBe(true)
  })

  it('uses the minor digits of the currency', () => {
    expect(moneyText(lineAmount(decimal('3'), decimal('1.5'), 'JPY'))).toBe('5')
    expect(moneyText(lineAmount(decimal('3'), decimal('1.0005'), 'TND'))).toBe('3.002')
  })

  it('shows by an unsafe integer that factors are beyond the exact range', () => {
    const huge = { units: Number.MAX_SAFE_INTEGER, scale: 0 }
    expect(Number.isSafeInteger(lineAmount(huge, huge, 'EUR').minor)).toBe(false)
  })
})

describe('totals', () => {
  it('M240, M241: 124.40 and 20 % VAT are 24.88', () => {
    const net = sumMoney(
      [4200, 1440, 5600, 1200].map((minor) => money(minor, 'EUR')),
      'EUR',
    )
    expect(moneyText(net)).toBe('124.40')
    expect(moneyText(vatOf(net, decimal('0.20')))).toBe('24.88')
  })

  it('M228: 64 Business and 89 Enterprise are 326.00', () => {
    const lines = [lineAmount(decimal('64'), decimal('1.20'), 'EUR'), lineAmount(decimal('89'), decimal('2.80'), 'EUR')]
    expect(moneyText(sumMoney(lines, 'EUR'))).toBe('326.00')
  })

  it('never adds two currencies, and stops where a sum is no longer exact', () => {
    expect(() => sumMoney([money(1, 'EUR'), money(1, 'USD')], 'EUR')).toThrow('cannot add USD to EUR')
    expect(() => sumMoney([money(Number.MAX_SAFE_INTEGER, 'EUR'), money(1, 'EUR')], 'EUR')).toThrow(RangeError)
    expect(() => addDecimals({ units: Number.MAX_SAFE_INTEGER, scale: 0 }, decimal('1'))).toThrow(RangeError)
  })

  it('adds decimals of different scale', () => {
    expect(addDecimals(decimal('372.5'), decimal('0.25'))).toEqual({ units: 37275, scale: 2 })
  })

  it('rounds below the scale and shifts above it', () => {
    expect(roundHalfUp(15n, 1, 0)).toBe(2)
    expect(roundHalfUp(-15n, 1, 0)).toBe(-2)
    expect(roundHalfUp(3n, 0, 2)).toBe(300)
  })

  it('reads and writes amounts as text', () => {
    expect(moneyFromText('149.28', 'EUR')).toEqual({ minor: 14928, currency: 'EUR' })
    expect(moneyFromText('149.281', 'EUR')).toBeNull()
    expect(moneyText(money(-5, 'EUR'))).toBe('-0.05')
  })
})
