import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogueAt, type CatalogueEdition, offerFor, offerNamed, offerOf } from '../../shared/domain/catalogue.ts'

const folder = join(import.meta.dirname, '../../resources/catalogues')
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const editions = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CatalogueEdition)
const [in2017, in2020] = [catalogueAt(editions, '2017-11-24'), catalogueAt(editions, '2020-04-01')]

const rules = z.array(z.string().regex(/^[MX]\d+$/)).min(1)
const fileSchema: z.ZodType<CatalogueEdition> = z.strictObject({
  id: z.string().min(1),
  validFrom: z.iso.date(),
  note: z.string().min(1),
  plans: z.array(z.string().min(1)).min(1),
  offers: z.array(
    z
      .strictObject({
        commercialReference: z.string().regex(/^(3EY\d{5}[A-Z]{2})?$/),
        name: z.string().min(1),
        alsoNamed: z.array(z.string().min(1)).default([]),
        plan: z.string().min(1),
        model: z.enum(['free', 'monthly', 'prepaid', 'usage', 'demo', 'storage']),
        termYears: z.int().min(1).nullable(),
        soldFrom: z.iso.date().nullable(),
        rules,
      })
      .refine(({ model, termYears }) => (model === 'prepaid') === (termYears !== null)),
  ),
  features: z.array(
    z.strictObject({ key: z.string().min(1), name: z.string().min(1), values: z.record(z.string(), z.string().min(1)), rules }),
  ), // prettier-ignore
})

describe('the shipped catalogues', () => {
  it.each(files)(
    '%s fits the type, its keys, names and references are unique, its features speak of its plans',
    (name) => {
      const edition = fileSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      expect(`${edition.id}.json`).toBe(name)
      const unique = (texts: readonly string[]) => expect(texts).toHaveLength(new Set(texts).size)
      unique(edition.features.map(({ key }) => key))
      unique(edition.offers.map((offer) => offer.name))
      unique(edition.offers.map((offer) => offer.commercialReference).filter((one) => one !== ''))
      for (const { values } of edition.features)
        expect(edition.plans).toEqual(expect.arrayContaining(Object.keys(values)))
    },
  )

  it('M207, M212-M216: each reference has its offer', () => {
    const read = (reference: string) => {
      const offer = offerOf(in2017, reference)
      return offer && [offer.plan, offer.model, offer.termYears, offer.guess]
    }
    expect(read('3EY95001AA')).toEqual(['Essential', 'free', null, false])
    expect(read('3EY95002AA')).toEqual(['Business', 'monthly', null, false])
    expect(read('3EY95003AA')).toEqual(['Enterprise', 'monthly', null, false])
    expect(read('3EY95004AA')).toEqual(['Conference', 'usage', null, false])
    expect(read('3EY95101AB')).toEqual(['Business', 'prepaid', 1, false])
    expect(read('3EY95102AB')).toEqual(['Enterprise', 'prepaid', 1, false])
    expect(read('3EY95101AD')).toEqual(['Business', 'prepaid', 3, false])
    expect(read('3EY95102AD')).toEqual(['Enterprise', 'prepaid', 3, false])
  })

  it('X15, X17, M114, M262: the edition of the day counts, before the first one the first', () => {
    const bubbles = (edition: CatalogueEdition) =>
      edition.features.find(({ key }) => key === 'bubbles')?.values.Enterprise
    expect([bubbles(in2017), bubbles(in2020)]).toEqual(['up to 100 users', 'up to 300 users'])
    expect([in2017.plans.length, in2020.plans.length]).toEqual([3, 4])
    expect(catalogueAt(editions, '2001-01-01').id).toBe('offers-2017')
    expect(catalogueAt(editions, in2020.validFrom).id).toBe('offers-2020')
  })

  it('M110-M135: the feature table has a value for each of the three plans of 2017', () => {
    expect(in2017.features).toHaveLength(27)
    for (const { values } of in2017.features) expect(Object.keys(values)).toEqual(in2017.plans)
  })
})

describe('offerOf', () => {
  it('M217: reads an unlisted reference by its pattern and says that it is a guess', () => {
    expect(offerOf(in2017, '3EY95102AA')).toBeNull()
    expect(offerOf(in2017, '3EY95003AB')).toBeNull()
    expect(offerOf(in2017, '3EY95007AA')).toMatchObject({ model: 'monthly', termYears: null, plan: '', guess: true })
    expect(offerOf(in2017, '3EY95107AB')).toMatchObject({ model: 'prepaid', termYears: 1, guess: true })
    expect(offerOf(in2017, '3EY95107AD')).toMatchObject({ model: 'prepaid', termYears: 3, rules: ['M217'] })
    expect(offerOf(in2017, '3EY95102AF')).toMatchObject({
      model: 'prepaid',
      termYears: null,
      plan: 'Enterprise',
      guess: true,
    })
    expect(['', '3EY9', '3EY96001AA', 'x'].map((text) => offerOf(in2017, text))).toEqual([null, null, null, null])
  })
})

describe('offerFor and offerNamed', () => {
  it('find the offer of a plan and term; there is none for 5 years', () => {
    expect(offerFor(in2017, 'Enterprise', 3)?.commercialReference).toBe('3EY95102AD')
    expect(offerFor(in2017, 'Business', 1)?.commercialReference).toBe('3EY95101AB')
    expect(offerFor(in2017, 'Business', 'monthly')?.commercialReference).toBe('3EY95002AA')
    expect(offerFor(in2017, 'Essential', 'monthly')?.model).toBe('free')
    expect(in2020.plans.map((plan) => offerFor(in2020, plan, 5))).toEqual([null, null, null, null])
    expect(offerFor(in2020, 'Enterprise Conference', 'monthly')).toBeNull()
  })

  it('M159, M212: find by name, invoice name or reference, whatever the case', () => {
    expect(offerNamed(in2017, 'enterprise prepaid 3 years')?.commercialReference).toBe('3EY95102AD')
    expect(offerNamed(in2017, 'RB-Business-PrePaid-1Y')?.commercialReference).toBe('3EY95101AB')
    expect(offerNamed(in2017, '3ey95003aa')?.name).toBe('Enterprise')
    expect([offerNamed(in2017, ''), offerNamed(in2017, 'Gold')]).toEqual([null, null])
  })
})
