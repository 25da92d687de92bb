// One PgBouncer in transaction mode. Runs inside the watchdog.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { handTo, serverAccount } from './account.mjs'
import { freePort } from './port.mjs'
import { endProcess, startProcess } from './processes.mjs'

const startMs = 30_000
const stopMs = 5_000
const pollMs = 20

/** Starts a PgBouncer before the server of `url`. */
export async function openPooler({ binary, url, poolSize }) {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-pgbouncer-'))
  const logFile = join(folder, 'log')
  const account = serverAccount()
  let port
  let running

  async function launch() {
    port = await freePort()
    const file = join(folder, 'pgbouncer.ini')
    await writeFile(file, toIni({ url: new URL(url), port, poolSize }), { mode: 0o600 })
    await handTo(account, folder)
    running = await startProcess(binary, [file], { account, folder, logFile })
    for (const deadline = Date.now() + startMs; running.isRunning() && Date.now() < deadline; await sleep(pollMs)) {
      if (await answers(port)) return true
    }
    await endProcess(running, ['SIGTERM'], stopMs)
    return false
  }

  async function stop() {
    if (running !== undefined) await endProcess(running, ['SIGTERM'], stopMs)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  try {
    // Another may have taken the port in between.
    for (let attempt = 0; attempt < 5; attempt++) if (await launch()) return { stop, facts: () => ({ port }) }
    throw new Error(`PgBouncer does not start:\n${await readFile(logFile, 'utf8')}`)
  } catch (error) {
    await stop()
    throw error
  }
}

// Clients come with any name and no password; PgBouncer logs in as the url says.
function toIni({ url, port, poolSize }) {
  const password = url.password === '' ? '' : ` password=${quote(url.password)}`
  return [
    '[databases]',
    `* = host=${url.hostname} port=${url.port || 5432} user=${quote(url.username)}${password}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    `default_pool_size = ${poolSize}`,
    'max_client_conn = 500',
    // Tests restart the server. PgBouncer waits for so many seconds before it asks one that was away again, else 15.
    'server_login_retry = 1',
    'ignore_startup_parameters = extra_float_digits',
    '',
  ].join('\n')
}

const quote = (encoded) => `'${decodeURIComponent(encoded).replaceAll("'", "''")}'`

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
