import { randomUUID } from 'node:crypto'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { ORPCError } from '@orpc/server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { wrapDatabase } from '../../electron/engine/db/database.ts'
import { priceListVersion, pricesInUse } from '../../electron/engine/prices/index.ts'
import type { Contract } from '../../shared/contract/index.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import type { PriceListContent, ShownPriceList } from '../../shared/contract/prices.ts'
import type { CompanyId } from '../../shared/contract/values.ts'
import { decimal, formatDecimal } from '../../shared/domain/decimal.ts'
import { moneyText } from '../../shared/domain/money.ts'
import { looking, preciousDump } from '../support/database.ts'
import {
  commandId,
  engineDeps,
  now,
  resourcesDir,
  startEngine,
  syncedWorld,
  temporaryFolder,
  type World,
} from '../support/engine.ts'
import { JULY, reconciled, sampleFile } from '../support/import-files.ts'

const CONTENT: PriceListContent = {
  name: 'Distributor prices 2018',
  tier: 'vad',
  companyId: null,
  currency: 'EUR',
  validFrom: '2018-01-01',
  validTo: null,
  note: '',
  prices: [{ commercialReference: '3EY95003AA', offerName: 'Enterprise', unitPrice: decimal('3.00'), per: 'user-month', invoiceNames: [] }], // prettier-ignore
}
const contentOf = ({ name, tier, companyId, currency, validFrom, validTo, note, prices }: ShownPriceList): PriceListContent =>
  ({ name, tier, companyId, currency, validFrom, validTo, note, prices }) // prettier-ignore

const refused = async (call: Promise<unknown>): Promise<Failure | null> => {
  try {
    await call
    return null
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return error.data as Failure
    throw error
  }
}
/** The contract did not even let it in. */
const malformed = async (call: Promise<unknown>): Promise<boolean> => {
  try {
    await call
    return false
  } catch (error) {
    return error instanceof ORPCError && error.code === 'BAD_REQUEST'
  }
}

describe('price lists in a data folder of their own', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let engine: Engine
  beforeEach(async () => {
    folder = temporaryFolder()
    engine = await startEngine(engineDeps(folder.path, null))
  })
  afterEach(async () => {
    await engine.close()
    folder.remove()
  })
  const prices = () => engine.client.prices
  const database = (): string => join(folder.path, 'iris.sqlite')
  const save = (id: string, base: number, content: PriceListContent) =>
    prices().save({ commandId: commandId(), at: '2017-12-01T08:00:00.000Z', id, base, content })
  const price = async (
    commercialReference: string,
    date: string,
    tier: PriceListContent['tier'] = 'vad',
    currency = 'EUR',
  ) => {
    const found = await prices().find({ commercialReference, tier, currency, date })
    return `${formatDecimal(found.price.unitPrice, 2)} ${found.list.id}/${found.list.version}`
  }
  const unchangedBy = async (call: () => Promise<unknown>) => {
    const before = preciousDump(database())
    const failure = await refused(call())
    expect(preciousDump(database())).toEqual(before)
    return failure
  }

  it('M109, M148, M207: the lists of 2017 are there, in version 1', async () => {
    const lists = await prices().list({})
    expect(
      lists.map(({ id, version, newest, shipped, withdrawnAt }) => [id, version, newest, shipped, withdrawnAt]),
    ).toEqual([
      ['vad-2017', 1, true, true, null],
      ['public-2017', 1, true, true, null],
    ])
    expect(await price('3EY95003AA', '2017-07-01')).toBe('2.80 vad-2017/1')
    expect(await price('3EY95002AA', '2017-07-01', 'public')).toBe('2.00 public-2017/1')
    expect((await prices().get({ id: 'public-2017' })).rules).toContain('M109')
  })

  it('a shipped list that is edited becomes version 2, and version 1 stays as it was', async () => {
    const first = await prices().get({ id: 'vad-2017' })
    const edited = { ...contentOf(first), validTo: '2017-12-31' }
    const second = await save('vad-2017', 1, edited)
    expect(second).toMatchObject({
      id: 'vad-2017',
      version: 2,
      newest: true,
      shipped: false,
      rules: [],
      validTo: '2017-12-31',
    })
    expect(await prices().get({ id: 'vad-2017', version: 1 })).toEqual({ ...first, newest: false })
    const history = await prices().list({ history: true })
    expect(history.filter(({ id }) => id === 'vad-2017').map(({ version, newest }) => [version, newest])).toEqual([[2, true], [1, false]]) // prettier-ignore
    expect((await prices().list({})).map(({ id, version }) => `${id}/${version}`)).toEqual([
      'vad-2017/2',
      'public-2017/1',
    ])
    expect(await price('3EY95003AA', '2017-12-31')).toBe('2.80 vad-2017/2')
    expect(await refused(price('3EY95003AA', '2018-01-01'))).toMatchObject({ code: 'PRICE_MISSING' })
  })

  it('F09: a list of 2018 has the prices of 2018 and leaves those of 2017', async () => {
    expect(await save('vad-2018', 0, CONTENT)).toMatchObject({
      version: 1,
      shipped: false,
      madeAt: '2017-12-01T08:00:00.000Z',
    })
    expect(await price('3EY95003AA', '2017-07-01')).toBe('2.80 vad-2017/1')
    expect(await price('3EY95003AA', '2018-01-01')).toBe('3.00 vad-2018/1')
  })

  it('survives a new start, and a command that is sent again is done once', async () => {
    const command = { commandId: commandId(), at: now(), id: 'vad-2018', base: 0, content: CONTENT }
    const first = await prices().save(command)
    expect(await prices().save(command)).toEqual(first)
    await engine.close()
    engine = await startEngine(engineDeps(folder.path, null))
    expect(await prices().save(command)).toEqual(first)
    expect((await prices().list({ history: true })).filter(({ id }) => id === 'vad-2018')).toHaveLength(1)
  })

  it('tells the windows that prices changed', async () => {
    const stop = new AbortController()
    const told = await engine.client.system.changes(undefined, { signal: stop.signal })
    const next = told.next()
    await save('vad-2018', 0, CONTENT)
    expect((await next).value).toEqual({ topics: ['prices'] })
    stop.abort()
  })

  it('PRICE_LIST_CHANGED: what was edited is not the newest version', async () => {
    const content = contentOf(await prices().get({ id: 'vad-2017' }))
    await save('vad-2017', 1, content)
    const late = await unchangedBy(() => save('vad-2017', 1, { ...content, name: 'Mine' }))
    expect(late).toMatchObject({
      code: 'PRICE_LIST_CHANGED',
      params: { name: 'Distributor prices 2017', version: '2' },
    })
    // A new list may not take the id of one that is there, shipped or made here.
    expect(await unchangedBy(() => save('public-2017', 0, CONTENT))).toMatchObject({ code: 'PRICE_LIST_CHANGED' })
    expect(await unchangedBy(() => save('nowhere', 3, CONTENT))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('a withdrawn list is not used, keeps its versions, and can be taken back', async () => {
    const withdraw = (withdrawn: boolean) =>
      prices().withdraw({ commandId: commandId(), at: now(), id: 'vad-2017', withdrawn })
    expect((await withdraw(true)).withdrawnAt).not.toBeNull()
    expect(await refused(price('3EY95003AA', '2017-07-01'))).toMatchObject({ code: 'PRICE_MISSING', rule: 'M218', params: { reference: '3EY95003AA', date: '2017-07-01' } }) // prettier-ignore
    looking(database(), (sqlite) => {
      const db = wrapDatabase(sqlite)
      expect(pricesInUse(db, resourcesDir).map(({ id }) => id)).toEqual(['public-2017'])
      // A quote that was made with it keeps its version.
      expect(priceListVersion(db, resourcesDir, 'vad-2017', 1)).toMatchObject({
        version: 1,
        withdrawn: true,
        currency: 'EUR',
      })
      expect(priceListVersion(db, resourcesDir, 'vad-2017', 2)).toBeUndefined()
    })
    expect((await withdraw(false)).withdrawnAt).toBeNull()
    expect(await price('3EY95003AA', '2017-07-01')).toBe('2.80 vad-2017/1')
    expect(await unchangedBy(() => prices().withdraw({ commandId: commandId(), at: now(), id: 'none', withdrawn: true }))).toMatchObject({ code: 'NOT_FOUND' }) // prettier-ignore
  })

  describe('what cannot be a price list', () => {
    const [first] = CONTENT.prices
    const wrong: readonly (readonly [string, Partial<PriceListContent>, Partial<Failure>])[] = [
      ['an end before its beginning', { validTo: '2017-12-31' }, { code: 'DATE_NOT_POSSIBLE', params: { date: '2017-12-31', reason: 'the list begins on 2018-01-01' } }],
      ['a negative price', { prices: [{ ...first!, unitPrice: decimal('-0.01') }] }, { code: 'RULE_BROKEN' }],
      ['two prices of one reference', { prices: [first!, { ...first!, unitPrice: decimal('3.01') }] }, { code: 'PRICE_AMBIGUOUS' }],
      ['a company for a tier', { companyId: 'x' as CompanyId }, { code: 'RULE_BROKEN' }],
      ['no company for its tier', { tier: 'company' }, { code: 'RULE_BROKEN' }],
      ['a company that nobody knows', { tier: 'company', companyId: 'x' as CompanyId }, { code: 'NOT_FOUND', params: { what: 'company', id: 'x' } }],
    ] // prettier-ignore
    it.each(wrong)('is refused: %s', async (_name, change, failure) => {
      expect(await unchangedBy(() => save('new', 0, { ...CONTENT, ...change }))).toMatchObject(failure)
    })

    it.each([
      ['another currency', { currency: 'USD' }],
      ['another tier', { tier: 'public' }],
    ] as const)('is refused: %s than its version before had', async (_name, change) => {
      const content = contentOf(await prices().get({ id: 'vad-2017' }))
      expect(await unchangedBy(() => save('vad-2017', 1, { ...content, ...change }))).toMatchObject({
        code: 'RULE_BROKEN',
      })
    })

    it.each([
      ['29 February of 2018', { validFrom: '2018-02-29' }],
      ['half a unit', { prices: [{ ...first!, unitPrice: { units: 1.5, scale: 2 } }] }],
      ['a currency in words', { currency: 'Euro' }],
      ['no name', { name: '  ' }],
    ] as const)('does not come in at all: %s', async (_name, change) => {
      expect(await malformed(save('new', 0, { ...CONTENT, ...change } as PriceListContent))).toBe(true)
    })
  })

  it('zero and fractions of a cent are prices', async () => {
    const free = { ...CONTENT.prices[0]!, commercialReference: '3EY95001AA', unitPrice: decimal('0') }
    const minute = { ...CONTENT.prices[0]!, commercialReference: '3EY95004AA', unitPrice: decimal('0.0451'), per: 'minute' as const } // prettier-ignore
    await save('more', 0, { ...CONTENT, prices: [free, minute] })
    expect(await price('3EY95001AA', '2018-01-01')).toBe('0.00 more/1')
    expect(await price('3EY95004AA', '2018-01-01')).toBe('0.0451 more/1')
  })

  it('two lists of one first day that disagree: PRICE_AMBIGUOUS names both', async () => {
    await save('a', 0, CONTENT)
    await save('b', 0, { ...CONTENT, name: 'Another', prices: [{ ...CONTENT.prices[0]!, unitPrice: decimal('2.99') }] })
    expect(await refused(price('3EY95003AA', '2018-01-01'))).toMatchObject({
      code: 'PRICE_AMBIGUOUS',
      params: { reference: '3EY95003AA', date: '2018-01-01', lists: 'Distributor prices 2018, Another' },
    })
    expect(await price('3EY95003AA', '2017-12-31')).toBe('2.80 vad-2017/1')
  })

  it('M218, X21, X22: no prepaid price, and a price per nobody knows what, are refused by reference', async () => {
    expect(await refused(price('3EY95102AD', '2017-11-24', 'public'))).toMatchObject({ code: 'PRICE_MISSING', rule: 'M218', params: { reference: '3EY95102AD', date: '2017-11-24' } }) // prettier-ignore
    await save('storage', 0, {
      ...CONTENT,
      prices: [{ ...CONTENT.prices[0]!, commercialReference: 'STORAGE', per: 'unknown' }],
    })
    expect(await refused(price('STORAGE', '2018-01-01'))).toMatchObject({ code: 'PRICE_PERIOD_UNKNOWN', rule: 'X21' })
  })

  it('two currencies stay apart: a price in one is no price in the other', async () => {
    await save('usd', 0, { ...CONTENT, currency: 'USD' })
    expect(await price('3EY95003AA', '2018-01-01', 'vad', 'USD')).toBe('3.00 usd/1')
    expect(await price('3EY95003AA', '2018-01-01')).toBe('2.80 vad-2017/1')
    expect(await refused(price('3EY95003AA', '2018-01-01', 'vad', 'CHF'))).toMatchObject({ code: 'PRICE_MISSING' })
    const [eur, usd] = [
      { id: 'vad-2017', version: 1 },
      { id: 'usd', version: 1 },
    ]
    expect(await refused(prices().compare({ before: eur, after: usd }))).toMatchObject({ code: 'CURRENCIES_MIXED', params: { currencies: 'EUR, USD' } }) // prettier-ignore
  })

  it('compares two versions and two lists', async () => {
    await save('vad-2018', 0, CONTENT)
    await save('vad-2018', 1, { ...CONTENT, prices: [{ ...CONTENT.prices[0]!, unitPrice: decimal('3.10') }] })
    const of = (id: string, version: number) => ({ id, version })
    const changes = await prices().compare({ before: of('vad-2018', 1), after: of('vad-2018', 2) })
    expect(changes.map(({ commercialReference, before, after }) => [commercialReference, before?.unitPrice.units, after?.unitPrice.units])).toEqual([['3EY95003AA', 300, 310]]) // prettier-ignore
    const lists = await prices().compare({ before: of('vad-2017', 1), after: of('vad-2018', 1) })
    expect(lists.map(({ commercialReference, after }) => [commercialReference, after === null])).toEqual([['3EY95003AA', false], ['3EY95002AA', true]]) // prettier-ignore
    expect(await refused(prices().compare({ before: of('vad-2018', 3), after: of('vad-2018', 2) }))).toMatchObject({ code: 'NOT_FOUND' }) // prettier-ignore
  })

  it('checks: overlaps, gaps, references without a price (M218) and those that no catalogue knows (M217)', async () => {
    const found = async (from: string) =>
      (await prices().check({ from })).map(({ code, severity, listIds, commercialReference }) => [code, severity, listIds.join('+'), commercialReference].join(' ')) // prettier-ignore
    const shipped = await found('2017-12-01')
    expect(shipped).toContain('no-price warning public-2017 3EY95102AD')
    expect(shipped).toContain('no-price warning vad-2017 3EY95004AA')
    expect(shipped).toContain('unknown-period warning public-2017 ')
    expect(shipped.filter((one) => /overlap|gap|unknown-reference|3EY9500[123]AA/.test(one))).toEqual([])
    await save('vad-2018', 0, { ...CONTENT, prices: [...CONTENT.prices, { ...CONTENT.prices[0]!, commercialReference: '3EY99999ZZ' }] }) // prettier-ignore
    const more = (await found('2017-12-01')).filter((one) => !shipped.includes(one) && !one.startsWith('no-price'))
    expect(more).toEqual(['overlap-disagrees warning vad-2017+vad-2018 3EY95003AA', 'unknown-reference warning vad-2018 3EY99999ZZ']) // prettier-ignore
    expect((await found('2017-05-01')).filter((one) => one.startsWith('gap'))).toEqual(['gap warning public-2017 ', 'gap warning vad-2017+vad-2018 ']) // prettier-ignore
  })

  it('M207-M216: shows the catalogue in force on a day', async () => {
    const catalogue = await prices().catalogue({ date: '2017-12-01' })
    const prepaid = catalogue.offers.find(({ commercialReference }) => commercialReference === '3EY95102AD')
    expect(prepaid).toMatchObject({ plan: 'Enterprise', model: 'prepaid', termYears: 3 })
    expect((await prices().catalogue({ date: '2021-01-01' })).edition).not.toBe(catalogue.edition)
  })

  describe('reading a spreadsheet', () => {
    const file = (name: string, text: string): string => {
      const path = join(folder.path, name)
      writeFileSync(path, text)
      return path
    }
    const read = (path: string, fileName = 'prices.csv') => prices().read({ fileName, file: { path } })

    it('gives prices to save and keeps nothing', async () => {
      const path = file(
        'prices.csv',
        'Reference;Unit price;Period;Currency\n3EY95003AA;3,00;month;EUR\n3EY95002AA;;month;EUR\n',
      )
      const before = preciousDump(database())
      const found = await read(path)
      expect(found).toMatchObject({ currency: 'EUR', rowsIn: 2, rejected: [{ row: 3, code: 'NO_PRICE' }] })
      expect(preciousDump(database())).toEqual(before)
      const saved = await save('read', 0, { ...CONTENT, prices: found.prices })
      expect(saved.prices).toEqual(found.prices)
    })

    it('two currencies: CURRENCIES_MIXED', async () => {
      const path = file('prices.csv', 'Reference;Unit price;Currency\nA;3,00;EUR\nB;3,00;USD\n')
      expect(await unchangedBy(() => read(path))).toMatchObject({ code: 'CURRENCIES_MIXED', params: { where: 'prices.csv', currencies: 'EUR, USD' } }) // prettier-ignore
    })

    it('refuses what is not there, no file, no table, too large, or says it is something else', async () => {
      const huge = file('huge.csv', '')
      truncateSync(huge, 65 * 1024 * 1024)
      mkdirSync(join(folder.path, 'folder.csv'))
      const codes: (string | undefined)[] = []
      for (const path of [
        '/nowhere/prices.csv',
        join(folder.path, 'folder.csv'),
        huge,
        sampleFile('INV00000150.pdf'),
        sampleFile(`${JULY}.xls`),
      ])
        // prettier-ignore
        codes.push((await unchangedBy(() => read(path, path.endsWith('.pdf') ? 'prices.pdf' : 'prices.csv')))?.code)
      expect(codes).toEqual(['FILE_NOT_READABLE', 'FILE_NOT_READABLE', 'FILE_TOO_LARGE', 'PRICE_FILE_NOT_CLEAR', 'FILE_NOT_WHAT_ITS_NAME_SAYS']) // prettier-ignore
      // The worker is as good as before.
      expect((await read(file('prices.csv', 'Reference;Unit price\nA;1\n'))).rowsIn).toBe(1)
    })

    it('of a browser never by a path', async () => {
      const { port1, port2 } = new MessageChannel()
      engine.attach(port1, { allowPaths: false })
      const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port2 }))
      const path = file('prices.csv', 'Reference;Unit price\nA;1\n')
      const failure = await client.prices
        .read({ fileName: 'prices.csv', file: { path } })
        .catch((error: unknown) => error)
      expect(failure).toMatchObject({ data: { code: 'BAD_REQUEST' } })
      port2.close()
    })

    it('of a browser: an upload, which is gone afterwards', async () => {
      const uploadId = randomUUID()
      mkdirSync(join(folder.path, 'uploads'), { recursive: true })
      writeFileSync(join(folder.path, 'uploads', uploadId), 'Reference;Unit price\nA;1,50\n')
      const upload = () => prices().read({ fileName: 'prices.csv', file: { uploadId } })
      expect((await upload()).prices).toHaveLength(1)
      expect(await refused(upload())).toMatchObject({ code: 'FILE_NOT_READABLE' })
    })
  })
})

describe('price lists and invoices', () => {
  let world: World
  let files: ReturnType<typeof temporaryFolder>
  beforeAll(async () => {
    world = await syncedWorld()
    files = temporaryFolder()
  })
  afterAll(async () => {
    await world.close()
    files.remove()
  })
  const invoice = async () => {
    const result = await reconciled(world.engine, 'INV00000150')
    if (!result.ok) throw new Error(result.failure.code)
    return result.value
  }
  const findings = async () => (await invoice()).findings.map(({ rule, code }) => `${rule} ${code}`)
  const asBefore = ['X08 HEADER_DATE_MISMATCH', 'X09 COMPANY_ATTRIBUTION_CONFLICT']

  it('F09: after a list of 2018 was added the invoice of July 2017 still reconciles', async () => {
    expect(await findings()).toEqual(asBefore)
    await world.engine.client.prices.save({
      commandId: commandId(),
      at: now(),
      id: 'vad-2018',
      base: 0,
      content: CONTENT,
    })
    const result = await invoice()
    expect(moneyText(result.difference)).toBe('0.00')
    expect(result.findings.map(({ rule, code }) => `${rule} ${code}`)).toEqual(asBefore)
    const run = await world.engine.client.billing.reconciliation({ invoiceNumber: 'INV00000150' })
    expect(run!.priceLists).toEqual(['vad-2017', 'vad-2018'])
  })

  it('uses the version that is in force now; what was reconciled before leads to the version that was used', async () => {
    const { client } = world.engine
    const before = (await invoice()).lines.find(({ contractNumber }) => contractNumber === 'RB-201706010906')!.price!
    expect(before.source).toMatchObject({ place: { kind: 'price', priceListId: 'vad-2017', version: 1 } })
    const content = contentOf(await client.prices.get({ id: 'vad-2017' }))
    const dearer = content.prices.map((price) => ({ ...price, unitPrice: decimal('2.90') }))
    await client.prices.save({ commandId: commandId(), at: now(), id: 'vad-2017', base: 1, content: { ...content, prices: dearer } }) // prettier-ignore
    const after = await invoice()
    expect(after.findings.map(({ code }) => code)).toContain('PRICE_DIFFERS')
    const later = after.lines.find(({ contractNumber }) => contractNumber === 'RB-201706010906')!.price!
    const shown = async (source: typeof before.source) =>
      (await client.billing.excerpt({ source })).rows.find(({ hit }) => hit)?.cells[2]
    expect([await shown(before.source), await shown(later.source)]).toEqual(['2.80', '2.90'])
    // As a run that was stored before lists had versions says it.
    expect(await shown({ evidence: null, place: { kind: 'price', priceListId: 'vad-2017', commercialReference: '3EY95003AA' } })).toBe('2.80') // prettier-ignore
    expect((await client.billing.reconciliation({ invoiceNumber: 'INV00000150' }))!.priceLists).toEqual(['vad-2017 (version 2)', 'vad-2018']) // prettier-ignore
  })

  it('without the withdrawn list there is no price, and none is guessed (M218)', async () => {
    const { client } = world.engine
    await client.prices.withdraw({ commandId: commandId(), at: now(), id: 'vad-2017', withdrawn: true })
    expect(await findings()).toContain('M218 PRICE_MISSING')
    await client.prices.withdraw({ commandId: commandId(), at: now(), id: 'vad-2017', withdrawn: false })
    expect(await findings()).not.toContain('M218 PRICE_MISSING')
  })

  it('a list of one company goes before that of its tier, and names its company', async () => {
    const { client } = world.engine
    const { rows } = await client.estate.companies({ search: 'Interior Designer' })
    const companyId = rows[0]!.id
    const content = { ...CONTENT, name: 'Interior Designer', tier: 'company', companyId } as const
    const list = await client.prices.save({ commandId: commandId(), at: now(), id: 'own', base: 0, content })
    expect(list.companyName).toBe('Interior Designer')
    const find = async (of?: CompanyId) =>
      (await client.prices.find({ commercialReference: '3EY95003AA', tier: 'public', currency: 'EUR', date: '2018-01-01', ...(of ? { companyId: of } : {}) })).list.id // prettier-ignore
    expect([await find(companyId), await find()]).toEqual(['own', 'public-2017'])
  })
})
