// One of the processes of the demo: node worker.mjs NAME URL KEYS. Tells its parent each answer.
import { createRouter } from 'fairlead'
import { postgresStore } from 'fairlead/postgres'
import pg from 'pg'
import { plan, roster } from './team.mjs'

const [name, url, keys] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 2, application_name: name })
const router = createRouter({ plan, roster, store: postgresStore(pool) })

const waiting = JSON.parse(keys)
const routeNext = async () => {
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
    const { rep, duplicate } = await router.route({ id: key })
    process.send({ key, rep, duplicate })
  }
}
await Promise.all(Array.from({ length: 8 }, routeNext))
await pool.end()
process.disconnect()
