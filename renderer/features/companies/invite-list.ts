import { emailSchema } from '../../../shared/contract/edits.ts'

/** What was typed into the invite builder, entry by entry (M024). */
export type InviteList = {
  /** Each address once, in the order in which it was typed, in small letters. */
  readonly addresses: readonly string[]
  /** What is no address. */
  readonly wrong: readonly string[]
  /** Addresses that came more than once. */
  readonly repeated: readonly string[]
  /** Addresses of people who are in the company, or invited to it, already. */
  readonly known: readonly string[]
}

const ADDRESS_IN_BRACKETS = /<([^<>]*)>\s*$/

/** Commas, semicolons and new lines part addresses; "Name <address>" counts as the address; case makes no difference. */
export const parseInviteList = (typed: string, inCompany: Iterable<string> = []): InviteList => {
  const already = new Set([...inCompany].map((address) => address.toLowerCase()))
  const seen = new Set<string>()
  const wrong: string[] = []
  const repeated = new Set<string>()
  const known = new Set<string>()
  for (const part of typed.split(/[,;\n\t]+/)) {
    const text = part.trim()
    if (!text) continue
    const address = (ADDRESS_IN_BRACKETS.exec(text)?.[1] ?? text).trim().toLowerCase()
    if (!emailSchema.safeParse(address).success) wrong.push(text)
    else if (already.has(address)) known.add(address)
    else if (seen.has(address)) repeated.add(address)
    else seen.add(address)
  }
  return { addresses: [...seen], wrong, repeated: [...repeated], known: [...known] }
}
