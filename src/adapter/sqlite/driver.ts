import { createRequire } from 'node:module'
import { RoutingError } from '../../errors.js'
import type { SqliteDatabase } from '../sqliteDatabase.js'

/** A database that the store opened, and closes. */
export type OwnDatabase = SqliteDatabase & { close(): void }

export interface SqliteDriver {
  readonly name: 'node:sqlite' | '@photostructure/sqlite'
  open(file: string): OwnDatabase
}

interface SqliteModule {
  readonly DatabaseSync: new (file: string) => OwnDatabase
}

/**
 * The first driver that this process has: the built-in one, or the optional peer. Loaded only when a file is opened, since
 * a static import would fail on a Node without `node:sqlite`, and bundlers rewrite `require('node:sqlite')`.
 * @throws RoutingError `noSqlite`
 */
export function findDriver(names: readonly SqliteDriver['name'][] = ['node:sqlite', '@photostructure/sqlite']): SqliteDriver {
  for (const name of names) {
    const module = loaded(name)
    if (module !== undefined) return { name, open: (file) => new module.DatabaseSync(file) }
  }
  throw new RoutingError('noSqlite')
}

function loaded(name: SqliteDriver['name']): SqliteModule | undefined {
  try {
    // On Node 22.5 to 22.12 the built-in module needs a flag: without it this is `undefined`, as on Node 20.
    const module: unknown = name === 'node:sqlite' ? process.getBuiltinModule(name) : createRequire(import.meta.url)(name)
    return isSqlite(module) ? module : undefined
  } catch {
    // Not installed, or without a binary for this platform: the next one may be there.
    return undefined
  }
}

function isSqlite(module: unknown): module is SqliteModule {
  return typeof module === 'object' && module !== null && 'DatabaseSync' in module && typeof module.DatabaseSync === 'function'
}
