import type { Migration } from '../db/migrate.ts'

/** Columns that every versioned table has; `shown` and `mark` carry the outbox's pending changes (docs/sync.md). */
const versioned = (table: string, columns: string, owner?: string): string => `
CREATE TABLE ${table} (
  id TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, content TEXT NOT NULL, seen_run INTEGER NOT NULL, seen_at TEXT NOT NULL,
  shown INTEGER NOT NULL, mark TEXT,
  ${columns},
  PRIMARY KEY (id, valid_from)
) STRICT, WITHOUT ROWID;
${current(table)}
${owner ? `CREATE INDEX ${table}_of_${owner} ON ${table} (${owner}_id) WHERE shown = 1;` : ''}`

const current = (table: string): string => `
CREATE UNIQUE INDEX ${table}_current ON ${table} (id) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX ${table}_shown ON ${table} (id) WHERE shown = 1;
CREATE VIEW ${table}_now AS SELECT * FROM ${table} WHERE shown = 1;`

/** A table of the first version gets `shown`, `mark` and more of the cloud's fields. */
const widened = (table: string, columns: readonly string[]): string => `
DROP VIEW ${table}_now;
DROP INDEX ${table}_current;
ALTER TABLE ${table} ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ${table} ADD COLUMN mark TEXT;
${columns.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column};`).join('\n')}
UPDATE ${table} SET shown = 1 WHERE valid_to IS NULL;
${current(table)}`

/**
 * The whole estate offline: more entities and fields, the row that is shown apart from the one that the cloud has,
 * the outbox (precious: only commands write it), the brake, and what a pull counted.
 */
export const offline: Migration = {
  name: 'offline',
  sql: `
${widened('company', [
  'state TEXT',
  'currency TEXT',
  'call_number TEXT',
  'centrex INTEGER NOT NULL DEFAULT 0',
  'reseller_can_create INTEGER',
  'contract_accepted INTEGER',
  'updated_at TEXT',
])}
DROP INDEX company_by_name;
CREATE INDEX company_by_name ON company (name COLLATE NOCASE, id) WHERE shown = 1;
CREATE INDEX company_of_partner ON company (partner_id) WHERE shown = 1;
CREATE INDEX company_by_reference ON company (external_reference COLLATE NOCASE) WHERE shown = 1 AND external_reference IS NOT NULL;

${widened('member', [
  'first_name TEXT',
  'last_name TEXT',
  'job_title TEXT',
  'country TEXT',
  'language TEXT',
  `roles TEXT NOT NULL DEFAULT '[]'`,
  'admin_type TEXT',
  'active INTEGER',
  'last_login_at TEXT',
  // What is assigned: [{"subscriptionId","offerName"}]; what rings: [{"id","equipmentId","extension","number"}].
  `licence_ids TEXT NOT NULL DEFAULT '[]'`,
  `phones TEXT NOT NULL DEFAULT '[]'`,
  // Of an invitation or a join request.
  'asked_at TEXT',
  'notified_at TEXT',
  'asked_by TEXT',
  'created_at TEXT',
  'updated_at TEXT',
])}
DROP INDEX member_of_company;
CREATE INDEX member_of_company ON member (company_id, name COLLATE NOCASE) WHERE shown = 1;
CREATE INDEX member_by_name ON member (name COLLATE NOCASE, id) WHERE shown = 1;

${widened('equipment', [
  'site_id TEXT',
  'status TEXT',
  'version TEXT',
  // M075, M103: the PBX has been connected at least once.
  'ever_connected INTEGER NOT NULL DEFAULT 0',
  'created_at TEXT',
  'updated_at TEXT',
])}
DROP INDEX equipment_of_company;
CREATE INDEX equipment_of_company ON equipment (company_id) WHERE shown = 1;

${widened('subscription', ['offer_id TEXT', 'sync_ongoing INTEGER NOT NULL DEFAULT 0', 'created_by TEXT'])}
DROP INDEX subscription_of_company;
CREATE INDEX subscription_of_company ON subscription (company_id) WHERE shown = 1;
CREATE INDEX subscription_by_expiry ON subscription (expires_at) WHERE shown = 1 AND expires_at IS NOT NULL;

${versioned('site', 'company_id TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, centrex INTEGER NOT NULL', 'company')}

-- Invitations sent to companies and requests received from them (M085, M093).
${versioned(
  'company_link',
  `direction TEXT NOT NULL CHECK (direction IN ('sent', 'received')), company_id TEXT NOT NULL, company_name TEXT NOT NULL,
  as_reseller INTEGER NOT NULL, status TEXT NOT NULL, asked_at TEXT, notified_at TEXT, asked_by TEXT, answered_at TEXT`,
)}

${versioned(
  'offer',
  `name TEXT NOT NULL, description TEXT, offer_reference TEXT, commercial_reference TEXT, profile_id TEXT, model TEXT NOT NULL,
  exclusive INTEGER NOT NULL, can_be_sold INTEGER NOT NULL, is_default INTEGER NOT NULL, prepaid_months INTEGER`,
)}

-- Extensions that a PBX uploaded (M075), and whose phone they are.
${versioned(
  'extension',
  `equipment_id TEXT NOT NULL, company_id TEXT, short_number TEXT, internal_number TEXT, public_number TEXT, member_id TEXT,
  name TEXT, device_name TEXT, company_prefix TEXT, monitored INTEGER NOT NULL`,
  'equipment',
)}
CREATE INDEX extension_of_member ON extension (member_id) WHERE shown = 1 AND member_id IS NOT NULL;

-- Company prefixes of equipment that several companies share (M101).
${versioned('company_prefix', 'equipment_id TEXT NOT NULL, company_id TEXT, prefix TEXT NOT NULL, label TEXT NOT NULL', 'equipment')}

-- Intended operations, written in the transaction of the edit; states and transitions: docs/sync.md.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  company_id TEXT,
  subject TEXT NOT NULL,
  edit TEXT NOT NULL,
  base TEXT NOT NULL,
  after_id TEXT REFERENCES outbox (id),
  state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'confirmed', 'conflict', 'refused', 'undone')),
  made_at TEXT NOT NULL,
  made_by TEXT,
  sent_at TEXT,
  ended_at TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- What was known in the cloud just before it was sent: how it is recognised when the outcome is unknown.
  before_send TEXT,
  conflicts TEXT,
  failure TEXT,
  result TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_open ON outbox (seq) WHERE state IN ('planned', 'sent', 'conflict', 'refused');
CREATE INDEX outbox_of_entity ON outbox (entity, entity_id);

-- Which rows of the cache show an open entry: its thing, and what else it changes. Goes when the entry has ended.
CREATE TABLE outbox_shows (
  entry_id TEXT NOT NULL REFERENCES outbox (id), entity TEXT NOT NULL, row_id TEXT NOT NULL,
  PRIMARY KEY (entity, row_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_shows_of_entry ON outbox_shows (entry_id);

-- Ids that were given here before the cloud gave its own.
CREATE TABLE local_id (id TEXT PRIMARY KEY, entity TEXT NOT NULL, cloud_id TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What a person declared equipment to be, for as long as the cloud's own fields leave it open (M062).
CREATE TABLE declared_server_type (equipment_id TEXT PRIMARY KEY, server_type TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Mass deletion in the cloud is not followed until a person says so.
CREATE TABLE brake (
  id TEXT PRIMARY KEY, entity TEXT NOT NULL, run INTEGER NOT NULL, at TEXT NOT NULL, missing INTEGER NOT NULL, known INTEGER NOT NULL,
  examples TEXT NOT NULL, missing_ids TEXT NOT NULL, released_at TEXT, decision TEXT CHECK (decision IN ('follow', 'keep')),
  -- The run that did what was decided.
  applied_run INTEGER
) STRICT, WITHOUT ROWID;

-- What a pull asks of the cloud's rows, whatever is shown in their place.
CREATE INDEX member_in_cloud ON member (company_id) WHERE valid_to IS NULL;
CREATE INDEX member_waiting ON member (seen_at, company_id) WHERE valid_to IS NULL AND state <> 'member';
CREATE INDEX subscription_in_cloud ON subscription (company_id) WHERE valid_to IS NULL;
CREATE INDEX site_in_cloud ON site (company_id) WHERE valid_to IS NULL;
CREATE INDEX equipment_in_cloud ON equipment (company_id) WHERE valid_to IS NULL;
CREATE INDEX extension_in_cloud ON extension (equipment_id) WHERE valid_to IS NULL;
CREATE INDEX company_prefix_in_cloud ON company_prefix (equipment_id) WHERE valid_to IS NULL;

ALTER TABLE sync_run ADD COLUMN mode TEXT NOT NULL DEFAULT 'full';
ALTER TABLE sync_run ADD COLUMN data_at TEXT;
ALTER TABLE sync_run ADD COLUMN counts TEXT NOT NULL DEFAULT '{}';
ALTER TABLE sync_run ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_run ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

-- When a person last looked at what changed (Z17).
CREATE TABLE looked (at TEXT PRIMARY KEY, up_to TEXT NOT NULL) STRICT, WITHOUT ROWID;
`,
}
