import { inject } from 'vitest'
import { createDatabase, dropDatabase } from '../../scripts/postgres/server.mjs'

/** An empty database for one test or file, on the server of the project. Close your connections before you drop it. */
export async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const beside = inject('postgresUrl')
  const url = await createDatabase(beside)
  return { url, drop: () => dropDatabase(url, beside) }
}
