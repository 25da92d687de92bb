import { RoutingError } from '../../errors.js'

/**
 * Whether another connection was in the way, so that trying again helps. `node:sqlite` and `@photostructure/sqlite` say so by
 * `errcode` (extended codes have the primary one in the low byte), `better-sqlite3` by `code`: `SQLITE_BUSY_SNAPSHOT`.
 */
export function isBusy(error: unknown): boolean {
  const { errcode, code } = codesOf(error)
  if (typeof errcode === 'number') return (errcode & 0xff) === 5 || (errcode & 0xff) === 6
  return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code)
}

/** Whether the host has a transaction of its own open on its database object, so that ours has to wait for its end. */
export function isNested(error: unknown): boolean {
  return error instanceof Error && error.message.includes('within a transaction')
}

/** Whatever the driver threw, as the one error of the store, in words that say what to do. */
export function failure(error: unknown, file?: string): RoutingError {
  if (error instanceof RoutingError) return error
  const { errcode, code } = codesOf(error)
  const primary = typeof errcode === 'number' ? errcode & 0xff : undefined
  const known = remedies.find(([number, name]) => primary === number || (typeof code === 'string' && code.startsWith(name)))
  const said = error instanceof Error ? error.message : String(error)
  const detail = `${file === undefined ? '' : `'${file}': `}${said}${known === undefined ? '' : `: ${known[2]}`}.`
  return new RoutingError('storeFailed', { detail, cause: error })
}

const remedies: readonly (readonly [number, string, string])[] = [
  [5, 'SQLITE_BUSY', 'another process held the database all the time; raise `busyTimeoutMs` or look for a long transaction'],
  [6, 'SQLITE_LOCKED', 'another connection held a table all the time'],
  [8, 'SQLITE_READONLY', 'the file or its folder may not be written; the folder has to be writable too, for the -wal and -shm files'],
  [10, 'SQLITE_IOERR', 'reading or writing the file failed; look at the disk'],
  [11, 'SQLITE_CORRUPT', 'the file is damaged; restore it from a backup'],
  [13, 'SQLITE_FULL', 'the disk is full'],
  [14, 'SQLITE_CANTOPEN', 'does the folder exist, and may this process write to it?'],
  [26, 'SQLITE_NOTADB', 'the file is something else; choose another path'],
]

function codesOf(error: unknown): { readonly errcode?: unknown; readonly code?: unknown } {
  return typeof error === 'object' && error !== null ? error : {}
}
