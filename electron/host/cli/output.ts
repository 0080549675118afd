import { failureText } from '../../../shared/contract/failure-text/index.ts'
import type { Failure } from '../../../shared/contract/failure.ts'

/** Where a command writes: results on stdout, everything else on stderr. */
export type Output = {
  readonly json: boolean
  result(value: unknown, lines: () => readonly string[]): void
  failure(failure: Failure): void
  note(line: string): void
}

/** JSON: one value, errors as {"error": {...}} on stdout too, so that a script has one place to read. */
export const createOutput = (json: boolean): Output => {
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  return {
    json,
    result: (value, lines) => {
      if (json) print(JSON.stringify(value, null, 2))
      else lines().forEach(print)
    },
    failure: (failure) => {
      const { message, kept, next } = failureText(failure, 'en')
      if (json)
        print(JSON.stringify({ error: { code: failure.code, message, rule: failure.rule, kept, next } }, null, 2))
      else
        process.stderr.write(
          `${failure.code}${failure.rule ? ` (${failure.rule})` : ''}: ${message}\n${kept}\n${next}\n`,
        )
    },
    note: (line) => void process.stderr.write(`${line}\n`),
  }
}

/** Columns padded to their widest cell; `right` names columns of figures. */
export const table = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] => {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)]
}
