import { RoutingError } from '../errors.js'
import type { Instant, MaybePromise } from '../lead.js'
import type { ClaimedMessage, DeadMessage, Delivery } from '../port/outbox.js'
import type { Clock, PortContext } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { StoredLead } from '../state/record.js'
import { ask } from './ask.js'
import { checkBackground } from './checkBackground.js'
import { wholeClock } from './checkOptions.js'
import { inStore } from './inStore.js'
import { createLoop, type Loop, tell } from './loop.js'

/**
 * Delivers one message. Done once it has returned; if it throws, the message is delivered again later.
 *
 * @param message its `id` is the same at every attempt: a receiver drops what it has seen
 * @param lead the lead's record as it is now. The message says what happened, the record what is true by now
 * @param context `signal` is aborted when the relay stops waiting
 */
export type Deliver = (message: ClaimedMessage, lead: StoredLead, context: PortContext) => MaybePromise<unknown>

export interface RelayOptions {
  readonly store: Store
  /** How to deliver, for each channel of the plan that this relay is to serve. */
  readonly channels: { readonly [channel: string]: Deliver }
  /** Default `Date.now`. */
  readonly clock?: Clock
  /** How long a delivery may take, and for how long nobody else gets the message, in milliseconds. Default 30,000. */
  readonly leaseMs?: number
  /** How many messages are delivered at once. Default 16. */
  readonly batch?: number
  /** How often a message is tried before it is given up. Default 8. */
  readonly attempts?: number
  /** How long to wait after the first failure, in milliseconds; four times as long after each further one, up to an hour. Default 1,000. */
  readonly backoffMs?: number
  /** How long to rest when nothing is due, in milliseconds. Default 1,000. */
  readonly everyMs?: number
  /** Told of each message that is given up. It stays in the store: `store.dead`, `store.revive`. */
  readonly onDead?: (message: DeadMessage) => void
  /** Told what the store threw. Missing: the process is warned. */
  readonly onError?: (error: unknown) => void
  /** Chance, from 0 up to 1, that keeps retries apart. Default `Math.random`. */
  readonly random?: () => number
}

/** What became of messages. */
export interface RelayReport {
  readonly delivered: number
  /** They failed and wait for their next attempt. */
  readonly again: number
  /** They failed for the last time and are given up. */
  readonly dead: number
  /** Not delivered, since the lead was erased in between. */
  readonly erased: number
  /** They took so long that somebody else has them now, or they were removed: what came out here was not noted. */
  readonly stale: number
}

export interface Relay extends Loop {
  /** Delivers everything that is due, batch after batch. @throws RoutingError where the store is out of order */
  once(): Promise<RelayReport>
}

/**
 * Delivers the messages of a store's outbox: each at least once, those of one lead one after the other. Any number of relays, in any
 * number of processes, may serve the same channels.
 *
 * @example
 * const relay = createRelay({ store, channels: { slack: async ({ id, about }) => post({ id, text: `${about.rep} has a new lead` }) } })
 * relay.start()
 * @throws RoutingError `badOptions`
 */
export function createRelay(options: RelayOptions): Relay {
  checkBackground('createRelay', options, known, [['store', 'claim', 'Pass the store of the router.']])
  const channels = deliverersOf(options.channels)
  const { store, leaseMs = 30_000, batch = 16, attempts = 8, backoffMs = 1000, everyMs = 1000, onDead, onError } = options
  const clock = wholeClock(options.clock ?? Date.now)
  const random = options.random ?? Math.random
  /** Who asked for nothing new: batches that began under an earlier number are the last ones. */
  let stops = 0
  const running = new Set<Promise<unknown>>()

  const attend = async (message: ClaimedMessage, claimedAt: Instant): Promise<keyof RelayReport> => {
    const { id, attempt, tries, key } = message
    const lead = await inStore(() => store.lead({ key }))
    // Another subject: erased, and the key came in again. This message is not about that lead.
    const erased = lead === undefined || lead.subject !== message.subject
    const deliver = channels.get(message.channel) as Deliver
    const now = clock()
    const left = Math.max(1, leaseMs - (now - claimedAt))
    const answer = erased
      ? { value: undefined }
      : tries > attempts
        ? // Each time before, the process ended in the middle of it, or the store was away afterwards.
          { failed: `lent out ${tries - 1} times, and nobody told how that ended` }
        : await ask(now, left, (context) => deliver(message, lead, context))
    const settle = async (delivery: Outcome, as: keyof RelayReport): Promise<keyof RelayReport> =>
      (await inStore(() => store.settle({ ...delivery, id, attempt, now: clock() }))) ? as : 'stale'

    if (!('failed' in answer)) return settle({ outcome: 'done' }, erased ? 'erased' : 'delivered')
    const error = answer.failed
    if (tries < attempts) return settle({ outcome: 'again', at: clock() + pause(tries, backoffMs, random()), error }, 'again')
    const settled = await settle({ outcome: 'dead', error }, 'dead')
    if (settled === 'dead') listen(() => onDead?.({ ...message, error }), onError)
    return settled
  }

  const work = async (): Promise<RelayReport> => {
    const report = { delivered: 0, again: 0, dead: 0, erased: 0, stale: 0 }
    const begun = stops
    for (let lent = batch; lent > 0 && stops === begun; ) {
      const now = clock()
      const messages = await inStore(() => store.claim({ now, leaseMs, limit: batch, channels: [...channels.keys()] }))
      lent = messages.length
      // Of one lead there is one at most: they are free to overtake one another.
      const settled = await Promise.allSettled(messages.map((message) => attend(message, now)))
      for (const one of settled) if (one.status === 'fulfilled') report[one.value] += 1
      const broken = settled.find((one) => one.status === 'rejected')
      if (broken !== undefined) throw broken.reason
    }
    return report
  }

  const once = (): Promise<RelayReport> => {
    const report = work()
    const done = report.catch(() => {}).finally(() => running.delete(done))
    running.add(done)
    return report
  }
  const loop = createLoop({ run: async () => void (await once()), everyMs, random, onError })
  return {
    once,
    start: loop.start,
    stop: async () => {
      stops += 1
      await loop.stop()
      while (running.size > 0) await Promise.all(running)
    },
  }
}

const known = [
  'store',
  'channels',
  'clock',
  'leaseMs',
  'batch',
  'attempts',
  'backoffMs',
  'everyMs',
  'onDead',
  'onError',
  'random',
] as const satisfies readonly (keyof RelayOptions)[]

type Outcome = Delivery extends infer Each ? (Each extends Delivery ? Omit<Each, 'id' | 'attempt' | 'now'> : never) : never

const HOUR = 3_600_000

/** Longer after each failure, and between three quarters and five quarters of that: receivers that come back are not met by all at once. */
function pause(attempt: number, backoffMs: number, chance: number): number {
  return Math.ceil(Math.min(backoffMs * 4 ** (attempt - 1), HOUR) * (0.75 + chance / 2))
}

/** @throws RoutingError `badOptions` */
function deliverersOf(channels: unknown): ReadonlyMap<string, Deliver> {
  const entries = typeof channels === 'object' && channels !== null ? Object.entries(channels as RelayOptions['channels']) : []
  const wrong = entries.find(([, deliver]) => typeof deliver !== 'function')
  if (entries.length === 0 || wrong !== undefined) {
    const hint = 'Pass a function for each channel: `{ slack: async (message, lead) => … }`.'
    const issue = { code: 'wrongType', message: 'The channels of `createRelay` cannot be used.', hint } as const
    throw new RoutingError('badOptions', { issues: [{ ...issue, path: ['channels', ...(wrong === undefined ? [] : [wrong[0]])] }] })
  }
  return new Map(entries)
}

function listen(call: () => void, onError: RelayOptions['onError']): void {
  try {
    call()
  } catch (error) {
    tell(onError, error)
  }
}
