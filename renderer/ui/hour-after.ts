const HOUR_MS = 3_600_000

/** When a mail may be sent again, once an hour: an instant that is still to come, or null when it may be sent now. */
export const hourAfter = (lastMail: string | null, now: string): string | null => {
  if (lastMail === null) return null
  const next = new Date(lastMail).getTime() + HOUR_MS
  return next > new Date(now).getTime() ? new Date(next).toISOString() : null
}
