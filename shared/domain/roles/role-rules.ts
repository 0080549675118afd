import type { RoleTask } from './actions.ts'
import type { ConditionId } from './conditions.ts'

export type CellValue = 'yes' | 'no' | 'not-applicable' | 'with-rights'
export type RoleRow = 'bp-seller' | 'bp-admin' | 'ec-admin'

/** One cell of a matrix: may this row do the task on a company of this column? */
export type RoleCell = {
  /** M-number. */
  readonly id: string
  readonly matrix: 'A' | 'B'
  readonly row: RoleRow
  readonly task: RoleTask
  /** Business partner's company or end customer's. */
  readonly column: 'BP' | 'EC'
  readonly value: CellValue
  /** Line of the source. */
  readonly line: number
}

/** Who may do what: dated data, so that a later matrix does not change what was true before. */
export type RoleRules = {
  readonly id: string
  /** Local date 'YYYY-MM-DD', inclusive. */
  readonly validFrom: string
  readonly source: string
  readonly cells: readonly RoleCell[]
  /** What blocks an action whoever asks, in the order in which it is said. */
  readonly conditions: readonly ConditionId[]
}

const rowOf =
  (matrix: RoleCell['matrix'], row: RoleRow, line: number) =>
  (id: string, task: RoleTask, column: RoleCell['column'], value: CellValue): RoleCell => ({
    id,
    matrix,
    row,
    task,
    column,
    value,
    line,
  })

const sellerA = rowOf('A', 'bp-seller', 136)
const adminA = rowOf('A', 'bp-admin', 137)
const customerA = rowOf('A', 'ec-admin', 138)
const sellerB = rowOf('B', 'bp-seller', 1075)
const adminB = rowOf('B', 'bp-admin', 1076)
const customerB = rowOf('B', 'ec-admin', 1077)

/** Matrix A (companies, members, equipment) and matrix B (subscriptions), cell by cell as printed. */
export const matrixCells: readonly RoleCell[] = [
  sellerA('M034', 'company', 'BP', 'yes'),
  sellerA('M035', 'company', 'EC', 'yes'),
  sellerA('M036', 'equipment', 'BP', 'yes'),
  sellerA('M037', 'equipment', 'EC', 'yes'),
  sellerA('M038', 'systems', 'BP', 'yes'),
  sellerA('M039', 'systems', 'EC', 'yes'),
  adminA('M040', 'company', 'BP', 'yes'),
  adminA('M041', 'company', 'EC', 'no'),
  adminA('M042', 'equipment', 'BP', 'yes'),
  adminA('M043', 'equipment', 'EC', 'no'),
  adminA('M044', 'systems', 'BP', 'yes'),
  adminA('M045', 'systems', 'EC', 'no'),
  customerA('M046', 'company', 'BP', 'not-applicable'),
  customerA('M047', 'company', 'EC', 'yes'),
  customerA('M048', 'equipment', 'BP', 'not-applicable'),
  customerA('M049', 'equipment', 'EC', 'no'),
  customerA('M050', 'systems', 'BP', 'not-applicable'),
  customerA('M051', 'systems', 'EC', 'yes'),
  sellerB('M180', 'create-subscriptions', 'BP', 'yes'),
  sellerB('M181', 'create-subscriptions', 'EC', 'yes'),
  sellerB('M182', 'manage-subscriptions', 'BP', 'yes'),
  sellerB('M183', 'manage-subscriptions', 'EC', 'yes'),
  sellerB('M184', 'allocate-licences', 'BP', 'no'),
  sellerB('M185', 'allocate-licences', 'EC', 'yes'),
  adminB('M186', 'create-subscriptions', 'BP', 'no'),
  adminB('M187', 'create-subscriptions', 'EC', 'no'),
  adminB('M188', 'manage-subscriptions', 'BP', 'with-rights'),
  adminB('M189', 'manage-subscriptions', 'EC', 'no'),
  adminB('M190', 'allocate-licences', 'BP', 'yes'),
  adminB('M191', 'allocate-licences', 'EC', 'no'),
  customerB('M192', 'create-subscriptions', 'BP', 'not-applicable'),
  customerB('M193', 'create-subscriptions', 'EC', 'no'),
  customerB('M194', 'manage-subscriptions', 'BP', 'not-applicable'),
  customerB('M195', 'manage-subscriptions', 'EC', 'with-rights'),
  customerB('M196', 'allocate-licences', 'BP', 'not-applicable'),
  customerB('M197', 'allocate-licences', 'EC', 'yes'),
]

export const roleRules2017: RoleRules = {
  id: 'roles-2017',
  validFrom: '2017-06-01',
  source: 'Administrator training for distributors, 2017',
  cells: matrixCells,
  conditions: [
    'equipmentOfReseller',
    'ownCompanyStays',
    'planNotPremium',
    'planAlreadyPremium',
    'prepaidByActisOnly',
    'delegationNeedsSubscription',
    'neverConnected',
    'prefixNeedsShared',
    'prefixNeedsConnection',
    'secondAdministrator',
  ],
}

export const roleRuleSets: readonly RoleRules[] = [roleRules2017]

/** The rule set in force on a local date 'YYYY-MM-DD'; before the first dated set, the first; without a date, the newest. */
export const roleRulesAt = (date?: string, all: readonly RoleRules[] = roleRuleSets): RoleRules => {
  const sorted = [...all].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  const found = sorted.findLast((rules) => date === undefined || rules.validFrom <= date) ?? sorted[0]
  if (!found) throw new Error('there are no role rules')
  return found
}

/** The cell of a rule set; a set without one of the 36 is a bug. */
export const cellOf = (rules: RoleRules, row: RoleRow, task: RoleTask, column: RoleCell['column']): RoleCell => {
  const cell = rules.cells.find((each) => each.row === row && each.task === task && each.column === column)
  if (!cell) throw new Error(`${rules.id} has no cell ${row}, ${task}, ${column}`)
  return cell
}
