/** Stands in a finding's params for what a source does not say. */
export const ABSENT = '–'
