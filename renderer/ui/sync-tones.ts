import type { SyncStatus } from '../../shared/contract/sync.ts'
import type { Tone } from './tone.ts'

export const syncTones: Readonly<Record<SyncStatus['state'], Tone>> = {
  offline: 'absent',
  idle: 'good',
  working: 'working',
  'needs-you': 'warning',
  broken: 'bad',
}
