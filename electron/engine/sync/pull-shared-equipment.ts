import type { Failure } from '../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import { versionedTable, type Row } from '../db/index.ts'
import { identifier, text } from './fields.ts'
import type { Advance, PullContext } from './pull.ts'
import { offsetAfter, sharedSystems, systemState, tenantsOf } from './rainbow.ts'
import { connectionOf, equipmentColumns, equipmentRow } from './rows.ts'

/** M102: equipment that serves several companies, with how many of them. */
export const pullSharedEquipment = async (context: PullContext): Promise<Result<Advance, Failure>> => {
  const { db, client, run, signal } = context
  const offset = run.cursor.offset
  const ownId = client.user.companyId
  const page = await sharedSystems(client, ownId, offset, signal)
  if (!page.ok) return page
  const rows: Row[] = []
  for (const system of page.value.rows) {
    const id = identifier(system, 'id')
    if (!id) continue
    const state = await systemState(client, id, signal)
    if (!state.ok) return state
    const tenants = await tenantsOf(client, id, signal)
    if (!tenants.ok) return tenants
    const row = equipmentRow(system, {
      companyId: ownId,
      connection: connectionOf(text(system, 'status'), state.value),
      companyCount: tenants.value.total ?? tenants.value.read,
    })
    if (row) rows.push(row)
  }
  const next = offsetAfter(page.value, offset)
  return ok({
    write: () => {
      const table = versionedTable(db, 'equipment', equipmentColumns)
      rows.forEach((row) => table.see(row, run.id, run.startedAt))
      // Also ends what belonged to companies that are gone.
      if (next === null)
        table.endUnseen(run.id, run.startedAt, 'shared = 1 OR company_id NOT IN (SELECT id FROM company_now)')
    },
    next: next === null ? null : { offset: next },
    more: next === null ? 0 : 1,
  })
}
