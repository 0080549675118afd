import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RenewalRow } from '../../shared/contract/renewals.ts'
import { calendarOf, escapedText, foldedLine } from '../../electron/engine/renewals/ical.ts'
import { commandId, now, syncedWorld, type World } from '../support/engine.ts'

let world: World
beforeAll(async () => {
  world = await syncedWorld()
})
afterAll(() => world.close())
const renewals = () => world.engine.client.renewals
const inTerm = '2018-02-10'
const endOf2020 = { from: '2020-11-01', to: '2020-12-31' }
const unfolded = (text: string) => text.replaceAll('\r\n ', '')
const calendar = async (today: string, period = endOf2020) =>
  Buffer.from((await renewals().ical({ ...period, today })).base64, 'base64').toString('utf8')

describe('renewals of the training tenant', () => {
  it('M209, M161: what ends on 1 December 2020 renews to 1 December 2021, and can be decided on the day before', async () => {
    const { rows, total, alerts } = await renewals().list({ ...endOf2020, today: inTerm, model: 'prepaid' })
    expect([total, alerts]).toEqual([2, 2])
    const facts = rows.map(({ companyName, offerName, quantity, allocated }) => [
      companyName,
      offerName,
      quantity,
      allocated,
    ])
    expect(facts).toEqual(
      expect.arrayContaining([
        ['Advanced Telephony', 'Business PrePaid 3 Years', 10, 0],
        ['Advanced Telephony', 'Enterprise PrePaid 3 Years', 20, 0],
      ]),
    )
    for (const row of rows) {
      expect(row).toMatchObject({
        endsOn: '2020-12-01',
        renewsTo: '2021-12-01',
        lastDayToAct: '2020-11-30',
        alert: true,
      })
      expect(row.rules).toContain('M209')
      expect(row.cost).toBeNull() // M218: no prepaid price is known.
    }
  })

  it('F08: an alert ends with the last day on which something can be done', async () => {
    const alerts = async (today: string) => (await renewals().list({ ...endOf2020, today })).alerts
    expect([await alerts('2020-11-30'), await alerts('2020-12-01')]).toEqual([2, 0])
    const { rows } = await renewals().list({ ...endOf2020, today: '2020-12-01', model: 'prepaid' })
    expect(rows.map(({ alert }) => alert)).toEqual([false, false])
    expect((await renewals().list({ ...endOf2020, today: '2020-12-01', alertsOnly: true })).total).toBe(0)
  })

  it('F08, M206: monthly subscriptions renew by themselves and never alert', async () => {
    for (const today of ['2017-10-01', '2020-11-30', '2030-01-01']) {
      const { rows, alerts } = await renewals().list({ from: '2017-11-02', to: '2017-12-31', today, model: 'monthly' })
      expect([rows.length > 5, alerts]).toEqual([true, 0])
      for (const row of rows) expect(row).toMatchObject({ endsOn: '2017-12-01', renewsTo: '2018-01-01', alert: false })
      const enterprise = rows.find(
        ({ companyName, offerName }) => companyName === 'Sistemos' && offerName === 'Enterprise',
      )
      expect(enterprise?.cost).toEqual({ minor: enterprise!.quantity * 280, currency: 'EUR' })
    }
    expect((await renewals().list({ from: '2017-11-02', to: '2017-11-30', today: inTerm })).total).toBe(0)
  })

  it('terms stand before what renews each month, windows and orders hold together', async () => {
    const all = await renewals().list({ ...endOf2020, today: inTerm, limit: 500 })
    expect(all.rows.map(({ model }) => model).lastIndexOf('prepaid')).toBe(1)
    for (const sort of ['endsOn', 'companyName', 'offerName', 'contractNumber', 'model', 'quantity', 'allocated']) {
      for (const descending of [false, true]) {
        const pages: RenewalRow[] = []
        for (let offset = 0; offset < all.total; offset += 3) {
          pages.push(
            ...(await renewals().list({ ...endOf2020, today: inTerm, sort, descending, limit: 3, offset })).rows,
          )
        }
        expect(new Set(pages.map((row) => row.subscriptionId)).size, sort).toBe(all.total)
      }
    }
    const { rows } = await renewals().list({ ...endOf2020, today: inTerm, search: 'telephony' })
    expect(rows.map(({ companyName }) => companyName)).toEqual(['Advanced Telephony', 'Advanced Telephony'])
    const one = await renewals().list({
      ...endOf2020,
      today: inTerm,
      companyId: rows[0]!.companyId,
      search: 'business',
    })
    expect(one.rows.map(({ offerName }) => offerName)).toEqual(['Business PrePaid 3 Years'])
  })
})

describe('the calendar file', () => {
  it('RFC 5545: one all-day event per end of a term, alarms only while something can be done', async () => {
    const text = unfolded(await calendar(inTerm))
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:[^]*END:VCALENDAR\r\n$/)
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(text.match(/BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P30D/g)).toHaveLength(2)
    expect(text).toContain('DTSTART;VALUE=DATE:20201201\r\nDTEND;VALUE=DATE:20201202\r\n')
    expect(text).toContain('SUMMARY:Advanced Telephony: 20 Enterprise PrePaid 3 Years renew\r\n')
    expect(text).toContain('\\nCommercial reference: 3EY95102AD\\n')
    expect(text).not.toContain('Sistemos')
    const reminders = async (today: string) => (await calendar(today)).match(/TRIGGER:-P\d+D/g) ?? []
    expect(await reminders('2020-11-20')).toEqual(['TRIGGER:-P7D', 'TRIGGER:-P1D', 'TRIGGER:-P7D', 'TRIGGER:-P1D'])
    expect(await reminders('2020-11-30')).toEqual(['TRIGGER:-P1D', 'TRIGGER:-P1D'])
    expect(await reminders('2020-12-01')).toEqual([])
  })

  it('has the same UIDs whenever it is made, and another for another end', async () => {
    const uids = (text: string) => text.match(/^UID:.*$/gm)
    expect(uids(await calendar(inTerm))).toEqual(uids(await calendar('2020-11-30')))
    expect(new Set(uids(await calendar(inTerm))).size).toBe(2)
    expect(uids(await calendar(inTerm, { from: '2021-01-01', to: '2021-12-31' }))).toBeNull()
  })

  it('folds at 75 octets without tearing a character apart, and escapes what has a meaning', () => {
    expect(escapedText('A; B, C\\D\nE\r\nF\u0007\u0000')).toBe('A\\; B\\, C\\\\D\\nE\\nF  ')
    for (const line of ['x'.repeat(75), 'x'.repeat(76), 'Café '.repeat(60), '🙂'.repeat(50), '']) {
      const folded = foldedLine(line).split('\r\n')
      for (const one of folded) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75)
      for (const more of folded.slice(1)) expect(more[0]).toBe(' ')
      expect(unfolded(folded.join('\r\n'))).toBe(line)
    }
    expect(foldedLine('x'.repeat(75))).not.toContain('\r\n')
    const row: RenewalRow = { subscriptionId: 's', companyId: 'c' as RenewalRow['companyId'], companyName: 'A\r\nEND:VCALENDAR; B', offerName: 'É'.repeat(80), commercialReference: null, contractNumber: null, model: 'prepaid', quantity: 1, allocated: null, endsOn: '2020-12-01', renewsTo: '2021-12-01', lastDayToAct: '2020-11-30', alert: true, cost: { minor: 123456, currency: 'EUR' }, rules: [] } // prettier-ignore
    const text = [...calendarOf([row], inTerm)].join('')
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true)
    expect(text.match(/^END:VCALENDAR/gm)).toHaveLength(1)
    expect(unfolded(text)).toContain('Cost: 1234.56 EUR')
  })
})

describe('unused licences (Z11)', () => {
  it('SISTEMOS: 5 unused Enterprise, 14.00 a month, recoverable now', async () => {
    const { rows } = await renewals().leaks({ today: '2017-10-02', search: 'sistemos' })
    expect(rows.find(({ offerName }) => offerName === 'Enterprise')).toMatchObject({ companyName: 'Sistemos', unused: 5, value: { minor: 1400, currency: 'EUR' }, per: 'month', recoverableFrom: '2017-10-02', lastDayToAct: '2017-10-31' }) // prettier-ignore
  })

  it('Advanced Telephony: 30 unused, not before 1 December 2020, and no price is invented (M210, M218)', async () => {
    const { rows, prepaid, missingPrices } = await renewals().leaks({ today: inTerm, search: 'advanced telephony' })
    expect(rows.map(({ offerName, unused, bought, recoverableFrom, lastDayToAct, value }) => ({ offerName, unused, bought, recoverableFrom, lastDayToAct, value }))).toEqual([
      { offerName: 'Enterprise PrePaid 3 Years', unused: 20, bought: 20, recoverableFrom: '2020-12-01', lastDayToAct: '2020-11-30', value: null },
      { offerName: 'Business PrePaid 3 Years', unused: 10, bought: 10, recoverableFrom: '2020-12-01', lastDayToAct: '2020-11-30', value: null },
    ]) // prettier-ignore
    expect(prepaid).toEqual({ subscriptions: 2, licences: 30, value: null })
    expect(missingPrices).toEqual(['3EY95101AD', '3EY95102AD'])
  })

  it('totals are the sums of the rows, of the whole list and not of the window', async () => {
    const { rows, total, monthly, prepaid } = await renewals().leaks({ today: inTerm, limit: 500 })
    const of = (model: string) => rows.filter((row) => row.model === model)
    expect(rows).toHaveLength(total)
    expect(monthly).toEqual({
      subscriptions: of('monthly').length,
      licences: of('monthly').reduce((sum, { unused }) => sum + unused, 0),
      value: { minor: of('monthly').reduce((sum, { value }) => sum + value!.minor, 0), currency: 'EUR' },
    })
    expect(prepaid.licences).toBe(of('prepaid').reduce((sum, { unused }) => sum + unused, 0))
    expect(rows.every(({ unused }) => unused > 0)).toBe(true)
    expect((await renewals().leaks({ today: inTerm, limit: 1 })).monthly).toEqual(monthly)
  })

  it('another currency has no price: totals are not known, and never added together', async () => {
    const { monthly, missingPrices } = await renewals().leaks({ today: inTerm, currency: 'USD' })
    expect(monthly.value).toBeNull()
    expect(missingPrices).toEqual(expect.arrayContaining(['3EY95002AA', '3EY95003AA']))
  })
})

describe('the delegation radar (Z15)', () => {
  it('M198: SISTEMOS may do both and could cut 14.00 a month', async () => {
    const { rows, possibleCut } = await renewals().radar({ today: '2017-10-02' })
    const sistemos = rows.find(({ companyName }) => companyName === 'Sistemos')
    expect(sistemos).toMatchObject({ mayUpdate: true, mayDecrease: true, inconsistent: false, cutLicences: 5, possibleCut: { minor: 1400, currency: 'EUR' } }) // prettier-ignore
    expect(rows[0]).toEqual(sistemos)
    expect(possibleCut?.minor).toBe(rows.reduce((sum, row) => sum + row.possibleCut!.minor, 0))
    expect(rows.every((row) => row.mayUpdate || row.inconsistent)).toBe(true)
  })

  it('a price of our own makes prepaid known: 3 years unused by theirs, a renewal by that of one year (M209)', async () => {
    const { prices } = world.engine.client
    const price = (commercialReference: string, units: number) => ({ commercialReference, offerName: commercialReference, unitPrice: { units, scale: 2 }, per: 'term' as const, invoiceNames: [] }) // prettier-ignore
    const content = { name: 'Prepaid', tier: 'vad' as const, companyId: null, currency: 'EUR', validFrom: '2017-11-01', validTo: null, note: '', prices: [price('3EY95102AD', 9000), price('3EY95101AD', 3600), price('3EY95102AB', 3200)] } // prettier-ignore
    await prices.save({ commandId: commandId(), at: now(), id: 'prepaid', base: 0, content })
    const { rows, prepaid, missingPrices } = await renewals().leaks({ today: inTerm, search: 'advanced telephony' })
    expect(rows.map(({ value }) => value?.minor)).toEqual([20 * 9000, 10 * 3600])
    expect([prepaid.value?.minor, missingPrices]).toEqual([216_000, []])
    const renewed = (await renewals().list({ ...endOf2020, today: inTerm, model: 'prepaid' })).rows
    expect(Object.fromEntries(renewed.map((row) => [row.commercialReference, row.cost?.minor ?? null]))).toEqual({ '3EY95102AD': 20 * 3200, '3EY95101AD': null }) // prettier-ignore
  })
})
