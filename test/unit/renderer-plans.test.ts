import { describe, expect, test } from 'vitest'
import { coverText } from '../../renderer/features/plans/cover-text.ts'
import {
  againstFirst,
  breakEvenOf,
  missingPrices,
  noteParams,
  strips,
  usedPrices,
} from '../../renderer/features/plans/figures.ts'
import { impactState, type ImpactStep } from '../../renderer/features/plans/impact-state.ts'
import { lineMark } from '../../renderer/features/plans/line-marks.ts'
import { definitionOf, newChange, newCover, planForm, wrongOf } from '../../renderer/features/plans/plan-form.ts'
import { undoKey } from '../../renderer/features/plans/undo-key.ts'
import { versionChanges } from '../../renderer/features/plans/version-changes.ts'
import { percentText, typedDecimal, typedPercent, typedWhole } from '../../renderer/ui/typed-number.ts'
import type { AlternativeOutcome, PlanDefinition, PlanOutcome } from '../../shared/contract/planning.ts'
import { planDefinitionSchema } from '../../shared/contract/planning.ts'
import { decimal } from '../../shared/domain/decimal.ts'
import { money } from '../../shared/domain/money.ts'

const FIRST = '11111111-1111-4111-8111-111111111111'
const SECOND = '22222222-2222-4222-8222-222222222222'

const definition: PlanDefinition = planDefinitionSchema.parse({
  name: 'Advanced Telephony',
  note: 'for the call',
  scope: { kind: 'customers-of', companyId: 'c-1' },
  basis: 'allocated',
  from: '2026-12',
  months: 36,
  currency: 'EUR',
  sellTier: 'public',
  ruleSet: 'by-date',
  changes: [
    {
      from: '2027-01-01',
      plan: 'Enterprise',
      companyId: null,
      change: { kind: 'percent', fraction: decimal('0.125') },
    },
    { from: '2027-02-01', plan: 'Business', companyId: 'c-2', change: { kind: 'add', heads: -5 } },
    { from: '2028-02-29', plan: 'Business', companyId: null, change: { kind: 'set', heads: 0 } },
  ],
  alternatives: [
    { id: FIRST, name: 'As it is', covers: [] },
    {
      id: SECOND,
      name: 'Mixed',
      covers: [
        { term: 3, quantity: 'lowest' },
        { term: 1, quantity: 4 },
        { term: 'monthly', quantity: 'all' },
      ],
    },
  ],
})

describe('numbers as they are typed', () => {
  test('whole numbers within bounds, with spaces between groups', () => {
    expect(typedWhole('1 000', 1)).toBe(1000)
    expect(typedWhole('-5', -10)).toBe(-5)
    expect(['0', '1.5', '', 'x', '1e3', '1000001'].map((text) => typedWhole(text, 1))).toEqual(Array(6).fill(null))
  })

  test('decimals with a point or a comma; percent as the fraction that the engine takes', () => {
    expect(typedDecimal('2,80')).toEqual({ units: 280, scale: 2 })
    expect(typedDecimal('-1')).toBeNull()
    expect(typedDecimal('1.2345678')).toBeNull()
    expect(typedPercent('12.5')).toEqual({ units: 125, scale: 3 })
    expect(typedPercent('−10')).toEqual({ units: -10, scale: 2 })
    expect(['5', '12.5', '100', '0.05'].map((text) => percentText(typedPercent(text) ?? decimal('0')))).toEqual([
      '5',
      '12.5',
      '100',
      '0.05',
    ])
    expect(percentText(decimal('1'))).toBe('100')
  })
})

describe('a plan as it is typed', () => {
  test('opening it changes nothing', () => {
    expect(definitionOf(planForm(definition))).toEqual(definition)
    expect(planDefinitionSchema.parse(definitionOf(planForm(definition)))).toEqual(definition)
  })

  test('what cannot be understood is named and nothing is asked', () => {
    const form = planForm(definition)
    form.months = '0'
    form.scopeCompany = ''
    const change = newChange('2027-01-01', 'Enterprise')
    form.changes.push(change)
    const cover = { ...newCover('1', 'number'), amount: '1.5' }
    form.alternatives[1]?.covers.unshift(cover)
    expect(wrongOf(form)).toEqual(new Set(['scope', 'months', change.key, cover.key]))
    expect(definitionOf(form)).toBeNull()
  })

  test('the estate needs no company', () => {
    const form = planForm(definition)
    form.scopeKind = 'estate'
    form.scopeCompany = ''
    expect(definitionOf(form)?.scope).toEqual({ kind: 'estate' })
  })

  test('a version says which parts it changed', () => {
    expect(versionChanges(undefined, definition)).toBeNull()
    expect(versionChanges(definition, { ...definition, months: 12, ruleSet: 'deck-2017' })).toEqual([
      'period',
      'ruleSet',
    ])
    expect(versionChanges(definition, definition)).toEqual([])
  })

  test('covers in words: the last one takes the rest', () => {
    const t = (key: string, params: Record<string, unknown> = {}) => [key, ...Object.values(params)].join(' ')
    const format = { count: String } as never
    expect(coverText([], t, format)).toBe('plans.covers.asHeld')
    expect(coverText(definition.alternatives[1]?.covers ?? [], t, format)).toBe(
      'plans.covers.forLowest plans.covers.term.3, plans.covers.forNumber plans.covers.term.1 4, plans.covers.rest plans.covers.term.monthly',
    )
  })
})

const alternative = (
  alternativeId: string,
  name: string,
  buy: number | null,
  more: Partial<AlternativeOutcome> = {},
): AlternativeOutcome => {
  const eur = money(buy ?? 0, 'EUR')
  return {
    alternativeId,
    name,
    totals: buy === null ? null : { buy: eur, sell: null, margin: null, perMonthAtEnd: eur, upFront: eur, unused: eur },
    months: [],
    charges: [],
    missingPrices: [],
    usedPrices: [],
    contested: [],
    notes: [],
    ...more,
  }
}
const outcomeOf = (...alternatives: AlternativeOutcome[]): PlanOutcome => ({
  companies: 1,
  situations: 1,
  estateAt: null,
  alternatives,
  breakEvens: [
    { of: SECOND, against: FIRST, months: 33 },
    { of: FIRST, against: SECOND, months: 1 },
  ],
})
const lacks = (tier: string) => ({
  commercialReference: '3EY95102AD',
  offerName: 'Enterprise PrePaid 3 Years',
  tier,
  code: 'PRICE_MISSING' as const,
})

describe('the figures of a plan', () => {
  test('M218: a missing price is named once, with its tiers and who needs it', () => {
    const outcome = outcomeOf(
      alternative(FIRST, 'A', null, { missingPrices: [lacks('vad')] }),
      alternative(SECOND, 'B', null, { missingPrices: [lacks('vad'), lacks('public')] }),
    )
    expect(missingPrices(outcome)).toEqual([
      {
        commercialReference: '3EY95102AD',
        offerName: 'Enterprise PrePaid 3 Years',
        code: 'PRICE_MISSING',
        tiers: ['vad', 'public'],
        alternatives: ['A', 'B'],
      },
    ])
  })

  test('two versions of one list are two prices', () => {
    const used = (listVersion: number) => ({
      commercialReference: '3EY95003AA',
      tier: 'vad',
      unitPrice: decimal('2.80'),
      per: 'user-month',
      listId: 'vad-2017',
      listVersion,
    })
    const outcome = outcomeOf(
      alternative(FIRST, 'A', 1, { usedPrices: [used(1)] }),
      alternative(SECOND, 'B', 1, { usedPrices: [used(1), used(2)] }),
    )
    expect(usedPrices(outcome).map((one) => [one.listVersion, one.alternatives])).toEqual([
      [1, ['A', 'B']],
      [2, ['B']],
    ])
  })

  test('Z03: difference and break-even are against the first; without a total there is neither', () => {
    const outcome = outcomeOf(alternative(FIRST, 'A', 10080), alternative(SECOND, 'B', 9000))
    expect(outcome.alternatives.map((one) => againstFirst(outcome, one)?.minor ?? null)).toEqual([null, -1080])
    expect(breakEvenOf(outcome, SECOND)).toBe(33)
    expect(breakEvenOf(outcome, FIRST)).toBeNull()
    const lacking = outcomeOf(alternative(FIRST, 'A', null), alternative(SECOND, 'B', 9000))
    expect(lacking.alternatives.map((one) => againstFirst(lacking, one))).toEqual([null, null])
  })

  test('the strips of all alternatives are on one scale', () => {
    const month = (minor: number) => ({
      month: '2026-12',
      buy: money(minor, 'EUR'),
      sell: null,
      licences: 1,
      unusedLicences: 0,
      cumulative: money(minor, 'EUR'),
    })
    const found = strips([
      alternative(FIRST, 'A', 1, { months: [month(50), month(0)] }),
      alternative(SECOND, 'B', 1, { months: [month(100)] }),
    ])
    expect([...found.values()].map((bars) => bars.map(({ share }) => share))).toEqual([[0.5, 0], [1]])
  })

  test('notes have dates and numbers in the language, and a dash for what is not known', () => {
    const format = { date: (day: string) => `<${day}>`, count: (count: number) => `#${count}` }
    expect(noteParams({ until: '2026-12-01', licences: '1200', term: '3', offerName: 'X' }, format)).toEqual({
      until: '<2026-12-01>',
      licences: '#1200',
      term: '3',
      offerName: 'X',
    })
    expect(noteParams({}, format)['until']).toBe('–')
  })

  test('eight lines are told apart without their colours', () => {
    const marks = Array.from({ length: 8 }, (_, index) => lineMark(index))
    expect(new Set(marks.map(({ dash, symbol }) => `${dash.join()} ${symbol}`)).size).toBe(8)
  })
})

describe('the keys of undo', () => {
  const press = (key: string, held: Record<string, boolean> = {}) =>
    undoKey({
      key,
      ctrlKey: true,
      metaKey: false,
      shiftKey: false,
      altKey: false,
      target: null,
      defaultPrevented: false,
      ...held,
    })
  test('Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y and nothing else', () => {
    expect([press('z'), press('Z', { shiftKey: true }), press('y')]).toEqual(['undo', 'redo', 'redo'])
    expect([
      press('z', { ctrlKey: false }),
      press('z', { altKey: true }),
      press('z', { defaultPrevented: true }),
      press('x'),
    ]).toEqual([null, null, null, null])
  })
})

describe('how far an impact statement is', () => {
  const step = (state: ImpactStep['state'], refused = false) =>
    ({ state, refused: refused ? { rule: 'M155', reason: '' } : null }) as ImpactStep
  const at = '2026-12-01T00:00:00.000Z'
  test.each([
    ['refused', null, [step('not-made'), step('not-made', true)]],
    ['ready', null, [step('not-made')]],
    ['trouble', at, [step('conflict'), step('not-due')]],
    ['resumable', at, [step('confirmed'), step('not-due')]],
    ['under-way', at, [step('confirmed'), step('sent')]],
    ['done', at, [step('confirmed'), step('undone')]],
  ] as const)('%s', (state, appliedAt, steps) => {
    expect(impactState({ steps: [...steps], appliedAt })).toBe(state)
  })
})
