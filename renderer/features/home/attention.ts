import type { ImportPlan, InvoiceRow } from '../../../shared/contract/billing.ts'
import type { Status } from '../../../shared/contract/system.ts'
import type { TextKey } from '../../text/index.ts'
import type { Tone } from '../../ui/tone.ts'

export type AttentionItem = {
  readonly key: string
  readonly tone: Tone
  readonly text: TextKey
  readonly params: Readonly<Record<string, string | number>>
  readonly action: { readonly text: TextKey; readonly to: string } | null
}

/** What others have not answered, and what they wait for. */
export type Waiting = {
  /** Companies that ask to be managed, and invitations to companies without an answer (M085, M093). */
  readonly linksReceived: number
  readonly linksSent: number
  /** Of the own company (M012, M013). */
  readonly requested: number
  readonly invited: number
}
type Known = {
  readonly status: Status | null
  readonly waiting: Waiting
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

type Counted = 'conflict' | 'refused' | 'request' | 'joinRequest' | 'linkSent' | 'invited'
const counted = (what: Counted, tone: Tone, count: number, to: string): readonly AttentionItem[] =>
  count > 0
    ? [
        {
          key: what,
          tone,
          text: `home.items.${what}`,
          params: { count },
          action: { text: `home.items.${what}Action`, to },
        },
      ]
    : []

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

/** What waits for a person, worst first; the brake on mass deletion is shown apart, with its decision. */
export const attentionItems = ({ status, waiting, invoices, plans }: Known): readonly AttentionItem[] =>
  [
    ...signIn(status),
    ...counted('conflict', 'warning', status?.sync.outbox.conflict ?? 0, '/outbox?state=conflict'),
    ...counted('refused', 'bad', status?.sync.outbox.refused ?? 0, '/outbox?state=refused'),
    ...counted('request', 'warning', waiting.linksReceived, '/links?direction=received'),
    ...counted('joinRequest', 'warning', waiting.requested, '/my-company/members?state=requested'),
    ...counted('linkSent', 'working', waiting.linksSent, '/links?direction=sent'),
    ...counted('invited', 'working', waiting.invited, '/my-company/members?state=invited'),
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
