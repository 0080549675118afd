import type { Edit } from '../../../../shared/contract/edits.ts'
import type { Row, Versioned } from '../../db/index.ts'
import type { Cloud } from '../cloud.ts'
import type { Json } from '../json.ts'
import { bodyOf, fieldsOfRow, typedFields, withFields, withoutFields, type FieldSpecs } from './field-specs.ts'
import type { Answer, Kind, Seen } from './kind.ts'

type Parts<E> = {
  readonly table: Versioned
  readonly specs: FieldSpecs
  readonly rowId: (edit: E) => string
  readonly read: (cloud: Cloud, id: string) => Answer<Seen>
  readonly send: (cloud: Cloud, id: string, body: Json) => Answer<unknown>
  /** What else of the row follows from the edited fields. */
  readonly derived?: (edited: Row, row: Row) => Row
}

/** How an edit of some fields of one thing is shown and done: the fields as typed, each by its spec. */
export const fieldEdit = <E extends Extract<Edit, { readonly fields: object }>>({
  table,
  specs,
  rowId,
  read,
  send,
  derived = (edited) => edited,
}: Parts<E>): Pick<Kind<E>, 'shows' | 'does'> => {
  const apply = (row: Row, edit: E, except: ReadonlySet<string>): Row =>
    derived(withFields(row, typedFields(edit.fields, specs), specs, except), row)
  return {
    shows: (_, edit) => [{ table, id: rowId(edit), as: 'changed', apply: (row, except) => apply(row, edit, except) }],
    does: {
      shape: 'change',
      table,
      rowId,
      mine: ({ fields }) => typedFields(fields, specs),
      fields: (row, { fields }) => fieldsOfRow(row, Object.keys(fields), specs),
      without: (edit, theirs) => ({ ...edit, fields: withoutFields(edit.fields, theirs) }),
      read: (cloud, edit) => read(cloud, rowId(edit)),
      send: (cloud, edit, toSend) => send(cloud, rowId(edit), bodyOf(toSend, specs)),
    },
  }
}
