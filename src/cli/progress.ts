import type { Io } from './io.js'

export interface Progress {
  readonly show: (count: number) => void
  readonly clear: () => void
}

/** A line on standard error that counts; nothing where that is not a terminal. */
export function progressOn({ stderr }: Io, what: string): Progress {
  if (!stderr.isTTY) return { show: () => {}, clear: () => {} }
  const write = (text: string): void => void stderr.write(`\r\u001B[K${text}`).catch(() => {})
  return { show: (count) => write(`${count.toLocaleString('en-US')} ${what} …`), clear: () => write('') }
}
