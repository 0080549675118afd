import type { Migration } from '../db/migrate.ts'

/**
 * What lists are sorted and counted by, and what texts are found by. All of it is derived from the rows that are shown,
 * by triggers in the transaction of the row itself, so it cannot be out of step with them.
 */

type Derived = {
  readonly table: string
  /** A change of one of these is a removal and an addition. */
  readonly columns: string
  /** Statements over `new`, and their reverse over `old`. */
  readonly add: string
  readonly remove: string
}

/** Adding is installed and run over what is there before removing is: nothing is removed that was never added. */
const derived = ({ table, columns, add, remove }: Derived): string => `
CREATE TRIGGER ${table}_add_updated AFTER UPDATE OF shown, ${columns} ON ${table} WHEN new.shown = 1 BEGIN ${add} END;
UPDATE ${table} SET shown = 1 WHERE shown = 1;
CREATE TRIGGER ${table}_add_inserted AFTER INSERT ON ${table} WHEN new.shown = 1 BEGIN ${add} END;
CREATE TRIGGER ${table}_remove_updated BEFORE UPDATE OF shown, ${columns} ON ${table} WHEN old.shown = 1 BEGIN ${remove} END;
CREATE TRIGGER ${table}_remove_deleted AFTER DELETE ON ${table} WHEN old.shown = 1 BEGIN ${remove} END;`

/**
 * Trigrams of the texts, without case and diacritics. Words of a name begin with two U+0002, so that one or two characters
 * find the words that begin with them. The texts themselves are not stored again.
 */
const findable = (table: string, more = ''): string => `
CREATE TABLE ${table}_found (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE ${table}_text USING fts5 (
  text${more}, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);`

const marked = (name: string): string => `char(2, 2) || replace(${name}, ' ', ' ' || char(2, 2))`
const also = (...columns: readonly string[]): string =>
  columns.map((column) => ` || ' ' || coalesce(${column}, '')`).join('')

const addText = (
  table: string,
  text: string,
  more: { readonly columns: string; readonly values: string } = { columns: '', values: '' },
) => `
  INSERT INTO ${table}_found (id) VALUES (new.id) ON CONFLICT DO NOTHING;
  INSERT INTO ${table}_text (rowid, text${more.columns})
    SELECT number, ${text}${more.values} FROM ${table}_found WHERE id = new.id;`
const removeText = (table: string): string => `
  DELETE FROM ${table}_text WHERE rowid = (SELECT number FROM ${table}_found WHERE id = old.id);`

/** The counts of the company that a row belongs to. */
const counting = (row: 'old' | 'new', sign: '+' | '-', figures: Readonly<Record<string, string>>): string =>
  Object.entries(figures)
    .map(
      ([set, when]) => `
  UPDATE company_count SET ${set.replaceAll('#', sign).replaceAll('row.', `${row}.`)}
    WHERE company_id = ${row}.company_id AND ${when.replaceAll('row.', `${row}.`)};`,
    )
    .join('')
const known = `
  INSERT INTO company_count (company_id) SELECT new.company_id WHERE new.company_id IS NOT NULL ON CONFLICT DO NOTHING;`

const ofMember = {
  'members = members # 1': `row.state = 'member'`,
  'admins = admins # 1': `row.state = 'member' AND row.admin = 1`,
  'invited = invited # 1': `row.state = 'invited'`,
  'requested = requested # 1': `row.state = 'requested'`,
}
const ofEquipment = { 'equipment = equipment # 1': 'TRUE' }
const PAID = `row.model IN ('monthly', 'prepaid') AND row.status <> 'terminated'`
const ofSubscription = {
  'subscriptions = subscriptions # 1': 'TRUE',
  'billed = billed # row.billed': `${PAID} AND row.billed IS NOT NULL`,
  'allocated = allocated # row.allocated': `${PAID} AND row.allocated IS NOT NULL`,
}

/** Columns that the company list shows and is sorted by, besides the counts. */
const LISTED = [
  'mark', 'name', 'kind', 'partner_id', 'status', 'plan', 'visibility', 'country', 'support_email', 'external_reference',
  'admin_can_update', 'admin_can_decrease',
] as const // prettier-ignore

/** One index per order; the name decides among equals, so that nothing is left to sort. */
const sorted = (key: string, collation = ''): string =>
  `CREATE INDEX company_count_by_${key} ON company_count (${key}${collation}, name COLLATE NOCASE, company_id) WHERE shown = 1;`
const filtered = (name: string, condition: string): string =>
  `CREATE INDEX company_count_${name} ON company_count (name COLLATE NOCASE, company_id) WHERE shown = 1 AND ${condition};`
/** Of the companies that are managed, without the own one. */
const managed = (name: string, columns: string, condition: string): string =>
  `CREATE INDEX company_count_${name} ON company_count (name COLLATE NOCASE, company_id, kind, ${columns})
    WHERE shown = 1 AND ${condition} AND kind <> 'VAD';`

/** Versions by when they began and ended: what changed between two instants, and a company's past. */
const history = (table: string, owner?: string): string => `
CREATE INDEX ${table}_began ON ${table} (valid_from);
CREATE INDEX ${table}_ended ON ${table} (valid_to) WHERE valid_to IS NOT NULL;
${owner ? `CREATE INDEX ${table}_past ON ${table} (${owner}) WHERE shown = 0;` : ''}`

const OPERATION_TEXT = `${marked('new.company_name')} || ' ' || ${marked('new.plan')} || ' ' || ${marked('new.done_by')}${also('new.contract_number')}`

export const search: Migration = {
  name: 'search',
  sql: `
CREATE TABLE company_count (
  company_id TEXT PRIMARY KEY, shown INTEGER NOT NULL DEFAULT 0, mark TEXT, name TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
  partner_id TEXT, partner_name TEXT, status TEXT NOT NULL DEFAULT '', plan TEXT NOT NULL DEFAULT '', visibility TEXT, country TEXT,
  support_email TEXT, external_reference TEXT, admin_can_update INTEGER NOT NULL DEFAULT 0, admin_can_decrease INTEGER,
  members INTEGER NOT NULL DEFAULT 0, admins INTEGER NOT NULL DEFAULT 0, invited INTEGER NOT NULL DEFAULT 0,
  requested INTEGER NOT NULL DEFAULT 0, equipment INTEGER NOT NULL DEFAULT 0, subscriptions INTEGER NOT NULL DEFAULT 0,
  billed INTEGER NOT NULL DEFAULT 0, allocated INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- Of all, also of companies that only their members name: lists of members and subscriptions go by it.
CREATE UNIQUE INDEX company_count_by_name ON company_count (name COLLATE NOCASE, company_id);
CREATE UNIQUE INDEX company_count_shown ON company_count (name COLLATE NOCASE, company_id) WHERE shown = 1;
${sorted('kind')}
${sorted('status')}
${sorted('plan')}
${sorted('visibility')}
${sorted('country')}
${sorted('partner_id')}
${sorted('partner_name', ' COLLATE NOCASE')}
${sorted('support_email', ' COLLATE NOCASE')}
${sorted('external_reference', ' COLLATE NOCASE')}
${sorted('members')}
${sorted('equipment')}
${sorted('billed')}
${sorted('allocated')}
${managed('without_administrator', 'shown, admins', 'admins = 0')}
${managed('without_support_email', 'shown, support_email', 'support_email IS NULL')}
${managed('without_plan', 'shown, plan', `plan = 'freemium'`)}
${managed('delegated', 'shown, admin_can_update, admin_can_decrease', 'admin_can_update = 1')}
${managed('not_delegated', 'shown, admin_can_update, admin_can_decrease', 'admin_can_update = 0')}
${filtered('inviting', 'invited > 0')}
${filtered('marked', 'mark IS NOT NULL')}

${findable('company', ', former')}
${findable('member')}
${findable('equipment')}
${findable('subscription')}
${findable('site')}
${findable('operation')}

${derived({
  table: 'company',
  columns: `${LISTED.join(', ')}, external_reference2, crd_company_id, city, call_number`,
  add: `
  INSERT INTO company_count (company_id, shown, ${LISTED.join(', ')}, partner_name)
    VALUES (new.id, 1, ${LISTED.map((column) => `new.${column}`).join(', ')},
      (SELECT name FROM company_count WHERE company_id = new.partner_id))
    ON CONFLICT (company_id) DO UPDATE SET shown = 1, ${[...LISTED, 'partner_name'].map((column) => `${column} = excluded.${column}`).join(', ')};
  UPDATE company_count SET partner_name = new.name WHERE partner_id = new.id AND shown = 1 AND partner_name IS NOT new.name;
  ${addText(
    'company',
    `${marked('new.name')}${also('new.external_reference', 'new.external_reference2', 'new.crd_company_id', 'new.city', 'new.support_email', 'new.call_number')}`,
    {
      columns: ', former',
      // X11, M080: what it was called earlier finds it, too.
      values: `, (SELECT group_concat(DISTINCT ${marked('past.name')}) FROM company past
      WHERE past.id = new.id AND past.valid_to IS NOT NULL AND past.shown = 0 AND past.name <> new.name)`,
    },
  )}`,
  remove: `UPDATE company_count SET shown = 0 WHERE company_id = old.id;${removeText('company')}`,
})}
${derived({
  table: 'member',
  columns: 'company_id, state, admin, name, email, phone, extension, phones',
  add: `${known}${counting('new', '+', ofMember)}${addText(
    'member',
    `${marked('new.name')}${also('new.email', 'new.phone', 'new.extension')} || CASE new.phones WHEN '[]' THEN '' ELSE
      (SELECT ' ' || group_concat(coalesce(value ->> '$.number', '') || ' ' || coalesce(value ->> '$.extension', ''), ' ')
        FROM json_each(new.phones)) END`,
  )}`,
  remove: `${counting('old', '-', ofMember)}${removeText('member')}`,
})}
${derived({
  table: 'equipment',
  columns: 'company_id, name, equipment_id, server_type',
  add: `${known}${counting('new', '+', ofEquipment)}${addText('equipment', `${marked('new.name')}${also('new.equipment_id', 'new.server_type')}`)}`,
  remove: `${counting('old', '-', ofEquipment)}${removeText('equipment')}`,
})}
${derived({
  table: 'subscription',
  columns: 'company_id, model, status, billed, allocated, offer_name, contract_number, commercial_reference',
  add: `${known}${counting('new', '+', ofSubscription)}${addText('subscription', `${marked('new.offer_name')}${also('new.contract_number', 'new.commercial_reference')}`)}`,
  remove: `${counting('old', '-', ofSubscription)}${removeText('subscription')}`,
})}
${derived({
  table: 'site',
  columns: 'company_id, name',
  add: addText('site', marked('new.name')),
  remove: removeText('site'),
})}

-- The history only grows; a line that is read again replaces itself.
CREATE TRIGGER operation_add AFTER INSERT ON operation BEGIN
  DELETE FROM operation_text WHERE rowid = (SELECT number FROM operation_found WHERE id = new.id);
  ${addText('operation', OPERATION_TEXT)}
END;
CREATE TRIGGER operation_remove AFTER DELETE ON operation BEGIN ${removeText('operation')} END;
INSERT INTO operation_found (id) SELECT id FROM operation;
INSERT INTO operation_text (rowid, text) SELECT number, ${OPERATION_TEXT}
  FROM operation_found JOIN operation new USING (id);

CREATE INDEX member_by_email ON member (email COLLATE NOCASE, id) WHERE shown = 1;
CREATE INDEX member_by_state ON member (state, name COLLATE NOCASE, id) WHERE shown = 1 AND state <> 'member';
CREATE INDEX member_administering ON member (name COLLATE NOCASE, id) WHERE shown = 1 AND admin = 1;

DROP INDEX equipment_of_company;
CREATE INDEX equipment_of_company ON equipment (company_id, name COLLATE NOCASE, id) WHERE shown = 1;
CREATE INDEX equipment_by_name ON equipment (name COLLATE NOCASE, id) WHERE shown = 1;
CREATE INDEX equipment_by_connection ON equipment (connection, name COLLATE NOCASE, id) WHERE shown = 1;
CREATE INDEX equipment_shared ON equipment (name COLLATE NOCASE, id) WHERE shown = 1 AND shared = 1;
CREATE INDEX equipment_of_site ON equipment (site_id) WHERE shown = 1 AND site_id IS NOT NULL;

DROP INDEX subscription_of_company;
CREATE INDEX subscription_of_company ON subscription (company_id, offer_name, id) WHERE shown = 1;
CREATE INDEX subscription_by_offer ON subscription (offer_name, id, company_id, model, status, billed, allocated, expires_at) WHERE shown = 1;
DROP INDEX subscription_by_expiry;
CREATE INDEX subscription_by_expiry ON subscription (expires_at, id) WHERE shown = 1;
CREATE INDEX subscription_by_contract ON subscription (contract_number, id) WHERE shown = 1;

CREATE INDEX site_by_name ON site (name COLLATE NOCASE, id) WHERE shown = 1;

${history('company')}
${history('member', 'company_id')}
${history('equipment', 'company_id')}
${history('subscription', 'company_id')}
${history('site', 'company_id')}
${history('company_link')}
${history('company_prefix', 'equipment_id')}
${history('extension', 'equipment_id')}
`,
}
