// The process between a test and its servers: node watchdog.mjs, forked by watched.mjs, which sends { id, act, options }.
// It outlives the test by as long as it takes to stop the server and remove the folder, however the test ended: the channel between the two
// closes also when the test is killed with SIGKILL. It leads a session of its own, so that Ctrl-C in a terminal does not take it along.
import { openCluster } from './cluster.mjs'
import { openPooler } from './pooler.mjs'

const openers = { cluster: openCluster, pooler: openPooler }
const acts = ['kill', 'restart', 'stop']

let server
let queue = Promise.resolve()

// One thing after the other: a stop waits for a start that is still under way.
const inTurn = (act) => {
  queue = queue.then(act, act)
  return queue
}

async function perform({ act, options }) {
  if (act === 'open') server = await openers[options.kind](options)
  else if (server !== undefined && acts.includes(act)) await server[act]()
  const facts = server?.facts()
  if (act === 'stop') server = undefined
  return facts
}

const reply = (message) => {
  if (process.connected) process.send(message, () => undefined)
}

process.on('message', (request) => {
  inTurn(() =>
    perform(request).then(
      (facts) => reply({ id: request.id, facts }),
      (error) => reply({ id: request.id, error: describe(error) }),
    ),
  )
})

const leave = () => inTurn(() => server?.stop()).finally(() => process.exit())

for (const end of ['disconnect', 'SIGTERM', 'SIGINT', 'SIGHUP', 'uncaughtException']) process.on(end, leave)

const describe = (error) => [error.message, error.stderr, error.cause?.message].filter(Boolean).join('\n')
