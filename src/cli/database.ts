import { resolve } from 'node:path'
import { sqliteStore } from '../adapter/sqlite/sqliteStore.js'
import type { Store } from '../port/store.js'
import type { Args } from './command.js'
import { stop } from './complaint.js'
import type { Io } from './io.js'
import { assertFile } from './read/source.js'

/** Where `route` writes and the others read, unless told otherwise. */
const ownFile = 'leads.db'
const inMemory = ':memory:'

export const databaseHelp = `  --db FILE       the SQLite database (default: ${ownFile} in the current folder)`

/** Opens the database of `--db`, for the work, and closes it. `made`: it may be made if it is not there. */
export async function withDatabase<Result>(
  args: Args,
  io: Io,
  { made }: { readonly made: boolean },
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const file = args.text('db') ?? ownFile
  if (!made) {
    if (file === inMemory)
      stop({ code: 'usage', message: 'A database in memory is always empty.', hint: 'Name the file that `fairlead route` wrote.' })
    await assertFile(resolve(io.cwd, file), file)
  }
  const store = sqliteStore(file === inMemory ? file : resolve(io.cwd, file))
  try {
    return await work(store)
  } finally {
    await store.end()
  }
}
