import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { Quote, QuoteContent } from '../../../shared/contract/quotes.ts'
import {
  mayBecome,
  quoteNumber,
  quoteStateOn,
  readQuoteNumber,
  validUntilOf,
} from '../../../shared/domain/quotes/index.ts'
import { fail, ok, type Result } from '../../../shared/util/result.ts'
import { runCommand } from '../core/index.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import { priceContent, type Priced, type Pricing } from './price.ts'
import { readSettings, sellerNow } from './settings.ts'
import { readVersion, shownQuote, writeVersion, type NewVersion } from './store.ts'

type Sent = { readonly commandId: string; readonly at: string }
type Made = { readonly number: string; readonly version: number }
type Deps = { readonly db: WriteDb; readonly pricing: () => Pricing }

/** Whether a command was done before: it is then not looked at again, because prices may have changed since. */
const isDone = (db: ReadDb, commandId: string): boolean =>
  db.get('SELECT 1 FROM command_log WHERE command_id = :commandId', { commandId }) !== undefined

/** Number, version, prices and seller are fixed here and stand in the command; doing it again gives the same. */
const make = (
  db: WriteDb,
  name: string,
  { commandId, at }: Sent,
  prepare: () => Result<NewVersion, Failure>,
): Result<Quote, Failure> => {
  const prepared = isDone(db, commandId) ? null : prepare()
  if (prepared && !prepared.ok) return prepared
  const made = runCommand<NewVersion | null, Made>(
    db,
    { commandId, name, at, input: prepared?.value ?? null },
    (version) => {
      if (!version) return fail(failure('INTERNAL', { detail: 'the command log lost an entry' }))
      writeVersion(db, version, at)
      return ok({ number: version.number, version: version.version })
    },
  )
  return made.ok ? show(db, made.value, at.slice(0, 10)) : made
}

const show = (db: ReadDb, { number, version }: Made, today: string): Result<Quote, Failure> => {
  const found = readVersion(db, number, version)
  return found.ok ? ok(shownQuote(found.value, today)) : found
}

const nextNumber = (db: ReadDb, date: string): string => {
  const year = date.slice(0, 4)
  const counts = db
    .all<{ number: string }>(`SELECT number FROM quote WHERE number LIKE :year`, { year: `Q-${year}-%` })
    .map(({ number }) => readQuoteNumber(number)?.count ?? 0)
  return quoteNumber(year, counts.reduce((a, b) => Math.max(a, b), 0) + 1)
}

/** A draft is written anew; anything that was sent stays, and the next version begins. */
const placeOf = (db: ReadDb, number: string | null, date: string): Result<Made, Failure> => {
  if (number === null) return ok({ number: nextNumber(db, date), version: 1 })
  const current = readVersion(db, number)
  if (!current.ok) return current
  const { state, version } = current.value
  return ok({ number, version: state === 'draft' ? version : version + 1 })
}

export type Save = Sent & { readonly number: string | null; readonly content: QuoteContent }

/** A new quote, or the next state of one. Refuses as priceContent does, or NOT_FOUND. */
export const saveQuote = ({ db, pricing }: Deps, save: Save): Result<Quote, Failure> =>
  make(db, 'quotes.save', save, () => {
    const priced = priceContent(pricing(), save.content)
    if (!priced.ok) return priced
    const place = placeOf(db, save.number, save.content.date)
    return place.ok ? ok(versionOf(db, place.value, save.content, priced.value)) : place
  })

const versionOf = (db: ReadDb, place: Made, content: QuoteContent, priced: Priced): NewVersion => ({
  ...place,
  content: { ...content, lines: priced.lines.map((line) => inputOf(line)) },
  priced,
  seller: sellerNow(db),
})

/** The line as it was typed, with the offer's reference where its name was typed. */
const inputOf = (line: Priced['lines'][number]): QuoteContent['lines'][number] => {
  const { commercialReference, description, quantity, unitPrice, discount, subscriptionId } = line
  return { commercialReference, description, quantity, unitPrice, discount, subscriptionId }
}

export type Duplicate = Sent & { readonly number: string; readonly date: string }

/** The newest version as a new draft of another number: of that day, with prices and validity of that day. */
export const duplicateQuote = ({ db, pricing }: Deps, { number, date, ...sent }: Duplicate): Result<Quote, Failure> =>
  make(db, 'quotes.duplicate', sent, () => {
    const from = readVersion(db, number)
    if (!from.ok) return from
    const { content } = from.value
    const moved = {
      ...content,
      date,
      startsOn: content.startsOn < date ? date : content.startsOn,
      validUntil: validUntilOf(date, readSettings(db).validityDays),
    }
    const priced = priceContent(pricing(), moved)
    if (!priced.ok) return priced
    return ok(versionOf(db, { number: nextNumber(db, date), version: 1 }, moved, priced.value))
  })

export type SetState = Sent & {
  readonly number: string
  readonly state: 'sent' | 'accepted' | 'refused'
  readonly today: string
}

/** draft -> sent -> accepted | refused, of the newest version; QUOTE_STATE for anything else. Prices stay as they are. */
export const setQuoteState = (
  db: WriteDb,
  { number, state, today, commandId, at }: SetState,
): Result<Quote, Failure> => {
  const current = readVersion(db, number)
  if (!current.ok) return current
  const input = { number, version: current.value.version, state, today }
  const made = runCommand<typeof input, Made>(db, { commandId, name: 'quotes.state', at, input }, () => {
    const before = quoteStateOn(current.value.state, current.value.content.validUntil, today)
    if (!mayBecome(before, state)) return fail(failure('QUOTE_STATE', { number, state: before, asked: state }))
    const column = state === 'sent' ? 'sent_at' : 'answered_at'
    db.run(`UPDATE quote_version SET state = :state, ${column} = :at WHERE number = :number AND version = :version`, {
      number,
      version: input.version,
      state,
      at,
    })
    return ok({ number, version: input.version })
  })
  return made.ok ? show(db, made.value, today) : made
}
