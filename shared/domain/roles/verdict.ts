import type { ReasonKey } from './reasons.ts'
import type { RoleAnswer, RoleTarget } from './role-model.ts'
import type { RoleCell } from './role-rules.ts'

export const allow = (...rules: readonly string[]): RoleAnswer => ({ allowed: true, rules })

export const refuse = (because: ReasonKey, ...rules: readonly string[]): RoleAnswer => ({
  allowed: false,
  because,
  rules,
})

/** The matrices know business partners' companies and end customers' (M002). */
export const columnOf = (target: RoleTarget): RoleCell['column'] => (target.companyKind === 'EC' ? 'EC' : 'BP')
