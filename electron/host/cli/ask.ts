import { createInterface } from 'node:readline/promises'

/** Whether somebody sits at a terminal who can be asked; questions go to stderr, stdout belongs to results. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY

/** One line, shown while it is typed. */
export const ask = async (question: string): Promise<string> => {
  const line = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await line.question(`${question}: `)).trim()
  } finally {
    line.close()
  }
}

const ENTER = new Set(['\r', '\n', '\u0004'])
const BACK = new Set(['\u007f', '\b'])
const STOP = '\u0003'

/** One line without echo; null when Ctrl+C was typed. */
export const askSecret = (question: string): Promise<string | null> =>
  new Promise((resolve) => {
    const { stdin, stderr } = process
    let typed = ''
    const end = (value: string | null): void => {
      stdin.off('data', read)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      resolve(value)
    }
    const read = (text: string): void => {
      for (const key of text) {
        if (key === STOP) return end(null)
        if (ENTER.has(key)) return end(typed)
        if (BACK.has(key)) typed = typed.slice(0, -1)
        else typed += key
      }
    }
    stderr.write(`${question}: `)
    stdin.setRawMode(true)
    stdin.setEncoding('utf8')
    stdin.on('data', read)
    stdin.resume()
  })
