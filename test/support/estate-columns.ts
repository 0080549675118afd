import * as tables from '../../electron/engine/db/estate-tables.ts'

/** The versioned tables of which differences are shown. */
export const allEstateTables = Object.values(tables).filter(({ name }) => name !== 'offer')
