import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { createDatabase, dropDatabase } from '../../../scripts/postgres/server.mjs'
import { type PostgresOptions, postgresStore } from '../../../src/adapter/postgres/index.js'
import { closedAfterEach, type kinds, openPg } from './pools.js'
import { startProxy } from './proxy.js'
import { count, counted } from './steps.js'

/** Nothing here is about how long things take: whoever has to wait waits long enough. */
const patient: PostgresOptions = { retryMs: 60_000, lockTimeoutMs: 60_000, answerTimeoutMs: 60_000 }

/** A database for a file of tests about faults, and a scope of it for each. */
export function faultyScene() {
  let url: string
  let scope: string
  let scopes = 0
  const closed = closedAfterEach()
  beforeAll(async () => {
    url = await createDatabase(inject('postgresUrl'))
    const { pool, end } = openPg(url, 1)
    await postgresStore(pool).migrate()
    await end()
  })
  afterAll(() => dropDatabase(url))
  beforeEach(() => {
    scope = `scope ${scopes++}`
  })

  return {
    patient,
    place: () => ({ url, scope }),

    /** A store whose connections go through a proxy, and one that goes straight there. */
    async setUp(open: (typeof kinds)[number]['open'], options: PostgresOptions = {}, max = 2) {
      const proxy = closed(await startProxy(url))
      const { pool } = closed(open(proxy.url, max))
      const store = postgresStore(pool, { ...patient, scope, ...options })
      const straight = postgresStore(closed(open(url, 2)).pool, { ...patient, scope })
      await count(straight, 'first')
      await counted(store)
      return { proxy, pool, store, straight }
    },

    /** A proxy that nobody has used yet, and a pool behind it. */
    async unused(open: (typeof kinds)[number]['open']) {
      const proxy = closed(await startProxy(url))
      return { proxy, pool: closed(open(proxy.url, 2)).pool }
    },
  }
}
