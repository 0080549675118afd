import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edit } from '../../shared/contract/edits.ts'
import type { CommandId } from '../../shared/contract/values.ts'
import { ok } from '../../shared/util/result.ts'
import { looking } from '../support/database.ts'
import { commandId, ended, now } from '../support/engine.ts'
import { changed, keep, listed, localId, openDesk, paths, refusal, single, type Desk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'

let desk: Desk
/** Sealed well enough for a test. */
const sealer = {
  seal: (secret: string) => Promise.resolve(ok(`sealed:${Number(secret) + 1000}`)),
  open: (sealed: string) => Promise.resolve(ok(String(Number(sealed.slice('sealed:'.length)) - 1000))),
}
beforeAll(async () => {
  desk = await openDesk({ sealer })
})
afterAll(() => desk.close())

const edits = () => desk.engine.client.edits
const step = (entryId: CommandId) => ({ commandId: commandId(), at: now(), entryId })
const newCompany = (name: string): Extract<Edit, { kind: 'company.create' }> => ({
  kind: 'company.create',
  companyId: localId(),
  companyKind: 'EC',
  fields: { name, country: 'FRA' },
})
const edit = (companyName: string, fields: Extract<Edit, { kind: 'company.edit' }>['fields']): Edit => ({
  kind: 'company.edit',
  companyId: ids.company(companyName),
  fields,
})
const shown = async (name: string) =>
  (await desk.engine.client.estate.companies({ search: name, limit: 100 })).rows.find((row) => row.name === name)
const inCloud = (name: string) => listed(desk.other, paths.companies, `name=${encodeURIComponent(name)}`)
const invite = (companyId: string, email: string, admin = true): Edit => ({ kind: 'member.invite', invitationId: localId(), companyId, email, admin, seller: false, language: 'en', message: null }) // prettier-ignore

describe('refused by the cloud', () => {
  it('keeps its own reason; a person sends it again or gives it up, and the row is the cloud’s until then', async () => {
    const made = await desk.make({ kind: 'company.remove', companyId: ids.company('High-Tech') })
    await desk.sync()
    const refused = await desk.entry(made.id)
    expect(refused).toMatchObject({ state: 'refused', failure: { code: 'CLOUD_REFUSED' }, canUndo: false })
    expect(refused.failure?.params.reason).toMatch(/company still has/)
    expect(await shown('High-Tech')).toMatchObject({ mark: 'refused' })
    const { failure } = await edits().retry(step(made.id))
    expect(failure).toBeNull()
    expect(await shown('High-Tech')).toMatchObject({ mark: 'removing' })
    await desk.sync()
    expect(await desk.entry(made.id)).toMatchObject({ state: 'refused', attempts: 2 })
    expect(await edits().dismiss(step(made.id))).toMatchObject({ state: 'undone' })
    expect(await shown('High-Tech')).toMatchObject({ mark: null })
  })

  it('a refused field shows the cloud’s value, and nothing more can be typed before it is decided', async () => {
    const made = await desk.make(edit('High-Tech', { name: 'Sistemos' }))
    expect(await shown('Sistemos')).toBeDefined()
    await desk.sync()
    expect(await desk.entry(made.id)).toMatchObject({ state: 'refused', failure: { code: 'CLOUD_REFUSED' } })
    expect(await shown('High-Tech')).toMatchObject({ mark: 'refused' })
    expect(await refusal(desk.make(edit('High-Tech', { city: 'Lyon' })))).toMatchObject({ code: 'NOT_EDITABLE_NOW' })
    await edits().dismiss(step(made.id))
  })
})

describe('conflicts', () => {
  const theirs = (fields: object) =>
    changed(desk.other, 'PUT', paths.company(ids.company('Advanced Telephony')), fields)
  const there = async () => single(desk.other, paths.company(ids.company('Advanced Telephony')))

  it('have both values; the other fields are sent; mine wins over theirs when a person says so', async () => {
    const made = await desk.make(edit('Advanced Telephony', { city: 'Mine', street: 'Mine street' }))
    await theirs({ city: 'Theirs' })
    await desk.sync()
    const conflict = await desk.entry(made.id)
    expect(conflict).toMatchObject({ state: 'conflict', conflicts: [{ field: 'city', base: null, mine: 'Mine', theirs: 'Theirs' }] }) // prettier-ignore
    expect(await there()).toMatchObject({ city: 'Theirs', street: 'Mine street' })
    const { rows } = await desk.engine.client.estate.companies({ filter: 'marked' })
    expect(rows).toContainEqual(expect.objectContaining({ name: 'Advanced Telephony', mark: 'conflict' }))
    expect(await edits().decide({ ...step(made.id), keep: keep(conflict, 'mine') })).toMatchObject({ state: 'planned' })
    await desk.sync()
    expect(await desk.entry(made.id)).toMatchObject({ state: 'confirmed' })
    expect(await there()).toMatchObject({ city: 'Mine', street: 'Mine street' })
  })

  it('theirs stays when a person says so', async () => {
    const made = await desk.make(edit('Advanced Telephony', { city: 'Mine again' }))
    await theirs({ city: 'Theirs again' })
    await desk.sync()
    const conflict = await desk.entry(made.id)
    expect(conflict.state).toBe('conflict')
    await expect(edits().decide({ ...step(made.id), keep: {} })).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } }) // prettier-ignore
    await edits().decide({ ...step(made.id), keep: keep(conflict, 'theirs') })
    await desk.sync()
    expect(await there()).toMatchObject({ city: 'Theirs again' })
    expect(await shown('Advanced Telephony')).toMatchObject({ mark: null })
  })

  it('somebody else typed the same: confirmed without a request; another field changed: no conflict', async () => {
    const made = await desk.make(edit('Advanced Telephony', { city: 'Same', street: 'Other' }))
    await theirs({ city: 'Same', street: 'Other', slogan: 'Theirs' })
    await desk.sync()
    expect(await desk.entry(made.id)).toMatchObject({ state: 'confirmed', attempts: 0 })
    expect(await there()).toMatchObject({ slogan: 'Theirs' })
  })

  it('of a thing that is gone in the cloud: said so, and let go', async () => {
    const name = 'Gone soon'
    const id = (await changed(desk.other, 'POST', paths.companies, { name, country: 'FRA' }))?.id ?? ''
    await desk.sync()
    const made = await desk.make({ kind: 'company.edit', companyId: id, fields: { city: 'Nowhere' } })
    await changed(desk.other, 'DELETE', paths.company(id), {})
    await desk.sync()
    const conflict = await desk.entry(made.id)
    expect(conflict).toMatchObject({ state: 'conflict', failure: { code: 'GONE_IN_CLOUD' } })
    const row = async () => (await desk.engine.client.estate.companies({ search: name })).rows
    expect(await row()).toMatchObject([{ mark: 'conflict' }])
    await edits().decide({ ...step(made.id), keep: keep(conflict, 'theirs') })
    expect(await row()).toMatchObject([{ mark: null, status: 'terminated' }])
  })

  it('a company of that name that is not known here is no second company: mine makes one, theirs takes that one', async () => {
    const sent = { ...newCompany('Twice Named'), fields: { name: 'Twice Named', country: 'FRA', city: 'Paris' } }
    const made = await desk.make(sent)
    const invited = await desk.make(invite(sent.companyId, 'boss@twice.loc'))
    expect(invited.waitsFor).toMatchObject({ id: made.id })
    const existing = await changed(desk.other, 'POST', paths.companies, { name: 'Twice Named', country: 'ESP' })
    await desk.sync()
    const conflict = await desk.entry(made.id)
    expect(conflict).toMatchObject({ state: 'conflict', failure: { code: 'ALREADY_THERE' } })
    expect(await desk.entry(invited.id)).toMatchObject({ state: 'planned', waitsFor: { id: made.id, state: 'conflict' } }) // prettier-ignore
    await edits().decide({ ...step(made.id), keep: keep(conflict, 'theirs') })
    await desk.sync()
    expect(await desk.entry(made.id)).toMatchObject({ state: 'confirmed', entityId: existing?.id })
    expect(await desk.entry(invited.id)).toMatchObject({ state: 'confirmed', companyId: existing?.id })
    expect(await inCloud('Twice Named')).toHaveLength(1)
  })
})

describe('somebody else does the same between the look and the request', () => {
  /** Just before the next write leaves, somebody else's work is done. */
  const before = (work: () => Promise<unknown>): void => {
    desk.net.fetch = async (...asked) => {
      if ((asked[1]?.method ?? 'GET') !== 'GET') {
        desk.net.fetch = globalThis.fetch
        await work()
      }
      return globalThis.fetch(...asked)
    }
  }
  const forever = new AbortController().signal

  it('removed already, cancelled already: confirmed', async () => {
    const id = (await changed(desk.other, 'POST', paths.companies, { name: 'Removed twice', country: 'FRA' }))?.id ?? ''
    const email = 'cancelled@twice.loc'
    const invitation = (await changed(desk.other, 'POST', paths.invitations(ids.own), { email }))?.id ?? ''
    await desk.sync(true)
    const cancelled = await desk.make({ kind: 'invitation.cancel', invitationId: invitation })
    before(() => desk.other.send('POST', `${paths.invitations(ids.own)}/${invitation}/cancel`, {}, forever))
    await desk.sync()
    expect(await desk.entry(cancelled.id)).toMatchObject({ state: 'confirmed', attempts: 1 })
    const removed = await desk.make({ kind: 'company.remove', companyId: id })
    before(() => desk.other.send('DELETE', paths.company(id), undefined, forever))
    await desk.sync()
    expect(await desk.entry(removed.id)).toMatchObject({ state: 'confirmed', attempts: 1 })
  })

  it('invited already: that invitation is it, not a second one', async () => {
    const made = await desk.make(invite(ids.own, 'both@people.loc', false))
    const body = { email: 'both@people.loc', invitedToBeCompanyAdmin: false }
    before(() => desk.other.send('POST', paths.invitations(ids.own), body, forever))
    await desk.sync()
    expect(await desk.entry(made.id)).toMatchObject({ state: 'confirmed' })
    const there = await listed(desk.other, paths.invitations(ids.own), 'status=pending')
    expect(there.filter((one) => one.invitedUserLoginEmail === 'both@people.loc')).toHaveLength(1)
  })

  it('another value: the read back shows what came of it', async () => {
    const id = ids.company('Advanced Telephony')
    const made = await desk.make(edit('Advanced Telephony', { website: 'https://mine.loc' }))
    before(() => desk.other.send('PUT', paths.company(id), { website: 'https://theirs.loc' }, forever))
    await desk.sync()
    expect(await desk.entry(made.id)).toMatchObject({ state: 'confirmed' })
    expect(await single(desk.other, paths.company(id))).toMatchObject({ website: 'https://mine.loc' })
  })
})

describe('while it is sent', () => {
  it('429 waits and sends once; a broken answer holds back one entry only', async () => {
    const slow = await desk.make(edit('Advanced Telephony', { postalCode: '75001' }))
    desk.cloud.faults.retryAfter429(1, 1, ({ method }) => method === 'PUT')
    await desk.sync()
    expect(await desk.entry(slow.id)).toMatchObject({ state: 'confirmed', attempts: 1 })
    const broken = await desk.make(edit('Advanced Telephony', { postalCode: '75002' }))
    const sound = await desk.make(edit('High-Tech', { postalCode: '75003' }))
    const id = ids.company('Advanced Telephony')
    desk.cloud.faults.truncateNext(1, ({ path }) => path.endsWith(id))
    await desk.sync()
    expect(await desk.entry(broken.id)).toMatchObject({ state: 'planned' })
    expect(await desk.entry(sound.id)).toMatchObject({ state: 'confirmed' })
    await desk.sync()
    expect(await desk.entry(broken.id)).toMatchObject({ state: 'confirmed', attempts: 1 })
  })

  it('a sync that is cancelled stops between two entries', async () => {
    const made = [
      await desk.make(edit('Advanced Telephony', { street: 'First' })),
      await desk.make(edit('High-Tech', { street: 'Second' })),
    ]
    const { jobId } = await desk.engine.client.sync.start({ commandId: commandId() })
    desk.net.fetch = async (...asked) => {
      const answer = await globalThis.fetch(...asked)
      if (asked[1]?.method === 'PUT') await desk.engine.client.jobs.cancel({ jobId })
      return answer
    }
    await ended(desk.engine, jobId)
    desk.net.fetch = globalThis.fetch
    expect(await desk.entry(made[1]?.id ?? '')).toMatchObject({ state: 'planned' })
    await desk.sync()
    for (const { id } of made) expect(await desk.entry(id)).toMatchObject({ state: 'confirmed', attempts: 1 })
  })
})

describe('what rests on something else', () => {
  it('follows its id: company, its administrator’s invitation, its plan, its subscription, its equipment', async () => {
    const company = newCompany('Chain Ltd')
    const { companyId } = company
    const offer = (await desk.engine.client.estate.offers()).find(({ name }) => name === 'Business')?.id ?? ''
    const made = await edits().makeAll({
      commandId: commandId(),
      at: now(),
      edits: [
        company,
        { kind: 'company.edit', companyId, fields: { city: 'Metz' } },
        invite(companyId, 'boss@chain.loc'),
        { kind: 'company.activate', companyId },
        { kind: 'subscription.create', subscriptionId: localId(), companyId, offerId: offer, quantity: 4 },
        { kind: 'equipment.create', equipmentId: localId(), companyId, fields: { name: 'Chain OXO', serverType: 'OmniPCX Office', country: 'FRA', outboundPrefix: null }, shared: false, credentials: null, consent: true }, // prettier-ignore
      ],
    })
    expect(await shown('Chain Ltd')).toMatchObject({ mark: 'pending', plan: 'premium', billed: 4, equipmentCount: 1 })
    await desk.sync()
    const states = await Promise.all(made.map(({ id }) => desk.entry(id)))
    expect(states.map(({ state, failure }) => [state, failure])).toEqual(made.map(() => ['confirmed', null]))
    const [there] = await inCloud('Chain Ltd')
    expect(there).toMatchObject({ city: 'Metz', offerType: 'premium' })
    expect(await shown('Chain Ltd')).toMatchObject({ id: there?.id, mark: null, billed: 4, equipmentCount: 1 })
    expect(states.every((one) => one.companyId === there?.id)).toBe(true)
    // An edit with the old id still finds it.
    expect(await desk.make({ kind: 'company.edit', companyId, fields: { city: 'Nancy' } })).toMatchObject({ entityId: there?.id }) // prettier-ignore
    await desk.sync()
  })

  it('is named, and undone together or not at all', async () => {
    const company = newCompany('Undone Ltd')
    const made = await desk.make(company)
    const invited = await desk.make(invite(company.companyId, 'nobody@undone.loc'))
    expect(await refusal(edits().undo(step(made.id)))).toMatchObject({ code: 'ENTRY_HAS_DEPENDANTS', params: { count: '1', subject: 'nobody@undone.loc' } }) // prettier-ignore
    const undone = await edits().undo({ ...step(made.id), together: true })
    expect(undone.map(({ id, state }) => [id, state])).toEqual([made.id, invited.id].map((id) => [id, 'undone']))
    expect(await shown('Undone Ltd')).toBeUndefined()
    expect(await refusal(edits().undo(step(made.id)))).toMatchObject({ code: 'ENTRY_NOT_OPEN' })
  })

  it('a later edit of the same thing goes on when the earlier one is given up', async () => {
    const first = await desk.make(edit('High-Tech', { name: 'Sistemos' }))
    const second = await desk.make(edit('High-Tech', { slogan: 'Later' }))
    expect(second.waitsFor).toMatchObject({ id: first.id })
    await desk.sync()
    expect(await desk.entry(second.id)).toMatchObject({ state: 'planned', waitsFor: { state: 'refused' } })
    await edits().dismiss(step(first.id))
    await desk.sync()
    expect(await desk.entry(second.id)).toMatchObject({ state: 'confirmed' })
  })

  it('a later edit of the same field was made on the earlier one; given up, it rests on what was before', async () => {
    const first = await desk.make(edit('High-Tech', { name: 'Sistemos', city: 'First' }))
    const second = await desk.make(edit('High-Tech', { city: 'Second' }))
    expect(second.changes).toEqual([{ field: 'city', before: 'First', after: 'Second' }])
    await desk.sync()
    expect(await desk.entry(first.id)).toMatchObject({ state: 'refused' })
    await edits().dismiss(step(first.id))
    await desk.sync()
    expect(await desk.entry(second.id)).toMatchObject({ state: 'confirmed', conflicts: [] })
    expect(await single(desk.other, paths.company(ids.company('High-Tech')))).toMatchObject({ city: 'Second' })
  })

  it('all edits of a step are made, or none', async () => {
    const company = newCompany('None of it')
    const call = edits().makeAll({
      commandId: commandId(),
      at: now(),
      edits: [company, { kind: 'equipment.remove', equipmentId: 'unknown' }],
    })
    expect(await refusal(call)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await shown('None of it')).toBeUndefined()
    expect((await desk.engine.client.outbox.list({ search: 'None of it' })).total).toBe(0)
  })

  it('a command that is sent twice is one entry', async () => {
    const command = { commandId: commandId(), at: now(), edit: newCompany('Once only') }
    const first = await edits().make(command)
    expect(await edits().make(command)).toEqual(first)
    expect((await desk.engine.client.outbox.list({ search: 'Once only' })).total).toBe(1)
    await edits().undo(step(first.id))
  })
})

describe('rules before anything is stored', () => {
  const subscription = async (company: string, offer: string) =>
    (await desk.engine.client.estate.subscriptions({ limit: 500 })).rows.find((row) => row.companyName === company && row.offerName === offer)?.id ?? '' // prettier-ignore
  const member = ids.member
  const phone = (equipmentId: string, extensionId: string, publicNumber: string | null): Edit => ({ kind: 'phone.associate', memberId: member('david.roberts@events-communication.loc'), equipmentId, extensionId, publicNumber }) // prettier-ignore
  const hq = ids.equipment('EventsCom HQ OXO')
  const equipment = { name: 'X', serverType: 'OmniPCX Office', country: 'FRA', outboundPrefix: null } as const
  const rules: readonly (readonly [string, string, () => Edit | Promise<Edit>])[] = [
    ['M053', 'RULE_BROKEN', () => invite(ids.company('Universal Design'), 'second@universal-design.loc')],
    ['M033', 'RULE_BROKEN', () => ({ kind: 'member.invite', invitationId: localId(), companyId: ids.company('High-Tech'), email: 'a@b.loc', admin: false, seller: true, language: 'en', message: null })], // prettier-ignore
    ['M024', 'RULE_BROKEN', () => invite(ids.own, 'Sophia.Clark@tech-integrator.loc')],
    ['M055', 'NOT_ALLOWED', () => ({ kind: 'equipment.create', equipmentId: localId(), companyId: ids.company('Sistemos'), fields: equipment, shared: false, credentials: null, consent: true })], // prettier-ignore
    ['M104', 'RULE_BROKEN', () => ({ kind: 'equipment.create', equipmentId: localId(), companyId: ids.company('High-Tech'), fields: equipment, shared: false, credentials: null, consent: false })], // prettier-ignore
    ['M075', 'RULE_BROKEN', () => phone(ids.equipment('Demo_OXE'), ids.extension('Demo_OXE', '1'), null)],
    ['M074', 'RULE_BROKEN', () => phone(ids.equipment('bpOTEC51'), ids.extension('bpOTEC51', '82103001'), null)],
    ['M074', 'RULE_BROKEN', () => phone(hq, ids.extension('EventsCom HQ OXO', '110'), null)],
    ['M073', 'RULE_BROKEN', () => phone(hq, ids.extension('EventsCom HQ OXO', '111'), 'call me')],
    ['M103', 'RULE_BROKEN', () => ({ kind: 'company-prefix.set', equipmentId: ids.equipment('bpOTEC52'), companyId: ids.company('Greentree'), prefix: '8300', consent: true })], // prettier-ignore
    ['M104', 'RULE_BROKEN', () => ({ kind: 'company-prefix.set', equipmentId: ids.equipment('bpOTEC51'), companyId: ids.company('Greentree'), prefix: '8300', consent: false })], // prettier-ignore
    ['M101', 'RULE_BROKEN', () => ({ kind: 'company-prefix.set', equipmentId: ids.equipment('bpOTEC51'), companyId: ids.company('Greentree'), prefix: '8212', consent: true })], // prettier-ignore
    ['M143', 'RULE_BROKEN', async () => ({ kind: 'subscription.create', subscriptionId: localId(), companyId: ids.company('Interior Designer'), offerId: (await desk.engine.client.estate.offers()).find(({ name }) => name === 'Business')?.id ?? '', quantity: 1 })], // prettier-ignore
    ['M155', 'RULE_BROKEN', async () => ({ kind: 'subscription.change', subscriptionId: await subscription('Technology Integrator', 'Enterprise'), quantity: 0 })], // prettier-ignore
    ['M155', 'RULE_BROKEN', async () => ({ kind: 'subscription.cancel', subscriptionId: await subscription('Technology Integrator', 'Enterprise') })], // prettier-ignore
    ['M157', 'RULE_BROKEN', async () => ({ kind: 'subscription.cancel', subscriptionId: await subscription('Advanced Telephony', 'Business PrePaid 3 Years') })], // prettier-ignore
    ['M198', 'RULE_BROKEN', () => edit('Advanced Telephony', { adminCanDecrease: true })],
    ['M095', 'NOT_ALLOWED', () => ({ kind: 'company.remove', companyId: ids.own })],
  ]

  it.each(rules)('%s: %s', async (rule, code, given) => {
    const before = await desk.engine.client.outbox.counts()
    expect(await refusal(desk.make(await given()))).toMatchObject({ code, rule })
    expect(await desk.engine.client.outbox.counts()).toEqual(before)
  })

  it('M152: the pool is used up, those that are only planned included', async () => {
    const own = (await desk.engine.client.estate.subscriptions({ limit: 500 })).rows.find((row) => row.companyName === 'Technology Integrator' && row.offerName === 'Business') // prettier-ignore
    const change = await desk.make({ kind: 'subscription.change', subscriptionId: own?.id ?? '', quantity: own?.allocated ?? 0 }) // prettier-ignore
    const assign: Edit = { kind: 'licence.assign', memberId: member('jessica.robinson@tech-integrator.loc'), subscriptionId: own?.id ?? '' } // prettier-ignore
    expect(await refusal(desk.make(assign))).toMatchObject({ code: 'RULE_BROKEN', rule: 'M151' })
    await edits().undo(step(change.id))
  })

  it('an invitation is sent again only once an hour', async () => {
    const email = 'hourly@people.loc'
    await desk.make(invite(ids.own, email, false))
    await desk.sync()
    const { rows } = await desk.engine.client.estate.members({ search: email })
    const again = desk.make({ kind: 'invitation.resend', invitationId: rows[0]?.id ?? '', message: null })
    expect(await refusal(again)).toMatchObject({ code: 'RULE_BROKEN', params: { because: 'onceAnHour' } })
  })

  it('what is offered says why not and by which rule, and who says otherwise', async () => {
    const own = await edits().offered({ companyId: ids.own })
    expect(own.find(({ action }) => action === 'company.edit')).toMatchObject({ allowed: true, because: null })
    expect(own.find(({ action }) => action === 'company.remove')).toMatchObject({ allowed: false, because: 'ownCompanyStays', rules: ['M095'] }) // prettier-ignore
    const reseller = await edits().offered({ memberId: member('lucia.moreno@sistemos.loc') })
    expect(reseller.find(({ action }) => action === 'licence.assign')).toMatchObject({ allowed: false, contradicts: { says: true } }) // prettier-ignore
    expect((await edits().offered({})).map(({ action }) => action)).toContain('company.create')
  })
})

describe('a secret that a person specified (M100)', () => {
  const withCode = (activationCode: string): Edit => ({
    kind: 'equipment.create',
    equipmentId: localId(),
    companyId: ids.company('High-Tech'),
    fields: { name: 'Own code', serverType: 'OmniPCX Office', country: 'FRA', outboundPrefix: null },
    shared: false,
    credentials: { equipmentId: 'PBX1111-2222-3333-4444-5555-6666-7777-8888', activationCode },
    consent: true,
  })
  const files = () => readdirSync(desk.dataDir).filter((name) => name.startsWith('iris.sqlite'))
  const holds = (text: string) => files().some((name) => readFileSync(join(desk.dataDir, name), 'latin1').includes(text)) // prettier-ignore

  it('is nowhere in the database, is sent, and is forgotten then', async () => {
    const made = await desk.make(withCode('7351'))
    expect(holds('"7351"')).toBe(false)
    expect(holds('sealed:8351')).toBe(true)
    const stored = () =>
      looking(join(desk.dataDir, 'iris.sqlite'), (sqlite) => ({
        log: sqlite.prepare(`SELECT input, result FROM command_log WHERE input LIKE '%Own code%'`).all(),
        entry: sqlite.prepare(`SELECT * FROM outbox WHERE subject = 'Own code'`).all(),
      }))
    expect(stored().log).toHaveLength(1)
    expect(JSON.stringify(stored().log)).not.toMatch(/sealed|7351/)
    expect(JSON.stringify(stored().entry)).toContain('sealed:8351')
    expect(JSON.stringify(made)).not.toContain('7351')
    await desk.sync()
    expect(await desk.entry(made.id)).toMatchObject({ state: 'confirmed' })
    const system = await single(desk.other, paths.system((await desk.entry(made.id)).entityId))
    expect(system).toMatchObject({ jid_pbxagent_password: '7351', pbxId: 'PBX1111-2222-3333-4444-5555-6666-7777-8888' })
    expect(holds('"7351"')).toBe(false)
    expect(stored().entry).toHaveLength(1)
    expect(JSON.stringify(stored())).not.toMatch(/sealed|7351|8351/)
  })

  it('without a keychain is refused before anything is stored', async () => {
    const without = await openDesk()
    expect(await refusal(without.make(withCode('7351')))).toMatchObject({ code: 'NO_KEYCHAIN_FOR_CODE' })
    expect(await without.engine.client.outbox.counts()).toMatchObject({ planned: 0 })
    await without.close()
  })
})
