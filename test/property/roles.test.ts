import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Actor,
  type ActorRole,
  actorRoles,
  mayDo,
  type RoleAnswer,
  roleActions,
  roleReasons,
  roleSources,
} from '../../shared/domain/roles/index.ts'

const kinds = ['VAD', 'IR', 'EC', 'DR'] as const
const maybe = fc.constantFrom(true, false, null)
const role = fc.constantFrom(...actorRoles)
const roleLists = fc.uniqueArray(role)

const target = fc.record(
  {
    companyKind: fc.constantFrom(...kinds),
    relation: fc.constantFrom('own', 'reseller', 'customer', 'customer-of-reseller'),
    plan: fc.constantFrom('freemium', 'premium', null),
    adminCanUpdate: maybe,
    adminCanDecrease: maybe,
    hasPaidSubscription: fc.boolean(),
    equipment: fc.record({ everConnected: fc.boolean(), shared: fc.boolean() }),
    member: fc.record({
      becomesAdmin: fc.boolean(),
      licence: fc.constantFrom('essential', 'paid', null),
      otherAdmins: fc.nat({ max: 3 }),
    }),
  },
  { requiredKeys: ['companyKind', 'relation', 'plan', 'adminCanUpdate', 'adminCanDecrease'] },
)
const options = fc.record(
  {
    deviceAssociation: fc.constantFrom('strict', 'matrix'),
    change: fc.constantFrom('increase', 'decrease'),
    prepaid: fc.constantFrom('manual', 'actis'),
  },
  { requiredKeys: [] },
)
const question = fc.record({
  action: fc.constantFrom(...roleActions),
  kind: fc.constantFrom(...kinds),
  target,
  options,
})

type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never
const ask = (asked: Question, roles: readonly ActorRole[]): RoleAnswer => {
  const actor: Actor = { roles, companyKind: asked.kind, companyId: 'c1' }
  return mayDo(asked.action, actor, asked.target, asked.options)
}

describe('rights of a person', () => {
  it('M052, M199: one more role never takes a right away', () => {
    fc.assert(
      fc.property(question, roleLists, role, (asked, roles, more) => {
        if (ask(asked, roles).allowed) expect(ask(asked, [...roles, more]).allowed).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('M052: two roles together allow what one of them allows, and nothing else', () => {
    fc.assert(
      fc.property(question, fc.constantFrom('seller', 'operations', 'finance'), (asked, partner) => {
        const either = ask(asked, [partner]).allowed || ask(asked, ['admin']).allowed
        expect(ask(asked, [partner, 'admin']).allowed).toBe(either)
      }),
      { numRuns: 3000 },
    )
  })

  it('M033: the seller is Operations and Finance together', () => {
    fc.assert(
      fc.property(question, (asked) => {
        expect(ask(asked, ['operations', 'finance'])).toEqual(ask(asked, ['seller']))
      }),
      { numRuns: 2000 },
    )
  })

  it('the order of the roles and naming one twice do not matter', () => {
    fc.assert(
      fc.property(question, roleLists, (asked, roles) => {
        expect(ask(asked, [...roles].reverse())).toEqual(ask(asked, roles))
        expect(ask(asked, [...roles, ...roles])).toEqual(ask(asked, roles))
      }),
      { numRuns: 2000 },
    )
  })

  it('M008: every answer cites rules that have their lines, each once, and every refusal a known reason', () => {
    fc.assert(
      fc.property(question, roleLists, (asked, roles) => {
        const answer = ask(asked, roles)
        expect(answer.rules.length).toBeGreaterThan(0)
        expect(answer.rules).toEqual([...new Set(answer.rules)])
        for (const rule of answer.also ? [...answer.rules, answer.also.rule] : answer.rules)
          expect(roleSources.get(rule) ?? `no line for ${rule}`).toMatch(/^\d+/)
        if (!answer.allowed) expect(roleReasons).toContain(answer.because)
      }),
      { numRuns: 3000 },
    )
  })

  it('M149: an end customer’s or a reseller’s administrator never sees buying prices', () => {
    fc.assert(
      fc.property(question, fc.constantFrom('EC', 'IR'), (asked, kind) => {
        expect(ask({ ...asked, action: 'price.see', kind }, ['admin']).allowed).toBe(false)
      }),
    )
  })
})
