import type { Io } from './io.js'

/** The options of a command, by their long names. */
export type OptionTable = { readonly [name: string]: 'text' | 'flag' }

/** One command of `fairlead`. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** The whole help text. */
  readonly usage: string
  readonly options: OptionTable
  /** The names of the arguments; the first `needed` of them must be given. */
  readonly positionals: readonly string[]
  readonly needed: number
  /** @returns the exit code */
  run(args: Args, io: Io): Promise<number>
}

export interface Args {
  readonly positionals: readonly string[]
  /** An option with a value, as it was given. */
  text(name: string): string | undefined
  flag(name: string): boolean
}
