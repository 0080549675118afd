import { describe, expect, test } from 'vitest'
import { betweenDays } from '../../renderer/features/changes/between-days.ts'
import { differenceAddress } from '../../renderer/features/changes/difference-address.ts'
import { differenceWindow } from '../../renderer/features/changes/difference-columns.ts'
import {
  changesText,
  fieldLabel,
  fieldName,
  fieldText,
  saidFields,
  whatText,
  type Words,
} from '../../renderer/features/changes/difference-text.ts'
import { groupRows } from '../../renderer/features/changes/group-rows.ts'
import { shownGroups } from '../../renderer/stores/digest-groups.ts'
import { cloudWord } from '../../renderer/text/cloud-word.ts'
import { type Text, texts } from '../../renderer/text/index.ts'
import { instantOf } from '../../renderer/ui/days.ts'
import { formatCount, formatLanguage, formatLicences, formatLocalDate } from '../../renderer/ui/format.ts'
import type { Format } from '../../renderer/ui/use-format.ts'
import { type Difference, type Digest, differenceSchema, digestSchema } from '../../shared/contract/estate.ts'
import { allEstateTables } from '../support/estate-columns.ts'

/** The window's own words without Vue: the texts by their paths, placeholders filled in. */
const wordsOf = (text: Text, locale: string): Words => {
  const known = (path: string): string | null => {
    const found = path.split('.').reduce<unknown>((at, key) => (at ? Reflect.get(at, key) : null), text)
    return typeof found === 'string' ? found : null
  }
  const t = (key: string, params: Readonly<Record<string, string | number>> = {}): string =>
    (known(key) ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name]))
  const format = {
    locale,
    count: (count: number) => formatCount(count, locale),
    licences: (count: number | null, change: number | null) => formatLicences(count, change, locale),
    date: (date: string) => formatLocalDate(date, locale),
    instant: (instant: string) => `at ${instant}`,
    languageName: (code: string) => formatLanguage(code, locale),
    word: (kind: Parameters<Format['word']>[0], word: string) =>
      cloudWord(kind, word, locale === 'fr-FR' ? 'fr' : 'en'),
  } as Format
  return { t, known, format }
}
const english = wordsOf(texts.en, 'en-GB')
const french = wordsOf(texts.fr, 'fr-FR')

const difference = (more: Partial<Difference>): Difference =>
  differenceSchema.parse({
    entity: 'subscription',
    id: 's1',
    title: 'Enterprise',
    companyId: 'c4',
    companyName: 'SISTEMOS',
    what: 'changed',
    fields: [],
    at: '2017-12-01T08:00:00.000Z',
    ...more,
  })

describe('a difference in words', () => {
  test('X10: SISTEMOS from 22 billed and 17 allocated to 20 and 2, with signed changes', () => {
    const row = difference({
      fields: [
        { field: 'billed', before: 22, after: 20 },
        { field: 'allocated', before: 17, after: 2 },
      ],
    })
    expect(changesText(row, english)).toBe('Billed licences: 22 → 20 (−2); Allocated licences: 17 → 2 (−15)')
    expect(changesText(row, french)).toBe('Licences facturées : 22 → 20 (−2); Licences attribuées : 17 → 2 (−15)')
  })

  test('X12, X13: plan, licences as a list, rights as yes and no without a signed change', () => {
    const row = difference({
      entity: 'member',
      fields: [
        { field: 'licences', before: '["Essential"]', after: '["Enterprise","Conference"]' },
        { field: 'seller', before: 0, after: 1 },
        { field: 'admin', before: false, after: true },
      ],
    })
    expect(changesText(row, english)).toBe(
      'Licences: Essential → Enterprise, Conference; Right to sell: No → Yes; Administrator: No → Yes',
    )
    const plan = difference({ entity: 'company', fields: [{ field: 'plan', before: 'freemium', after: 'premium' }] })
    expect(changesText(plan, english)).toBe('Plan: freemium → premium')
  })

  test('values as their screens show them: dates, countries, connection, nothing, unknown words', () => {
    const text = (field: string, value: string | number | boolean | null, entity = 'equipment'): string =>
      fieldText(field, entity, value, english)
    expect(text('expires_at', '2020-12-01T00:00:00.000Z')).toBe('1 Dec 2020')
    expect(text('expiresOn', '2020-12-01')).toBe('1 Dec 2020')
    expect(text('last_login_at', '2020-12-01T08:15:00.000Z')).toBe('at 2020-12-01T08:15:00.000Z')
    expect(text('country', 'GBR')).toBe('United Kingdom')
    expect(text('connection', 'normal')).toBe('Normal')
    expect(text('connection', 'sleeping')).toBe('sleeping')
    expect(text('billed', null)).toBe('--')
    expect(text('support_email', null)).toBe('none')
    expect(text('licences', '[]')).toBe('none')
    expect(text('licences', '[not a list')).toBe('[not a list')
    expect(text('phones', '[{"id":"x","extension":"4101"},{"id":"y"}]')).toBe('4101, y')
    expect(text('company_count', 12_000)).toBe('12,000')
    expect(text('state', 'invited', 'member')).toBe('Invitation pending')
    expect(text('state', 'member', 'company')).toBe('member')
  })

  test('every column of the cache has words in both languages', () => {
    for (const words of [english, french])
      for (const { name, columns } of allEstateTables)
        for (const column of columns)
          expect([name, column, words.known(`changes.field.${fieldName(column)}`) !== null]).toEqual([
            name,
            column,
            true,
          ])
    expect(fieldLabel('some_new_field', 'company', english)).toBe('Some new field')
    expect(fieldLabel('state', 'company', english)).toBe('State or region')
    expect(fieldLabel('state', 'member', english)).toBe('State')
  })

  test('of a new thing only the fields that say something, without a before', () => {
    const row = difference({
      entity: 'company',
      title: 'Harbour Clinics',
      what: 'added',
      fields: [
        { field: 'name', before: null, after: 'Harbour Clinics' },
        { field: 'companyName', before: null, after: 'SISTEMOS' },
        { field: 'plan', before: null, after: 'freemium' },
        { field: 'seller', before: null, after: false },
        { field: 'slogan', before: null, after: null },
        { field: 'licences', before: null, after: '[]' },
      ],
    })
    expect(saidFields(row).map((field) => field.field)).toEqual(['plan'])
    expect(changesText(row, english)).toBe('Plan: freemium')
    const gone = difference({
      ...row,
      what: 'removed',
      fields: [{ field: 'email', before: 'paul@x.loc', after: null }],
    })
    expect(changesText(gone, english)).toBe('E-mail: paul@x.loc')
  })
})

describe('the digest in groups (Z17)', () => {
  const twice = difference({ id: 's2', at: '2017-12-02T08:00:00.000Z' })
  const digest: Digest = digestSchema.parse({
    since: null,
    upTo: '2017-12-03T08:00:00.000Z',
    groups: [
      { kind: 'expiring', count: 1, rows: [twice] },
      { kind: 'members-left', count: 0, rows: [] },
      { kind: 'licences-changed', count: 2, rows: [difference({}), twice] },
    ],
  })

  test('empty groups are not shown; the others stand in the order of the questions', () => {
    expect(shownGroups(digest).map((group) => group.kind)).toEqual(['licences-changed', 'expiring'])
    expect(shownGroups(null)).toEqual([])
  })

  test('what ends soon is no change: it stands last, the next one first, with its day as the only value', () => {
    const ends = (id: string, day: string): Difference =>
      difference({
        id,
        fields: [{ field: 'expiresOn', before: `${day}T00:00:00.000Z`, after: null }],
        at: `${day}T00:00:00.000Z`,
      })
    const groups = [{ kind: 'expiring' as const, count: 2, rows: [ends('b', '2018-02-01'), ends('a', '2018-01-01')] }]
    const all = groupRows([...groups, ...shownGroups(digest)], null)
    expect(all.map((row) => row.id)).toEqual(['s2', 's1', 'a', 'b'])
    expect(changesText(ends('a', '2018-01-01'), english)).toBe('Ends: 1 Jan 2018')
    expect(whatText(ends('a', '2018-01-01'), english)).toBe('Ends')
    expect(whatText(difference({}), english)).toBe('Changed')
  })

  test('all groups together list a thing once, newest first; one group lists its own', () => {
    expect(groupRows(shownGroups(digest), null).map((row) => row.id)).toEqual(['s2', 's1'])
    expect(groupRows(shownGroups(digest), 'expiring').map((row) => row.id)).toEqual(['s2'])
  })

  test('within one synchronisation changes come before what is new, companies before the rest', () => {
    const rows = [
      difference({ id: 'm', entity: 'member', what: 'added', title: 'A' }),
      difference({ id: 'c', entity: 'company', what: 'added', title: 'B' }),
      difference({ id: 's', title: 'C' }),
      difference({ id: 'x', entity: 'company', title: 'D' }),
    ]
    expect(groupRows([{ kind: 'other', count: 4, rows }], null).map((row) => row.id)).toEqual(['x', 's', 'c', 'm'])
  })

  test('its rows are sorted here as the engine would', () => {
    const rows = ['B', 'a', 'C'].map((title, n) => difference({ title, id: String(n) }))
    const shown = (sort: string | undefined, descending = false, offset = 0): string =>
      differenceWindow(rows, { offset, limit: 2, descending, ...(sort ? { sort } : {}) }, english)
        .rows.map((row) => row.title)
        .join('')
    expect([shown(undefined), shown('title'), shown('title', true), shown('title', false, 2)]).toEqual([
      'Ba',
      'aB',
      'CB',
      'C',
    ])
  })
})

describe('what a difference opens', () => {
  test('the row on the screen of its company', () => {
    expect(differenceAddress(difference({}))).toBe('/companies/c4/subscriptions?select=s1')
    expect(differenceAddress(difference({ entity: 'company', id: 'c 4' }))).toBe('/companies/c%204')
    expect(differenceAddress(difference({ entity: 'equipment', companyId: null }))).toBe('/equipment?select=s1')
    expect(differenceAddress(difference({ entity: 'site', companyId: null }))).toBe(null)
  })
})

describe('the two dates that are compared (Z07)', () => {
  const days = ['2026-11-22', '2026-11-20', '2026-11-01']
  const today = '2026-11-22'

  test('are those of the address', () => {
    const asked = { from: '2017-06-01', to: '2017-11-24T17:09' }
    expect(betweenDays(asked, { days, looked: null, today })).toEqual(asked)
  })

  test('begin where the person last looked, or before the newest changes', () => {
    const none = { from: null, to: null }
    const looked = new Date('2026-11-21T16:02').toISOString()
    expect(betweenDays(none, { days, looked, today }).from).toBe('2026-11-21T16:02')
    expect(betweenDays(none, { days, looked: instantOf('2026-11-21'), today }).from).toBe('2026-11-21')
    expect(betweenDays(none, { days, looked: null, today })).toEqual({ from: '2026-11-20', to: today })
    expect(betweenDays(none, { days: [], looked: null, today })).toEqual({ from: today, to: today })
  })

  test('nonsense in the address is not asked for', () => {
    expect(betweenDays({ from: '2017-02-99', to: 'x' }, { days, looked: null, today })).toEqual({
      from: '2026-11-20',
      to: today,
    })
  })
})
