import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startBouncer } from '../../scripts/postgres/bouncer.mjs'
import { createDatabase, type OwnServer, startServer } from '../../scripts/postgres/server.mjs'
import { postgresStore } from '../../src/adapter/postgres/index.js'
import { ESCALATION } from '../../src/plan/document.js'
import { createRouter } from '../../src/router/createRouter.js'
import { createRelay } from '../../src/router/relay.js'
import type { Timer } from '../../src/state/record.js'
import { gather } from '../faults/check/gather.js'
import { check, type Violation } from '../faults/checker.js'
import { type Chance, chanceOf } from './chance.js'
import { moment, openJournal, readJournals } from './journal.js'
import { type Faults, type Passage, startProxy } from './proxy.js'
import { plan, roster } from './team.js'
import type { Task } from './worker.js'

export interface CampaignOptions {
  readonly seed: number
  readonly processes: number
  readonly leads: number
  readonly kills: number
  readonly serverKills: number
  /** Callers at once in each process. */
  readonly callers: number
  /** Through PgBouncer in transaction mode. */
  readonly bouncer: boolean
  /** Deadlines are due after at most so long. */
  readonly deadlineMs: number
  readonly faults: Faults
  /** The bundled worker. */
  readonly worker: string
  readonly say: (line: string) => void
  /** Changes the database before the workers start: for variants that are wrong on purpose. */
  readonly tamper?: (client: pg.Client) => Promise<unknown>
}

export interface CampaignReport {
  readonly seed: number
  readonly calls: number
  readonly acknowledged: number
  readonly duplicates: number
  readonly errors: { readonly [code: string]: number }
  readonly workerKills: number
  readonly serverKills: number
  readonly network: Passage['happened']
  readonly claims: number
  readonly entries: number
  readonly received: number
  readonly deadlines: TimerCounts
  /** Steps of escalations: reminders and leads that went on are fired. */
  readonly steps: TimerCounts & { readonly escalated: number; readonly nobody: number }
  readonly deadlocks: number
  readonly surprises: readonly string[]
  readonly violations: readonly Violation[]
  /** Kept where something was wrong. */
  readonly folder: string
}

interface TimerCounts {
  readonly set: number
  readonly fired: number
  readonly cancelled: number
}

export const ordinaryFaults: Faults = { cut: 0.002, loseCommit: 0.01, cutCommit: 0.005, delay: 0.02, delayMs: 30, silence: 0.0002 }

/** Processes, kills, a network that fails; then quiet, and everything is held against the invariants. */
export async function campaign(options: CampaignOptions): Promise<CampaignReport> {
  const { seed, say } = options
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-chaos-'))
  const chance = chanceOf(`campaign ${seed}`)
  const server = await startServer({ durable: true })
  const proxies: Passage[] = []
  let bouncer: Awaited<ReturnType<typeof startBouncer>>
  try {
    const url = await createDatabase(server.url)
    await prepare(url, options)
    bouncer = options.bouncer ? await startBouncer({ url }) : undefined
    if (options.bouncer && bouncer === undefined) throw new Error('PgBouncer is not there: install it, or leave out --bouncer.')
    const target = new URL(bouncer?.url ?? url)
    for (let turn = 0; turn < options.processes; turn++) {
      const proxy = await startProxy(
        { host: target.hostname, port: Number(target.port) },
        options.faults,
        chanceOf(`proxy ${seed} ${turn}`),
      )
      proxies.push(proxy)
    }
    const urls = proxies.map(({ port }) => Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(port) }).href)
    const killed = await storm(urls, folder, server, chance, options)
    for (const proxy of proxies) proxy.calm()
    say('drain')
    const now = await drain(url, folder)
    say('check')
    const report = await judge(url, folder, now, server)
    const network = sumOf(proxies.map(({ happened }) => happened))
    const whole: CampaignReport = { seed, ...killed, network, ...report, folder }
    if (whole.violations.length === 0 && whole.surprises.length === 0) rmSync(folder, { recursive: true, force: true })
    return whole
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.stop()))
    await bouncer?.stop()
    await server.stop()
  }
}

async function prepare(url: string, { tamper }: CampaignOptions): Promise<void> {
  const pool = openPool(url, 1)
  await postgresStore(pool).migrate()
  // As the page about PostgreSQL tells to.
  await pool.query(`alter database "${new URL(url).pathname.slice(1)}" set idle_in_transaction_session_timeout = '10s'`)
  await pool.end()
  if (tamper === undefined) return
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await tamper(client)
  await client.end()
}

/** Runs the workers to their end, killing them and the server at moments that the seed decides, counted in calls. */
async function storm(urls: readonly string[], folder: string, server: OwnServer, chance: Chance, options: CampaignOptions) {
  const { seed, processes, leads, kills, serverKills, say } = options
  const all = processes * leads
  const momentsOf = (count: number) => Array.from({ length: count }, (_, index) => ((index + 0.2 + 0.6 * chance()) * all) / (count + 0.5))
  const toKill = momentsOf(kills)
  const toKillServer = momentsOf(serverKills)
  const safe = urls.map(() => 0)
  const alive = new Map<number, ChildProcess>()
  const names = urls.map(() => 0)
  let workerKills = 0
  let serversKilled = 0
  let restarting: Promise<void> | undefined

  const done = () => safe.reduce((sum, each) => sum + each, 0)
  const strike = (): void => {
    if (toKill.length > 0 && done() >= (toKill[0] ?? 0)) {
      toKill.shift()
      const victims = [...alive].filter(([turn]) => (safe[turn] ?? 0) < leads)
      const [, victim] = victims[chance.below(victims.length)] ?? []
      if (victim?.kill('SIGKILL')) workerKills += 1
    }
    if (restarting === undefined && toKillServer.length > 0 && done() >= (toKillServer[0] ?? 0)) {
      toKillServer.shift()
      serversKilled += 1
      restarting = server
        .kill()
        .then(() => new Promise((resolve) => setTimeout(resolve, 100 + chance.below(900))))
        .then(() => server.restart())
        .finally(() => {
          restarting = undefined
        })
    }
  }

  const work = async (turn: number): Promise<void> => {
    for (;;) {
      const name = `w${turn}-${names[turn]}`
      names[turn] = (names[turn] ?? 0) + 1
      const task: Task = {
        name,
        url: urls[turn] ?? '',
        driver: turn % 3 === 2 ? 'postgres.js' : 'pg',
        seed: String(seed),
        folder,
        leads,
        turn,
        workers: processes,
        from: safe[turn] ?? 0,
        callers: options.callers,
        deadlineMs: options.deadlineMs,
      }
      const child = fork(options.worker, [JSON.stringify(task)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      alive.set(turn, child)
      child.on('message', (progress: { readonly safe: number }) => {
        safe[turn] = Math.max(safe[turn] ?? 0, progress.safe)
        strike()
      })
      const [code, signal] = await new Promise<readonly [number | null, string | null]>((resolve) => {
        child.on('exit', (...how) => resolve(how))
      })
      alive.delete(turn)
      if (code === 0) return
      if (signal !== 'SIGKILL') openJournal(folder, 'supervisor')({ what: 'surprise', error: `${name} ended with ${code ?? signal}` })
    }
  }
  const ticker = setInterval(() => say(`${done()} of ${all} leads, ${workerKills} workers and ${serversKilled} servers killed`), 5000)
  try {
    await Promise.all(urls.map((_, turn) => work(turn)))
    await restarting
  } finally {
    clearInterval(ticker)
    for (const child of alive.values()) child.kill('SIGKILL')
  }
  return { workerKills, serverKills: serversKilled }
}

/** With nobody else at work: until nothing waits. */
async function drain(url: string, folder: string): Promise<number> {
  const write = openJournal(folder, 'drain')
  const pool = openPool(url, 4)
  const store = postgresStore(pool)
  const router = createRouter({ plan, roster, store, outbox: true })
  const observed = {
    ...store,
    async claim(query: Parameters<typeof store.claim>[0]) {
      const from = moment()
      const claimed = await store.claim(query)
      for (const { id, attempt } of claimed) write({ what: 'loan', loan: { what: 'claim', id, attempt, from, to: moment() } })
      return claimed
    },
    async settle(delivery: Parameters<typeof store.settle>[0]) {
      const { id, attempt, outcome } = delivery
      const from = moment()
      const taken = await store.settle(delivery)
      write({ what: 'loan', loan: { what: 'settle', id, attempt, outcome, taken, from, to: moment() } })
      return taken
    },
  }
  const deliver = ({ id, subject, channel, about, at }: Parameters<Parameters<typeof createRelay>[0]['channels'][string]>[0]) =>
    write({ what: 'received', message: { id, subject, channel, about, at } })
  // What was lent out and lost many times may wait for an hour, and is not to be given up now: here it is later than that, and nobody counts.
  const later = () => Date.now() + 2 * 3_600_000
  const relay = createRelay({ store: observed, channels: { crm: deliver, alarm: deliver }, clock: later, attempts: 1000 })
  try {
    for (;;) {
      await router.sweep()
      await relay.once()
      const { accepted, messages, timers } = await store.counts()
      if (accepted.waiting + messages.waiting + timers.set === 0) return Date.now()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    await store.end()
    await pool.end()
  }
}

async function judge(url: string, folder: string, now: number, server: OwnServer) {
  const pool = openPool(url, 8)
  try {
    const { calls, loans, received, surprises } = readJournals(folder)
    const evidence = await gather(postgresStore(pool), { calls, loans, received, now, onePlan: true })
    const told = calls.filter(({ error }) => error === undefined)
    const timers = evidence.timers ?? []
    return {
      calls: calls.length,
      acknowledged: told.filter(({ answer, done }) => answer !== undefined || done).length,
      duplicates: told.filter(({ answer }) => answer?.duplicate).length,
      errors: countOf(calls.flatMap(({ error }) => error ?? [])),
      claims: calls.filter(({ kind }) => kind === 'claim').length,
      entries: evidence.audit.length,
      received: received.length,
      deadlines: timersIn(timers.filter(({ name }) => name !== ESCALATION)),
      steps: {
        ...timersIn(timers.filter(({ name }) => name === ESCALATION)),
        escalated: evidence.audit.filter(({ event }) => event.kind === 'escalated').length,
        nobody: evidence.audit.filter(({ event }) => event.kind === 'fired' && event.nobody === true).length,
      },
      deadlocks: (await server.log()).split('deadlock detected').length - 1,
      surprises,
      violations: check(evidence),
    }
  } finally {
    await pool.end()
  }
}

function timersIn(timers: readonly Timer[]): TimerCounts {
  const count = (wanted: Timer['state']): number => timers.filter(({ state }) => state === wanted).length
  return { set: timers.length, fired: count('fired'), cancelled: count('cancelled') }
}

function openPool(url: string, max: number): pg.Pool {
  // Idle connections may be lost while the server stops.
  return new pg.Pool({ connectionString: url, max }).on('error', () => {})
}

function countOf(words: readonly string[]): { readonly [word: string]: number } {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

function sumOf<Name extends string>(all: readonly Readonly<Record<Name, number>>[]): Readonly<Record<Name, number>> {
  const sum = {} as Record<Name, number>
  for (const each of all) for (const name of Object.keys(each) as Name[]) sum[name] = (sum[name] ?? 0) + each[name]
  return sum
}
