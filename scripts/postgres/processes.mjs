// Processes of servers: their start with a log, their gentle end, and their sudden one.
import { execFile, spawn } from 'node:child_process'
import { open, readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { serverEnvironment } from './account.mjs'

/** Starts a server as `account` in `folder`; what it says goes to `logFile`. `ended` is fulfilled when it is no more, or never was. */
export async function startProcess(binary, options, { account, folder, logFile }) {
  const log = await open(logFile, 'a')
  const stdio = ['ignore', log.fd, log.fd]
  const child = spawn(binary, options, { ...account, cwd: folder, env: serverEnvironment, stdio })
  let running = true
  const ended = new Promise((resolve) => {
    child.once('exit', resolve).once('error', resolve)
  }).then(() => {
    running = false
  })
  await log.close()
  return { pid: child.pid, ended, isRunning: () => running }
}

/** Asks a process to end with one signal after the other, `patienceMs` for each, and kills it in the end. */
export async function endProcess({ pid, ended, isRunning }, signals, patienceMs) {
  for (const name of signals) {
    if (!isRunning()) return
    signal(pid, name)
    await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })])
  }
  if (isRunning()) await killTree(pid)
  await ended
}

/**
 * Kills a process and its children so that none of them can do anything more, and waits until they are gone. Each backend of PostgreSQL leads a
 * process group of its own: to kill the server's group is not enough.
 */
export async function killTree(pid) {
  const killed = new Set([pid])
  // Stopped, it starts no new ones while its children are counted. It may take a moment to stop: count until there is nobody left.
  signal(pid, 'SIGSTOP')
  for (let found = await livingChildren(pid); found.length > 0; found = await livingChildren(pid)) {
    for (const child of found) {
      killed.add(child)
      signal(child, 'SIGKILL')
    }
  }
  signal(pid, 'SIGKILL')
  while ((await list()).some((one) => killed.has(one.pid) && !one.ended)) await sleep(5)
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    // It has ended in between.
    if (error.code !== 'ESRCH') throw error
  }
}

const livingChildren = async (pid) => (await list()).filter((one) => one.parent === pid && !one.ended).map((one) => one.pid)

// A zombie has ended: it holds neither memory nor connections, and may stay for ever in a container whose first process does not reap.
const list = process.platform === 'linux' ? listFromProc : listFromPs

async function listFromProc() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined)))
  return stats.flatMap((stat, index) => {
    if (stat === undefined) return []
    // "pid (name) state parent ...": a name may hold anything, so count from its last bracket.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return [{ pid: Number(pids[index]), parent: Number(parent), ended: state === 'Z' || state === 'X' }]
  })
}

async function listFromPs() {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat='], { maxBuffer: 2 ** 24 })
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, state]) => ({ pid: Number(pid), parent: Number(parent), ended: state.startsWith('Z') }))
}
