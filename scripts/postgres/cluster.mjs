// One PostgreSQL server: its folder, its process, its life. Runs inside the watchdog.
import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { handTo, serverAccount, serverEnvironment } from './account.mjs'
import { binariesFor } from './binaries.mjs'
import { freePort } from './port.mjs'
import { endProcess, killTree, startProcess } from './processes.mjs'

const startMs = 120_000 // crash recovery on a busy machine
const stopMs = 30_000
const pollMs = 20

/** Starts a server. `durable`: whether a commit survives a crash of the machine. `settings`: of postgresql.conf, on top of ours. */
export async function openCluster({ durable = true, settings = {} }) {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-postgres-'))
  const dataFolder = join(folder, 'data')
  const logFile = join(folder, 'log')
  let account
  let binaries
  let port
  let postmaster

  const isUp = () => postmaster?.isRunning() === true
  const log = () => readFile(logFile, 'utf8').catch(() => '')

  async function create() {
    account = serverAccount()
    await handTo(account, folder)
    binaries = await binariesFor(account, folder)
    // Not synced: nobody needs this folder after a crash of the machine. What the server itself writes is another matter, see `durable`.
    const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions']
    await promisify(execFile)(join(binaries, 'bin', 'initdb'), ['-D', dataFolder, ...options], {
      ...account,
      cwd: folder,
      env: serverEnvironment,
    })
    await appendFile(join(dataFolder, 'postgresql.conf'), toConf({ ...ours, ...(durable ? {} : undurable), ...settings }))
    await settle(async () => {
      port = await freePort()
      return launch()
    })
  }

  // Another may have taken the port; after a kill, the memory of the old server may take a moment to go.
  async function settle(attempt) {
    const deadline = Date.now() + startMs
    for (;;) {
      const failure = await attempt()
      if (failure === undefined) return
      const passes = /Address already in use|still in use/.test(failure)
      if (!passes || Date.now() > deadline) throw new Error(`PostgreSQL does not start:\n${failure}`)
      await sleep(100)
    }
  }

  // Says why it failed, or nothing.
  async function launch(...options) {
    const before = await log()
    const started = await startProcess(join(binaries, 'bin', 'postgres'), ['-D', dataFolder, '-p', port, ...options], {
      account,
      folder,
      logFile,
    })
    for (const deadline = Date.now() + startMs; started.isRunning() && !(await isReady(started.pid)); await sleep(pollMs)) {
      if (Date.now() > deadline) await killTree(started.pid)
    }
    if (!started.isRunning()) return (await log()).slice(before.length) || 'it ended without a word'
    postmaster = started
    return undefined
  }

  // The eighth line of its pid file is how pg_ctl knows, too. After a kill -9 the file is still there, with the number of the dead.
  async function isReady(pid) {
    const lines = (await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  }

  async function kill() {
    if (!isUp()) return
    await killTree(postmaster.pid)
    await postmaster.ended
  }

  async function restart() {
    await shutDown()
    await settle(() => launch())
  }

  // Fast, then immediate: open transactions are rolled back, clients sent away.
  async function shutDown() {
    if (isUp()) await endProcess(postmaster, ['SIGINT', 'SIGQUIT'], stopMs)
  }

  async function stop() {
    // A server that died leaves shared memory behind, which only its next start finds and gives back.
    if (postmaster !== undefined && !isUp()) {
      port = await freePort()
      await launch('-c', 'fsync=off')
    }
    await shutDown()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  try {
    await create()
  } catch (error) {
    await stop()
    throw error
  }
  return { kill, restart, stop, facts: () => ({ port, dataFolder, logFile, pid: isUp() ? postmaster.pid : undefined }) }
}

const ours = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  lc_messages: 'C',
  log_lock_waits: 'on',
  log_min_error_statement: 'error',
  log_line_prefix: '%m [%p] %q%d ',
  deadlock_timeout: '1s',
}

const undurable = { fsync: 'off', full_page_writes: 'off' }

const toConf = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'\n`)
    .join('')
