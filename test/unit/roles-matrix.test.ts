import { describe, expect, it } from 'vitest'
import { matrixCells, mayDo, type RoleAction, roleRules2017, roleRulesAt } from '../../shared/domain/roles/index.ts'
import { adminOf, sellerOf, targetOf } from '../support/roles.ts'

type Expected = 'yes' | 'no' | 'n/a' | 'with rights'
/** The two tables as the deck prints them, read again from there: M-number, action, BP or EC company, answer. */
type Printed = readonly [id: string, action: RoleAction, company: 'BP' | 'EC', expected: Expected]

const bpSeller: readonly Printed[] = [
  ['M034', 'company.edit', 'BP', 'yes'],
  ['M035', 'company.edit', 'EC', 'yes'],
  ['M036', 'equipment.create', 'BP', 'yes'],
  ['M037', 'equipment.create', 'EC', 'yes'],
  ['M038', 'phone.associate', 'BP', 'yes'],
  ['M039', 'phone.associate', 'EC', 'yes'],
  ['M180', 'subscription.create', 'BP', 'yes'],
  ['M181', 'subscription.create', 'EC', 'yes'],
  ['M182', 'subscription.change', 'BP', 'yes'],
  ['M183', 'subscription.change', 'EC', 'yes'],
  ['M184', 'licence.assign', 'BP', 'no'],
  ['M185', 'licence.assign', 'EC', 'yes'],
]
const bpAdmin: readonly Printed[] = [
  ['M040', 'company.edit', 'BP', 'yes'],
  ['M041', 'company.edit', 'EC', 'no'],
  ['M042', 'equipment.create', 'BP', 'yes'],
  ['M043', 'equipment.create', 'EC', 'no'],
  ['M044', 'phone.associate', 'BP', 'yes'],
  ['M045', 'phone.associate', 'EC', 'no'],
  ['M186', 'subscription.create', 'BP', 'no'],
  ['M187', 'subscription.create', 'EC', 'no'],
  ['M188', 'subscription.change', 'BP', 'with rights'],
  ['M189', 'subscription.change', 'EC', 'no'],
  ['M190', 'licence.assign', 'BP', 'yes'],
  ['M191', 'licence.assign', 'EC', 'no'],
]
const ecAdmin: readonly Printed[] = [
  ['M046', 'company.edit', 'BP', 'n/a'],
  ['M047', 'company.edit', 'EC', 'yes'],
  ['M048', 'equipment.create', 'BP', 'n/a'],
  ['M049', 'equipment.create', 'EC', 'no'],
  ['M050', 'phone.associate', 'BP', 'n/a'],
  ['M051', 'phone.associate', 'EC', 'yes'],
  ['M192', 'subscription.create', 'BP', 'n/a'],
  ['M193', 'subscription.create', 'EC', 'no'],
  ['M194', 'subscription.change', 'BP', 'n/a'],
  ['M195', 'subscription.change', 'EC', 'with rights'],
  ['M196', 'licence.assign', 'BP', 'n/a'],
  ['M197', 'licence.assign', 'EC', 'yes'],
]
const values = { yes: 'yes', no: 'no', 'n/a': 'not-applicable', 'with rights': 'with-rights' } as const

const check = (
  [id, action, , expected]: Printed,
  actor: Parameters<typeof mayDo>[1],
  target: Parameters<typeof mayDo>[2],
): void => {
  const without = mayDo(action, actor, target, { deviceAssociation: 'matrix' })
  const withBoxes = mayDo(
    action,
    actor,
    { ...target, adminCanUpdate: true, adminCanDecrease: true },
    { deviceAssociation: 'matrix' },
  )
  expect(without.allowed).toBe(expected === 'yes')
  expect(withBoxes.allowed).toBe(expected === 'yes' || expected === 'with rights')
  expect(without.rules).toContain(id)
  if (!without.allowed) expect(without.because === 'notApplicable').toBe(expected === 'n/a')
}

describe('the 36 cells of the matrices', () => {
  it.each(bpSeller)('%s: a seller of a VAD, %s on a %s company: %s', (...printed) => {
    check(printed, sellerOf('VAD'), targetOf(printed[2] === 'BP' ? 'own' : 'customer', printed[2]))
  })

  it.each(bpSeller)('%s: a seller of a reseller, %s on a %s company: %s', (...printed) => {
    check(printed, sellerOf('IR'), targetOf(printed[2] === 'BP' ? 'own' : 'customer', printed[2]))
  })

  it.each(bpAdmin)('%s: an administrator of a VAD, %s on a %s company: %s', (...printed) => {
    check(printed, adminOf('VAD'), targetOf(printed[2] === 'BP' ? 'own' : 'customer', printed[2]))
  })

  it.each(ecAdmin)('%s: an administrator of an end customer, %s on a %s company: %s', (...printed) => {
    check(printed, adminOf('EC'), targetOf(printed[2] === 'BP' ? 'reseller' : 'own', printed[2]))
  })

  it('are there once each, with the value and the line that the deck prints', () => {
    const lines = { A: [136, 137, 138], B: [1075, 1076, 1077] } as const
    const printed = [bpSeller, bpAdmin, ecAdmin].flatMap((rows, row) =>
      rows.map(([id, , column, expected]) => {
        const matrix = id < 'M100' ? ('A' as const) : ('B' as const)
        return { id, matrix, column, value: values[expected], line: lines[matrix][row] }
      }),
    )
    const ours = matrixCells.map(({ id, matrix, column, value, line }) => ({ id, matrix, column, value, line }))
    expect(ours).toEqual(printed.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    expect(ours).toHaveLength(36)
  })
})

describe('rule sets are dated', () => {
  const later = { ...roleRules2017, id: 'later', validFrom: '2020-01-01' }

  it('M302: the set of the day decides, the newest without a day, the first before all', () => {
    const all = [later, roleRules2017]
    expect(['2016-01-01', '2019-12-31', '2020-01-01', undefined].map((date) => roleRulesAt(date, all).id)).toEqual([
      'roles-2017',
      'roles-2017',
      'later',
      'later',
    ])
  })

  it('M302: another matrix gives another answer', () => {
    const cells = matrixCells.map((cell) => (cell.id === 'M049' ? { ...cell, value: 'yes' as const } : cell))
    const own = targetOf('own', 'EC')
    expect(mayDo('equipment.create', adminOf('EC'), own).allowed).toBe(false)
    expect(mayDo('equipment.create', adminOf('EC'), own, { rules: { ...later, cells } }).allowed).toBe(true)
  })
})
