import { describe, expect, it } from 'vitest'
import {
  actorFromCloud,
  delegationRights,
  mayDo,
  type RoleAction,
  roleActions,
  relationOf,
} from '../../shared/domain/roles/index.ts'
import { actorOf, adminOf, sellerOf, targetOf } from '../support/roles.ts'

const vadSeller = sellerOf('VAD')
const both = actorOf('VAD', 'seller', 'admin')
const because = (...asked: Parameters<typeof mayDo>): string => {
  const answer = mayDo(...asked)
  return answer.allowed ? 'allowed' : answer.because
}

describe('delegation: WITH RIGHTS of M188 and M195', () => {
  const states = [
    [false, false, 'notDelegated', 'notDelegated', 'notDelegated'],
    [true, false, 'allowed', 'increaseOnly', 'increaseOnly'],
    [true, true, 'allowed', 'allowed', 'allowed'],
    [false, true, 'decreaseWithoutUpdate', 'decreaseWithoutUpdate', 'decreaseWithoutUpdate'],
  ] as const

  it.each(states)('M198: update %s, decrease %s: increase %s, decrease %s, cancel %s', (...state) => {
    const [adminCanUpdate, adminCanDecrease, increase, decrease, cancel] = state
    for (const [actor, company] of [
      [adminOf('EC'), 'EC'],
      [adminOf('VAD'), 'BP'],
    ] as const) {
      const target = targetOf('own', company, { adminCanUpdate, adminCanDecrease })
      expect(because('subscription.change', actor, target, { change: 'increase' })).toBe(increase)
      expect(because('subscription.change', actor, target, { change: 'decrease' })).toBe(decrease)
      expect(because('subscription.change', actor, target)).toBe(increase)
      expect(because('subscription.cancel', actor, target)).toBe(cancel)
      expect(mayDo('subscription.change', actor, target).rules).toEqual([company === 'EC' ? 'M195' : 'M188', 'M198'])
    }
  })

  it('M165: a box that is not shown is not ticked', () => {
    expect(delegationRights(true, null)).toEqual({ increase: true, decrease: false, flagged: false })
    expect(delegationRights(null, null)).toEqual({ increase: false, decrease: false, flagged: false })
    expect(delegationRights(null, true)).toEqual({ increase: false, decrease: false, flagged: true })
  })

  it('M177, M198: a seller gives the rights, once there is a subscription', () => {
    const customer = targetOf('customer')
    expect(mayDo('delegation.set', vadSeller, { ...customer, hasPaidSubscription: true })).toEqual({
      allowed: true,
      rules: ['M164', 'M198'],
    })
    expect(because('delegation.set', vadSeller, { ...customer, hasPaidSubscription: false })).toBe(
      'delegationNeedsSubscription',
    )
    expect(because('delegation.set', adminOf('EC'), targetOf('own', 'EC'))).toBe('delegationBySeller')
  })

  it('M179: an administrator allocates licences whatever the boxes say', () => {
    for (const [actor, company] of [
      [adminOf('EC'), 'EC'],
      [adminOf('IR'), 'BP'],
    ] as const)
      expect(mayDo('licence.assign', actor, targetOf('own', company))).toEqual({
        allowed: true,
        rules: [company === 'EC' ? 'M197' : 'M190', 'M179'],
      })
  })
})

describe('union of roles', () => {
  it('M199: seller and administrator allocate on the own company, by the administrator', () => {
    expect(mayDo('licence.assign', both, targetOf('own'))).toEqual({ allowed: true, rules: ['M190', 'M179', 'M199'] })
  })

  it('M052: seller and administrator create equipment for a customer, by the seller', () => {
    expect(mayDo('equipment.create', both, targetOf('customer'))).toEqual({ allowed: true, rules: ['M037', 'M052'] })
  })

  it('M034, M040: where both roles allow it, both cells are cited and no union is needed', () => {
    expect(mayDo('company.edit', both, targetOf('own'))).toEqual({ allowed: true, rules: ['M034', 'M040'] })
  })

  it('M033: without a role nothing is allowed, and a customer never sells', () => {
    for (const action of roleActions) {
      expect(because(action, actorOf('VAD'), targetOf('own'))).toBe('noRole')
      expect(because(action, sellerOf('EC'), targetOf('own', 'EC'))).toBe('sellerNeedsPartner')
    }
    const own = targetOf('own', 'EC')
    expect(mayDo('company.edit', actorOf('EC', 'seller', 'admin'), own)).toEqual(
      mayDo('company.edit', adminOf('EC'), own),
    )
  })

  it('M056: an administrator acts on the own company only', () => {
    expect(because('company.edit', adminOf('VAD'), targetOf('reseller'))).toBe('adminOwnCompanyOnly')
    expect(because('licence.assign', adminOf('EC'), targetOf('customer'))).toBe('adminOwnCompanyOnly')
  })
})

describe('half a seller', () => {
  const operations = actorOf('VAD', 'operations')
  const finance = actorOf('VAD', 'finance')
  const customer = targetOf('customer')

  it('M035, M037, M185: Operations manages and allocates but does not buy', () => {
    for (const action of ['company.edit', 'equipment.create', 'licence.assign', 'price.see'] as const)
      expect(because(action, operations, customer)).toBe('allowed')
    for (const action of ['subscription.create', 'subscription.change', 'plan.activate', 'delegation.set'] as const)
      expect(because(action, operations, customer)).toBe('financeNeeded')
    expect(because('invoice.see', operations, targetOf('own'))).toBe('financeNeeded')
  })

  it('M181, M183, M219: Finance buys and sees invoices but does not manage', () => {
    for (const action of ['subscription.create', 'subscription.change', 'subscription.cancel', 'price.see'] as const)
      expect(because(action, finance, customer)).toBe('allowed')
    expect(because('invoice.see', finance, targetOf('own'))).toBe('allowed')
    for (const action of ['company.edit', 'equipment.create', 'licence.assign', 'member.invite'] as const)
      expect(because(action, finance, customer)).toBe('operationsNeeded')
  })

  it('M033: the cloud’s roles become ours; roles that are not known give nothing', () => {
    const from = (roles: readonly string[], adminType: string | null): readonly string[] =>
      actorFromCloud({ roles, adminType, companyKind: 'VAD', companyId: 'c1' }).roles
    expect(from(['user', 'admin', 'bp_admin', 'bp_finance'], 'company_admin')).toEqual(['seller', 'admin'])
    expect(from(['user', 'bp_admin', 'bp_finance'], 'undefined')).toEqual(['seller'])
    expect(from(['user', 'bp_admin'], null)).toEqual(['operations'])
    expect(from(['bp_finance', 'admin'], 'company_admin')).toEqual(['finance', 'admin'])
    expect(from(['user', 'admin'], 'site_admin')).toEqual([])
    expect(from(['user', 'superadmin', 'wizard'], 'company_admin')).toEqual([])
  })
})

describe('equipment of resellers', () => {
  const equipmentActions: readonly RoleAction[] = [
    'equipment.create',
    'equipment.edit',
    'equipment.remove',
    'equipment.reset-activation-code',
    'phone.associate',
    'phone.remove',
    'tenant-prefix.set',
  ]

  it.each(equipmentActions)('M055: a VAD does no %s for a reseller or its customers', (action) => {
    for (const actor of [vadSeller, both])
      for (const relation of ['reseller', 'customer-of-reseller'] as const)
        expect(mayDo(action, actor, targetOf(relation))).toEqual({
          allowed: false,
          because: 'equipmentOfReseller',
          rules: ['M055'],
        })
    expect(because(action, vadSeller, targetOf('customer'))).toBe('allowed')
    expect(because(action, sellerOf('IR'), targetOf('customer'))).toBe('allowed')
  })

  it('M034, M182: the rest of a reseller’s company is the VAD’s business', () => {
    for (const action of ['company.edit', 'member.invite', 'subscription.change'] as const)
      expect(because(action, vadSeller, targetOf('reseller'))).toBe('allowed')
  })
})

describe('contradictions show both sources', () => {
  it('X06: strictly a seller needs to be an administrator for phones of the own company', () => {
    for (const action of ['phone.associate', 'phone.remove'] as const) {
      expect(mayDo(action, vadSeller, targetOf('own'))).toEqual({
        allowed: false,
        because: 'associationNeedsAdmin',
        rules: ['M076', 'X06'],
        also: { id: 'X06', rule: 'M038', line: 136, says: 'yes' },
      })
      expect(mayDo(action, both, targetOf('own')).allowed).toBe(true)
    }
  })

  it('X06: by the matrix the seller may, and the other source is still shown', () => {
    expect(mayDo('phone.associate', vadSeller, targetOf('own'), { deviceAssociation: 'matrix' })).toEqual({
      allowed: true,
      rules: ['M038', 'X06'],
      also: { id: 'X06', rule: 'M076', line: 264, says: 'no' },
    })
  })

  it('X06: customers’ phones are not in question', () => {
    expect(mayDo('phone.associate', vadSeller, targetOf('customer'))).toEqual({ allowed: true, rules: ['M039'] })
  })

  it('X07: a VAD’s seller does not allocate in a reseller’s company, whatever the other page says', () => {
    for (const actor of [vadSeller, both])
      expect(mayDo('licence.assign', actor, targetOf('reseller'))).toEqual({
        allowed: false,
        because: 'allocationByAdmin',
        rules: ['M184', 'X07'],
        also: { id: 'X07', rule: 'M163', line: 929, says: 'yes' },
      })
    expect(mayDo('licence.assign', vadSeller, targetOf('own'))).not.toHaveProperty('also')
  })
})

describe('what has to be so first', () => {
  const customer = targetOf('customer')
  const never = { everConnected: false, shared: true }
  const connected = { everConnected: true, shared: true }

  it('M143: subscribing needs premium, activating needs that it is not', () => {
    const freemium = { ...customer, plan: 'freemium' as const }
    const premium = { ...customer, plan: 'premium' as const }
    expect(because('subscription.create', vadSeller, freemium)).toBe('planNotPremium')
    expect(because('subscription.create', vadSeller, premium)).toBe('allowed')
    expect(because('plan.activate', vadSeller, freemium)).toBe('allowed')
    expect(because('plan.activate', vadSeller, premium)).toBe('planAlreadyPremium')
    expect(because('plan.activate', adminOf('EC'), { ...targetOf('own', 'EC'), plan: 'freemium' })).toBe(
      'subscribeBySeller',
    )
  })

  it('M075, M076: no association before the first connection, but one can be taken away', () => {
    expect(because('phone.associate', vadSeller, { ...customer, equipment: never })).toBe('neverConnected')
    expect(because('phone.associate', both, { ...targetOf('own'), equipment: never })).toBe('neverConnected')
    expect(because('phone.associate', vadSeller, { ...customer, equipment: connected })).toBe('allowed')
    expect(because('phone.remove', vadSeller, { ...customer, equipment: never })).toBe('allowed')
  })

  it('M101, M103: prefixes need shared equipment that has connected', () => {
    expect(because('tenant-prefix.set', vadSeller, { ...customer, equipment: never })).toBe('prefixNeedsConnection')
    expect(because('tenant-prefix.set', vadSeller, { ...customer, equipment: { ...connected, shared: false } })).toBe(
      'prefixNeedsShared',
    )
    expect(because('tenant-prefix.set', vadSeller, { ...customer, equipment: connected })).toBe('allowed')
  })

  it('M053, M054: a second administrator needs Business or Enterprise', () => {
    const as = (licence: 'essential' | 'paid' | null, otherAdmins: number, becomesAdmin = true): string =>
      because('member.roles', vadSeller, { ...customer, member: { becomesAdmin, licence, otherAdmins } })
    expect([as('essential', 0), as('paid', 3), as(null, 1), as('essential', 1, false)]).toEqual(
      Array(4).fill('allowed'),
    )
    expect(as('essential', 1)).toBe('secondAdministrator')
    const invited = { ...customer, member: { becomesAdmin: true, licence: 'essential' as const, otherAdmins: 1 } }
    expect(because('member.invite', vadSeller, invited)).toBe('secondAdministrator')
  })

  it('M169: by hand prepaid is for the reseller itself, for its customers by Actis', () => {
    const create = (relation: 'reseller' | 'customer-of-reseller', prepaid: 'manual' | 'actis'): string =>
      because('subscription.create', vadSeller, targetOf(relation), { prepaid })
    expect(create('reseller', 'manual')).toBe('allowed')
    expect(create('customer-of-reseller', 'actis')).toBe('allowed')
    expect(create('customer-of-reseller', 'manual')).toBe('prepaidByActisOnly')
  })

  it('M095: the own company is not removed', () => {
    expect(because('company.remove', both, targetOf('own'))).toBe('ownCompanyStays')
    expect(because('company.remove', both, customer)).toBe('allowed')
  })
})

describe('prices and invoices', () => {
  it('M149: buying prices are for the business partner, not for the customer’s or reseller’s administrator', () => {
    expect(because('price.see', vadSeller, targetOf('customer'))).toBe('allowed')
    expect(because('price.see', adminOf('VAD'), targetOf('own'))).toBe('allowed')
    expect(because('price.see', adminOf('IR'), targetOf('own'))).toBe('pricesForPartner')
    expect(because('price.see', adminOf('EC'), targetOf('own', 'EC'))).toBe('pricesForPartner')
  })

  it('M219: invoices are the own company’s, for those who buy', () => {
    expect(because('invoice.see', vadSeller, targetOf('own'))).toBe('allowed')
    expect(because('invoice.see', vadSeller, targetOf('reseller'))).toBe('invoicesOfOwnCompany')
    expect(because('invoice.see', adminOf('VAD'), targetOf('own'))).toBe('invoicesBySeller')
  })

  it('M094: a customer’s administrator invites people of the own company', () => {
    expect(mayDo('member.invite', adminOf('EC'), targetOf('own', 'EC'))).toEqual({
      allowed: true,
      rules: ['M047', 'M094'],
    })
  })
})

describe('whose company it is', () => {
  const seen = (id: string, kind: 'VAD' | 'IR' | 'DR' | 'EC', partnerId: string | null): string =>
    relationOf({ companyId: 'c1' }, { id, kind, partnerId })

  it('M006: own, reseller, customer, customer of a reseller', () => {
    expect(seen('c1', 'VAD', null)).toBe('own')
    expect(seen('c2', 'IR', 'c1')).toBe('reseller')
    expect(seen('c3', 'EC', 'c1')).toBe('customer')
    expect(seen('c4', 'EC', 'c2')).toBe('customer-of-reseller')
  })
})
