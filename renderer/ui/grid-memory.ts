import type { GridState } from 'ag-grid-community'

const keyOf = (name: string): string => `iris.grid.${name}`

/** Widths, order and sort of a grid as they were left; null when nothing usable is remembered. */
export const rememberedGridState = (name: string): GridState | null => {
  const text = localStorage.getItem(keyOf(name))
  if (!text) return null
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : null
  } catch {
    return null
  }
}

/** Keeps what a person arranged; not scroll, focus or selection. */
export const rememberGridState = (name: string, state: GridState): void => {
  const kept: GridState = {
    ...(state.version ? { version: state.version } : {}),
    ...(state.columnOrder ? { columnOrder: state.columnOrder } : {}),
    ...(state.columnSizing ? { columnSizing: state.columnSizing } : {}),
    ...(state.sort ? { sort: state.sort } : {}),
    partialColumnState: true,
  }
  localStorage.setItem(keyOf(name), JSON.stringify(kept))
}
