import { serverTypes } from '../../../shared/contract/edits.ts'

/** What is typed to declare equipment (M060, M099, M100). */
export type EquipmentForm = {
  name: string
  serverType: (typeof serverTypes)[number] | ''
  country: string
  /** Null where no digits go before a number for an outside line. */
  prefix: string | null
  manual: boolean
  equipmentId: string
  code: string
  consent: boolean
}
export type WrongField = 'name' | 'serverType' | 'country' | 'prefix' | 'equipmentId' | 'code' | 'consent'

export const isPrefix = (prefix: string | null): boolean => prefix === null || /^\d{1,4}$/.test(prefix.trim())

/** M065 */
const EQUIPMENT_ID = /^PBX[0-9a-f]{4}(-[0-9a-f]{4}){7}$/
const CODE = /^[0-9]{4}$/

/** What is missing or not as it must be, before it can be an edit. */
export const wrongFields = (form: EquipmentForm): ReadonlySet<WrongField> =>
  new Set<WrongField>([
    ...(form.name.trim() ? [] : (['name'] as const)),
    ...(form.serverType ? [] : (['serverType'] as const)),
    ...(form.country ? [] : (['country'] as const)),
    ...(isPrefix(form.prefix) ? [] : (['prefix'] as const)),
    ...(form.manual && !EQUIPMENT_ID.test(form.equipmentId.trim()) ? (['equipmentId'] as const) : []),
    ...(form.manual && !CODE.test(form.code.trim()) ? (['code'] as const) : []),
    ...(form.consent ? [] : (['consent'] as const)),
  ])
