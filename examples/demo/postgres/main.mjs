// Four processes share one rotation in PostgreSQL; one of them is killed on the way: npm run demo:postgres
// Uses the server of DATABASE_URL, or else starts one of its own. Ends with exit code 0 only if every check at the end holds.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createRouter, replay, verifyAudit } from 'fairlead'
import { postgresStore } from 'fairlead/postgres'
import pg from 'pg'
import { createDatabase, dropDatabase, serverFromEnvironment, startServer } from '../../../scripts/postgres/server.mjs'
import { table } from '../table.mjs'
import { plan, roster } from './team.mjs'

const LEADS = 1200
const PROCESSES = 4

/** A process that routes every lead of the list, as far as it gets. Calls `told` with each answer. */
function startWorker(name, url, leads, told) {
  const worker = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)), [name, url, JSON.stringify(leads)])
  worker.on('message', told)
  return { worker, ended: new Promise((resolve) => worker.on('exit', resolve)) }
}

const server = serverFromEnvironment() ?? (await startServer())
const url = await createDatabase(server.url)
let sound = true
try {
  // Every process gets every lead, each in an order of its own, as if four copies of a webhook came in at once.
  const keys = Array.from({ length: LEADS }, (_, index) => `L${index}`)
  const answers = new Map()
  const routedBy = new Map()
  let killed = 0
  const start = (name, turn) => {
    const order = keys.map((_, index) => keys[(index * (2 * turn + 1) * 7 + turn * 300) % LEADS])
    const workers = startWorker(name, url, order, ({ key, rep, duplicate }) => {
      answers.set(key, (answers.get(key) ?? new Set()).add(rep))
      if (!duplicate) routedBy.set(name, (routedBy.get(name) ?? 0) + 1)
    })
    return workers
  }
  console.log(
    `${PROCESSES} processes, ${LEADS} leads each, the same ones, on ${server.kill === undefined ? 'the server of DATABASE_URL' : 'a server of this demo'}`,
  )
  const workers = Array.from({ length: PROCESSES }, (_, turn) => start(`process ${turn + 1}`, turn))

  // In the middle of it all, one of them is gone.
  while (answers.size < LEADS / 3) await new Promise((resolve) => setTimeout(resolve, 5))
  workers[0].worker.kill('SIGKILL')
  killed += 1
  await workers[0].ended
  console.log(`process 1 was killed (kill -9) after ${routedBy.get('process 1') ?? 0} leads; process 5 takes its place\n`)
  workers.push(start('process 5', 4))
  await Promise.all(workers.map(({ ended }) => ended))

  const pool = new pg.Pool({ connectionString: url, max: 2 })
  try {
    const store = postgresStore(pool)
    const router = createRouter({ plan, roster, store })
    const loads = await store.loads(roster.map(({ id }) => id))
    const weight = roster.reduce((sum, { quota }) => sum + quota, 0)
    const rows = roster.map(({ id, quota }) => [id, String(quota), String(loads[id].assigned), ((LEADS * quota) / weight).toFixed(2)])
    console.log(table(['rep', 'weight', 'leads', 'fair share'], rows).join('\n'))
    console.log(`\n${[...routedBy].map(([name, count]) => `${name} decided ${count}`).join(', ')}\n`)

    const { entries, same, difference } = await replay(store)
    const { fault } = await verifyAudit(store)
    const { counts } = await router.health()
    const checks = [
      [
        `every lead has one owner, the same in every answer: ${answers.size} of ${LEADS}`,
        answers.size === LEADS && [...answers.values()].every((owners) => owners.size === 1),
      ],
      [`one audit entry for each lead: ${entries}`, entries === LEADS],
      ['the chain of the audit trail is whole', fault === undefined],
      [`made again from the trail, ${same} decisions are the same`, same === LEADS && difference === undefined],
      [
        'nobody is a lead or more away from the fair share',
        roster.every(({ id, quota }) => Math.abs(loads[id].assigned - (LEADS * quota) / weight) < 1),
      ],
      [`the open leads add up to ${LEADS}`, Object.values(loads).reduce((sum, { open }) => sum + open, 0) === LEADS],
      ['nothing waits', counts?.accepted.waiting === 0 && Object.keys(counts.queued).length === 0],
      [`a process was killed on the way: ${killed}`, killed === 1],
    ]
    for (const [what, holds] of checks) console.log(`  ${holds ? 'yes' : 'NO '} ${what}`)
    sound = checks.every(([, holds]) => holds)
    await store.end()
  } finally {
    await pool.end()
  }
} finally {
  await dropDatabase(url)
  await server.stop()
}
console.log(sound ? '\nEverything holds.' : '\nSOMETHING DOES NOT HOLD.')
process.exitCode = sound ? 0 : 1
