import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edit } from '../../shared/contract/edits.ts'
import { commandId, now } from '../support/engine.ts'
import { localId, openDesk, type Desk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk({}, (cloud) => cloud.equipment.connect(ids.equipment('OXO_01'), ['201', '202']))
})
afterAll(() => desk.close())

const estate = () => desk.engine.client.estate
const named = async (name: string) => (await estate().companies({ search: name, limit: 500 })).rows.find((row) => row.name === name) // prettier-ignore
const company = async (name: string) => {
  const row = await named(name)
  return row ? { ...(await estate().company({ id: row.id })), mark: row.mark } : null
}
const joiner = async (email: string, companyId = ids.own) =>
  (await estate().members({ companyId: companyId, limit: 500 })).rows.find((row) => row.email === email) ?? null
const member = async (id: string) => {
  const { mark } = (await estate().members({ limit: 500 })).rows.find((row) => row.id === id) ?? {}
  return mark === undefined ? null : { ...(await estate().member({ id })), mark }
}
const link = async (id: string) => (await estate().links({ limit: 500 })).rows.find((row) => row.id === id) ?? null
const linkTo = async (name: string) =>
  (await estate().links({ direction: 'sent', limit: 500 })).rows.find((row) => row.companyName === name) ?? null
const equipment = async (name: string) =>
  (await estate().equipment({ limit: 500 })).rows.find((row) => row.name === name) ?? null
const subscription = async (companyName: string, offerName: string) =>
  (await estate().subscriptions({ limit: 500 })).rows.find(
    (row) => row.companyName === companyName && row.offerName === offerName,
  ) ?? null
const subscriptionId = async (companyName: string, offerName: string) =>
  (await subscription(companyName, offerName))?.id ?? ''
const offerId = async (name: string) => (await estate().offers()).find((offer) => offer.name === name)?.id ?? ''
const prefix = async (equipmentName: string, companyName: string) =>
  (await estate().companyPrefixes({ equipmentId: ids.equipment(equipmentName) })).rows.find(
    (row) => row.companyName === companyName,
  ) ?? null
const extension = async (equipmentId: string, number: string) =>
  (await estate().extensions({ equipmentId, limit: 500 })).rows.find((row) => row.extension === number) ?? null

type Case = {
  readonly edit: () => Edit | Promise<Edit>
  readonly see: () => Promise<unknown>
  /** What the lists show at once, offline; and when the cloud has it. */
  readonly pending: object | null
  readonly confirmed: object | null
}

const JOHN = ids.member('john.garcia@tech-integrator.loc')
const BRIAN = ids.member('brian.lee@events-communication.loc')
const DAVID = ids.member('david.roberts@events-communication.loc')
const spencer = 'spencer.holden@universal-design.loc'

const cases: Readonly<Record<string, Case>> = {
  'M091 company.create': {
    edit: () => ({ kind: 'company.create', companyId: localId(), companyKind: 'EC', fields: { name: 'Nova Optique', country: 'FRA', externalReference: 'K-1' } }), // prettier-ignore
    see: () => company('Nova Optique'),
    pending: { mark: 'pending', kind: 'EC', plan: 'freemium', status: 'initializing', externalReference: 'K-1' },
    confirmed: { mark: null, kind: 'EC', status: 'initializing', externalReference: 'K-1' },
  },
  'M084 company.create of a reseller': {
    edit: () => ({ kind: 'company.create', companyId: localId(), companyKind: 'IR', fields: { name: 'Nova Partner', country: 'ESP' } }), // prettier-ignore
    see: () => company('Nova Partner'),
    pending: { mark: 'pending', kind: 'IR' },
    confirmed: { mark: null, kind: 'IR' },
  },
  'M014, M105 company.edit': {
    edit: () => ({ kind: 'company.edit', companyId: ids.company('High-Tech'), fields: { supportEmail: 'help@high-tech.loc', city: 'Nice', postalCode: '06000' } }), // prettier-ignore
    see: () => company('High-Tech'),
    pending: { mark: 'pending', supportEmail: 'help@high-tech.loc', city: 'Nice', postalCode: '06000' },
    confirmed: { mark: null, supportEmail: 'help@high-tech.loc', city: 'Nice', postalCode: '06000' },
  },
  'M164, M198 the delegation boxes': {
    edit: () => ({ kind: 'company.edit', companyId: ids.company('Advanced Telephony'), fields: { adminCanUpdate: true, adminCanDecrease: true } }), // prettier-ignore
    see: () => company('Advanced Telephony'),
    pending: { mark: 'pending', adminCanUpdate: true, adminCanDecrease: true },
    confirmed: { mark: null, adminCanUpdate: true, adminCanDecrease: true },
  },
  'M143 company.activate': {
    edit: () => ({ kind: 'company.activate', companyId: ids.company('Interior Designer') }),
    see: () => company('Interior Designer'),
    pending: { mark: 'pending', plan: 'premium' },
    confirmed: { mark: null, plan: 'premium' },
  },
  'M095 company.remove': {
    edit: async () => ({ kind: 'company.remove', companyId: (await named('Nova Partner'))?.id ?? '' }),
    see: () => named('Nova Partner').then((row) => row ?? null),
    pending: { mark: 'removing' },
    confirmed: null,
  },
  'M085 link.resend': {
    edit: async () => ({
      kind: 'link.resend',
      linkId: (await linkTo('Events Communication'))?.id ?? '',
      message: null,
    }),
    see: () => linkTo('Events Communication'),
    pending: { mark: 'pending', status: 'pending' },
    confirmed: { mark: null, status: 'pending' },
  },
  'M085 link.cancel': {
    edit: async () => ({ kind: 'link.cancel', linkId: (await linkTo('Events Communication'))?.id ?? '' }),
    see: () => linkTo('Events Communication'),
    pending: { mark: 'pending', status: 'canceled' },
    confirmed: { mark: null, status: 'canceled' },
  },
  'M093 link.decline': {
    edit: () => ({ kind: 'link.decline', linkId: ids.link('request', 'Maison Duval') }),
    see: () => link(ids.link('request', 'Maison Duval')),
    pending: { mark: 'pending', status: 'declined' },
    confirmed: { mark: null, status: 'declined' },
  },
  'M093 link.accept': {
    edit: () => ({ kind: 'link.accept', linkId: ids.link('request', 'Northwind Telecoms') }),
    see: () => link(ids.link('request', 'Northwind Telecoms')),
    pending: { mark: 'pending', status: 'accepted' },
    confirmed: { mark: null, status: 'accepted' },
  },
  'M093 link.invite': {
    edit: () => ({ kind: 'link.invite', linkId: localId(), companyId: ids.company('Maison Duval'), companyName: 'Maison Duval', asReseller: false, language: 'fr', message: null }), // prettier-ignore
    see: () => linkTo('Maison Duval'),
    pending: { mark: 'pending', status: 'pending' },
    confirmed: { mark: null, status: 'pending', direction: 'sent' },
  },
  'M012, M024 member.invite': {
    edit: () => ({ kind: 'member.invite', invitationId: localId(), companyId: ids.own, email: 'new@people.loc', admin: false, seller: false, language: 'en', message: 'Join us' }), // prettier-ignore
    see: () => joiner('new@people.loc'),
    pending: { mark: 'pending', state: 'invited' },
    confirmed: { mark: null, state: 'invited' },
  },
  'M012 invitation.resend': {
    edit: () => ({ kind: 'invitation.resend', invitationId: ids.invitation('Universal Design', spencer), message: null }), // prettier-ignore
    see: () => joiner(spencer, ids.company('Universal Design')),
    pending: { mark: 'pending', state: 'invited' },
    confirmed: { mark: null, state: 'invited' },
  },
  'M012 invitation.cancel': {
    edit: () => ({ kind: 'invitation.cancel', invitationId: ids.invitation('Universal Design', spencer) }),
    see: () => joiner(spencer, ids.company('Universal Design')),
    pending: { mark: 'removing' },
    confirmed: null,
  },
  'M012 request.decline': {
    edit: () => ({ kind: 'request.decline', requestId: ids.request(spencer) }),
    see: () => joiner(spencer),
    pending: { mark: 'removing', state: 'requested' },
    confirmed: null,
  },
  'M012 request.accept': {
    edit: () => ({ kind: 'request.accept', requestId: ids.request('christian.thompson@thompson.loc') }),
    see: () => joiner('christian.thompson@thompson.loc'),
    pending: { mark: 'pending', state: 'member' },
    confirmed: { mark: null, state: 'member' },
  },
  'M071 member.edit': {
    edit: () => ({ kind: 'member.edit', memberId: JOHN, fields: { lastName: 'Garcia-Lopez', jobTitle: 'Clerk' } }),
    see: () => member(JOHN),
    pending: { mark: 'pending', name: 'John Garcia-Lopez', jobTitle: 'Clerk' },
    confirmed: { mark: null, lastName: 'Garcia-Lopez', jobTitle: 'Clerk' },
  },
  'M021 member.roles': {
    edit: () => ({ kind: 'member.roles', memberId: JOHN, seller: true, admin: false }),
    see: () => member(JOHN),
    pending: { mark: 'pending', seller: true, admin: false },
    confirmed: { mark: null, seller: true, admin: false },
  },
  'M152 licence.assign': {
    edit: async () => ({ kind: 'licence.assign', memberId: JOHN, subscriptionId: await subscriptionId('Technology Integrator', 'Enterprise') }), // prettier-ignore
    see: async () => ({ john: await member(JOHN), pool: await subscription('Technology Integrator', 'Enterprise') }),
    pending: { john: { mark: 'pending', licences: expect.arrayContaining(['Enterprise']) as unknown }, pool: { mark: 'pending', allocated: 2 } }, // prettier-ignore
    confirmed: { john: { mark: null, licences: expect.arrayContaining(['Enterprise']) as unknown }, pool: { mark: null, allocated: 2 } }, // prettier-ignore
  },
  'M179 licence.remove': {
    edit: async () => ({ kind: 'licence.remove', memberId: JOHN, subscriptionId: await subscriptionId('Technology Integrator', 'Enterprise') }), // prettier-ignore
    see: async () => ({ john: await member(JOHN), pool: await subscription('Technology Integrator', 'Enterprise') }),
    pending: { john: { mark: 'pending' }, pool: { mark: 'pending', allocated: 1 } },
    confirmed: { john: { mark: null }, pool: { mark: null, allocated: 1 } },
  },
  'M072-M077 phone.associate': {
    edit: () => ({ kind: 'phone.associate', memberId: DAVID, equipmentId: ids.equipment('EventsCom HQ OXO'), extensionId: ids.extension('EventsCom HQ OXO', '111'), publicNumber: '03 90 67 68 99' }), // prettier-ignore
    see: async () => ({ david: await member(DAVID), extension: await extension(ids.equipment('EventsCom HQ OXO'), '111') }), // prettier-ignore
    pending: { david: { mark: 'pending', extension: '111', phone: '03 90 67 68 99' }, extension: { memberId: DAVID } },
    confirmed: { david: { mark: null, extension: '111', phone: '+33390676899' }, extension: { memberId: DAVID } },
  },
  'M072 phone.remove': {
    edit: () => ({ kind: 'phone.remove', memberId: BRIAN, extensionId: ids.extension('OXO_1 Events Com', '109') }),
    see: async () => ({ brian: await member(BRIAN), extension: await extension(ids.equipment('OXO_1 Events Com'), '109') }), // prettier-ignore
    pending: { brian: { mark: 'pending', extension: null, phone: null }, extension: { memberId: null } },
    confirmed: { brian: { mark: null, phones: [] }, extension: { memberId: null } },
  },
  'M095 member.remove': {
    edit: () => ({ kind: 'member.remove', memberId: DAVID }),
    see: () => member(DAVID),
    pending: { mark: 'removing' },
    confirmed: null,
  },
  'M060, M099 equipment.create where there is no site yet': {
    edit: () => ({ kind: 'equipment.create', equipmentId: localId(), companyId: ids.company('High-Tech'), fields: { name: 'HT OXO', serverType: 'OXO Connect', country: 'FRA', outboundPrefix: '0' }, shared: false, credentials: null, consent: true }), // prettier-ignore
    see: () => equipment('HT OXO'),
    pending: { mark: 'pending', serverType: 'OXO Connect', outboundPrefix: '0', connection: 'pending' },
    confirmed: { mark: null, serverType: 'OXO Connect', outboundPrefix: '0', connection: 'pending' },
  },
  'M100 equipment.create of a shared OTEC-S': {
    edit: () => ({ kind: 'equipment.create', equipmentId: localId(), companyId: ids.own, fields: { name: 'bpOTEC60', serverType: 'OTEC-S', country: 'FRA', outboundPrefix: null }, shared: true, credentials: null, consent: true }), // prettier-ignore
    see: () => equipment('bpOTEC60'),
    pending: { mark: 'pending', shared: true, companyCount: 0 },
    confirmed: { mark: null, shared: true, serverType: 'OTEC-S', companyCount: 0 },
  },
  'M066 equipment.edit': {
    edit: () => ({ kind: 'equipment.edit', equipmentId: ids.equipment('OXO_01'), fields: { name: 'OXO_02', outboundPrefix: null } }), // prettier-ignore
    see: async () => (await equipment('OXO_02')) ?? (await equipment('OXO_01')),
    pending: { mark: 'pending', name: 'OXO_02', outboundPrefix: null },
    confirmed: { mark: null, name: 'OXO_02', outboundPrefix: null },
  },
  'M066 equipment.reset-activation-code': {
    edit: () => ({ kind: 'equipment.reset-activation-code', equipmentId: ids.equipment('OXO_01') }),
    see: () => equipment('OXO_02'),
    pending: { mark: 'pending' },
    confirmed: { mark: null, connection: 'disconnected' },
  },
  'M066 equipment.remove': {
    edit: () => ({ kind: 'equipment.remove', equipmentId: ids.equipment('bpOTEC52') }),
    see: () => equipment('bpOTEC52'),
    pending: { mark: 'removing' },
    confirmed: null,
  },
  'M101 company-prefix.set': {
    edit: () => ({ kind: 'company-prefix.set', equipmentId: ids.equipment('bpOTEC51'), companyId: ids.company('Greentree'), prefix: '8214', consent: true }), // prettier-ignore
    see: async () => ({
      prefix: await prefix('bpOTEC51', 'Greentree'),
      call: (await company('Greentree'))?.callNumber,
    }),
    pending: { prefix: { mark: 'pending', prefix: '8214' }, call: '8214' },
    confirmed: { prefix: { mark: null, prefix: '8214' }, call: '8214' },
  },
  'M101 company-prefix.remove': {
    edit: () => ({ kind: 'company-prefix.remove', equipmentId: ids.equipment('bpOTEC51'), companyId: ids.company('Declic') }), // prettier-ignore
    see: async () => ({ prefix: await prefix('bpOTEC51', 'Declic'), call: (await company('Declic'))?.callNumber }),
    pending: { prefix: { mark: 'removing' }, call: null },
    confirmed: { prefix: null, call: null },
  },
  'M151, M162 subscription.create': {
    edit: async () => ({ kind: 'subscription.create', subscriptionId: localId(), companyId: ids.company('Interior Designer'), offerId: await offerId('Enterprise'), quantity: 15 }), // prettier-ignore
    see: () => subscription('Interior Designer', 'Enterprise'),
    pending: { mark: 'pending', billed: 15, allocated: 0, status: 'creating' },
    confirmed: { mark: null, billed: 15, allocated: 0, status: 'active', model: 'monthly' },
  },
  'M153 subscription.change': {
    edit: async () => ({ kind: 'subscription.change', subscriptionId: await subscriptionId('Technology Integrator', 'Enterprise'), quantity: 20 }), // prettier-ignore
    see: () => subscription('Technology Integrator', 'Enterprise'),
    pending: { mark: 'pending', billed: 20, allocated: 1 },
    confirmed: { mark: null, billed: 20, allocated: 1 },
  },
  'M155 subscription.cancel': {
    edit: async () => ({ kind: 'subscription.cancel', subscriptionId: await subscriptionId('Interior Designer', 'Enterprise') }), // prettier-ignore
    see: () => subscription('Interior Designer', 'Enterprise'),
    pending: { mark: 'removing' },
    confirmed: null,
  },
}

const shape = (expected: object | null) => (expected === null ? null : (expect.objectContaining(deep(expected)) as unknown)) // prettier-ignore
const deep = (expected: object): object =>
  Object.fromEntries(
    Object.entries(expected).map(([key, value]) => {
      const plain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
      return [key, plain ? expect.objectContaining(value as object) : (value as unknown)]
    }),
  )

describe('each kind of edit: offline, shown, undone, sent', () => {
  it.each(Object.entries(cases))('%s', async (_, { edit, see, pending, confirmed }) => {
    const cloudIsThere = desk.net.fetch
    const before = await see()
    desk.net.fetch = () => Promise.reject(new Error('no network'))
    const tried = await desk.make(await edit())
    expect(tried).toMatchObject({ state: 'planned', canUndo: true, madeBy: 'Jessica ROBINSON', conflicts: [] })
    expect(await see()).toEqual(shape(pending))
    await desk.engine.client.edits.undo({ commandId: commandId(), at: now(), entryId: tried.id })
    expect(await see()).toEqual(before)
    const made = await desk.make(await edit())
    expect(await see()).toEqual(shape(pending))
    desk.net.fetch = cloudIsThere
    expect(await desk.sync()).toMatchObject({ state: 'done', failure: null })
    expect(await desk.entry(made.id)).toMatchObject({ state: 'confirmed', failure: null, attempts: 1 })
    expect(await see()).toEqual(shape(confirmed))
  })

  it('and a full pull finds what the outbox has stored: nothing else was assumed', async () => {
    const read = async () => ({
      companies: (await estate().companies({ limit: 500 })).rows,
      members: (await estate().members({ limit: 500 })).rows,
      equipment: (await estate().equipment({ limit: 500 })).rows,
      subscriptions: (await estate().subscriptions({ limit: 500 })).rows,
    })
    const before = await read()
    expect(await desk.sync(true)).toMatchObject({ state: 'done', failure: null })
    expect(await read()).toEqual(before)
  })
})
