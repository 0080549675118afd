import type { CompanyFields } from '../../../shared/contract/edits.ts'
import type { Company } from '../../../shared/contract/estate.ts'

/** Texts that may be empty, in the order of the form (M014, M016, M083). */
export const optionalTexts = [
  'slogan',
  'website',
  'description',
  'size',
  'economicActivity',
  'street',
  'postalCode',
  'city',
  'externalReference',
  'externalReference2',
] as const
export type OptionalText = (typeof optionalTexts)[number]
export type CompanyForm = Record<OptionalText | 'name' | 'country', string> & {
  visibility: 'public' | 'private' | ''
}

/** The cloud's own words for "Size overview" (M014); it knows no others. */
export const companySizes = [
  'self-employed',
  '1-10 employees',
  '11-50 employees',
  '51-200 employees',
  '201-500 employees',
  '501-1000 employees',
  '1001-5000 employees',
  '5001-10,000 employees',
  '10,001+ employees',
] as const

/** Sections of the classification that the cloud uses for the economic activity (M016). */
export const activities = [
  ...(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K'] as const),
  ...(['L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U'] as const),
] as const

const visibilityOf = (value: string | null): CompanyForm['visibility'] =>
  value === 'public' || value === 'private' ? value : ''

/** What a person sees in the form; what is not known is empty. */
export const companyForm = (company: Company): CompanyForm => {
  const texts = Object.fromEntries(optionalTexts.map((key) => [key, company[key] ?? '']))
  return {
    ...(texts as Record<OptionalText, string>),
    // The cloud's word for "not defined" (M016).
    economicActivity: company.economicActivity === 'NONE' ? '' : (company.economicActivity ?? ''),
    name: company.name,
    country: company.country ?? '',
    visibility: visibilityOf(company.visibility),
  }
}

/** Only what differs from what was seen; an emptied text is null. */
export const changedFields = (before: CompanyForm, now: CompanyForm): CompanyFields => {
  const texts = optionalTexts.filter((key) => now[key].trim() !== before[key].trim())
  return {
    ...(now.name.trim() === before.name.trim() ? {} : { name: now.name.trim() }),
    ...(now.country === before.country || now.country === '' ? {} : { country: now.country }),
    ...(now.visibility === before.visibility || now.visibility === '' ? {} : { visibility: now.visibility }),
    ...Object.fromEntries(texts.map((key) => [key, now[key].trim() || null])),
  }
}

/** The choices of a list, and the present value where it is none of them: opening a form must change nothing. */
export const withPresent = (
  choices: readonly { readonly value: string; readonly text: string }[],
  present: string,
): readonly { readonly value: string; readonly text: string }[] =>
  present === '' || choices.some((choice) => choice.value === present)
    ? choices
    : [...choices, { value: present, text: present }]
