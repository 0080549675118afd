import type { Migration } from '../db/migrate.ts'
import { estate } from './001-estate.ts'
import { billing } from './002-billing.ts'

/** In order, never edited once released: a change is a new step. */
export const migrations: readonly Migration[] = [estate, billing]
