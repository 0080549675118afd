import { without, type FormatFields, type View } from '../http/list.ts'
import type { Store } from '../store/store.ts'
import type { DemoPhoneNumber } from '../tenant/types.ts'

export const phoneNumberFields: FormatFields = {
  small: ['id', 'shortNumber', 'internalNumber', 'systemId'],
  medium: ['number', 'numberE164', 'userId', 'isMonitored', 'companyPrefix'],
}

export const phoneNumberView = (store: Store, number: DemoPhoneNumber): View => ({
  ...without(number, 'more'),
  pbxId: store.systems.get(number.systemId)?.pbxId ?? null,
  isFromSystem: true,
  type: 'work',
  deviceType: 'landline',
  deviceName: null,
  ...number.more,
})
