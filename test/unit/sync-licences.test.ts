import { describe, expect, it } from 'vitest'
import { planLicences, type Holder } from '../../electron/engine/sync/steps/licences.ts'

const subscription = (id: string, numberAssignedUsers: number | null) => ({ id, offerName: id, numberAssignedUsers })
const holder = (id: string, ...held: readonly string[]): Holder => ({
  id,
  licences: held.map((one) => ({ subscriptionId: one, offerName: one })),
})
const nobody = (): boolean => false
const asked = (plan: ReturnType<typeof planLicences>): readonly string[] =>
  'ask' in plan ? plan.ask.map(({ id }) => id) : []

describe('whose licences are asked for, one request each (lists of users need not name them)', () => {
  it('nobody, when one subscription is used by as many as there are members, and no other by anybody', () => {
    const plan = planLicences({
      holders: [holder('a'), holder('b', 'Essential')],
      subscriptions: [subscription('Essential', 2), subscription('Business', 0)],
      changed: nobody,
    })
    expect(plan).toEqual({ all: { subscriptionId: 'Essential', offerName: 'Essential' }, holders: [holder('a')] })
  })

  it('nobody, when what is known adds up', () => {
    const plan = planLicences({
      holders: [holder('a', 'Essential'), holder('b', 'Business')],
      subscriptions: [subscription('Essential', 1), subscription('Business', 1)],
      changed: nobody,
    })
    expect(asked(plan)).toEqual([])
  })

  it('everybody, when it does not: one more in use than is known', () => {
    const plan = planLicences({
      holders: [holder('a', 'Essential'), holder('b', 'Essential')],
      subscriptions: [subscription('Essential', 1), subscription('Business', 1)],
      changed: nobody,
    })
    expect(asked(plan)).toEqual(['a', 'b'])
  })

  it('everybody, when a known licence is of a subscription that is gone', () => {
    const plan = planLicences({
      holders: [holder('a', 'Essential'), holder('b', 'Business', 'Gone')],
      subscriptions: [subscription('Essential', 1), subscription('Business', 1)],
      changed: nobody,
    })
    expect(asked(plan)).toEqual(['a', 'b'])
  })

  it('everybody, when the cloud does not count', () => {
    const plan = planLicences({
      holders: [holder('a', 'Essential')],
      subscriptions: [subscription('Essential', 1), subscription('Conference', null)],
      changed: nobody,
    })
    expect(asked(plan)).toEqual(['a'])
  })

  it('those whom the operation history names, though it adds up: two may have swapped', () => {
    const plan = planLicences({
      holders: [holder('a', 'Essential'), holder('b', 'Business'), holder('c', 'Essential')],
      subscriptions: [subscription('Essential', 2), subscription('Business', 1)],
      changed: (id) => id !== 'c',
    })
    expect(asked(plan)).toEqual(['a', 'b'])
  })

  it('nobody, of a company whose subscriptions this administrator may not see, unless they are named', () => {
    expect(asked(planLicences({ holders: [holder('a')], subscriptions: null, changed: nobody }))).toEqual([])
    expect(asked(planLicences({ holders: [holder('a')], subscriptions: null, changed: () => true }))).toEqual(['a'])
  })
})
