import type { Clock } from '../port/ports.js'

/** The colours of one output: functions that do nothing where colours are off. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  yellow(text: string): string
  green(text: string): string
  cyan(text: string): string
}

/** Standard output or standard error. */
export interface Output {
  /** Resolves when more may be written: a slow reader slows the command down instead of filling its memory. */
  write(text: string): Promise<void>
  readonly isTTY: boolean
  /** Whoever was reading has gone (`| head -1`): writing on is pointless, and no error. */
  readonly gone: boolean
  readonly paint: Paint
}

/** The world as a command sees it, handed in, so that tests run commands within their own process. */
export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  readonly stdin: AsyncIterable<Uint8Array>
  /** Paths of the command line are relative to this folder. */
  readonly cwd: string
  readonly clock: Clock
}
