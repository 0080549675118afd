import type { Source } from '../../../shared/domain/evidence.ts'

/** A figure whose source is shown: `key` marks it in the table, `figure` repeats it above the excerpt. */
export type Asked = { readonly key: string; readonly figure: string; readonly about: string; readonly source: Source }
