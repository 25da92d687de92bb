export interface ServerOptions {
  /** `false`: no fsync, no full page writes. Survives `kill`, not a crash of the machine. Default `true`. */
  readonly durable?: boolean
  /** Lines for postgresql.conf: `{ shared_buffers: '512MB' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A server that may be somebody else's: check before you kill. */
export interface Server {
  /** Of a database that exists already, for a role that may create others. */
  readonly url: string
  /** Kills the server and all its backends with SIGKILL, and waits until they are gone. */
  readonly kill?: () => Promise<void>
  /** Starts it again, after `kill` or after stopping it first; waits until it accepts connections. Port and data stay. */
  readonly restart?: () => Promise<void>
  /** All that the server has logged, over all restarts: deadlocks, long waits for locks, failed statements. Gone after `stop`. */
  readonly log?: () => Promise<string>
  /** Stops it, if it is ours, and removes its folder. May be called again. */
  stop(): Promise<void>
}

export interface OwnServer extends Server {
  readonly port: number
  readonly dataFolder: string
  /** `undefined` while it is dead. */
  readonly pid: number | undefined
  readonly kill: () => Promise<void>
  readonly restart: () => Promise<void>
  readonly log: () => Promise<string>
}

/** Starts a PostgreSQL of our own on a free port of the loopback, in a temporary folder. Ends with this process at the latest. */
export function startServer(options?: ServerOptions): Promise<OwnServer>

/** The server that DATABASE_URL names, or `undefined`. Nobody here kills, restarts or stops it. */
export function serverFromEnvironment(): Server | undefined

/** Makes an empty database with a random name beside the one of `url`. Gives its url. Throws if the role may not. */
export function createDatabase(url: string): Promise<string>

/** Drops a database, whoever is still connected to it, from another one: `postgres` unless `beside` is given. */
export function dropDatabase(url: string, beside?: string): Promise<void>
