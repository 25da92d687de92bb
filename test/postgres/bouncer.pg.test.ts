import { expect, inject, test } from 'vitest'
import { findBouncer, startBouncer } from '../../scripts/postgres/bouncer.mjs'
import { connected, rows } from './connection.js'
import { freshDatabase } from './database.js'

const reason = findBouncer() === undefined ? ' (skipped: no pgbouncer on this machine)' : ''

test.skipIf(reason !== '')(`through PgBouncer, each transaction may get another backend${reason}`, async () => {
  const database = await freshDatabase()
  const bouncer = await startBouncer({ url: database.url, poolSize: 2 })
  const backend = async (client: { query(sql: string): Promise<{ rows: { pid: number }[] }> }) =>
    (await client.query('select pg_backend_pid() as pid')).rows[0]!.pid
  try {
    await connected(bouncer!.url, (one) =>
      connected(bouncer!.url, async (other) => {
        // Transaction mode: `one` gets what is free, not what it had.
        await one.query('begin')
        const held = await backend(one)
        await other.query('begin')
        const second = await backend(other)
        expect(second).not.toBe(held)
        await one.query('commit')
        await other.query('commit')
        // More clients than backends: they share.
        const pids = await Promise.all(Array.from({ length: 20 }, () => connected(bouncer!.url, backend)))
        expect([...new Set([held, second, ...pids])].sort()).toEqual([held, second].sort())
      }),
    )
  } finally {
    await bouncer!.stop()
  }
  await expect(rows(bouncer!.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await database.drop()
})

test.runIf(reason !== '')('without PgBouncer there is none to start', async () => {
  expect(await startBouncer({ url: inject('postgresUrl') })).toBeUndefined()
})
