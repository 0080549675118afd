import type { Impact } from '../../../shared/contract/planning.ts'
import type { Tone } from '../../ui/tone.ts'

export type ImpactStep = Impact['steps'][number]

/** How far an impact statement is; 'resumable' also when steps wait for their day. */
export const impactState = ({
  steps,
  appliedAt,
}: Pick<Impact, 'steps' | 'appliedAt'>): 'refused' | 'ready' | 'resumable' | 'under-way' | 'trouble' | 'done' => {
  if (steps.some(({ refused }) => refused !== null)) return 'refused'
  if (appliedAt === null) return 'ready'
  if (steps.some(({ state }) => state === 'conflict' || state === 'refused')) return 'trouble'
  if (steps.some(({ state }) => state === 'not-made' || state === 'not-due')) return 'resumable'
  return steps.every(({ state }) => state === 'confirmed' || state === 'undone') ? 'done' : 'under-way'
}

/** The same tones as in the outbox; what is not made yet has none of its states. */
export const stepTones: Readonly<Record<ImpactStep['state'], Tone>> = {
  planned: 'working',
  sent: 'working',
  confirmed: 'good',
  conflict: 'warning',
  refused: 'bad',
  undone: 'neutral',
  'not-due': 'absent',
  'not-made': 'neutral',
}
