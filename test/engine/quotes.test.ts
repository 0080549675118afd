import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LicencePlanId } from '../../shared/contract/planning.ts'
import type { Quote, QuoteContent } from '../../shared/contract/quotes.ts'
import { formatDecimal } from '../../shared/domain/decimal.ts'
import { moneyText } from '../../shared/domain/money.ts'
import { dump } from '../support/database.ts'
import { commandId, now, syncedWorld, type World } from '../support/engine.ts'
import { customerNamed, quoteContent, quoteLine, textOfPdf } from '../support/quotes.ts'

let world: World
beforeAll(async () => {
  world = await syncedWorld()
})
afterAll(() => world.close())

const TODAY = '2026-11-22'
const quotes = () => world.engine.client.quotes
const save = (content: QuoteContent, number: string | null = null, id = commandId()) =>
  quotes().save({ commandId: id, at: now(), number, content })
const setState = (number: string, state: 'sent' | 'accepted' | 'refused', today = TODAY) =>
  quotes().setState({ commandId: commandId(), at: now(), number, state, today })
const figures = ({ perMonth, once, marginPerMonth }: Pick<Quote, 'perMonth' | 'once' | 'marginPerMonth'>) =>
  [perMonth, once, marginPerMonth].map((money) => money && moneyText(money))
const failureOf = async (call: Promise<unknown>) => {
  try {
    await call
  } catch (error) {
    return (error as { data: { code: string; params: Record<string, string>; rule: string | null } }).data
  }
  throw new Error('it was not refused')
}
const pdfOf = async (number: string, version?: number): Promise<Buffer> => {
  const made = await quotes().pdf({ number, ...(version === undefined ? {} : { version }) })
  expect(made).toMatchObject({
    mediaType: 'application/pdf',
    fileName: expect.stringMatching(/^Q-\d{4}-\d{4}-v\d+\.pdf$/) as unknown,
  })
  return Buffer.from(made.base64, 'base64')
}

describe('prices of a quote', () => {
  it('15 Enterprise are 42.00 a month at the distributor’s prices (M148), 20 are 56.00 (M153), margin at public price 24.00', async () => {
    const vad = await quotes().price({ content: quoteContent({ sellTier: 'vad' }) })
    expect(figures(vad)).toEqual(['42.00', '0.00', '0.00'])
    const twenty = quoteContent({ lines: [quoteLine({ quantity: 20 })] })
    expect(figures(await quotes().price({ content: { ...twenty, sellTier: 'vad' } }))).toEqual([
      '56.00',
      '0.00',
      '0.00',
    ])
    const sold = await quotes().price({ content: twenty })
    expect(figures(sold)).toEqual(['80.00', '0.00', '24.00'])
    expect(sold.lines[0]).toMatchObject({
      offerName: 'Enterprise',
      per: 'month',
      list: { id: 'public-2017', version: 1 },
      buy: { list: { id: 'vad-2017', version: 1 } },
    })
  })

  it('an offer may be named; a discount rounds once; a missing buy price is no margin', async () => {
    const { lines, ...totals } = await quotes().price({
      content: quoteContent({
        lines: [
          quoteLine({ commercialReference: 'business', quantity: 3, discount: { units: 125, scale: 3 } }),
          quoteLine({ commercialReference: '3EY95102AD', quantity: 2, unitPrice: { units: 9000, scale: 2 } }),
        ],
      }),
    })
    expect(
      lines.map((line) => [line.commercialReference, formatDecimal(line.netPrice), moneyText(line.amount)]),
    ).toEqual([
      ['3EY95002AA', '1.75', '5.25'],
      ['3EY95102AD', '90', '180.00'],
    ])
    expect(lines[1]).toMatchObject({ per: 'term', termYears: 3, list: null, buy: null })
    expect(figures(totals)).toEqual(['5.25', '180.00', '1.65'])
    expect(totals.marginOnce).toBeNull()
  })

  it('a prepaid offer without price is refused and names every reference (M218, X22)', async () => {
    const lines = [quoteLine({ commercialReference: '3EY95102AD' }), quoteLine({ commercialReference: '3EY95101AB' })]
    expect(await failureOf(quotes().price({ content: quoteContent({ lines: [lines[0]!] }) }))).toMatchObject({
      code: 'PRICE_MISSING',
      rule: 'M218',
      params: { reference: '3EY95102AD' },
    })
    expect((await failureOf(save(quoteContent({ lines })))).params.reference).toBe('3EY95102AD, 3EY95101AB')
    expect((await failureOf(save(quoteContent({ lines: [quoteLine({ commercialReference: '3EY95004AA' })] })))).params.reference).toBe('3EY95004AA') // prettier-ignore
  })

  it('storage has no known period, also with a typed price (X21); demo offers are not sold (M139)', async () => {
    const storage = quoteLine({ commercialReference: 'Storage', unitPrice: { units: 9000, scale: 2 } })
    expect(await failureOf(save(quoteContent({ lines: [storage] })))).toMatchObject({
      code: 'PRICE_PERIOD_UNKNOWN',
      rule: 'X21',
    })
    const demo = quoteLine({ commercialReference: 'Enterprise Demo' })
    expect(await failureOf(save(quoteContent({ lines: [demo] })))).toMatchObject({ code: 'RULE_BROKEN', rule: 'M139' })
  })

  it('unknown offers, other currencies, impossible days, numbers and discounts are refused', async () => {
    const refused = async (more: Partial<QuoteContent>) =>
      (await failureOf(quotes().price({ content: quoteContent(more) }))).code
    expect(await refused({ lines: [quoteLine({ commercialReference: 'Gold' })] })).toBe('OFFER_UNKNOWN')
    expect(await refused({ currency: 'USD' })).toBe('PRICE_MISSING')
    expect(await refused({ validUntil: '2026-11-21' })).toBe('DATE_NOT_POSSIBLE')
    expect(await refused({ startsOn: '2026-11-21' })).toBe('DATE_NOT_POSSIBLE')
    expect(await refused({ date: '2016-02-29', startsOn: '2016-02-29' })).toBe('PRICE_MISSING')
    expect(await refused({ lines: [quoteLine({ discount: { units: 101, scale: 2 } })] })).toBe('RULE_BROKEN')
    expect(await refused({ lines: [quoteLine({ unitPrice: { units: -1, scale: 0 } })] })).toBe('RULE_BROKEN')
    expect(await refused({ lines: [quoteLine({ quantity: 1_000_000, unitPrice: { units: 9e15, scale: 2 } })] })).toBe('RULE_BROKEN') // prettier-ignore
    for (const quantity of [0, -1, 1.5, 1_000_001]) {
      await expect(quotes().price({ content: quoteContent({ lines: [quoteLine({ quantity })] }) })).rejects.toThrow()
    }
  })

  it('a change below what is allocated is refused (M155); prepaid licences are never fewer (M157), added ones are X20', async () => {
    const prices = [{ commercialReference: '3EY95101AD', offerName: 'Business 3Y', unitPrice: { units: 5000, scale: 2 }, per: 'term' as const, invoiceNames: [] }] // prettier-ignore
    const list = { name: 'Resellers', tier: 'reseller' as const, companyId: null, currency: 'EUR', validFrom: '2026-01-01', validTo: null, note: '', prices } // prettier-ignore
    await world.engine.client.prices.save({
      commandId: commandId(),
      at: now(),
      id: 'resellers',
      base: 0,
      content: list,
    })
    const change = async (name: string, offer: string, quantity: number) => {
      const customer = await customerNamed(world.engine, name)
      const { rows } = await world.engine.client.estate.subscriptions({ companyId: customer.companyId! })
      const held = rows.find((row) => row.offerName === offer)!
      const line = quoteLine({ commercialReference: held.commercialReference!, subscriptionId: held.id, quantity })
      return {
        held,
        failure: failureOf(
          quotes().price({ content: quoteContent({ customer, sellTier: 'reseller', lines: [line] }) }),
        ),
      }
    }
    const { rows } = await world.engine.client.estate.subscriptions({ unused: true, limit: 500 })
    const held = rows.find(({ model, allocated, commercialReference }) => model === 'monthly' && (allocated ?? 0) > 1 && commercialReference)! // prettier-ignore
    const below = await change(held.companyName, held.offerName, held.allocated! - 1)
    expect(await below.failure).toMatchObject({ code: 'RULE_BROKEN', rule: 'M155' })
    const fewer = await change('Advanced Telephony', 'Business PrePaid 3 Years', 9)
    expect(await fewer.failure).toMatchObject({ code: 'RULE_BROKEN', rule: 'M157' })
    const more = await change('Advanced Telephony', 'Business PrePaid 3 Years', 15)
    expect(await more.failure).toMatchObject({ code: 'RULE_BROKEN', rule: 'X20' })
  })
})

describe('numbers, versions and states', () => {
  it('numbers follow one another in a year; sending a command again gives the same quote', async () => {
    const id = commandId()
    const [first, second] = [await save(quoteContent(), null, id), await save(quoteContent())]
    expect(first.number).toMatch(/^Q-2026-\d{4}$/)
    expect(Number(second.number.slice(7)) - Number(first.number.slice(7))).toBe(1)
    expect(await save(quoteContent(), null, id)).toMatchObject({ number: first.number, version: 1 })
    const other = quoteContent({ date: '2031-01-01', startsOn: '2031-01-01', validUntil: '2031-01-31' })
    expect((await save(other)).number).toBe('Q-2031-0001')
    expect((await save(other)).number).toBe('Q-2031-0002')
    expect((await quotes().list({ today: TODAY, search: first.number })).total).toBe(1)
  })

  it('a draft is written anew; what was sent never changes and the next version is a draft', async () => {
    const { number } = await save(quoteContent())
    expect(await save(quoteContent({ notes: 'changed' }), number)).toMatchObject({
      version: 1,
      versions: 1,
      state: 'draft',
    })
    expect(await setState(number, 'sent')).toMatchObject({
      state: 'sent',
      version: 1,
      sentAt: expect.any(String) as unknown,
    })
    const sent = await quotes().get({ number, version: 1, today: TODAY })
    const next = await save(quoteContent({ notes: 'again', lines: [quoteLine({ quantity: 20 })] }), number)
    expect(next).toMatchObject({ version: 2, versions: 2, state: 'draft' })
    expect(await quotes().get({ number, version: 1, today: TODAY })).toEqual({ ...sent, versions: 2 })
    expect(await quotes().get({ number, today: TODAY })).toMatchObject({ version: 2 })
    const changed = await quotes().compare({ number, before: 1, after: 2 })
    expect(changed).toEqual([
      { field: 'lines.3EY95003AA.quantity', before: '15', after: '20' },
      { field: 'lines.3EY95003AA.amount', before: '60.00 EUR', after: '80.00 EUR' },
      { field: 'notes', before: 'changed', after: 'again' },
      { field: 'perMonth', before: '60.00 EUR', after: '80.00 EUR' },
      { field: 'marginPerMonth', before: '18.00 EUR', after: '24.00 EUR' },
    ])
  })

  it('draft, sent, accepted or refused, and nothing else; past its validity a sent one is expired', async () => {
    const [a, b, c] = [await save(quoteContent()), await save(quoteContent()), await save(quoteContent())]
    expect(await failureOf(setState(a.number, 'accepted'))).toMatchObject({
      code: 'QUOTE_STATE',
      params: { state: 'draft' },
    })
    for (const { number } of [a, b, c]) await setState(number, 'sent')
    expect(await setState(a.number, 'accepted')).toMatchObject({
      state: 'accepted',
      answeredAt: expect.any(String) as unknown,
    })
    expect(await setState(b.number, 'refused', '2026-12-22')).toMatchObject({ state: 'refused' })
    expect((await failureOf(setState(a.number, 'refused'))).code).toBe('QUOTE_STATE')
    expect(await failureOf(setState(c.number, 'accepted', '2026-12-23'))).toMatchObject({
      params: { state: 'expired' },
    })
    expect(await quotes().get({ number: c.number, today: '2026-12-23' })).toMatchObject({ state: 'expired' })
    const expired = await quotes().list({ today: '2026-12-23', states: ['expired'] })
    expect(expired.rows.map(({ number }) => number)).toContain(c.number)
    expect((await quotes().list({ today: TODAY, states: ['expired'] })).total).toBe(0)
  })

  it('a duplicate is a draft of its own, of its day and with that day’s validity', async () => {
    const { number } = await save(quoteContent({ notes: 'as before' }))
    const copy = await quotes().duplicate({ commandId: commandId(), at: now(), number, date: '2027-01-31' })
    expect(copy.number).toBe('Q-2027-0001')
    expect(copy.content).toMatchObject({ date: '2027-01-31', startsOn: '2027-01-31', validUntil: '2027-03-02', notes: 'as before' }) // prettier-ignore
    expect((await failureOf(quotes().duplicate({ commandId: commandId(), at: now(), number: 'Q-1999-0001', date: TODAY }))).code).toBe('NOT_FOUND') // prettier-ignore
  })

  it('is found by number, customer without accents, and reference; the list is a window', async () => {
    const customer = { ...(await customerNamed(world.engine, 'High-Tech')), name: 'Café Zoë', reference: 'PO_4711' }
    const { number } = await save(quoteContent({ customer }))
    const found = async (search: string) =>
      (await quotes().list({ today: TODAY, search })).rows.map((row) => row.number)
    for (const text of [number, 'cafe zoe', 'ZOË', 'po_47']) expect(await found(text)).toEqual([number])
    expect(await found('po%47')).toEqual([])
    expect((await quotes().list({ today: TODAY, companyId: customer.companyId! })).rows.map((row) => row.number)).toEqual([number]) // prettier-ignore
    expect(await found('3ey95003aa')).toContain(number)
    const window = await quotes().list({ today: TODAY, limit: 2, offset: 1, sort: 'number' })
    const all = await quotes().list({ today: TODAY, limit: 500, sort: 'number' })
    expect(window.rows).toEqual(all.rows.slice(1, 3))
    expect(window.total).toBe(all.rows.length)
  })

  it('keeps list and version of every price: a list that is withdrawn or changed afterwards changes nothing', async () => {
    const id = commandId()
    const { number } = await save(quoteContent(), null, id)
    await setState(number, 'sent')
    const [before, paper] = [await quotes().get({ number, today: TODAY }), await pdfOf(number)]
    const { prices } = world.engine.client
    await prices.withdraw({ commandId: commandId(), at: now(), id: 'public-2017', withdrawn: true })
    try {
      expect(await quotes().get({ number, today: TODAY })).toEqual(before)
      expect(before.lines[0]!.list).toEqual({ id: 'public-2017', version: 1 })
      expect(await pdfOf(number)).toEqual(paper)
      expect((await failureOf(save(quoteContent()))).code).toBe('PRICE_MISSING')
      // A command that was done is not done again, and so not priced again.
      expect(await save(quoteContent(), null, id)).toMatchObject({ number, version: 1 })
    } finally {
      await prices.withdraw({ commandId: commandId(), at: now(), id: 'public-2017', withdrawn: false })
    }
  })

  it('a refusal changes nothing', async () => {
    const tables = ['quote', 'quote_version', 'command_log']
    const before = dump(join(world.dataDir, 'iris.sqlite'), tables)
    await failureOf(save(quoteContent({ lines: [quoteLine({ commercialReference: 'Gold' })] })))
    await failureOf(save(quoteContent(), 'Q-1999-0001'))
    expect(dump(join(world.dataDir, 'iris.sqlite'), tables)).toEqual(before)
  })
})

describe('from a plan', () => {
  const covers = (term: 'monthly' | 3) => [{ term, quantity: 'all' as const }]
  const [monthly, prepaid] = [commandId() as string, commandId() as string]

  it('an alternative becomes a draft: what it begins with as lines, what changes later as notes', async () => {
    const customer = await customerNamed(world.engine, 'Interior Designer')
    const id = commandId() as string as LicencePlanId
    const people = (from: string, heads: number) => ({ from, plan: 'Enterprise', companyId: null, change: { kind: 'set' as const, heads } }) // prettier-ignore
    await world.engine.client.plans.save({
      commandId: commandId(),
      at: now(),
      id,
      definition: {
        name: 'Growing',
        note: '',
        scope: { kind: 'company', companyId: customer.companyId! },
        basis: 'billed',
        from: '2027-01',
        months: 12,
        currency: 'EUR',
        sellTier: 'public',
        ruleSet: 'by-date',
        changes: [people('2026-12-01', 15), people('2027-06-01', 20)],
        alternatives: [
          { id: monthly, name: 'Monthly', covers: covers('monthly') },
          { id: prepaid, name: 'Three years', covers: covers(3) },
        ],
      },
    })
    const content = await quotes().fromPlan({ planId: id, alternativeId: monthly, today: TODAY })
    expect(content).toMatchObject({
      date: TODAY,
      startsOn: '2027-01-01',
      validUntil: '2026-12-22',
      planId: id,
      customer: { companyId: customer.companyId, name: 'Interior Designer' },
      lines: [{ commercialReference: '3EY95003AA', quantity: 15, unitPrice: null }],
      notes: '2027-07: 20 × Enterprise',
    })
    expect(figures(await save(content))).toEqual(['60.00', '0.00', '18.00'])
    const refused = await failureOf(quotes().fromPlan({ planId: id, alternativeId: prepaid, today: TODAY }))
    expect(refused).toMatchObject({ code: 'PRICE_MISSING', rule: 'M218', params: { reference: '3EY95102AD' } })
    expect((await failureOf(quotes().fromPlan({ planId: id, alternativeId: commandId(), today: TODAY }))).code).toBe('NOT_FOUND') // prettier-ignore
  })
})

/** A white PNG of this size, as a data URL; `noise` makes it as large as a file. */
const png = (width: number, height: number, noise = 0): string => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, check])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (1 + width * 3), 200)
  for (let row = 0; row < height; row++) rows[row * (1 + width * 3)] = 0
  const parts = [chunk('IHDR', head), chunk('tEXt', Buffer.alloc(noise, 97)), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))] // prettier-ignore
  const bytes = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts])
  return `data:image/png;base64,${bytes.toString('base64')}`
}
const crc = (bytes: Buffer): number => {
  let c = 0xffffffff
  for (const byte of bytes) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  }
  return (c ^ 0xffffffff) >>> 0
}

describe('settings', () => {
  it('the seller is the own company until somebody says otherwise', async () => {
    expect(await quotes().settings()).toMatchObject({
      seller: { name: 'Technology Integrator', city: expect.any(String) as unknown },
      logo: null,
      validityDays: 30,
    })
  })

  it('a logo is a PNG or JPEG of at most 300 KB that can be drawn; a sent version keeps the one it was made with', async () => {
    const settings = await quotes().settings()
    const withLogo = (logo: string | null) =>
      quotes().saveSettings({ commandId: commandId(), at: now(), settings: { ...settings, logo } })
    const data = (type: string, text: string) => `data:image/${type};base64,${Buffer.from(text).toString('base64')}`
    expect((await failureOf(withLogo(data('png', '<svg/>')))).code).toBe('FILE_NOT_WHAT_ITS_NAME_SAYS')
    expect((await failureOf(withLogo(png(2, 2).replace('png', 'jpeg')))).code).toBe('FILE_NOT_WHAT_ITS_NAME_SAYS')
    expect((await failureOf(withLogo('https://example.org/logo.png'))).code).toBe('FILE_NOT_WHAT_ITS_NAME_SAYS')
    expect((await failureOf(withLogo(png(2, 2, 308_000)))).code).toBe('FILE_TOO_LARGE')
    expect((await failureOf(withLogo(png(2, 2).slice(0, 60)))).code).toBe('FILE_DAMAGED')
    expect((await quotes().settings()).logo).toBeNull()

    const first = png(40, 20)
    expect((await withLogo(first)).logo).toBe(first)
    const { number } = await save(quoteContent())
    await setState(number, 'sent')
    const hash = async () =>
      createHash('sha256')
        .update(await pdfOf(number, 1))
        .digest('hex')
    const before = await hash()
    await withLogo(png(50, 10))
    expect(await hash()).toBe(before)
    await save(quoteContent(), number)
    expect(
      createHash('sha256')
        .update(await pdfOf(number, 2))
        .digest('hex'),
    ).not.toBe(before)
    await withLogo(null)
    expect(await hash()).toBe(before)
  })
})

describe('the PDF', () => {
  it('is the same bytes for the same version, and never shows buy price, margin or how it was computed (M149)', async () => {
    const content = quoteContent({
      vatRate: { units: 2, scale: 1 },
      notes: 'See you soon',
      lines: [quoteLine({ quantity: 37, discount: { units: 5, scale: 2 } })],
    })
    const { number, lines, marginPerMonth } = await save(content)
    const bytes = await pdfOf(number)
    expect(await pdfOf(number)).toEqual(bytes)
    const text = (await textOfPdf(bytes)).join('\n')
    for (const shown of [number, 'Interior Designer', 'Technology Integrator', '22 November 2026', '22 December 2026', '3EY95003AA', '€4.00', '5%', '€140.60', '€28.12', '€168.72', 'See you soon', 'Page 1 of 1']) expect(text).toContain(shown) // prettier-ignore
    expect([moneyText(lines[0]!.buy!.amount), moneyText(marginPerMonth!)]).toEqual(['103.60', '37.00'])
    for (const hidden of ['103.60', '2.80', '37.00', 'vad', 'public', 'argin']) expect(text).not.toContain(hidden)
  })

  it('200 lines run over several pages with their head, long words and descriptions wrap', async () => {
    const long = 'a description that needs more than one line '.repeat(10)
    const lines = Array.from({ length: 200 }, (_, index) =>
      quoteLine({
        quantity: index + 1,
        description: index === 3 ? long : index === 5 ? 'x'.repeat(400) : `Line ${String(index)}`,
      }),
    )
    const { number } = await save(quoteContent({ lines, terms: 'All of it.\n\nReally.' }))
    const text = await textOfPdf(await pdfOf(number))
    const pages = text.filter((line) => /Page \d+ of \d+/.test(line))
    expect(pages.length).toBeGreaterThan(8)
    expect(text.filter((line) => /^Description Quantity Unit price Amount$/.test(line)).length).toBeGreaterThanOrEqual(
      pages.length - 1,
    )
    for (let index = 0; index < 200; index++) expect(text.some((line) => line.includes(`€${(4 * (index + 1)).toFixed(2)}`))).toBe(true) // prettier-ignore
  })

  it.each([
    ['en', 'Quote', '22 November 2026', '€60.00'],
    ['fr', 'Devis', '22 novembre 2026', '60,00 €'],
    ['de', 'Angebot', '22. November 2026', '60,00 €'],
    ['es', 'Presupuesto', '22 de noviembre de 2026', '60,00 €'],
    ['it', 'Preventivo', '22 novembre 2026', '60,00 €'],
  ] as const)('speaks %s', async (language, title, date, amount) => {
    const { number } = await save(quoteContent({ language }))
    const text = (await textOfPdf(await pdfOf(number))).join('\n')
    for (const shown of [title, date, amount]) expect(text).toContain(shown)
  })
})
