import type { ImportPlan, InvoiceRow } from '../../../shared/contract/billing.ts'
import type { Status } from '../../../shared/contract/system.ts'
import type { TextKey } from '../../text/index.ts'
import type { Tone } from '../../ui/tone.ts'

export type AttentionItem = {
  readonly key: string
  readonly tone: Tone
  readonly text: TextKey
  readonly params: Readonly<Record<string, string>>
  readonly action: { readonly text: TextKey; readonly to: string } | null
}

type Known = {
  readonly status: Status | null
  readonly invoices: readonly InvoiceRow[]
  readonly plans: readonly Pick<ImportPlan, 'id' | 'fileName' | 'state' | 'canApply'>[]
}

const signIn = (status: Status | null): readonly AttentionItem[] => {
  if (!status) return []
  const { sync, cloud } = status
  // A failure of the sync says it better.
  if (sync.failure) return []
  if (!cloud)
    return [
      {
        key: 'sign-in',
        tone: 'warning',
        text: sync.lastSuccess ? 'home.items.signIn' : 'home.items.signInNever',
        params: {},
        action: { text: 'home.items.signInAction', to: '/settings' },
      },
    ]
  if (!sync.lastSuccess && sync.state !== 'working')
    return [{ key: 'never-synced', tone: 'warning', text: 'home.items.neverSynced', params: {}, action: null }]
  return []
}

const invoice = (row: InvoiceRow): readonly AttentionItem[] => {
  const to = `/reconciliation/${encodeURIComponent(row.number)}`
  const params = { number: row.number }
  if (row.reconciliation === 'difference')
    return [
      {
        key: `difference-${row.number}`,
        tone: 'bad',
        text: 'home.items.difference',
        params,
        action: { text: 'home.items.differenceAction', to },
      },
    ]
  if (row.reconciliation === 'none')
    return [
      {
        key: `unreconciled-${row.number}`,
        tone: 'neutral',
        text: 'home.items.unreconciled',
        params,
        action: { text: 'home.items.unreconciledAction', to },
      },
    ]
  return []
}

const severity: Readonly<Record<Tone, number>> = { bad: 0, warning: 1, working: 2, neutral: 3, absent: 4, good: 5 }

/** What waits for a person, worst first. */
export const attentionItems = ({ status, invoices, plans }: Known): readonly AttentionItem[] =>
  [
    ...signIn(status),
    ...invoices.flatMap(invoice),
    ...plans
      .filter((plan) => plan.state === 'planned' && plan.canApply)
      .map((plan): AttentionItem => ({
        key: plan.id,
        tone: 'neutral',
        text: 'home.items.plan',
        params: { file: plan.fileName },
        action: { text: 'home.items.planAction', to: `/imports/${plan.id}` },
      })),
  ].toSorted((a, b) => severity[a.tone] - severity[b.tone])
