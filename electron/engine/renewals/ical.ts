import type { RenewalRow } from '../../../shared/contract/renewals.ts'
import { addDays } from '../../../shared/domain/local-date.ts'
import { moneyText } from '../../../shared/domain/money.ts'

const LINE_OCTETS = 75
/** Days before the end of a term on which a calendar reminds, as far as they are still to come. */
const REMINDERS = [30, 7, 1] as const

/** RFC 5545, 3.3.11: a text value; control characters cannot be in one. */
export const escapedText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

/** RFC 5545, 3.1: lines of at most 75 octets without their break, no character torn apart. */
export const foldedLine = (line: string): string => {
  if (Buffer.byteLength(line) <= LINE_OCTETS) return line
  const lines: string[] = []
  let [current, octets] = ['', 0]
  for (const character of line) {
    const more = Buffer.byteLength(character)
    if (octets + more > LINE_OCTETS) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += more
  }
  return [...lines, current].join('\r\n')
}

const dateOf = (day: string): string => day.replaceAll('-', '')

const eventLines = (row: RenewalRow, today: string): string[] => {
  const summary = `${row.companyName}: ${row.quantity} ${row.offerName} renew`
  const description = [
    `The term ends, and renews until ${row.renewsTo}.`,
    `Last day to change it: ${row.lastDayToAct}.`,
    `Licences: ${row.quantity} billed, ${row.allocated ?? '--'} allocated.`,
    ...(row.contractNumber === null ? [] : [`Contract: ${row.contractNumber}`]),
    ...(row.commercialReference === null ? [] : [`Commercial reference: ${row.commercialReference}`]),
    ...(row.cost === null ? [] : [`Cost: ${moneyText(row.cost)} ${row.cost.currency}`]),
    `Rules: ${row.rules.join(', ')}`,
  ]
  return [
    'BEGIN:VEVENT',
    // The same for the same end of the same subscription, so that a second import changes the event and adds none.
    `UID:${row.subscriptionId}-${dateOf(row.endsOn)}@iris-desk`,
    `DTSTAMP:${dateOf(today)}T000000Z`,
    `DTSTART;VALUE=DATE:${dateOf(row.endsOn)}`,
    `DTEND;VALUE=DATE:${dateOf(addDays(row.endsOn, 1))}`,
    `SUMMARY:${escapedText(summary)}`,
    `DESCRIPTION:${escapedText(description.join('\n'))}`,
    'TRANSP:TRANSPARENT',
    ...(row.alert ? alarmLines(row, summary, today) : []),
    'END:VEVENT',
  ]
}

const alarmLines = ({ endsOn }: RenewalRow, summary: string, today: string): string[] =>
  REMINDERS.filter((days) => addDays(endsOn, -days) >= today).flatMap((days) => [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-P${days}D`,
    `DESCRIPTION:${escapedText(summary)}`,
    'END:VALARM',
  ])

const OPENING = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Iris Desk//Renewals//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'] // prettier-ignore

const text = (lines: readonly string[]): string => lines.map((line) => `${foldedLine(line)}\r\n`).join('')

/** A calendar (RFC 5545) piece by piece, one all-day event per row; `today` is a local date and stands for the time of making. */
export function* calendarOf(rows: Iterable<RenewalRow>, today: string): Generator<string> {
  yield text(OPENING)
  for (const row of rows) yield text(eventLines(row, today))
  yield text(['END:VCALENDAR'])
}
