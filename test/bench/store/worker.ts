import pg from 'pg'
import { postgresStore } from '../../../src/adapter/postgres/index.js'
import { load } from './load.js'
import { leadOf, routerOver } from './team.js'

/** One of the processes that share a rotation. Warms up, says so, and begins when it is told to. */
const { name, url, scope, callers, ms } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly name: string
  readonly url: string
  readonly scope: string
  readonly callers: number
  readonly ms: number
}
const pool = new pg.Pool({ connectionString: url, max: 2 })
const router = routerOver(postgresStore(pool, { scope }))
const route = (number: number) => router.route(leadOf(`${name}-${number}`, number))

const warm = await load(callers, ms, route)
process.send?.({ ready: true })
await new Promise((resolve) => process.once('message', resolve))
const round = await load(callers, ms, route, 1_000_000)
process.send?.({ round, warm: warm.leads })
await pool.end()
process.disconnect?.()
