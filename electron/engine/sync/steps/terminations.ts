import type { Failure } from '../../../../shared/contract/failure.ts'
import { ok, type Result } from '../../../../shared/util/result.ts'
import { followedIds, isLatched, isTooMany } from '../brake.ts'
import type { Advance, PullContext } from '../pull.ts'
import { touch } from '../run-notes.ts'
import { ASKED_EACH, askEach, unseen } from './missing.ts'
import { knownBefore } from './totals.ts'

/** How a full run goes on when it has read the list of companies: with terminations, unless the brake is for it. */
export const afterCompanies = async (context: PullContext, end: Advance): Promise<Result<Advance, Failure>> => {
  const { db, run, cache } = context
  const { notes } = run
  if (notes.turned.length === 0 || notes.mayTurn || isLatched(db, 'company')) return ok(end)
  const followed = followedIds(db, 'company')
  const absent = await unseen(context, 'company')
  const released = absent.filter(({ id }) => followed.has(id)).length
  // The ending puts the brake on: until then nothing of them is stored.
  if (isTooMany('company', absent.length - released, knownBefore(context, 'company') - released)) return ok(end)
  const allow = (): void => void (notes.mayTurn = true)
  if (notes.turned.length > ASKED_EACH) {
    return ok({ ...end, writes: [...end.writes, allow], next: { offset: 0, again: true }, more: 1 })
  }
  const answers = await askEach(context, 'company', notes.turned)
  if (!answers.ok) return answers
  return ok({
    ...end,
    writes: [...end.writes, allow, ...answers.value.there.map((row) => () => cache.see('company', row))],
  })
}

/** The same of an incremental run, before it asks for each company that has changed: those that may turn are among them. */
export const beforeTouched = (context: PullContext): 'too many' | null => {
  const { db, run } = context
  const { notes } = run
  if (notes.turned.length === 0 || notes.mayTurn || isLatched(db, 'company')) return null
  if (isTooMany('company', notes.turned.length, knownBefore(context, 'company'))) return 'too many'
  notes.mayTurn = true
  for (const id of notes.turned) touch(notes, 'companies', id)
  return null
}
