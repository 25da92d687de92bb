import { RoutingError } from '../../errors.js'

/**
 * Whether another connection was in the way, so that trying again helps. `node:sqlite` says so by `errcode` (the low byte is
 * the primary code), `better-sqlite3` by `code` (`SQLITE_BUSY_SNAPSHOT`), `@photostructure/sqlite` in its reads by SQLite's message alone.
 */
export function isBusy(error: unknown): boolean {
  const { errcode, code } = codesOf(error)
  if (typeof errcode === 'number') return (errcode & 0xff) === 5 || (errcode & 0xff) === 6
  if (typeof code === 'string' && code.startsWith('SQLITE_')) return /^SQLITE_(BUSY|LOCKED)/.test(code)
  return error instanceof Error && /^database (table |schema )?is locked/.test(error.message)
}

/** Whether the host has a transaction of its own open on its database object, so that ours has to wait for its end. */
export function isNested(error: unknown): boolean {
  return error instanceof Error && error.message.includes('within a transaction')
}

/** Whatever the driver threw, in words that say what to do: `storeTimeout` where somebody was in the way to the end, or else `storeFailed`. */
export function failure(error: unknown, file?: string): RoutingError {
  if (error instanceof RoutingError) return error
  const { errcode, code } = codesOf(error)
  const primary = typeof errcode === 'number' ? errcode & 0xff : undefined
  const said = error instanceof Error ? error.message : String(error)
  const known = remedies.find(
    ([number, name, words]) => primary === number || (typeof code === 'string' && code.startsWith(name)) || said.includes(words),
  )
  const detail = `${file === undefined ? '' : `'${file}': `}${said}${known === undefined ? '' : `: ${known[3]}`}.`
  return new RoutingError(isBusy(error) ? 'storeTimeout' : 'storeFailed', { detail, cause: error })
}

/** By number, by name and by SQLite's own words: each driver keeps another of them. */
const remedies: readonly (readonly [number, string, string, string])[] = [
  [
    5,
    'SQLITE_BUSY',
    'database is locked',
    'another process held the database all the time; raise `busyTimeoutMs` or look for a long transaction',
  ],
  [6, 'SQLITE_LOCKED', 'table is locked', 'another connection held a table all the time'],
  [8, 'SQLITE_READONLY', 'readonly database', 'the file or its folder may not be written; SQLite makes -wal and -shm files in the folder'],
  [10, 'SQLITE_IOERR', 'disk I/O error', 'look at the disk'],
  [11, 'SQLITE_CORRUPT', 'malformed', 'the file is damaged; restore it from a backup'],
  [13, 'SQLITE_FULL', 'disk is full', 'make room, then send the lead again'],
  [14, 'SQLITE_CANTOPEN', 'unable to open', 'does the folder exist, and may this process write to it?'],
  [26, 'SQLITE_NOTADB', 'not a database', 'the file is something else; choose another path'],
]

function codesOf(error: unknown): { readonly errcode?: unknown; readonly code?: unknown } {
  return typeof error === 'object' && error !== null ? error : {}
}
