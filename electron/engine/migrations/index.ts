import type { Migration } from '../db/migrate.ts'
import { estate } from './001-estate.ts'
import { billing } from './002-billing.ts'
import { offline } from './003-offline.ts'
import { search } from './004-search.ts'
import { planning } from './005-planning.ts'

/** In order, never edited once released: a change is a new step. */
export const migrations: readonly Migration[] = [estate, billing, offline, search, planning]
