import pg from 'pg'
import postgres from 'postgres'
import { type PostgresPool, postgresStore } from '../../src/adapter/postgres/index.js'
import { isRoutingError } from '../../src/errors.js'
import type { ClaimedMessage } from '../../src/port/outbox.js'
import type { Store } from '../../src/port/store.js'
import type { Routed } from '../../src/router/context.js'
import { createRouter } from '../../src/router/createRouter.js'
import { createRelay } from '../../src/router/relay.js'
import { createSweeper } from '../../src/router/sweeper.js'
import type { Call } from '../faults/checker.js'
import { chanceOf } from './chance.js'
import { moment, openJournal } from './journal.js'
import { leadOf, plan, roster } from './team.js'

/** What the supervisor hands to a worker, as its one argument. */
export interface Task {
  readonly name: string
  readonly url: string
  readonly driver: 'pg' | 'postgres.js'
  readonly seed: string
  readonly folder: string
  readonly leads: number
  /** Which of the workers it is, and how many there are: some acts on a lead are one worker's only. */
  readonly turn: number
  readonly workers: number
  /** Where in its order it begins: where the one before it was killed. */
  readonly from: number
  readonly callers: number
  readonly deadlineMs: number
}

/** Errors that the world is to blame for: the call is made again. */
const worldly = ['storeUnavailable', 'storeTimeout', 'overload', 'unsettled']
/** Errors that somebody else's act is to blame for: nothing more is to be done. */
const expected = ['staleEpoch', 'closedLead', 'unknownLead', 'noOwner']

const task = JSON.parse(process.argv[2] ?? '{}') as Task
const chance = chanceOf(`${task.seed} ${task.name}`)
const write = openJournal(task.folder, task.name)

const pool: PostgresPool & { end(): Promise<unknown> } =
  task.driver === 'pg' ? Object.assign(new pg.Pool({ connectionString: task.url, max: 4 }).on('error', () => {})) : openPostgresJs(task.url)
const store = observed(postgresStore(pool, { lockTimeoutMs: 4000, answerTimeoutMs: 4000, retryMs: 6000 }))
const router = createRouter({ plan, roster, store, outbox: true })
const sweeper = createSweeper({ router, everyMs: 200, onError: tolerate })
const relay = createRelay({
  store,
  leaseMs: 3000,
  everyMs: 100,
  backoffMs: 20,
  attempts: 40,
  onError: tolerate,
  channels: { crm: deliver, alarm: deliver },
})

/** As the page about PostgreSQL tells to. */
function openPostgresJs(url: string) {
  const sql = postgres(url, { max: 4, onnotice: () => {}, prepare: false, fetch_types: false, connect_timeout: 5, backoff: () => 0.2 })
  return Object.assign(sql, { end: sql.end.bind(sql, { timeout: 1 }) })
}

/** The store, with every loan written down. */
function observed(inner: Store): Store {
  return {
    ...inner,
    async claim(query) {
      const from = moment()
      const claimed = await inner.claim(query)
      for (const { id, attempt } of claimed) write({ what: 'loan', loan: { what: 'claim', id, attempt, from, to: moment() } })
      return claimed
    },
    async settle(delivery) {
      const { id, attempt, outcome } = delivery
      const from = moment()
      // Once before: this process may be killed when it has settled and not told.
      write({ what: 'loan', loan: { what: 'settle', id, attempt, outcome, from } })
      const taken = await inner.settle(delivery)
      write({ what: 'loan', loan: { what: 'settle', id, attempt, outcome, taken, from, to: moment() } })
      return taken
    },
  }
}

function deliver({ id, subject, channel, about, at }: ClaimedMessage): void {
  if (chance.happens(0.03)) throw new Error('the outside is busy')
  write({ what: 'received', message: { id, subject, channel, about, at } })
}

function tolerate(error: unknown): void {
  if (!(isRoutingError(error) && worldly.includes(error.code))) surprise(error)
}

function surprise(error: unknown): void {
  write({ what: 'surprise', error: error instanceof Error ? `${(error as { code?: string }).code ?? ''} ${error.stack}` : String(error) })
}

let acts = 0

/** Makes a call until the world lets it through, and writes down what it was told. Each try is a call of its own. */
async function told<Answer>(call: Call, work: () => Promise<Answer>, note: (answer: Answer) => Partial<Call>): Promise<Answer | undefined> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const act = String(acts++)
    const from = moment()
    if (call.kind !== 'route') write({ what: 'began', act, call: { ...call, from } })
    try {
      const answer = await work()
      write({ what: 'call', act, call: { ...call, ...note(answer), from, to: moment() } })
      return answer
    } catch (error) {
      const code = isRoutingError(error) ? error.code : 'foreign'
      write({ what: 'call', act, call: { ...call, error: code, from, to: moment() } })
      if (expected.includes(code)) return undefined
      if (!worldly.includes(code)) {
        surprise(error)
        return undefined
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 20 + chance.below(200)))
  }
  surprise(new Error(`${call.kind} ${call.key}: given up after 100 tries`))
  return undefined
}

function answerOf({ kind, lead, seq, epoch, duplicate, payloadChanged, closed, ...rest }: Routed): Partial<Call> {
  const place = rest as { readonly rep?: string; readonly queue?: string }
  return {
    answer: {
      kind,
      lead,
      seq,
      epoch,
      duplicate,
      ...(payloadChanged === undefined ? {} : { payloadChanged }),
      ...(closed === undefined ? {} : { closed }),
      ...(place.rep === undefined ? {} : { rep: place.rep }),
      ...(place.queue === undefined ? {} : { queue: place.queue }),
    },
  }
}

/** Everything that this worker does about one lead. */
async function workOn(number: number): Promise<void> {
  const lead = leadOf(number)
  const key = lead.id
  const mine = number % task.workers === task.turn
  if (chance.happens(0.1))
    await told(
      { kind: 'accept', key },
      () => router.accept(lead),
      () => ({ done: true }),
    )
  const routed = await told({ kind: 'route', key }, () => router.route(lead), answerOf)
  if (routed === undefined) return
  const { epoch } = routed
  if (mine && number % 4 !== 1) {
    const at = Date.now() + chance.below(task.deadlineMs)
    await told(
      { kind: 'deadline', key, deadline: 'first contact' },
      () => router.deadline(key, { name: 'first contact', at, channels: ['alarm'] }),
      done,
    )
  }
  if (number % 4 !== 1 && chance.happens(0.1))
    await told({ kind: 'cancel', key, deadline: 'first contact' }, () => router.cancelDeadline(key, { name: 'first contact' }), done)
  if (chance.happens(0.2))
    await told(
      { kind: 'contacted', key, epoch },
      () => router.contacted(key, { epoch }),
      () => ({ done: true }),
    )
  if (mine && number % 29 === 0)
    await told({ kind: 'decline', key, epoch }, () => router.decline(key, { epoch, reason: 'not mine' }), answerOf)
  if (number % 31 === 0 && chance.happens(0.3)) {
    const to = roster[chance.below(roster.length)]?.id ?? 'm0'
    await told({ kind: 'reassign', key, epoch }, () => router.reassign(key, { to, epoch }), answerOf)
  }
  if (mine && number % 211 === 0) await leave(roster[chance.below(8)]?.id ?? 'i0')
  if (chance.happens(0.25)) {
    const as = chance.happens(0.3) ? { as: chance.happens(0.3) ? ('disqualified' as const) : ('converted' as const) } : {}
    await told(
      { kind: 'close', key, ...as },
      () => router.close(key, as),
      () => ({ done: true }),
    )
  }
  if (mine && number % 401 === 0)
    await told(
      { kind: 'erase', key },
      () => router.erase(key),
      () => ({ done: true }),
    )
}

/** Somebody leaves, and may be back at once: what the transfer tells of each lead is an answer of its own. */
async function leave(rep: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const from = moment()
    const onRouted = (routed: Routed): void =>
      write({
        what: 'call',
        act: String(acts++),
        call: { kind: 'transfer', key: routed.lead, rep, ...answerOf(routed), from, to: moment() },
      })
    try {
      await router.transferAll(rep, { reason: 'leaves', onRouted })
      return
    } catch (error) {
      if (!(isRoutingError(error) && worldly.includes(error.code))) return surprise(error)
    }
    await new Promise((resolve) => setTimeout(resolve, 20 + chance.below(200)))
  }
}

function done(answer: boolean): Partial<Call> {
  return answer ? { done: true } : {}
}

/** A number without a factor in common with the leads, so that its multiples visit each of them once. */
function strideOf(leads: number): number {
  const commonWith = (a: number, b: number): number => (b === 0 ? a : commonWith(b, a % b))
  let stride = 1 + chanceOf(`${task.seed} ${task.turn}`).below(leads)
  while (commonWith(stride, leads) !== 1) stride += 1
  return stride
}

sweeper.start()
relay.start()
const stride = strideOf(task.leads)
let next = task.from
const finished = new Set<number>()
let safe = task.from
await Promise.all(
  Array.from({ length: task.callers }, async () => {
    while (next < task.leads) {
      const place = next++
      await workOn((place * stride) % task.leads)
      finished.add(place)
      while (finished.delete(safe)) safe += 1
      process.send?.({ safe, calls: acts })
    }
  }),
)
await sweeper.stop()
await relay.stop()
await router.idle()
await store.end()
await pool.end()
process.disconnect?.()
