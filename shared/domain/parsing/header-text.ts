/** Header text as compared: no accents, lower case, figures kept, everything else one space: "Prix unitaire (HT)" is "prix unitaire ht". */
export const headerKey = (text: string): string =>
  text
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim()

/** A column that a reader knows: `field` for the code, `label` for people, `names` in EN, FR, DE, ES, IT. */
export type KnownColumn<Field extends string> = {
  readonly field: Field
  readonly label: string
  readonly names: readonly string[]
}

/** Header key to field, for all names of all known columns (labels included). */
export const columnIndex = <Field extends string>(columns: readonly KnownColumn<Field>[]): ReadonlyMap<string, Field> =>
  new Map(
    columns.flatMap((column) =>
      [column.label, ...column.names].map((name) => [headerKey(name), column.field] as const),
    ),
  )
