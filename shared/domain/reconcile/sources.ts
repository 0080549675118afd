import type { Place, Source } from '../evidence.ts'

/** A finding leads to this many places at most; its params say how many there are. */
export const MOST_SOURCES = 20

const position = (place: Place): readonly [string, number] => {
  switch (place.kind) {
    case 'sheet':
      return [place.sheet, place.row]
    case 'pdf':
      return ['', place.page * 1_000_000 + place.line]
    default:
      return ['', 0]
  }
}

/** By file, then by sheet or page, then by row or line. */
const isBefore = (a: Source, b: Source): boolean => {
  const [fileA, fileB] = [a.evidence ?? '', b.evidence ?? '']
  if (fileA !== fileB) return fileA < fileB
  const [sheetA, rowA] = position(a.place)
  const [sheetB, rowB] = position(b.place)
  return sheetA === sheetB ? rowA < rowB : sheetA < sheetB
}

const same = (a: Source, b: Source): boolean => !isBefore(a, b) && !isBefore(b, a)

/** The list with one more source, in file order, each once and only the first MOST_SOURCES of them. */
export const addSource = (list: readonly Source[], source: Source): readonly Source[] => {
  const last = list.at(-1)
  if (last === undefined) return [source]
  if (isBefore(last, source)) return list.length < MOST_SOURCES ? [...list, source] : list
  if (list.some((known) => same(known, source))) return list
  const at = list.findIndex((known) => isBefore(source, known))
  return [...list.slice(0, at), source, ...list.slice(at)].slice(0, MOST_SOURCES)
}
