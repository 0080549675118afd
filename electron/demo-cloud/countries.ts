type Country = {
  readonly isoAlpha3Code: string
  readonly fullname: string
  readonly callingCode: string
  /** Dialled before a national number, and not part of the international one. */
  readonly trunkPrefix: string
}

const country = (isoAlpha3Code: string, fullname: string, callingCode: string, trunkPrefix = '0'): Country => ({
  isoAlpha3Code,
  fullname,
  callingCode,
  trunkPrefix,
})

/** The countries this cloud knows: enough for Europe and the larger markets elsewhere, not all of ISO 3166-1. */
export const countries: readonly Country[] = [
  country('ARE', 'United Arab Emirates', '971'),
  country('ARG', 'Argentina', '54'),
  country('AUS', 'Australia', '61'),
  country('AUT', 'Austria', '43'),
  country('BEL', 'Belgium', '32'),
  country('BGR', 'Bulgaria', '359'),
  country('BRA', 'Brazil', '55'),
  country('CAN', 'Canada', '1', '1'),
  country('CHE', 'Switzerland', '41'),
  country('CHL', 'Chile', '56', ''),
  country('CHN', 'China', '86'),
  country('COL', 'Colombia', '57', ''),
  country('CZE', 'Czechia', '420', ''),
  country('DEU', 'Germany', '49'),
  country('DNK', 'Denmark', '45', ''),
  country('DZA', 'Algeria', '213'),
  country('EGY', 'Egypt', '20'),
  country('ESP', 'Spain', '34', ''),
  country('EST', 'Estonia', '372', ''),
  country('FIN', 'Finland', '358'),
  country('FRA', 'France', '33'),
  country('GBR', 'United Kingdom', '44'),
  country('GRC', 'Greece', '30', ''),
  country('HRV', 'Croatia', '385'),
  country('HUN', 'Hungary', '36', '06'),
  country('IND', 'India', '91'),
  country('IRL', 'Ireland', '353'),
  country('ISL', 'Iceland', '354', ''),
  country('ISR', 'Israel', '972'),
  country('ITA', 'Italy', '39', ''),
  country('JPN', 'Japan', '81'),
  country('LTU', 'Lithuania', '370', '8'),
  country('LUX', 'Luxembourg', '352', ''),
  country('LVA', 'Latvia', '371', ''),
  country('MAR', 'Morocco', '212'),
  country('MEX', 'Mexico', '52', ''),
  country('MLT', 'Malta', '356', ''),
  country('NLD', 'Netherlands', '31'),
  country('NOR', 'Norway', '47', ''),
  country('NZL', 'New Zealand', '64'),
  country('POL', 'Poland', '48', ''),
  country('PRT', 'Portugal', '351', ''),
  country('ROU', 'Romania', '40'),
  country('SAU', 'Saudi Arabia', '966'),
  country('SGP', 'Singapore', '65', ''),
  country('SRB', 'Serbia', '381'),
  country('SVK', 'Slovakia', '421'),
  country('SVN', 'Slovenia', '386'),
  country('SWE', 'Sweden', '46'),
  country('TUN', 'Tunisia', '216', ''),
  country('TUR', 'Turkey', '90'),
  country('UKR', 'Ukraine', '380'),
  country('USA', 'United States', '1', '1'),
  country('ZAF', 'South Africa', '27'),
]

const E164 = /^\+[1-9]\d{6,14}$/

/** The international form of a number as dialled in that country (alpha-3); null when it cannot be computed. */
export const toE164 = (number: string, isoAlpha3Code: string): string | null => {
  const digits = number.replaceAll(/[\s().\-/]/g, '')
  if (!/^\+?\d+$/.test(digits)) return null
  if (digits.startsWith('+')) return E164.test(digits) ? digits : null
  const international = digits.startsWith('00') ? `+${digits.slice(2)}` : null
  const found = countries.find((one) => one.isoAlpha3Code === isoAlpha3Code)
  if (!international && !found) return null
  const trunk = found?.trunkPrefix ?? ''
  const national = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits
  const result = international ?? `+${found?.callingCode ?? ''}${national}`
  // A national number of fewer than seven digits is an extension, not a public number.
  return E164.test(result) && (international !== null || national.length >= 7) ? result : null
}
