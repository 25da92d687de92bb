import { onTestFinished } from 'vitest'
import { type PostgresOptions, type PostgresStore, postgresStore } from '../../../src/adapter/postgres/index.js'
import type { Plan } from '../../../src/plan/document.js'
import type { Rep } from '../../../src/rep.js'
import type { Routed } from '../../../src/router/context.js'
import { createRouter } from '../../../src/router/createRouter.js'
import type { Published } from '../../../src/router/publishing.js'
import { openPg } from '../../adapter/postgres/pools.js'
import { connected } from '../../postgres/connection.js'
import { freshDatabase } from '../../postgres/database.js'
import { gather } from '../check/gather.js'
import { type Call, check, type Received, type Violation } from '../checker.js'
import { type Change, functionsWith } from './functions.js'
import { along, isLook, isWrite, openStop, type Send, type Stop, standstill, type Way } from './way.js'

const plan: Plan = {
  fairlead: 1,
  name: 'races',
  channels: ['crm'],
  rules: [{ name: 'inbound', to: { team: 'inbound' }, notify: ['crm'] }],
  otherwise: { to: { team: 'managers' } },
}

const rosterFor = (room: number): readonly Rep[] => [
  { id: 'ana', team: 'inbound', capacity: room },
  { id: 'ben', team: 'inbound', capacity: room },
  { id: 'mia', team: 'managers' },
]

/** How a variant differs from the store as it is. */
export interface Twist {
  readonly functions?: readonly Change[]
  /** Around each transaction, on its connection: what takes the place of the lock. */
  readonly enter?: (send: Send, connection: object) => Promise<unknown>
  readonly leave?: (send: Send) => Promise<unknown>
  /** In other words. */
  readonly reword?: (sql: string) => string
  /** On the connection of the next transaction, what was written by the one whose answer was lost. */
  readonly again?: (lost: string, send: Send) => Promise<unknown>
}

/** The store as it is. */
export const right: Twist = {}

type Place = 'begin' | 'look' | 'write'

/** One process: its own pool, store and router. */
export interface Member {
  readonly store: PostgresStore
  route(key: string, tx?: unknown): Promise<Routed>
  /** Publishes the plan under another name. */
  publish(name: string): Promise<Published>
  /** Where its transactions stop: before they begin, before they look or before they write. */
  stop(where: Place): Stop
  /** The answer to its next COMMIT is lost. */
  loseAnswer(): void
  /** What the server refused, by its codes. */
  readonly refused: string[]
}

/** Whoever has to wait waits long enough: nothing here is about how long things take. */
const patient: PostgresOptions = { lockTimeoutMs: 60_000, answerTimeoutMs: 60_000, retryMs: 60_000 }

const same = (sql: string): string => sql

const lostAnswer = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })

/**
 * An empty database with the schema of a variant; gone after the test.
 *
 * @param room how many leads each of two reps may have; what is more goes to a manager
 */
export async function openScene({ functions = [], enter, leave, reword = same, again }: Twist = {}, room = 1) {
  const roster = rosterFor(room)
  const { url, drop } = await freshDatabase()
  const open: { end(): Promise<unknown> }[] = []
  onTestFinished(async () => {
    for (const { end } of open.reverse()) await end()
    await drop()
  })
  const opened = (to: string, max: number) => {
    const one = openPg(to, max)
    open.push(one)
    return one
  }
  await postgresStore(opened(url, 1).pool).migrate()
  if (functions.length > 0) await connected(url, (client) => client.query(functionsWith(...functions)))

  const calls: Call[] = []
  let order = 0

  const member = (options: PostgresOptions = {}, to = url): Member => {
    const stops = new Map<Place, Stop>()
    const refused: string[] = []
    let loses = false
    let lost: string | undefined
    const way: Way = async (sql, send, connection) => {
      if (isLook(sql)) {
        if (lost !== undefined) await again?.(lost, send)
        lost = undefined
        await enter?.(send, connection)
        await stops.get('begin')?.pass()
        // As over a slow line: between the two anything may happen.
        const begun = sql.indexOf(';') + 1
        await send(sql.slice(0, begun))
        await stops.get('look')?.pass()
        return send(reword(sql.slice(begun)))
      }
      if (isWrite(sql)) await stops.get('write')?.pass()
      const answer = await send(sql)
      if (isWrite(sql) || sql === 'commit' || sql === 'rollback') await leave?.(send)
      if (!isWrite(sql) || !loses) return answer
      loses = false
      lost = sql
      throw lostAnswer()
    }
    const noting: Way = (sql, send, connection) => {
      const noted: Send = (text) =>
        send(text).catch((error) => {
          refused.push(error.code)
          throw error
        })
      return way(sql, noted, connection)
    }
    const store = postgresStore(along(opened(to, 2).pool, noting), { ...patient, ...options })
    const router = createRouter({ plan, roster, store, outbox: true })
    return {
      store,
      refused,
      async route(key, tx) {
        const content = { id: key }
        const from = order++
        try {
          const answer = await router.route(content, tx === undefined ? {} : { tx })
          calls.push({ kind: 'route', key, content, answer, from, to: order++ })
          return answer
        } catch (error) {
          calls.push({ kind: 'route', key, content, error: (error as { code: string }).code, from, to: order++ })
          throw error
        }
      },
      publish: (name) => router.publish({ ...plan, name }, { author: 'pat', reason: 'a race' }),
      stop(where) {
        const stop = openStop()
        stops.set(where, stop)
        return stop
      },
      loseAnswer() {
        loses = true
      },
    }
  }

  return {
    url,
    member,
    opened,
    /** What the checker says about a scope, with nobody at work any more. Without what was delivered it says nothing about I9. */
    async violations({ scope = 'default', received }: { readonly scope?: string; readonly received?: readonly Received[] } = {}) {
      const store = postgresStore(opened(url, 4).pool, { scope })
      const own = scope === 'default' ? calls : calls.filter(({ key }) => key.startsWith(scope))
      const witnessed = { calls: own, now: Date.now(), ...(received === undefined ? {} : { received }) }
      return check(await gather(store, witnessed))
    },
  }
}

export type Scene = Awaited<ReturnType<typeof openScene>>

/** A lead to be routed, or a plan to be published. */
export type Asked = string | { readonly publish: string }

/**
 * Two route at once, as close to each other as the store lets them: the second looks when the first has, or waits behind it.
 *
 * @param between when both have come to where their transactions begin
 */
export async function race(
  { url }: Scene,
  [one, other]: readonly [Member, Member],
  keys: readonly [Asked, Asked],
  between = async () => {},
): Promise<readonly PromiseSettledResult<Routed | Published>[]> {
  const first = runner(url, one)
  const second = runner(url, other)
  await first.start(keys[0])
  await second.start(keys[1])
  await between()
  await first.look()
  await second.look()
  const answer = await first.write()
  return [answer, await second.write()]
}

/** What two that routed at once were told. */
export function outcomes(answers: readonly PromiseSettledResult<Routed | Published>[]) {
  return {
    failed: answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code as string] : [])),
    duplicates: answers.flatMap((answer) => (answer.status === 'fulfilled' && 'duplicate' in answer.value ? [answer.value.duplicate] : [])),
  }
}

export const broken = (violations: readonly Violation[]) => [...new Set(violations.map(({ invariant }) => invariant))]

/** Takes a member from stop to stop; each step ends where it stops, stands behind a lock, or is done. */
function runner(url: string, member: Member) {
  const [begins, writes] = [member.stop('begin'), member.stop('write')]
  let done = false
  let answer: Promise<PromiseSettledResult<Routed | Published>>
  const comesTo = (stop: Stop) => standstill(url, () => (stop.isReached() || done ? 1 : 0), 1)
  return {
    start(asked: Asked) {
      const work = typeof asked === 'string' ? member.route(asked) : member.publish(asked.publish)
      answer = Promise.allSettled([work]).then(([outcome]) => {
        done = true
        return outcome
      })
      return comesTo(begins)
    },
    look() {
      begins.go()
      return comesTo(writes)
    },
    write() {
      writes.go()
      return answer
    },
  }
}
