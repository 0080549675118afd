import type { Migration } from '../db/migrate.ts'

/** Price lists, plans, quotes and what they become: precious, only commands write them (docs/planning.md). */
export const planning: Migration = {
  name: 'planning',
  sql: `
-- Versions are never changed. A shipped list has none here until it is edited, which makes version 2.
CREATE TABLE price_list_version (
  id TEXT NOT NULL, version INTEGER NOT NULL, content TEXT NOT NULL, made_at TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE price_list_withdrawn (id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Undo goes to the parent, redo to the newest child; no version is ever deleted.
CREATE TABLE licence_plan (
  id TEXT PRIMARY KEY, current INTEGER NOT NULL, name TEXT NOT NULL, made_at TEXT NOT NULL, changed_at TEXT NOT NULL, removed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE licence_plan_version (
  plan_id TEXT NOT NULL REFERENCES licence_plan (id), version INTEGER NOT NULL, parent INTEGER, definition TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (plan_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote (
  number TEXT PRIMARY KEY, version INTEGER NOT NULL, company_id TEXT, customer TEXT NOT NULL, made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_of_company ON quote (company_id);
CREATE TABLE quote_version (
  number TEXT NOT NULL REFERENCES quote (number), version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'accepted', 'refused')),
  quote_date TEXT NOT NULL, valid_until TEXT NOT NULL, content TEXT NOT NULL, priced TEXT NOT NULL, seller TEXT NOT NULL,
  currency TEXT NOT NULL, per_month_minor INTEGER NOT NULL, once_minor INTEGER NOT NULL,
  made_at TEXT NOT NULL, sent_at TEXT, answered_at TEXT,
  PRIMARY KEY (number, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE quote_settings (one INTEGER PRIMARY KEY CHECK (one = 1), settings TEXT NOT NULL) STRICT;

-- The preview, exactly as it will be applied; which outbox entry each step became. With a row id, because a statement is long:
-- its id is looked up for each step.
CREATE TABLE impact (
  id TEXT NOT NULL PRIMARY KEY, made_at TEXT NOT NULL, base TEXT NOT NULL, statement TEXT NOT NULL, applied_at TEXT
) STRICT;
CREATE TABLE impact_entry (
  impact_id TEXT NOT NULL REFERENCES impact (id), step INTEGER NOT NULL, entry_id TEXT NOT NULL REFERENCES outbox (id),
  PRIMARY KEY (impact_id, step)
) STRICT, WITHOUT ROWID;
`,
}
