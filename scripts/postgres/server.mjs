// A real PostgreSQL for tests, demo, chaos and benchmarks, without any installation: the binaries come from npm.
//
//   const server = await startServer({ durable: false })   // about two seconds; a port and a folder of its own
//   const url = await createDatabase(server.url)           // a fresh database, about 100 ms
//   await server.kill()                                    // kill -9 of the server and of all its backends
//   await server.restart()                                 // same port, same folder; comes back when it accepts connections
//   await server.stop()                                    // nothing is left: no process, no folder, no shared memory
//
// Whatever becomes of the caller, nothing survives it: a small process stands between the two (watchdog.mjs) and stops the server when its
// caller is gone. Root's servers run as the user postgres or nobody. Loopback only, no password.
//
// With DATABASE_URL, `serverFromEnvironment()` gives the server it names instead, which nobody here may kill, restart or stop:
//
//   const server = serverFromEnvironment() ?? (await startServer())
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { startWatched } from './watched.mjs'

export async function startServer({ durable = true, settings = {} } = {}) {
  const { ask, stop, facts } = await startWatched({ kind: 'cluster', durable, settings })
  const { port, dataFolder, logFile } = facts()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    dataFolder,
    get pid() {
      return facts().pid
    },
    log: () => readFile(logFile, 'utf8'),
    kill: () => ask('kill'),
    restart: () => ask('restart'),
    stop,
  }
}

export function serverFromEnvironment() {
  const url = process.env.DATABASE_URL
  return url === undefined || url === '' ? undefined : { url, stop: async () => undefined }
}

export async function createDatabase(url) {
  const name = `fairlead_${randomBytes(8).toString('hex')}`
  try {
    // Nobody can be connected to template0, so any number of databases can be made from it at once.
    await runAt(url, `create database ${name} template template0`)
  } catch (error) {
    if (error.code !== '42501') throw error
    const role = decodeURIComponent(new URL(url).username)
    throw new Error(`The role ${role} may not create databases, and each test needs one of its own. Remedy: alter role ${role} createdb`, {
      cause: error,
    })
  }
  return withDatabase(url, name)
}

export async function dropDatabase(url, beside = withDatabase(url, 'postgres')) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  await runAt(beside, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
}

function withDatabase(url, name) {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function runAt(url, statement) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
