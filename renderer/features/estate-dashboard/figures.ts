import { type Dashboard, delegations, type sides } from '../../../shared/contract/estate.ts'
import type { Tone } from '../../ui/tone.ts'

export type Figure = Dashboard['companies'][number]
/** Which card a figure is in: the same key means another list elsewhere. */
export type FigureCard = 'companies' | 'ownMembers' | 'estateMembers' | 'connections' | 'missing' | 'delegation'

const filtered = (path: string, name: string, value: string): string => `${path}?${name}=${encodeURIComponent(value)}`

const memberStates = ['member', 'invited', 'requested']
const companyLists: Readonly<Record<string, string>> = {
  VAD: '/my-company',
  IR: '/resellers?kind=IR',
  DR: '/resellers?kind=DR',
  EC: '/customers',
}
const companyFilters = ['no-administrator', 'no-support-email', 'no-plan', 'delegated', 'invitation-pending', 'marked']

/** The list that a figure opens, by the names of the list's own filters; null where no list shows just these rows. */
export const figureAddress = (card: FigureCard, key: string): string | null => {
  switch (card) {
    case 'companies':
      return companyLists[key] ?? null
    case 'delegation':
      return delegations.some((one) => one === key)
        ? filtered('/companies', 'delegation', key)
        : filtered('/companies', 'filter', key)
    case 'missing':
      return companyFilters.includes(key) ? filtered('/companies', 'filter', key) : null
    case 'ownMembers':
      return memberStates.includes(key) ? filtered('/my-company/members', 'state', key) : null
    case 'estateMembers':
      return memberStates.includes(key) ? filtered('/members', 'state', key) : null
    case 'connections':
      return filtered('/equipment', 'connection', key)
  }
}

/** The engine counts companies by kind, plan and status under one name; this card asks for the kinds. */
export const byKind = (figures: readonly Figure[]): readonly Figure[] =>
  figures
    .filter((figure) => figure.key.startsWith('kind:'))
    .map((figure) => ({ ...figure, key: figure.key.slice('kind:'.length) }))

/** M164: first all to whom a right was given, whom the list of companies can show; then how far it goes. */
export const delegationFigures = (figures: readonly Figure[]): readonly Figure[] => {
  const given = figures.filter((figure) => figure.key !== 'none')
  return [
    { key: 'delegated', count: given.reduce((sum, figure) => sum + figure.count, 0) },
    ...given,
    ...figures.filter((figure) => figure.key === 'none'),
  ]
}

const connections = ['normal', 'degraded', 'disconnected', 'pending', 'unknown']
/** In the order of a person's concern, the usual ones also when there are none. */
export const connectionFigures = (figures: readonly Figure[]): readonly Figure[] => {
  const count = new Map(figures.map((figure) => [figure.key, figure.count]))
  const usual = connections
    .filter((key) => key !== 'unknown' || count.has(key))
    .map((key) => ({ key, count: count.get(key) ?? 0 }))
  return [...usual, ...figures.filter((figure) => !connections.includes(figure.key))]
}

/** The same tones as in the lists that they open. */
export const connectionTones: Readonly<Record<string, Tone>> = {
  normal: 'good',
  degraded: 'warning',
  disconnected: 'bad',
  pending: 'absent',
  unknown: 'neutral',
}

export type Bar = Figure & { /** Of the longest bar, 0 to 1. */ readonly share: number }

/** Figures with the length of their bars beside each other. */
export const bars = (figures: readonly Figure[]): readonly Bar[] => {
  const most = Math.max(1, ...figures.map((figure) => figure.count))
  return figures.map((figure) => ({ ...figure, share: figure.count / most }))
}

const offerAddress = (offerName: string): string => filtered('/subscriptions', 'offer', offerName)
/** Just what a figure of the overview counts (M224): of all companies, or of one side. */
export const overviewAddress = (offerName: string, side?: (typeof sides)[number]): string =>
  `${offerAddress(offerName)}&counted=overview${side ? `&side=${side}` : ''}`
/** Those that have a count of unused licences: monthly and prepaid. */
export const countedAddress = (offerName: string): string => `${offerAddress(offerName)}&counted=unused`
export const unusedAddress = (offerName: string): string => `${countedAddress(offerName)}&unused=yes`
export const expiryAddress = (month: string): string => filtered('/subscriptions', 'expiry', month)
