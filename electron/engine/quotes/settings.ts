import { failure, type Failure } from '../../../shared/contract/failure.ts'
import type { QuoteParty, QuoteSettings } from '../../../shared/contract/quotes.ts'
import { ok, type Result } from '../../../shared/util/result.ts'
import { runCommand } from '../core/index.ts'
import type { ReadDb, WriteDb } from '../db/index.ts'
import { getCompany, ownCompanyId } from '../estate/index.ts'
import { logoKey } from './logo.ts'

/** Logos are kept by their hash, so that a version that was sent shows the one it was made with. */
type Stored = {
  readonly settings: Omit<QuoteSettings, 'logo'>
  readonly logo: string | null
  readonly logos: Readonly<Record<string, string>>
}

const NO_TERMS = { en: '', fr: '', de: '', es: '', it: '' }
const VALIDITY_DAYS = 30
export const nobody: QuoteParty = { companyId: null, name: '', street: '', postalCode: '', city: '', country: '', contact: '', email: '', reference: '' } // prettier-ignore

const read = (db: ReadDb): Stored | null => {
  const row = db.get<{ settings: string }>('SELECT settings FROM quote_settings WHERE one = 1')
  return row ? (JSON.parse(row.settings) as Stored) : null
}

/** A company of the estate as it stands on a quote. */
export const partyOf = (db: ReadDb, id: string): QuoteParty | null => {
  const found = getCompany(db, { id })
  if (!found.ok) return null
  const { name, street, postalCode, city, country, supportEmail } = found.value
  return {
    ...nobody,
    companyId: found.value.id,
    name,
    street: street ?? '',
    postalCode: postalCode ?? '',
    city: city ?? '',
    country: country?.length === 3 ? country : '',
    email: supportEmail ?? '',
  }
}

/** Until somebody sets them: the own company of the estate, no logo, no terms, thirty days. */
export const readSettings = (db: ReadDb): QuoteSettings => {
  const stored = read(db)
  if (stored) return { ...stored.settings, logo: stored.logo === null ? null : (stored.logos[stored.logo] ?? null) }
  const own = ownCompanyId(db)
  return {
    seller: (own === null ? null : partyOf(db, own)) ?? nobody,
    logo: null,
    terms: NO_TERMS,
    validityDays: VALIDITY_DAYS,
  }
}

/** What a new version takes from the settings: the seller, and the key of the logo. */
export type Seller = { readonly party: QuoteParty; readonly logo: string | null }
export const sellerNow = (db: ReadDb): Seller => ({ party: readSettings(db).seller, logo: read(db)?.logo ?? null })

export const logoOf = (db: ReadDb, { logo }: Seller): string | null =>
  logo === null ? null : (read(db)?.logos[logo] ?? null)

type Save = { readonly commandId: string; readonly at: string; readonly settings: QuoteSettings }

export const saveSettings = (db: WriteDb, { commandId, at, settings }: Save): Result<null, Failure> => {
  const { logo, ...rest } = settings
  return runCommand(db, { commandId, name: 'quotes.settings', at, input: { ...rest, logo } }, () => {
    const key = logo === null ? null : logoKey(logo)
    const logos = { ...usedLogos(db), ...(key === null || logo === null ? {} : { [key]: logo }) }
    const stored: Stored = { settings: rest, logo: key, logos }
    db.run('INSERT OR REPLACE INTO quote_settings (one, settings) VALUES (1, :settings)', {
      settings: JSON.stringify(stored),
    })
    return ok(null)
  })
}

const usedLogos = (db: ReadDb): Stored['logos'] => {
  const known = read(db)?.logos ?? {}
  const used = db.all<{ logo: string }>(
    `SELECT DISTINCT seller ->> '$.logo' AS logo FROM quote_version WHERE seller ->> '$.logo' IS NOT NULL`,
  )
  return Object.fromEntries(used.flatMap(({ logo }) => (known[logo] === undefined ? [] : [[logo, known[logo]]])))
}

export const damagedLogo = (reason: string): Failure => failure('FILE_DAMAGED', { file: 'The logo', reason })
