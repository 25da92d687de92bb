import { isRoutingError, RoutingError, reasonOf } from '../../errors.js'

/**
 * What an error of a driver means for the transaction it ended.
 * - `again`: nothing was written, and the next try may well succeed
 * - `lost`: the connection is gone; whether a COMMIT that was on its way went through is not known. The next try may succeed
 * - `busy`: somebody else held the lock for too long
 * - `refused`: trying again would not help
 */
export type Failure = 'again' | 'lost' | 'busy' | 'refused'

/** Codes of PostgreSQL (SQLSTATE), by their beginning. See Appendix A of its manual. */
// 26000: of a driver's own `commit`. The store names no statement.
const again = ['26000', '40001', '40P01', '53', '57P03', '25006', '25P02']
const lost = ['08', '57P01', '57P02', '57P05', '25P03', '25P04', '57P04']
const busy = ['55P03', '57014']

/** Codes of Node and of `postgres`; `pg` has words only. */
// ENOENT: a server on a Unix socket is away.
const lostCodes = /^(E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN|ADDRNOTAVAIL|NOENT)|CONNECT|UND_ERR|CONNECTION_)/
const lostWords =
  /connection (terminated|ended|error)|connection.*(closed|timeout)|timeout exceeded when trying to connect|query read timeout|not queryable|client was closed/i

export function failureOf(error: unknown): Failure {
  const code = codeOf(error)
  const starts = (codes: readonly string[]) =>
    code !== undefined && /^[0-9A-Z]{5}$/.test(code) && codes.some((each) => code.startsWith(each))
  if (starts(lost)) return 'lost'
  if (starts(again)) return 'again'
  if (starts(busy)) return 'busy'
  if (code !== undefined && lostCodes.test(code)) return 'lost'
  if (code === undefined && error instanceof Error && lostWords.test(error.message)) return 'lost'
  return 'refused'
}

/**
 * Whatever the driver threw, as the error of the store.
 *
 * @param whose transaction it was. That one of the host's has failed before says nothing about the server
 */
export function asRoutingError(error: unknown, whose: 'own' | 'host' = 'own'): RoutingError {
  if (isRoutingError(error)) return error
  const failure = whose === 'host' && codeOf(error) === '25P02' ? 'refused' : failureOf(error)
  const said = { detail: `${reasonOf(error)}${remedyFor(codeOf(error))}`, cause: error }
  if (failure === 'refused') return new RoutingError('storeFailed', said)
  const inTheWay = failure === 'busy' || (codeOf(error) ?? '').startsWith('40')
  return new RoutingError(inTheWay ? 'storeTimeout' : 'storeUnavailable', said)
}

function remedyFor(code: string | undefined): string {
  const remedy = code === undefined || !Object.hasOwn(remedies, code) ? undefined : remedies[code as keyof typeof remedies]
  return remedy === undefined ? '' : `: ${remedy}`
}

const remedies = {
  '25P01': 'no transaction is open on what was passed as `tx`; begin one first',
  '25P02': 'a statement of this transaction has failed before; roll it back and run it again',
  '26000': 'behind PgBouncer, open `postgres` with `prepare: false`',
  '40001': 'somebody else has decided since this transaction began; run it again, best as `read committed`',
  '42501':
    'this role may not do that; let a role that may run the text of `printMigrations()`, and grant usage of the schema and its tables',
  '42P01': 'a table is missing; run the migrations',
  '42883': 'a function is missing; run the migrations',
  '3F000': 'the schema is missing; run the migrations',
  '25006': 'this server takes no writes: is it a standby?',
  '53300': 'the server has no connection left; make the pools smaller, or put PgBouncer in front',
} as const

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : undefined
}
