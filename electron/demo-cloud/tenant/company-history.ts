import { demoId } from './demo-id.ts'
import type { DemoCompany } from './types.ts'

type Values = Partial<Pick<DemoCompany, 'name' | 'offerType' | 'visibility'>>
type History = { readonly from: Values; readonly changes: readonly ({ readonly at: string } & Values)[] }

/** An instant after everything that the deck shows. */
export const LATEST = '2017-12-31T23:59:59.999Z'

/**
 * What the deck shows with two values, by the company's latest name. The deck dates none of it; the days are ours and lie
 * close together, so that one step of the training calendar shows X10, X11, X12 and X13 at once and nothing else.
 */
const histories: Readonly<Record<string, History>> = {
  // X11, M080: the id stays, so it is one company that was renamed.
  Sistemos: { from: { name: 'Sistemas' }, changes: [{ at: '2017-09-20T09:30:00.000Z', name: 'Sistemos' }] },
  // X12, M082: premium (M079) in the first list, freemium in the second; activated (M143) before the last day (M176).
  // Only ALE itself can take a plan back. The first list's visibility is blank (M079, M081, M089); what a blank means the
  // deck does not say, so the cloud does not say it either.
  SoundTrack: {
    from: { offerType: 'premium', visibility: null },
    changes: [
      { at: '2017-09-19T14:00:00.000Z', offerType: 'freemium', visibility: 'public' },
      { at: '2017-11-22T10:00:00.000Z', offerType: 'premium' },
    ],
  },
  // X12, M089: premium in the first list, freemium in the second and on its own page (M175).
  'Interior Designer': {
    from: { offerType: 'premium', visibility: null },
    changes: [{ at: '2017-09-19T14:05:00.000Z', offerType: 'freemium', visibility: 'public' }],
  },
  // M089: blank in the first list, public in the second.
  'High-Tech': {
    from: { visibility: null },
    changes: [{ at: '2017-09-19T14:10:00.000Z', visibility: 'public' }],
  },
}

const byId: ReadonlyMap<string, History> = new Map(
  Object.entries(histories).map(([name, history]) => [demoId('company', name), history]),
)

/** The company with name, plan and date of change as they were at that instant. */
export const companyAsOf = (company: DemoCompany, at: string): DemoCompany => {
  const history = byId.get(company.id)
  if (!history) return company
  const before: DemoCompany = { ...company, ...history.from, statusUpdatedDate: company.creationDate }
  return history.changes
    .filter((change) => change.at <= at)
    .reduce((one, { at: changedAt, ...values }) => ({ ...one, ...values, statusUpdatedDate: changedAt }), before)
}
