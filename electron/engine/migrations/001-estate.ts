import type { Migration } from '../db/migrate.ts'

/**
 * The cached estate. Every cached entity is kept with valid_from and valid_to (UTC), so that any screen can be seen as
 * of a date; the `_now` views hold what is valid now. `seen_run` is the pull that saw the row last.
 */
export const estate: Migration = {
  name: 'estate',
  sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE command_log (
  seq INTEGER PRIMARY KEY,
  command_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  input TEXT NOT NULL,
  result TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE sync_run (
  id INTEGER PRIMARY KEY,
  command_id TEXT NOT NULL UNIQUE,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  step TEXT NOT NULL,
  cursor TEXT NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL,
  failure TEXT
) STRICT;

CREATE TABLE company (
  id TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, content TEXT NOT NULL, seen_run INTEGER NOT NULL, seen_at TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, partner_id TEXT, status TEXT NOT NULL, plan TEXT NOT NULL, visibility TEXT,
  country TEXT, street TEXT, postal_code TEXT, city TEXT, slogan TEXT, size TEXT, economic_activity TEXT, website TEXT,
  description TEXT, support_email TEXT, external_reference TEXT, external_reference2 TEXT, crd_company_id TEXT,
  admin_can_update INTEGER NOT NULL, admin_can_decrease INTEGER, created_at TEXT,
  PRIMARY KEY (id, valid_from)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX company_current ON company (id) WHERE valid_to IS NULL;
CREATE INDEX company_by_name ON company (name COLLATE NOCASE, id) WHERE valid_to IS NULL;
CREATE VIEW company_now AS SELECT * FROM company WHERE valid_to IS NULL;

CREATE TABLE member (
  id TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, content TEXT NOT NULL, seen_run INTEGER NOT NULL, seen_at TEXT NOT NULL,
  company_id TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, state TEXT NOT NULL, licences TEXT NOT NULL,
  phone TEXT, extension TEXT, seller INTEGER NOT NULL, admin INTEGER NOT NULL,
  PRIMARY KEY (id, valid_from)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX member_current ON member (id) WHERE valid_to IS NULL;
CREATE INDEX member_of_company ON member (company_id, name COLLATE NOCASE) WHERE valid_to IS NULL;
CREATE VIEW member_now AS SELECT * FROM member WHERE valid_to IS NULL;

CREATE TABLE equipment (
  id TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, content TEXT NOT NULL, seen_run INTEGER NOT NULL, seen_at TEXT NOT NULL,
  company_id TEXT, name TEXT NOT NULL, server_type TEXT NOT NULL, equipment_id TEXT NOT NULL, country TEXT,
  outbound_prefix TEXT, connection TEXT NOT NULL, shared INTEGER NOT NULL, company_count INTEGER NOT NULL,
  PRIMARY KEY (id, valid_from)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX equipment_current ON equipment (id) WHERE valid_to IS NULL;
CREATE INDEX equipment_of_company ON equipment (company_id) WHERE valid_to IS NULL;
CREATE VIEW equipment_now AS SELECT * FROM equipment WHERE valid_to IS NULL;

CREATE TABLE subscription (
  id TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, content TEXT NOT NULL, seen_run INTEGER NOT NULL, seen_at TEXT NOT NULL,
  company_id TEXT NOT NULL, offer_name TEXT NOT NULL, commercial_reference TEXT, contract_number TEXT, model TEXT NOT NULL,
  billed INTEGER, allocated INTEGER, expires_at TEXT, status TEXT NOT NULL, created_at TEXT,
  PRIMARY KEY (id, valid_from)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX subscription_current ON subscription (id) WHERE valid_to IS NULL;
CREATE INDEX subscription_of_company ON subscription (company_id) WHERE valid_to IS NULL;
CREATE VIEW subscription_now AS SELECT * FROM subscription WHERE valid_to IS NULL;

-- The cloud's operation history (M171): append-only there, so append-only here.
CREATE TABLE operation (
  id TEXT PRIMARY KEY, at TEXT NOT NULL, operation TEXT NOT NULL, resource TEXT NOT NULL, resource_id TEXT NOT NULL,
  company_id TEXT, company_name TEXT NOT NULL, done_by TEXT NOT NULL, plan TEXT NOT NULL,
  licences INTEGER, change INTEGER, contract_number TEXT, commercial_reference TEXT, model TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_by_time ON operation (at, id);
CREATE INDEX operation_of_company ON operation (company_id, at);
CREATE INDEX operation_of_resource ON operation (resource_id, at);
`,
}
