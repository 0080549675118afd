import type { Migration } from '../db/migrate.ts'

/** Register as the cloud lists it (cache), and what was imported (precious: only commands write it). */
export const billing: Migration = {
  name: 'billing',
  sql: `
CREATE TABLE register_invoice (
  number TEXT PRIMARY KEY, invoice_date TEXT NOT NULL, due_date TEXT, currency TEXT NOT NULL, total_minor INTEGER,
  file_path TEXT, seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE register_cdr (
  file_path TEXT PRIMARY KEY, billing_period TEXT NOT NULL, invoice_type TEXT NOT NULL, created_at TEXT, seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Imported files, stored once under their SHA-256 and never changed.
CREATE TABLE evidence (
  sha256 TEXT PRIMARY KEY, file_name TEXT NOT NULL, bytes INTEGER NOT NULL, kind TEXT NOT NULL, imported_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import_plan (
  id TEXT PRIMARY KEY, created_at TEXT NOT NULL, applied_at TEXT, kind TEXT NOT NULL, evidence TEXT NOT NULL,
  plan TEXT NOT NULL, facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX import_plan_by_time ON import_plan (created_at);

CREATE TABLE invoice (
  number TEXT PRIMARY KEY, evidence TEXT NOT NULL REFERENCES evidence (sha256), printed_date TEXT NOT NULL, currency TEXT NOT NULL,
  net_minor INTEGER NOT NULL, vat_minor INTEGER NOT NULL, total_minor INTEGER NOT NULL, imported_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cdr (
  evidence TEXT NOT NULL REFERENCES evidence (sha256), invoice_number TEXT NOT NULL, kind TEXT NOT NULL,
  period_start TEXT NOT NULL, period_end TEXT NOT NULL, row_count INTEGER NOT NULL, imported_at TEXT NOT NULL,
  PRIMARY KEY (evidence, invoice_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX cdr_of_invoice ON cdr (invoice_number);

CREATE TABLE reconciliation (
  invoice_number TEXT PRIMARY KEY, at TEXT NOT NULL, difference_minor INTEGER NOT NULL, run TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
}
