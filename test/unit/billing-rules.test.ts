import { describe, expect, it } from 'vitest'
import { billedQuantity, billingRulesAt, quantityAt, type QuantityChange } from '../../shared/domain/billing-rules.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import { addDays, addMonths, lastDayOf, localDateAt, startOfLocalDay } from '../../shared/domain/local-date.ts'

const change = (at: string, quantity: number, operationId = at): QuantityChange => ({
  at,
  quantity: { units: quantity, scale: 0 },
  operationId,
})
const licences = (found: { readonly quantity: { readonly units: number } } | null) => found?.quantity.units ?? null

describe('local dates', () => {
  it('counts months and days over the end of a year', () => {
    expect(addMonths('2017-12', 1)).toBe('2018-01')
    expect(addMonths('2017-01', -1)).toBe('2016-12')
    expect(lastDayOf('2016-02')).toBe('2016-02-29')
    expect(addDays('2017-12-31', 1)).toBe('2018-01-01')
  })

  it.each([
    ['2017-07-01', 'Europe/Paris', '2017-06-30T22:00:00.000Z'],
    ['2017-12-01', 'Europe/Paris', '2017-11-30T23:00:00.000Z'],
    ['2017-03-26', 'Europe/Paris', '2017-03-25T23:00:00.000Z'],
    ['2017-03-27', 'Europe/Paris', '2017-03-26T22:00:00.000Z'],
    ['2017-10-30', 'Europe/Paris', '2017-10-29T23:00:00.000Z'],
    ['2017-07-01', 'America/New_York', '2017-07-01T04:00:00.000Z'],
    ['2017-07-01', 'Pacific/Kiritimati', '2017-06-30T10:00:00.000Z'],
    ['2017-07-01', 'Pacific/Pago_Pago', '2017-07-01T11:00:00.000Z'],
    // The clock went from 00:00 to 01:00 there: the day began at 01:00.
    ['2017-10-15', 'America/Sao_Paulo', '2017-10-15T03:00:00.000Z'],
  ])('%s in %s begins at %s', (date, timeZone, instant) => {
    expect(new Date(startOfLocalDay(date, timeZone)).toISOString()).toBe(instant)
    expect(localDateAt(startOfLocalDay(date, timeZone), timeZone)).toBe(date)
    expect(localDateAt(startOfLocalDay(date, timeZone) - 1, timeZone)).toBe(addDays(date, -1))
  })
})

describe('quantityAt', () => {
  it('M200: ten licences bought on 31 August are billed on 1 September, bought on 1 September they are not', () => {
    const late = change('2017-08-31T21:59:59.999Z', 10)
    const next = change('2017-08-31T22:00:00.000Z', 10)
    expect(quantityAt([late], '2017-08-31')).toEqual({ quantity: decimal('10'), operationId: late.at })
    expect(quantityAt([next], '2017-08-31')).toBeNull()
    expect(licences(quantityAt([next], '2017-09-30'))).toBe(10)
  })

  it('M200: the day ends by the local clock, in winter an hour later by UTC', () => {
    const winter = change('2017-11-30T22:30:00.000Z', 7)
    expect(licences(quantityAt([winter], '2017-11-30'))).toBe(7)
    expect(licences(quantityAt([winter], '2017-11-30', 'Asia/Tokyo'))).toBeNull()
    expect(licences(quantityAt([change('2017-12-01T04:59:00.000Z', 7)], '2017-11-30', 'America/New_York'))).toBe(7)
  })

  it('M206: the last change counts, whatever the order of the list', () => {
    const changes = [
      change('2017-06-01T09:00:00.000Z', 15),
      change('2017-06-20T09:00:00.000Z', 20),
      change('2017-06-25T09:00:00.000Z', 18),
    ]
    expect(licences(quantityAt(changes, '2017-06-30'))).toBe(18)
    expect(licences(quantityAt([...changes].reverse(), '2017-06-30'))).toBe(18)
    expect(licences(quantityAt(changes, '2017-06-20'))).toBe(20)
    const tie = [change('2017-06-01T09:00:00.000Z', 2, 'b'), change('2017-06-01T09:00:00.000Z', 1, 'a')]
    expect(quantityAt(tie, '2017-06-30')?.operationId).toBe('b')
    expect(quantityAt([...tie].reverse(), '2017-06-30')?.operationId).toBe('b')
  })

  it('refuses what is not an instant', () => {
    expect(() => quantityAt([change('yesterday', 1)], '2017-06-30')).toThrow(RangeError)
  })
})

describe('billedQuantity', () => {
  const monthly = { model: 'monthly', termYears: null } as const
  const threeYears = { model: 'prepaid', termYears: 3 } as const
  const bought = change('2017-11-24T17:09:00.000Z', 20)

  it('M200: monthly is billed each month with the licences at the end of the month before', () => {
    const changes = [change('2017-06-01T09:00:00.000Z', 20), change('2017-09-19T10:15:00.000Z', 22)]
    const billed = (month: string) => licences(billedQuantity({ ...monthly, changes }, month))
    expect(['2017-06', '2017-07', '2017-09', '2017-10'].map(billed)).toEqual([null, 20, 20, 22])
  })

  it('2e: created and deleted within the month is not billed', () => {
    const changes = [change('2017-08-02T09:00:00.000Z', 5), change('2017-08-20T09:00:00.000Z', 0)]
    expect(billedQuantity({ ...monthly, changes }, '2017-09')).toBeNull()
  })

  it('M201, M161, M209: prepaid is billed up front in the month after, then at each renewal for a year', () => {
    const billed = (month: string) => billedQuantity({ ...threeYears, changes: [bought] }, month)?.reason ?? null
    expect(billed('2017-11')).toBeNull()
    expect(billed('2017-12')).toBe('term')
    expect(billed('2018-01')).toBeNull()
    expect(billed('2018-12')).toBeNull()
    expect(billed('2020-12')).toBe('renewal')
    expect(billed('2021-06')).toBeNull()
    expect(billed('2021-12')).toBe('renewal')
  })

  it('M210: an increase of 18 December is billed in January, and only what was added', () => {
    const changes = [bought, change('2017-12-18T10:00:00.000Z', 25)]
    const billed = billedQuantity({ ...threeYears, changes }, '2018-01')
    expect(billed).toMatchObject({ quantity: { units: 5 }, reason: 'increase' })
    expect(licences(billedQuantity({ ...threeYears, changes }, '2020-12'))).toBe(25)
  })

  it('M204, M227: usage has no licences to bill', () => {
    expect(billedQuantity({ model: 'usage', termYears: null, changes: [bought] }, '2017-12')).toBeNull()
  })
})

describe('billing rules', () => {
  it('are dated data: a later set leaves earlier months as they were', () => {
    const [deck] = [billingRulesAt('2017-07-01')]
    const later = { ...deck, id: 'later', validFrom: '2020-01-01' }
    expect(billingRulesAt('2019-12-31', [later, deck]).id).toBe('deck-2017')
    expect(billingRulesAt('2020-01-01', [later, deck]).id).toBe('later')
    expect(billingRulesAt('2001-01-01', [later, deck]).id).toBe('deck-2017')
  })

  it('X25, M200, M205: monthly in advance without pro-rata, usage in arrears', () => {
    const rules = billingRulesAt('2017-07-01')
    expect(rules.monthly).toMatchObject({ billed: 'in-advance', proRata: false })
    expect(rules.usage.billed).toBe('in-arrears')
    expect(rules.prepaid.terms).toMatchObject({ '3EY95102AD': 3, '3EY95101AB': 1 })
  })
})
