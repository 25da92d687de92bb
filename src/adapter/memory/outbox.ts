import type { Instant, LeadKey } from '../../lead.js'
import type { DeadMessage, Delivery, Outbox } from '../../port/outbox.js'
import type { Counts } from '../../port/store.js'
import type { Message } from '../../state/record.js'
import { type MessagePlace, messagePlace } from '../messagePlace.js'
import { createSorted, firstOf } from './sorted.js'

/** The port's outbox, answering at once, and what the store needs of it besides. */
export interface Messages extends Outbox {
  has(id: string): boolean
  /** A new message, whose id has been looked at before. */
  add(message: Message): void
  /** Those of a lead that are not delivered. */
  erase(subject: string): void
  counts(): Counts['messages']
  prune(before: Instant): number
}

interface Kept extends MessagePlace {
  readonly message: Message
  /** How often it was lent out. */
  attempt: number
  /** The attempts before it was revived. */
  before: number
  /** `lent` until the loan is settled, also when it is over: then others may have it. */
  state: 'waiting' | 'lent' | 'dead' | 'done'
  /** Nobody gets it before. */
  notBefore: Instant
  error: string
  /** When it was delivered. */
  doneAt: Instant
}

const fresh = { state: 'waiting', attempt: 0, before: 0, notBefore: Number.NEGATIVE_INFINITY, error: '' } as const

/** @param keyOf the key of a lead by its subject, `undefined` where there is none any more */
export function createOutbox(keyOf: (subject: string) => LeadKey | undefined): Messages {
  const all = new Map<string, Kept>()
  const waiting = createSorted<Kept>(before)
  const dead = createSorted<Kept>(before)

  /** Walks from the oldest on, so that what is met first of a lead is the oldest that waits of it. */
  function* oldestOfEachLead(): Iterable<Kept> {
    const subjects = new Set<string>()
    for (const kept of waiting.items) {
      if (subjects.has(kept.message.subject)) continue
      subjects.add(kept.message.subject)
      yield kept
    }
  }

  const countsOf = ({ attempt, before }: Kept) => ({ attempt, tries: attempt - before })
  const dying = ({ message, attempt, error }: Kept): DeadMessage => Object.freeze({ ...message, attempt, error })

  return {
    has: (id) => all.has(id),
    add(message) {
      const place = messagePlace(message.id)
      if (place === undefined) return
      const kept: Kept = { ...place, ...fresh, message, doneAt: 0 }
      all.set(message.id, kept)
      waiting.add(kept)
    },
    claim({ now, leaseMs, limit, channels }) {
      const wanted = new Set(channels)
      const free = ({ message, notBefore }: Kept) => notBefore <= now && wanted.has(message.channel) && keyOf(message.subject) !== undefined
      return firstOf(oldestOfEachLead(), limit, free).map((kept) => {
        kept.attempt++
        kept.state = 'lent'
        kept.notBefore = now + leaseMs
        return Object.freeze({ ...kept.message, key: keyOf(kept.message.subject) as LeadKey, ...countsOf(kept) })
      })
    },
    settle(delivery) {
      const kept = all.get(delivery.id)
      if (kept?.state !== 'lent' || kept.attempt !== delivery.attempt) return false
      settle(kept, delivery)
      return true
    },
    dead: ({ limit }) => dead.items.slice(0, Math.max(0, limit)).map(dying),
    revive(id) {
      const kept = all.get(id)
      if (kept?.state !== 'dead') return false
      Object.assign(kept, fresh, { attempt: kept.attempt, before: kept.attempt })
      dead.remove(kept)
      waiting.add(kept)
      return true
    },
    erase(subject) {
      for (const list of [waiting, dead]) {
        for (const kept of list.items.filter(({ message }) => message.subject === subject)) {
          list.remove(kept)
          all.delete(kept.message.id)
        }
      }
    },
    counts: () => ({
      waiting: waiting.items.length,
      dead: dead.items.length,
      ...(waiting.items.length === 0 ? {} : { oldest: waiting.items.reduce((at, { message }) => Math.min(at, message.at), Infinity) }),
    }),
    prune(before) {
      const old = [...all.values()].filter(({ state, doneAt }) => state === 'done' && doneAt < before)
      for (const { message } of old) all.delete(message.id)
      return old.length
    },
  }

  function settle(kept: Kept, delivery: Delivery): void {
    if (delivery.outcome === 'again') {
      Object.assign(kept, { state: 'waiting', notBefore: delivery.at, error: delivery.error })
      return
    }
    waiting.remove(kept)
    if (delivery.outcome === 'done') {
      Object.assign(kept, { state: 'done', doneAt: delivery.now })
    } else {
      Object.assign(kept, { state: 'dead', error: delivery.error })
      dead.add(kept)
    }
  }
}

function before(a: MessagePlace, b: MessagePlace): boolean {
  return a.seq === b.seq ? a.number < b.number : a.seq < b.seq
}
