import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { Failure } from '../../shared/contract/failure.ts'
import type { Result } from '../../shared/util/result.ts'
import { type Tone, statusElement } from './tone.ts'

export type GridAction = { readonly label: string; readonly about: string; readonly run: () => void }

/** A column of a windowed grid. `key` is also the name that the engine sorts by. */
export type GridColumn<Row> = {
  readonly key: string
  readonly title: string
  /** The cell as shown and as copied. */
  readonly text: (row: Row) => string
  readonly width: number
  /** Takes a share of the width that is left. */
  readonly grows?: boolean
  readonly figure?: boolean
  readonly sortable?: boolean
  readonly href?: (row: Row) => string | null
  readonly tone?: (row: Row) => Tone | null
  readonly action?: (row: Row) => GridAction | null
  /** The cell opens the row, as a double click or Enter does. */
  readonly opens?: (row: Row) => void
}

export type GridWindow = {
  readonly offset: number
  readonly limit: number
  readonly sort?: string
  readonly descending: boolean
}

/** Asks for a window of the list: the engine sorts and searches, the grid only shows. */
export type FetchWindow<Row> = (
  window: GridWindow,
) => Promise<Result<{ readonly rows: readonly Row[]; readonly total: number }, Failure>>

const cell = <Row>(column: GridColumn<Row>, row: Row): HTMLElement | string => {
  const text = column.text(row)
  const action = column.action?.(row)
  if (action) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'grid-action'
    button.textContent = action.label
    button.setAttribute('aria-label', action.about)
    button.addEventListener('click', (event) => {
      event.stopPropagation()
      action.run()
    })
    return button
  }
  const { opens } = column
  if (opens) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'grid-link'
    button.textContent = text
    button.addEventListener('click', (event) => {
      event.stopPropagation()
      opens(row)
    })
    return button
  }
  // A link without words would be a stop for the keyboard that says nothing.
  const href = text === '' ? null : column.href?.(row)
  if (href) {
    const link = document.createElement('a')
    link.href = href
    link.textContent = text
    link.draggable = false
    return link
  }
  const tone = column.tone?.(row)
  return tone ? statusElement(tone, text) : text
}

const escapeText = (text: string): Text => document.createTextNode(text)

/** The columns as AG Grid wants them. Cells are plain elements: no component per cell. */
export const columnDefinitions = <Row>(columns: readonly GridColumn<Row>[]): ColDef<Row>[] =>
  columns.map((column) => ({
    colId: column.key,
    headerName: column.title,
    headerTooltip: column.title,
    ...(column.grows ? { flex: column.width, minWidth: Math.min(column.width, 150) } : { width: column.width }),
    sortable: column.sortable ?? true,
    // What can be done stays in sight in a narrow window.
    ...(column.action ? { pinned: 'right' as const } : {}),
    ...(column.figure ? { cellClass: 'figure-cell', headerClass: 'figure-header' } : {}),
    cellRenderer: (params: ICellRendererParams<Row>) => {
      if (params.data === undefined) return ''
      const made = cell(column, params.data)
      return typeof made === 'string' ? escapeText(made) : made
    },
  }))

/** Selected rows as tab-separated text with a header line, as spreadsheets take it. */
export const rowsAsTsv = <Row>(columns: readonly GridColumn<Row>[], rows: readonly Row[]): string => {
  const kept = columns.filter((column) => !column.action)
  const clean = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ')
  return [
    kept.map((column) => clean(column.title)).join('\t'),
    ...rows.map((row) => kept.map((column) => clean(column.text(row))).join('\t')),
  ].join('\n')
}
