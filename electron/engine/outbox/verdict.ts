import type { Conflict } from '../../../shared/contract/edits.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { BeforeSend } from './entry.ts'
import type { Answer, RowId, StoredRow } from './kinds/kind.ts'

/** What a look at the cloud says about an entry. */
export type Verdict =
  | {
      readonly is: 'confirmed'
      readonly store: readonly StoredRow[]
      readonly gone: readonly RowId[]
      /** Of a creation: the id that the cloud gave. */
      readonly cloudId?: string
    }
  | {
      readonly is: 'conflict'
      readonly conflicts: readonly Omit<Conflict, 'seenAt' | 'by'>[]
      readonly failure: Failure | null
      readonly store: readonly StoredRow[]
      readonly gone: readonly RowId[]
    }
  | { readonly is: 'send'; readonly before: BeforeSend; readonly send: () => Answer<unknown> }
