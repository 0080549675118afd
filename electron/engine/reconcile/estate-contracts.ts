import type { QuantityChange } from '../../../shared/domain/billing-rules.ts'
import { wholeNumber } from '../../../shared/domain/decimal.ts'
import type { EstateContract } from '../../../shared/domain/reconcile/index.ts'
import type { ReadDb } from '../db/index.ts'

type Stored = {
  id: string
  at: string
  company_id: string | null
  company_name: string
  plan: string
  licences: number | null
  contract_number: string
  commercial_reference: string | null
  model: 'monthly' | 'prepaid' | 'usage'
}

/** Every paid contract with its licences over time, as the operation history tells (M171, M200). */
export const estateContracts = (db: ReadDb): readonly EstateContract[] => {
  const rows = db.all<Stored>(
    `SELECT o.id, o.at, o.company_id, coalesce(c.name, o.company_name) AS company_name, o.plan, o.licences, o.contract_number,
       o.commercial_reference, o.model
     FROM operation o LEFT JOIN company_now c ON c.id = o.company_id
     WHERE o.resource = 'subscription' AND o.contract_number IS NOT NULL AND o.model IN ('monthly', 'prepaid', 'usage')
     ORDER BY o.contract_number, o.at, o.id`,
  )
  const contracts = new Map<string, { last: Stored; changes: QuantityChange[] }>()
  for (const row of rows) {
    const contract = contracts.get(row.contract_number) ?? { last: row, changes: [] }
    contract.last = row
    // A usage contract has no licences (M227); its creation still says from when on it exists.
    const quantity = row.licences ?? (row.model === 'usage' ? 1 : null)
    if (quantity !== null) contract.changes.push({ at: row.at, quantity: wholeNumber(quantity), operationId: row.id })
    contracts.set(row.contract_number, contract)
  }
  return [...contracts.values()].map(({ last, changes }) => ({
    contractNumber: last.contract_number,
    companyId: last.company_id ?? '',
    companyName: last.company_name,
    offerName: last.plan,
    commercialReference: last.commercial_reference,
    model: last.model,
    changes,
  }))
}
