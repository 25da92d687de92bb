import pg from 'pg'

/** A connection that is closed after the work, whatever comes of it. */
export async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  // A server killed under us says so in the query that fails.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export const rows = (url: string, statement: string) => connected(url, async (client) => (await client.query(statement)).rows)

/** The processes of a server, as far as it knows them: the one that serves this question among them. */
export async function backends(url: string): Promise<number[]> {
  return (await rows(url, 'select pid from pg_stat_activity')).map(({ pid }) => pid)
}
