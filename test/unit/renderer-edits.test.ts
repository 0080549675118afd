import { describe, expect, test } from 'vitest'
import { changedFields, companyForm, withPresent } from '../../renderer/features/companies/company-form.ts'
import { parseInviteList } from '../../renderer/features/companies/invite-list.ts'
import { publicNumber } from '../../renderer/features/companies/public-number.ts'
import { type EquipmentForm, wrongFields } from '../../renderer/features/equipment/equipment-form.ts'
import { wholeNumber } from '../../renderer/features/subscriptions/whole-number.ts'
import { actionReasons } from '../../renderer/ui/action-reasons.ts'
import { countryChoices, countryName } from '../../renderer/ui/countries.ts'
import { hourAfter } from '../../renderer/ui/hour-after.ts'
import { rowIndex } from '../../renderer/ui/row-index.ts'
import { thingAddress } from '../../renderer/ui/thing-address.ts'
import { editSchema, type Offered } from '../../shared/contract/edits.ts'
import type { Company } from '../../shared/contract/estate.ts'
import { ok } from '../../shared/util/result.ts'

describe('the invite list (M024)', () => {
  test('takes addresses with commas, semicolons and lines between them, each once', () => {
    const list = parseInviteList('Sophia.Clark@example.com, sophia.clark@example.com;\nchristian@example.com,,')
    expect(list.addresses).toEqual(['sophia.clark@example.com', 'christian@example.com'])
    expect(list.repeated).toEqual(['sophia.clark@example.com'])
    expect(list.wrong).toEqual([])
  })

  test('takes the address out of a name with brackets', () => {
    expect(parseInviteList('Sophia CLARK <sophia@example.com>').addresses).toEqual(['sophia@example.com'])
  })

  test('tells what is no address, and leaves out who is there already', () => {
    const list = parseInviteList('nobody, a@, JESSICA@example.com, new@example.com', ['jessica@example.com'])
    expect(list.wrong).toEqual(['nobody', 'a@'])
    expect(list.known).toEqual(['jessica@example.com'])
    expect(list.addresses).toEqual(['new@example.com'])
  })

  test('is empty for nothing typed', () => {
    expect(parseInviteList(' , ;\n')).toEqual({ addresses: [], wrong: [], repeated: [], known: [] })
  })
})

describe('the company form (M014, M016)', () => {
  const company = {
    name: 'High-Tech',
    country: 'GBR',
    visibility: null,
    slogan: 'Fast',
    size: '3 people',
    economicActivity: 'NONE',
    website: null,
    description: null,
    street: null,
    postalCode: null,
    city: 'London',
    externalReference: null,
    externalReference2: null,
  } as unknown as Company

  test('opened and not touched, it changes nothing', () => {
    const form = companyForm(company)
    expect(changedFields(form, { ...form })).toEqual({})
    expect(changedFields(form, { ...form, name: ' High-Tech ', slogan: 'Fast ' })).toEqual({})
  })

  test('gives the changed fields only, and null for an emptied one', () => {
    const form = companyForm(company)
    const fields = changedFields(form, { ...form, city: '', visibility: 'private', economicActivity: 'J' })
    expect(fields).toEqual({ city: null, visibility: 'private', economicActivity: 'J' })
    expect(editSchema.safeParse({ kind: 'company.edit', companyId: 'c', fields }).success).toBe(true)
  })

  test('keeps a value that its list does not know', () => {
    expect(withPresent([{ value: 'a', text: 'A' }], '3 people').map(({ value }) => value)).toEqual(['a', '3 people'])
    expect(withPresent([{ value: 'a', text: 'A' }], '')).toHaveLength(1)
  })
})

describe('what is typed about equipment and phones', () => {
  const form: EquipmentForm = {
    name: 'OXO_01',
    serverType: 'OmniPCX Office',
    country: 'FRA',
    prefix: '0',
    manual: false,
    equipmentId: '',
    code: '',
    consent: true,
  }

  test('a device as in M061 is complete; without consent it is not (M104)', () => {
    expect([...wrongFields(form)]).toEqual([])
    expect([...wrongFields({ ...form, consent: false })]).toEqual(['consent'])
    expect([...wrongFields({ ...form, prefix: '12345' })]).toEqual(['prefix'])
  })

  test('an own ID and code must look like those of M065', () => {
    const manual = { ...form, manual: true, equipmentId: 'PBX2260-6184-8060-49c8-bafe-7e4c-3296-1bd0', code: '8398' }
    expect([...wrongFields(manual)]).toEqual([])
    expect([...wrongFields({ ...manual, equipmentId: 'PBX2260', code: '83' })]).toEqual(['equipmentId', 'code'])
  })

  test.each([
    ['+447848311690', '+447848311690'],
    ['+33 3 90 67 68 62', '+33390676862'],
    ['', ''],
    ['0390676862', null],
    ['+33 3', null],
  ])('the public number %j is read as %j (M073)', (typed, read) => {
    expect(publicNumber(typed)).toBe(read)
  })

  test.each([
    ['15', 15],
    ['1 000', 1000],
    ['0', null],
    ['1.5', null],
    ['-3', null],
    ['', null],
  ])('the number of licences %j is read as %j', (typed, read) => {
    expect(wholeNumber(typed, 1)).toBe(read)
  })
})

describe('actions', () => {
  const known = (path: string): string | null => (path.startsWith('roles.') ? `<${path}>` : null)
  const offered = (more: Partial<Offered>): Offered => ({
    action: 'phone.associate',
    allowed: true,
    because: null,
    rules: [],
    contradicts: null,
    ...more,
  })

  test('one reason holds back several actions and is said once, with its rules', () => {
    const refused = offered({ allowed: false, because: 'adminOwnCompanyOnly', rules: ['M041', 'M056'] })
    expect(
      actionReasons(
        [
          { key: 'a', text: 'Create', offered: refused },
          { key: 'b', text: 'Invite', offered: refused },
          { key: 'c', text: 'Look', offered: offered({}) },
        ],
        known,
      ),
    ).toEqual([
      expect.objectContaining({
        actions: 'Create, Invite',
        text: '<roles.reason.adminOwnCompanyOnly.fact> <roles.reason.adminOwnCompanyOnly.next>',
        rules: 'M041, M056',
      }),
    ])
  })

  test('a contradiction is shown even when the action is offered (X06)', () => {
    const both = offered({ rules: ['M044'], contradicts: { rules: ['X06', 'M076'], says: false } })
    expect(actionReasons([{ key: 'a', text: 'Associate', offered: both }], known)).toEqual([
      expect.objectContaining({ text: '<roles.contradiction.X06>', rules: 'X06, M076' }),
    ])
  })

  test('a mail goes once an hour', () => {
    const now = '2026-11-22T10:00:00.000Z'
    expect(hourAfter('2026-11-22T09:30:00.000Z', now)).toBe('2026-11-22T10:30:00.000Z')
    expect(hourAfter('2026-11-22T09:00:00.000Z', now)).toBeNull()
    expect(hourAfter(null, now)).toBeNull()
  })
})

describe('finding a row and its screen', () => {
  const rows = Array.from({ length: 1234 }, (_, n) => ({ id: `m${n}` }))
  const fetch = (window: { offset: number; limit: number }) =>
    Promise.resolve(ok({ rows: rows.slice(window.offset, window.offset + window.limit), total: rows.length }))

  test('a row far down is found, one that is not there is not', async () => {
    expect(await rowIndex(fetch, (row) => row.id === 'm1100', { descending: false })).toBe(1100)
    expect(await rowIndex(fetch, (row) => row.id === 'x', { descending: false })).toBeNull()
  })

  test.each([
    ['company', 'c1', '/companies/c1'],
    ['member', 'm1', '/companies/c1/members?select=m1'],
    ['equipment', 'local:1', '/companies/c1/equipment?select=local%3A1'],
    ['company_link', 'l1', '/links?select=l1'],
    ['invoice', 'i1', '/invoices?select=i1'],
  ] as const)('%s %s opens at %s', (entity, id, address) => {
    expect(thingAddress({ entity, id, companyId: 'c1' })).toBe(address)
  })

  test('countries have names in both languages, and an unknown code stays', () => {
    expect(countryName('GBR', 'en-GB')).toBe('United Kingdom')
    expect(countryName('ESP', 'fr-FR')).toBe('Espagne')
    expect(countryName('XXX', 'en-GB')).toBe('XXX')
    expect(countryChoices('en-GB').length).toBeGreaterThan(240)
  })
})
