import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetRights, keepRights } from '../../electron/engine/sync/kept-rights.ts'
import type { Edit } from '../../shared/contract/edits.ts'
import { copyData, openBare, type BareOutbox } from '../support/bare-outbox.ts'
import { commandId, now, temporaryFolder } from '../support/engine.ts'
import { localId, openDesk } from '../support/outbox.ts'
import { ids } from '../support/outbox-tenant.ts'

const folder = temporaryFolder()
const base = join(folder.path, 'base')
const opened: BareOutbox[] = []
beforeAll(async () => {
  const desk = await openDesk()
  copyData(desk.dataDir, base)
  await desk.close()
})
afterAll(() => {
  opened.forEach((one) => one.close())
  folder.remove()
})

const by = (login: string, roles: readonly string[] | null): BareOutbox => {
  const one = openBare(copyData(base, join(folder.path, String(opened.length))), login, roles)
  opened.push(one)
  return one
}
const make = ({ outbox }: BareOutbox, edit: Edit) => outbox.make({ commandId: commandId(), at: now(), edit })
const create: Extract<Edit, { kind: 'company.create' }> = { kind: 'company.create', companyId: localId(), companyKind: 'EC', fields: { name: 'By whom', country: 'FRA' } } // prettier-ignore
const JESSICA = 'jessica.robinson@tech-integrator.loc'
const JOHN = 'john.garcia@tech-integrator.loc'

describe('who may', () => {
  it('M035, M052: a seller creates customers', async () => {
    expect(await make(by(JESSICA, ['user', 'admin', 'bp_admin', 'bp_finance']), create)).toMatchObject({ ok: true })
  })

  it('M041: an administrator without the seller’s role does not, and is told the rule', async () => {
    expect(await make(by(JOHN, ['user', 'admin']), create)).toMatchObject({ ok: false, failure: { code: 'NOT_ALLOWED', rule: 'M041' } }) // prettier-ignore
  })

  it('offline after a start, the rights that the cache knows count', async () => {
    expect(await make(by(JESSICA, null), create)).toMatchObject({ ok: true })
    expect(await make(by(JOHN, null), create)).toMatchObject({ ok: false, failure: { code: 'NOT_ALLOWED' } })
    expect(await make(by('stranger@nowhere.loc', null), create)).toMatchObject({ ok: false, failure: { code: 'NOT_ALLOWED', params: { because: 'noRole' } } }) // prettier-ignore
  })

  it('offline after a start, who is not among the cached members has the rights of her last sign-in', async () => {
    const login = 'ALL@tech-integrator.loc'
    const kept = { id: 'x', login, companyName: 'x', companyId: ids.own, roles: ['user', 'bp_admin'], adminType: null }
    const one = by(login.toLowerCase(), null)
    keepRights(one.db, { ...kept, companyId: 'another' })
    expect(await make(one, create)).toMatchObject({ ok: false, failure: { params: { because: 'noRole' } } })
    keepRights(one.db, kept)
    expect(await make(one, create)).toMatchObject({ ok: true })
    forgetRights(one.db)
    expect(await make(one, { ...create, companyId: localId() })).toMatchObject({ ok: false })
  })

  it('M143: finance activates a plan, operations does not', async () => {
    const activate: Edit = { kind: 'company.activate', companyId: ids.company('Interior Designer') }
    expect(await make(by(JESSICA, ['user', 'bp_finance']), activate)).toMatchObject({ ok: true })
    expect(await make(by(JESSICA, ['user', 'bp_admin']), activate)).toMatchObject({ ok: false, failure: { code: 'NOT_ALLOWED' } }) // prettier-ignore
  })
})
