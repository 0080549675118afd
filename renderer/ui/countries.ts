import { countryCodes } from '../../shared/domain/countries.ts'

export { countryName } from '../../shared/domain/countries.ts'

/** All countries by name, to choose from. */
export const countryChoices = (locale: string): readonly { readonly value: string; readonly text: string }[] => {
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  return [...countryCodes]
    .map(([value, two]) => ({ value, text: names.of(two) ?? value }))
    .toSorted((a, b) => a.text.localeCompare(b.text, locale))
}
