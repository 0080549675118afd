export type SortValue = string | number | boolean | null | undefined

export const sortKey = (value: SortValue): string | number =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value.toLowerCase() : Number(value)

export type ReadTable<T, I extends string> = {
  readonly get: (id: string) => T | undefined
  readonly rows: () => Iterable<T>
  /** The rows of that key, in the order in which they came; a write gives a new array. */
  readonly by: (index: I, key: string) => readonly T[]
  /** All rows by that field, ties by id. The order is kept and repaired by writes, not sorted anew. */
  readonly sorted: (field: string, value: (row: T) => SortValue) => readonly T[]
}

export type Table<T, I extends string> = ReadTable<T, I> & {
  readonly put: (row: T) => void
  readonly remove: (id: string) => void
  readonly load: (rows: Iterable<T>) => void
  /** For an order whose value is not in the row itself, when that value changed elsewhere. */
  readonly forgetOrder: (field: string) => void
}

type Order<T> = { readonly value: (row: T) => SortValue; readonly rows: T[] }

/** Rows by id with indexes (a row may have several keys in one) and orders. Rows are immutable: a write puts another. */
export const createTable = <T, I extends string>(
  id: (row: T) => string,
  indexes: Readonly<Record<I, (row: T) => readonly (string | null)[]>>,
): Table<T, I> => {
  const names = Object.keys(indexes) as I[]
  let byId = new Map<string, T>()
  let groups = new Map<I, Map<string, readonly T[]>>()
  let orders = new Map<string, Order<T>>()

  const keysOf = (index: I, row: T): readonly string[] => indexes[index](row).filter((key) => key !== null)
  const regroup = (index: I, key: string, change: (rows: readonly T[]) => readonly T[]): void => {
    const group = groups.get(index)
    const rows = change(group?.get(key) ?? [])
    if (rows.length > 0) group?.set(key, rows)
    else group?.delete(key)
  }
  const compare = ({ value }: Order<T>, a: T, b: T): number => {
    const [x, y] = [sortKey(value(a)), sortKey(value(b))]
    if (x !== y) return x < y ? -1 : 1
    return id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : 0
  }
  const place = (order: Order<T>, row: T): number => {
    let low = 0
    let high = order.rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compare(order, order.rows[middle]!, row) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  const leave = (row: T): void => {
    for (const index of names) {
      for (const key of keysOf(index, row)) regroup(index, key, (rows) => rows.filter((one) => one !== row))
    }
    for (const order of orders.values()) order.rows.splice(place(order, row), 1)
  }

  return {
    get: (wanted) => byId.get(wanted),
    rows: () => byId.values(),
    by: (index, key) => groups.get(index)?.get(key) ?? [],
    sorted: (field, value) => {
      const known = orders.get(field)
      if (known) return known.rows
      const keyed = [...byId.values()].map((row) => ({ row, key: sortKey(value(row)), id: id(row) }))
      keyed.sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : 1) : a.key < b.key ? -1 : 1))
      const rows = keyed.map(({ row }) => row)
      orders.set(field, { value, rows })
      return rows
    },
    put: (row) => {
      const old = byId.get(id(row))
      byId.set(id(row), row)
      if (old !== undefined) {
        for (const order of orders.values()) order.rows.splice(place(order, old), 1)
      }
      for (const index of names) {
        const [before, after] = [old === undefined ? [] : keysOf(index, old), keysOf(index, row)]
        for (const key of before.filter((one) => !after.includes(one))) {
          regroup(index, key, (rows) => rows.filter((one) => one !== old))
        }
        for (const key of after) {
          regroup(index, key, (rows) =>
            before.includes(key) ? rows.map((one) => (one === old ? row : one)) : [...rows, row],
          )
        }
      }
      for (const order of orders.values()) order.rows.splice(place(order, row), 0, row)
    },
    remove: (wanted) => {
      const row = byId.get(wanted)
      if (row === undefined) return
      leave(row)
      byId.delete(wanted)
    },
    load: (rows) => {
      byId = new Map()
      orders = new Map()
      for (const row of rows) byId.set(id(row), row)
      groups = new Map(
        names.map((index) => {
          const group = new Map<string, T[]>()
          for (const row of byId.values()) {
            for (const key of keysOf(index, row)) {
              const rowsOfKey = group.get(key)
              if (rowsOfKey) rowsOfKey.push(row)
              else group.set(key, [row])
            }
          }
          return [index, group]
        }),
      )
    },
    forgetOrder: (field) => void orders.delete(field),
  }
}
