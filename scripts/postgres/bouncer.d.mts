export interface Bouncer {
  /** The url given, through the bouncer. Another database of the same server: put its name in. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts PgBouncer in transaction mode on a free port of the loopback, before the server of `url`. `poolSize`: connections to the server for
 * each database, 10 unless given. `undefined` where no PgBouncer is installed.
 */
export function startBouncer(options: { readonly url: string; readonly poolSize?: number }): Promise<Bouncer | undefined>

/** Where PgBouncer is, or `undefined`. */
export function findBouncer(): string | undefined
