/**
 * A process of its own, for processes.pg.test.ts: `node worker.mjs migrate` brings up a schema at each URL that it reads, once per line;
 * `node worker.mjs count DRIVER URL NAME` counts until it is told to stop. Nothing here ends the process but the end of its work.
 */
import { createInterface } from 'node:readline'
import pg from 'pg'
import postgres from 'postgres'
import { type PostgresPool, postgresStore } from '../../../src/adapter/postgres/index.js'
import { count } from './steps.js'

const [kind, driver, url = '', name = 'worker'] = process.argv.slice(2)
const lines = createInterface({ input: process.stdin })
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

function open(to: string): { readonly pool: PostgresPool; end(): Promise<void> } {
  if (driver === 'postgres.js') {
    // With `fetch_types`, 3.4.9 ends the process if a connection is lost while it reads the types, as docs/postgres.md says.
    const sql = postgres(to, { max: 4, fetch_types: false, onnotice: () => {} })
    return { pool: sql, end: () => sql.end({ timeout: 5 }) }
  }
  const pool = new pg.Pool({ connectionString: to, max: 4 })
  pool.on('error', () => {})
  return { pool, end: () => pool.end() }
}

async function migrateEach(urls: readonly string[]): Promise<void> {
  const outcomes = await Promise.allSettled(
    urls.map(async (each) => {
      const { pool, end } = open(each)
      try {
        await postgresStore(pool).migrate()
      } finally {
        await end()
      }
    }),
  )
  say({
    fine: outcomes.filter(({ status }) => status === 'fulfilled').length,
    errors: outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : [])),
  })
}

async function countOn(): Promise<void> {
  const { pool, end } = open(url)
  const store = postgresStore(pool, { retryMs: 60_000 })
  let stopped = false
  let done = 0
  lines.once('line', () => {
    stopped = true
    lines.close()
    process.stdin.destroy()
  })
  // Some connections are in use when they are taken away, and some lie idle.
  const loops = [0, 1, 2].map(async (loop) => {
    while (!stopped) {
      await count(store, `${name} ${loop} ${done}`)
      say({ done: ++done })
      if (done % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })
  await Promise.all(loops)
  await store.end()
  await end()
}

if (kind === 'migrate') lines.on('line', (line) => void migrateEach(JSON.parse(line) as string[]))
else await countOn()
