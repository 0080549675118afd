const PAGE = 500

type Listed<T> = { readonly rows: readonly T[]; readonly total: number }

/** All windows of a list, one after the other. */
export const everyRow = async <T>(
  read: (window: { readonly limit: number; readonly offset: number }) => Promise<Listed<T>>,
): Promise<{ readonly rows: T[]; readonly total: number }> => {
  const rows: T[] = []
  for (;;) {
    const { rows: more, total } = await read({ limit: PAGE, offset: rows.length })
    rows.push(...more)
    if (more.length === 0 || rows.length >= total) return { rows, total }
  }
}
