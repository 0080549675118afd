import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TrainingCloud } from '../../electron/demo-cloud/index.ts'
import type { Impact, LicencePlanId, PlanDefinition } from '../../shared/contract/planning.ts'
import type { QuoteContent } from '../../shared/contract/quotes.ts'
import type { CompanyId } from '../../shared/contract/values.ts'
import { addDays, addMonths, monthOf } from '../../shared/domain/local-date.ts'
import { moneyText } from '../../shared/domain/money.ts'
import { openDesk, type Desk } from '../support/desk.ts'
import { commandId, now } from '../support/engine.ts'
import { fastCloud, listed, paths, refusal, signedIn } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'
import { customerNamed, quoteContent, quoteLine } from '../support/quotes.ts'
import { recordedFetch, type Recorded } from '../support/recorded-fetch.ts'

/** docs/planning.md, section 7, on the training cloud. */

const TODAY = '2026-11-22'
/** The terms of Advanced Telephony have just been renewed, and end after the plan. */
const THEN = '2026-12-05'
const [SWITCH, LATER] = ['2026-12-31', '2027-02-01']
const ENTERPRISE = '3EY95003AA'
const [MONTHLY, AS_IT_IS] = [randomUUID(), randomUUID()]

let cloud: TrainingCloud
let desk: Desk
let writes: readonly Recorded[]
beforeEach(async () => {
  cloud = await fastCloud()
  const recorded = recordedFetch(globalThis.fetch)
  writes = recorded.writes
  desk = await openDesk(cloud.credentials, { fetch: recorded.fetch })
  expect((await desk.sync(true)).failure).toBeNull()
})
afterEach(async () => {
  await desk.close()
  await cloud.close()
})

const client = () => desk.engine().client
const other = () => signedIn(cloud, { fetch: globalThis.fetch })
const subscriptions = async (company: string) =>
  (await client().estate.subscriptions({ limit: 500 })).rows.filter(({ companyName }) => companyName === company)
const subscription = async (company: string, offer: string) => {
  const found = (await subscriptions(company)).find(({ offerName }) => offerName === offer)
  if (!found) throw new Error(`${company} has no ${offer}`)
  return found
}
const inCloud = async (company: string) =>
  (await listed(await other(), paths.subscriptions(ids.company(company)))).map((one) => [one.offerName, one.maxNumberUsers]) // prettier-ignore

const acceptedQuote = async (content: QuoteContent) => {
  const { number, version } = await client().quotes.save({ commandId: commandId(), at: now(), number: null, content })
  for (const state of ['sent', 'accepted'] as const)
    await client().quotes.setState({ commandId: commandId(), at: now(), number, state, today: content.date })
  return { quoteNumber: number, quoteVersion: version }
}
const quoteFor = async (company: string, more: Partial<QuoteContent> = {}) =>
  acceptedQuote(quoteContent({ customer: await customerNamed(desk.engine(), company), ...more }))

type Prepare = Parameters<ReturnType<typeof client>['impacts']['prepare']>[0]
const prepare = (of: Prepare['of'], more: Partial<Prepare> = {}): Promise<Impact> =>
  client().impacts.prepare({ commandId: commandId(), at: now(), id: randomUUID(), today: TODAY, of, ...more })
const apply = (id: string, today = TODAY) => client().impacts.apply({ commandId: commandId(), at: now(), id, today })
const stepsOf = ({ steps }: Impact) => steps.map(({ edit, before, after, state }) => [edit.kind, before, after, state])
const amounts = ({ perMonthBefore, perMonthAfter, once }: Impact) =>
  [perMonthBefore, perMonthAfter, once].map((money) => money && moneyText(money))

const savedPlan = async (more: Partial<PlanDefinition>) => {
  const id = randomUUID() as LicencePlanId
  const definition: PlanDefinition = {
    name: 'Winter',
    note: '',
    scope: { kind: 'estate' },
    basis: 'billed',
    from: '2027-01',
    months: 10,
    currency: 'EUR',
    sellTier: 'public',
    ruleSet: 'by-date',
    changes: [],
    alternatives: [
      { id: MONTHLY, name: 'Monthly', covers: [{ term: 'monthly', quantity: 'all' }] },
      { id: AS_IT_IS, name: 'As it is', covers: [] },
    ],
    ...more,
  }
  await client().plans.save({ commandId: commandId(), at: now(), id, definition })
  return id
}
const people = (company: string, heads: number, from = THEN, plan = 'Enterprise') => ({
  from,
  plan,
  companyId: ids.company(company) as CompanyId,
  change: { kind: 'set' as const, heads },
})

/** The one with five Enterprise that nobody uses (M178); lists call it Sistemas (X11). */
const sistemos = async () => (await client().estate.subscriptions({ limit: 500 })).rows.find(({ offerName, billed, allocated }) => offerName === 'Enterprise' && billed === 22 && allocated === 17)! // prettier-ignore

const fewer = async (quantity = 17, of?: Awaited<ReturnType<typeof sistemos>>) => {
  const { companyName, id } = of ?? (await sistemos())
  return quoteFor(companyName, { lines: [quoteLine({ quantity, subscriptionId: id })] })
}

describe('SISTEMOS gives back what nobody uses', () => {
  it('M155, M178: 22 to 17 is stated with its money, made as stated, confirmed by reading back, exactly once', async () => {
    const before = await sistemos()
    const stated = await prepare(await fewer())
    expect(stepsOf(stated)).toEqual([['subscription.change', 22, 17, 'not-made']])
    expect(amounts(stated)).toEqual(['61.60', '47.60', '0.00'])
    expect(stated).toMatchObject({ companies: 1, licencesBefore: 22, licencesAfter: 17, renewals: [], appliedAt: null })
    expect(stated.base).toMatch(/^[0-9a-f]{64}$/)
    expect(await desk.outbox()).toHaveLength(0)

    const applied = await apply(stated.id)
    expect(stepsOf(applied)).toEqual([['subscription.change', 22, 17, 'planned']])
    expect(applied).toMatchObject({ ...stated, steps: [{ ...stated.steps[0], state: 'planned', entryId: applied.steps[0]?.entryId }], appliedAt: applied.appliedAt }) // prettier-ignore
    // The answer is lost, and the process with it.
    cloud.faults.cutAfterWork(1, ({ method }) => method === 'PUT')
    desk.dieAt(6, 'after')
    await desk.sync()
    await desk.restart()
    await apply(stated.id)
    expect((await desk.sync()).failure).toBeNull()
    await apply(stated.id)
    expect((await desk.sync()).failure).toBeNull()
    expect(await inCloud(before.companyName)).toContainEqual(['Enterprise', 17])
    expect(await desk.outbox()).toHaveLength(1)
    expect(stepsOf(await client().impacts.get({ id: stated.id }))).toEqual([['subscription.change', 22, 17, 'confirmed']]) // prettier-ignore
    const history = await client().estate.history({ limit: 500, companyId: before.companyId })
    expect(history.rows.filter(({ licences, operation }) => operation === 'update' && licences === 17)).toHaveLength(1)
    expect(await sistemos()).toBeUndefined()
  })

  it('an unknown outcome is read back, not sent twice', async () => {
    const { companyName } = await sistemos()
    const { id } = await apply((await prepare(await fewer())).id)
    const put = ({ method }: { method: string }) => method === 'PUT'
    cloud.faults.failNext(1, 500, put)
    await desk.sync()
    expect((await client().impacts.get({ id })).steps[0]?.state).not.toBe('confirmed')
    // Applying again while nobody knows: nothing more is made.
    await apply(id)
    expect(await desk.outbox()).toHaveLength(1)
    await desk.sync()
    expect((await client().impacts.get({ id })).steps[0]?.state).toBe('confirmed')
    expect(await inCloud(companyName)).toContainEqual(['Enterprise', 17])
    expect(writes.filter((one) => one.method === 'PUT' && one.path.includes('/subscriptions/') && one.status === 200)).toHaveLength(1) // prettier-ignore
  })

  it('M155: fewer than are allocated: the statement says why, and nothing of the plan is applied', async () => {
    const { companyName } = await sistemos()
    const changes = [people(companyName, 10), people('Interior Designer', 4)]
    const stated = await prepare({ planId: await savedPlan({ changes }), alternativeId: MONTHLY }, { today: THEN })
    const refused = stated.steps.filter((step) => step.refused !== null)
    expect(refused.map((step) => [step.companyName, step.before, step.after])).toEqual([[companyName, 22, 10]])
    expect(refused[0]?.refused).toMatchObject({ rule: 'M155', because: 'belowAllocated' })
    expect(await refusal(apply(stated.id, SWITCH))).toMatchObject({ code: 'RULE_BROKEN', rule: 'M155' })
    expect(await desk.outbox()).toHaveLength(0)
    expect((await client().impacts.get({ id: stated.id })).appliedAt).toBeNull()
  })

  it('another desk changes the number between preview and apply: outdated, with company and reason', async () => {
    const before = await sistemos()
    const { companyName, id } = before
    const stated = await prepare(await fewer())
    const bert = await openDesk(cloud.credentials)
    await bert.sync(true)
    await bert.edit({ kind: 'subscription.change', subscriptionId: id, quantity: 20 })
    await bert.sync()
    await bert.close()
    await desk.sync()
    const refused = await refusal(apply(stated.id))
    expect(refused).toMatchObject({ code: 'IMPACT_OUTDATED', params: { reason: `${companyName}: Enterprise has 20 licences, not 22` } }) // prettier-ignore
    expect(await desk.outbox()).toHaveLength(0)
    // A fresh preview says what is so now.
    expect(stepsOf(await prepare(await fewer(17, before)))).toEqual([['subscription.change', 20, 17, 'not-made']])
  })
})

describe('Interior Designer begins', () => {
  it('M143, M148: activate, then 15 Enterprise, delegation, and a licence for somebody, in order', async () => {
    const of = await quoteFor('Interior Designer')
    const { rows } = await client().estate.members({ companyId: ids.company('Interior Designer') })
    const member = rows.find(({ state }) => state === 'member')!
    const stated = await prepare(of, {
      delegation: { adminCanUpdate: true, adminCanDecrease: false },
      allocate: [{ memberId: member.id, commercialReference: ENTERPRISE }],
    })
    expect(stepsOf(stated)).toEqual([
      ['company.activate', null, null, 'not-made'],
      ['subscription.create', null, 15, 'not-made'],
      ['company.edit', null, null, 'not-made'],
      ['licence.assign', null, null, 'not-made'],
    ])
    expect(stated.steps.map(({ refused }) => refused)).toEqual([null, null, null, null])
    expect(amounts(stated)).toEqual(['0.00', '42.00', '0.00'])
    expect(await desk.outbox()).toHaveLength(0)
    const applied = await apply(stated.id)
    const entries = await desk.outbox()
    const waiting = applied.steps.map(({ entryId }) => entries.find(({ id }) => id === entryId)?.waitsFor?.id ?? null)
    expect(waiting).toEqual([null, ...applied.steps.slice(0, 3).map(({ entryId }) => entryId)])
    // Killed at some requests of the sending; applied again each time.
    for (const request of [3, 5, 7, 9]) {
      desk.dieAt(request, 'after')
      await desk.sync()
      await desk.restart()
      await apply(stated.id)
    }
    expect((await desk.sync()).failure).toBeNull()
    expect(stepsOf(await client().impacts.get({ id: stated.id })).map((step) => step[3])).toEqual(applied.steps.map(() => 'confirmed')) // prettier-ignore
    expect(await inCloud('Interior Designer')).toEqual(expect.arrayContaining([['Enterprise', 15]]) as unknown)
    expect((await inCloud('Interior Designer')).filter(([offer]) => offer === 'Enterprise')).toHaveLength(1)
    expect(await subscription('Interior Designer', 'Enterprise')).toMatchObject({ billed: 15, allocated: 1 })
    const sent = writes.filter(({ status, path }) => status === 200 && !path.includes('authentication'))
    expect(sent.map(({ method }) => method).slice(0, 2)).toEqual(['PUT', 'POST'])
  })

  it('M152: nobody gets a licence of what is not subscribed, or in another company', async () => {
    const of = await quoteFor('Interior Designer')
    const memberOf = async (companyId: string) =>
      (await client().estate.members({ companyId: companyId })).rows.find(({ state }) => state === 'member')!.id // prettier-ignore
    const give = async (companyId: string, commercialReference: string) =>
      refusal(prepare(of, { allocate: [{ memberId: await memberOf(companyId), commercialReference }] }))
    expect(await give(ids.own, ENTERPRISE)).toMatchObject({ code: 'BAD_REQUEST' })
    expect(await give(ids.company('Interior Designer'), '3EY95002AA')).toMatchObject({ code: 'NOT_FOUND', params: { id: '3EY95002AA' } }) // prettier-ignore
    const nobody = [{ memberId: 'nobody', commercialReference: ENTERPRISE }]
    expect(await refusal(prepare(of, { allocate: nobody }))).toMatchObject({ code: 'NOT_FOUND', params: { id: 'nobody' } }) // prettier-ignore
  })

  it('when the activation is refused, nothing that rests on it is sent', async () => {
    const { id } = await apply((await prepare(await quoteFor('Interior Designer'))).id)
    cloud.faults.failNext(1, 403, ({ method }) => method === 'PUT')
    await desk.sync()
    expect((await client().impacts.get({ id })).steps.map(({ state }) => state)).toEqual(['refused', 'planned'])
    expect((await inCloud('Interior Designer')).some(([offer]) => offer === 'Enterprise')).toBe(false)
    // Nor is more made of it, but what is made can be sent again.
    const { rows } = await client().outbox.list({ states: ['refused'] })
    await client().edits.retry({ commandId: commandId(), at: now(), entryId: rows[0]!.id })
    await desk.sync()
    expect((await client().impacts.get({ id })).steps.map(({ state }) => state)).toEqual(['confirmed', 'confirmed'])
  })

  it('a quote that is not accepted is not applied; a reference that the cloud does not sell is refused', async () => {
    const content = quoteContent({ customer: await customerNamed(desk.engine(), 'Interior Designer') })
    const { number, version } = await client().quotes.save({ commandId: commandId(), at: now(), number: null, content })
    expect(await refusal(prepare({ quoteNumber: number, quoteVersion: version }))).toMatchObject({ code: 'QUOTE_STATE', params: { state: 'draft' } }) // prettier-ignore
    const unknown = await quoteFor('Interior Designer', {
      lines: [quoteLine({ commercialReference: '3EY95077AA', unitPrice: { units: 100, scale: 2 } })],
    })
    expect(await refusal(prepare(unknown))).toMatchObject({ code: 'OFFER_UNKNOWN', params: { offer: '3EY95077AA' } })
  })
})

describe('a plan', () => {
  it('over several companies, now and later: what is due is made, the rest on its day and not before', async () => {
    const { companyId, companyName } = await sistemos()
    const planId = await savedPlan({
      changes: [
        people('Interior Designer', 4),
        people('Interior Designer', 6, LATER),
        { ...people('Interior Designer', 17), companyId: companyId },
      ],
    })
    const stated = await prepare({ planId, alternativeId: MONTHLY }, { today: THEN })
    const mine = stated.steps.filter((step) => [companyName, 'Interior Designer'].includes(step.companyName))
    expect(mine.map(({ companyName: name, edit, due, after }) => [name === companyName ? 'S' : 'I', edit.kind, due, after])).toEqual([
      ['I', 'company.activate', SWITCH, null],
      ['I', 'subscription.create', SWITCH, 4],
      ['I', 'subscription.change', LATER, 6],
      ['S', 'subscription.change', SWITCH, 17],
    ]) // prettier-ignore
    expect(stated.of).toEqual({ kind: 'plan', planId, version: 1, alternativeId: MONTHLY })

    const early = await apply(stated.id, THEN)
    expect(early.steps.every(({ state }) => state === 'not-due')).toBe(true)
    expect(await desk.outbox()).toHaveLength(0)
    await apply(stated.id, SWITCH)
    const due = stated.steps.filter((step) => step.due <= SWITCH)
    expect((await desk.outbox()).map(({ kind }) => kind).sort()).toEqual(due.map(({ edit }) => edit.kind).sort())
    expect((await desk.sync()).failure).toBeNull()
    await apply(stated.id, addDays(LATER, -1))
    expect(await desk.outbox()).toHaveLength(due.length)
    // The cloud has given the new subscription an id of its own since.
    await apply(stated.id, LATER)
    expect((await desk.sync()).failure).toBeNull()
    expect(await desk.outbox()).toHaveLength(stated.steps.filter((step) => step.due <= LATER).length)
    expect(await inCloud('Interior Designer')).toContainEqual(['Enterprise', 6])
    const now = await client().impacts.get({ id: stated.id, today: LATER })
    expect(now.steps.filter(({ state }) => state !== 'confirmed' && state !== 'not-due')).toEqual([])
  })

  it('what somebody did to a company since stops its later step', async () => {
    const planId = await savedPlan({
      scope: { kind: 'company', companyId: ids.company('Interior Designer') as CompanyId },
      changes: [people('Interior Designer', 4), people('Interior Designer', 6, LATER)],
    })
    const { id } = await prepare({ planId, alternativeId: MONTHLY }, { today: THEN })
    await apply(id, SWITCH)
    await desk.sync()
    const { id: subscriptionId } = await subscription('Interior Designer', 'Enterprise')
    await desk.edit({ kind: 'subscription.change', subscriptionId, quantity: 9 })
    expect(await refusal(apply(id, LATER))).toMatchObject({ code: 'IMPACT_OUTDATED', params: { reason: expect.stringContaining('Interior Designer: Enterprise has 9 licences, not 4') as unknown } }) // prettier-ignore
  })

  it('M157: prepaid licences are replaced when their term ends, and not before', async () => {
    const held = await subscription('Advanced Telephony', 'Enterprise PrePaid 3 Years')
    const ends = (await client().estate.subscriptions({ limit: 500 })).rows.find(({ id }) => id === held.id)?.expiresOn
    const today = addDays((ends ?? '').slice(0, 10), -40)
    const planId = await savedPlan({
      scope: { kind: 'company', companyId: ids.company('Advanced Telephony') as CompanyId },
      from: addMonths(monthOf(today), 1),
      months: 6,
      basis: 'billed',
    })
    const stated = await prepare({ planId, alternativeId: MONTHLY }, { today })
    const cancels = stated.steps.filter(({ edit }) => edit.kind === 'subscription.cancel')
    expect(cancels.map(({ offerName, due }) => [offerName, due.slice(8)])).toContainEqual(['Enterprise PrePaid 3 Years', '01']) // prettier-ignore
    expect(stated.steps.every(({ due }) => due > today)).toBe(true)
  })

  it('that is already so is nothing to apply; a plan or an alternative that is not there is not found', async () => {
    const planId = await savedPlan({ scope: { kind: 'company', companyId: ids.company('Interior Designer') as CompanyId } }) // prettier-ignore
    expect(await refusal(prepare({ planId, alternativeId: AS_IT_IS }, { today: THEN }))).toMatchObject({
      code: 'NOTHING_TO_APPLY',
    })
    expect(await refusal(prepare({ planId, alternativeId: randomUUID() }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await refusal(prepare({ planId: randomUUID(), alternativeId: MONTHLY }, { today: THEN }))).toMatchObject({ code: 'NOT_FOUND' }) // prettier-ignore
    expect(await refusal(client().impacts.get({ id: randomUUID() }))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('statements are kept', () => {
  it('as they were, newest first; a command that is sent twice states once', async () => {
    const of = await fewer()
    const command = { commandId: commandId(), at: now(), id: randomUUID(), today: TODAY, of }
    const first = await client().impacts.prepare(command)
    expect(await client().impacts.prepare(command)).toEqual(first)
    const second = await prepare(await fewer(18), { at: new Date(Date.now() + 1000).toISOString() })
    const { rows, total } = await client().impacts.list({})
    expect([total, rows.map(({ id }) => id)]).toEqual([2, [second.id, first.id]])
    expect(rows[1]).toEqual({ ...first, steps: undefined })
    expect(await refusal(client().impacts.prepare({ ...command, commandId: commandId() }))).toMatchObject({ code: 'BAD_REQUEST' }) // prettier-ignore
  })
})
