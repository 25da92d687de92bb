/**
 * A process of its own: `node worker.mjs sqlite|postgres WHERE NAME LEADS SKEW`. It says `ready`, waits for a line, routes all leads in an order of
 * its own, and publishes, schedules and rolls back plans meanwhile. Then it tells what it was told.
 */
import { once } from 'node:events'
import pg from 'pg'
import { postgresStore } from '../../../src/adapter/postgres/index.js'
import { sqliteStore } from '../../../src/adapter/sqlite/index.js'
import { isRoutingError } from '../../../src/errors.js'
import { createRouter } from '../../../src/router/createRouter.js'
import type { Call, Witnessed } from '../../faults/checker.js'
import { chanceOf } from '../../faults/simulation/chance.js'
import { planOf, roster } from './world.js'

const [kind, where = '', name = '', leads = '0', skew = '0'] = process.argv.slice(2)
const pool = kind === 'postgres' ? new pg.Pool({ connectionString: where, max: 4 }) : undefined
const store =
  pool === undefined
    ? sqliteStore(where, { busyTimeoutMs: 60_000, synchronous: 'normal' })
    : postgresStore(pool, { lockTimeoutMs: 60_000, answerTimeoutMs: 60_000, retryMs: 60_000 })
const chance = chanceOf(name.charCodeAt(0))
const clock = (): number => Date.now() + Number(skew)
// Processes in the middle of a deployment: each has a plan of its own in its code.
const router = createRouter({ plan: planOf(`code of ${name}`, 0), roster, store, clock })

const calls: Call[] = []
const published: NonNullable<Witnessed['published']>[number][] = []
const refused: string[] = []
let latest = 0

async function route(key: string): Promise<void> {
  const content = { id: key }
  const answer = await router.route(content)
  calls.push({ kind: 'route', key, content, answer })
}

/** Publishes at once or for a moment that is near, on top of what was seen last or of whatever there is; or goes back. */
async function act(): Promise<void> {
  const signed = { author: name, reason: `act ${published.length} of ${name}` }
  const expect = chance.oneIn(2) ? { expect: latest } : {}
  try {
    const at = chance.oneIn(2) ? { at: clock() + chance.below(60) } : {}
    const told = chance.oneIn(4)
      ? await router.rollback(signed)
      : await router.publish(planOf(`${name} ${chance.below(1e9)}`, chance.below(3)), { ...signed, ...expect, ...at, supersede: true })
    published.push({ version: told.version, author: name, ...(told.restores === undefined ? expect : {}) })
    latest = told.version
  } catch (error) {
    refused.push(isRoutingError(error) ? error.code : String(error))
    latest = (await router.plans()).length
  }
}

/** What may or may not come about while all are at work: an expectation that is over, a rollback, a scheduled version that decides. */
async function last(): Promise<void> {
  const signed = { author: name, reason: 'the last ones' }
  refused.push(...(await Promise.allSettled([router.publish(planOf('stale', 0), { ...signed, expect: 0 })])).map(codeOf))
  const restored = await router.rollback(signed)
  // Behind the clocks of all the others.
  const at = clock() + 1000
  const scheduled = await router.publish(planOf('scheduled', 1), { ...signed, at, expect: restored.version })
  published.push({ version: restored.version, author: name }, { version: scheduled.version, author: name, expect: restored.version })
  await route('before')
  while (clock() < at) await new Promise((resolve) => setTimeout(resolve, 20))
  await route('after')
}

function codeOf(outcome: PromiseSettledResult<unknown>): string {
  return outcome.status === 'rejected' && isRoutingError(outcome.reason) ? outcome.reason.code : 'none'
}

process.stdout.write('ready\n')
await once(process.stdin, 'data')

const keys = Array.from({ length: Number(leads) }, (_, index) => `L${index}`)
while (keys.length > 0) {
  const some = Array.from({ length: Math.min(4, keys.length) }, () => keys.splice(chance.below(keys.length), 1)[0] as string)
  await Promise.all([...some.map(route), ...(chance.oneIn(3) ? [act()] : [])])
}

process.stdout.write('routed\n')
// The others have ended: now it is certain what happens.
if (String(await once(process.stdin, 'data')).trim() === 'last') await last()
process.stdin.destroy()
await router.idle()
await store.end()
await pool?.end()
process.stdout.write(`${JSON.stringify({ calls, published, refused })}\n`)
