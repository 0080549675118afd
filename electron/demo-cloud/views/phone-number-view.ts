import type { Estate } from '../estate.ts'
import type { FormatFields, View } from '../http/list.ts'
import type { DemoPhoneNumber } from '../tenant/types.ts'

export const phoneNumberFields: FormatFields = {
  small: ['id', 'shortNumber', 'internalNumber', 'systemId'],
  medium: ['number', 'numberE164', 'userId', 'isMonitored', 'companyPrefix'],
}

export const phoneNumberView = (estate: Estate, number: DemoPhoneNumber): View => ({
  ...number,
  pbxId: estate.system(number.systemId)?.pbxId ?? null,
  isFromSystem: true,
  type: 'work',
  deviceType: 'landline',
  deviceName: null,
})
