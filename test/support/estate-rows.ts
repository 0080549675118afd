import { tables, versionedTable, type Row, type Versioned } from '../../electron/engine/db/index.ts'
import type { WriteDb } from '../../electron/engine/db/database.ts'

/** Rows of the estate as a pull stores them, with everything that a test does not care about filled in. */
const defaults: Readonly<Record<string, Readonly<Record<string, string | number | null>>>> = {
  company: { name: '', kind: 'EC', status: 'active', plan: 'premium', admin_can_update: 0, centrex: 0 },
  member: {
    company_id: 'own', name: '', email: '', state: 'member', licences: '[]', licence_ids: '[]', phones: '[]', roles: '["user"]', seller: 0, admin: 0,
  },
  equipment: {
    company_id: 'own', name: '', server_type: 'OXO Connect', equipment_id: '', connection: 'normal', shared: 0, company_count: 0, ever_connected: 1,
  },
  subscription: { company_id: 'own', offer_name: 'Business', model: 'monthly', status: 'active', sync_ongoing: 0 },
  site: { company_id: 'own', name: '', status: 'active', centrex: 0 },
  company_link: { direction: 'sent', company_id: 'x', company_name: '', as_reseller: 0, status: 'pending' },
  company_prefix: { equipment_id: 'e', prefix: '', label: '' },
  extension: { equipment_id: 'e', monitored: 0 },
  offer: { name: '', model: 'monthly', exclusive: 0, can_be_sold: 1, is_default: 0 },
} // prettier-ignore

export type Values = Readonly<Record<string, string | number | null>> & { readonly id: string }

export const rowOf = (table: Versioned, values: Values): Row => ({ ...defaults[table.name], ...values })

/** Stores rows as one pull sees them at an instant; what is not named stays as it was. */
export const seen = (
  db: WriteDb,
  at: string,
  rows: Partial<Readonly<Record<keyof typeof tables, readonly Values[]>>>,
): void =>
  db.transaction(() => {
    for (const [key, values] of Object.entries(rows)) {
      const table = tables[key as keyof typeof tables]
      for (const one of values) versionedTable(db, table).see(rowOf(table, one), 1, at)
    }
  })

export const gone = (db: WriteDb, at: string, table: Versioned, id: string): boolean =>
  versionedTable(db, table).end(id, at)

/** One instant for each day of a made-up autumn. */
export const day = (number: number): string => `2017-10-${String(number).padStart(2, '0')}T12:00:00.000Z`

export const bindOwn = (db: WriteDb): void => {
  db.run(`INSERT INTO meta (key, value) VALUES ('tenant', '{"companyId":"own","companyName":"Technology Integrator"}')`)
}

/** A small estate: the distributor, two resellers, three customers. */
export const smallEstate = (db: WriteDb): void => {
  bindOwn(db)
  seen(db, day(1), {
    company: [
      { id: 'own', name: 'Technology Integrator', kind: 'VAD', support_email: 'help@integrator.loc', admin_can_update: 1, admin_can_decrease: 1, country: 'GBR' },
      { id: 'sis', name: 'Sistemas', kind: 'IR', partner_id: 'own', external_reference: 'Ref_IR_01', admin_can_update: 1, admin_can_decrease: 1 },
      { id: 'snd', name: 'SoundTrack', kind: 'IR', partner_id: 'own', plan: 'freemium', admin_can_update: 1 },
      { id: 'ht', name: 'High-Tech', partner_id: 'own', city: 'Évry', support_email: 'help@integrator.loc' },
      { id: 'gre', name: 'Greentree', partner_id: 'sis', plan: 'freemium', status: 'initializing', call_number: '8210' },
      { id: 'hop', name: 'Café Élan', partner_id: 'sis', admin_can_update: 1, admin_can_decrease: 0 },
    ],
    member: [
      { id: 'm1', name: 'Jessica ROBINSON', email: 'jessica.robinson@tech-integrator.loc', seller: 1, admin: 1, licences: '["Enterprise"]' },
      { id: 'm2', name: 'John GARCIA', email: 'john.garcia@tech-integrator.loc', admin: 1, licences: '["Business"]' },
      { id: 'm3', email: 'sophia.clark@tech-integrator.loc', state: 'invited', asked_at: day(1) },
      { id: 'm4', company_id: 'ht', name: 'Christian THOMPSON', email: 'christian@high-tech.loc', admin: 1, phone: '+33390676862', extension: '109',
        phones: '[{"id":"x1","equipmentId":"e1","extension":"109","number":"+33390676862"},{"id":"x2","equipmentId":"e1","extension":"7788","number":"+447848311690"}]',
        licence_ids: '[{"subscriptionId":"s1","offerName":"Business"}]' },
      { id: 'm5', company_id: 'sis', name: 'Zoë Núñez', email: 'zoe@sistemos.loc' },
      { id: 'm6', company_id: 'sis', email: 'asks@sistemos.loc', state: 'requested' },
    ],
    equipment: [
      { id: 'e1', name: 'OXO_01', equipment_id: 'PBX8c28-b3c4', site_id: 'p1', outbound_prefix: '0' },
      { id: 'e2', company_id: 'ht', name: 'Demo_OXE', connection: 'pending', server_type: 'OmniPCX Enterprise', ever_connected: 0 },
      { id: 'e3', company_id: null, name: 'bpOTEC51', server_type: 'OTEC-S', shared: 1, company_count: 1 },
    ],
    site: [{ id: 'p1', name: 'Head office' }],
    subscription: [
      { id: 's1', company_id: 'ht', billed: 10, allocated: 2, contract_number: 'RB-201706010903', commercial_reference: '3EY95001AA' },
      { id: 's2', company_id: 'ht', offer_name: 'Essential', model: 'free', allocated: 3 },
      { id: 's3', company_id: 'sis', offer_name: 'Enterprise', billed: 20, allocated: 2 },
      { id: 's4', company_id: 'sis', offer_name: 'Business PrePaid 3 Years', model: 'prepaid', billed: 5, allocated: 5, expires_at: '2017-12-01T00:00:00.000Z' },
      { id: 's5', company_id: 'snd', offer_name: 'Conference', model: 'usage' },
      { id: 's6', company_id: 'snd', offer_name: 'Enterprise', billed: 7, allocated: 0, status: 'terminated' },
      { id: 's7', company_id: 'own', offer_name: 'Enterprise', billed: 3, allocated: 1 },
    ],
    companyPrefix: [{ id: 'cp1', equipment_id: 'e3', company_id: 'gre', prefix: '8210', label: 'Greentree' }],
    extension: [
      { id: 'x1', equipment_id: 'e1', short_number: '109', public_number: '+33390676862', member_id: 'm4', name: 'Christian' },
      { id: 'x2', equipment_id: 'e1', short_number: '1100' },
      { id: 'x3', equipment_id: 'e1', short_number: '110' },
    ],
    companyLink: [{ id: 'l1', company_name: 'Events Communication', asked_at: day(1), as_reseller: 1 }],
    offer: [{ id: 'o1', name: 'Business', commercial_reference: '3EY95001AA' }],
  })
  db.run(`INSERT INTO operation (id, at, operation, resource, resource_id, company_id, company_name, done_by, plan, licences, change)
    VALUES ('h1', '${day(1)}', 'create', 'subscription', 's1', 'ht', 'High-Tech', 'Jessica ROBINSON', 'Business', 10, 10)`)
} // prettier-ignore

export const windowOf = (changes: { sort?: string; descending?: boolean; offset?: number; limit?: number } = {}) => ({
  offset: 0,
  limit: 100,
  descending: false,
  ...changes,
})
