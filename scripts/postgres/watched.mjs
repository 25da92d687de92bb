// The caller's side of a watchdog.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const watchdog = fileURLToPath(new URL('./watchdog.mjs', import.meta.url))

/** Starts a server of some kind in a watchdog of its own. `ask` performs an act; `facts` are those of the last answer. */
export async function startWatched(options) {
  const child = fork(watchdog, [], {
    detached: true,
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const gone = once(child, 'exit')
  const waiting = new Map()
  let facts = {}
  let count = 0

  child.on('message', ({ id, facts: latest, error }) => {
    facts = latest ?? facts
    const { resolve, reject } = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) rest()
    if (error === undefined) resolve()
    else reject(new Error(error))
  })
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The process that watches over the server has ended'))
    waiting.clear()
  })

  // A server nobody waits for does not keep its caller alive: when the caller ends, the watchdog stops it.
  function rest() {
    child.unref()
    child.channel?.unref()
  }

  function ask(act, details) {
    if (!child.connected) return Promise.reject(new Error('The server has been stopped'))
    child.ref()
    child.channel?.ref()
    return new Promise((resolve, reject) => {
      const id = ++count
      waiting.set(id, { resolve, reject })
      child.send({ id, act, options: details })
    })
  }

  async function close() {
    child.ref()
    if (child.connected) child.disconnect()
    await gone
  }

  try {
    await ask('open', options)
  } catch (error) {
    await close()
    throw error
  }
  let stopping
  const stop = () => {
    stopping ??= ask('stop').finally(close)
    return stopping
  }
  return { ask, stop, facts: () => facts }
}
