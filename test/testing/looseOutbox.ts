import { messagePlace } from '../../src/adapter/messagePlace.js'
import type { Delivery } from '../../src/port/outbox.js'
import type { Store } from '../../src/port/store.js'
import type { Message } from '../../src/state/record.js'
import type { Fault } from './faultyStores.js'

export interface Kept extends Message {
  attempt: number
  before: number
  lent: boolean
  notBefore: number
  state: 'waiting' | 'dead' | 'done'
  error: string
  doneAt: number
}

export type Query = Parameters<Store['claim']>[0]

/** What an outbox goes by. Each known-bad one has another rule. */
export interface Rules {
  before(a: Kept, b: Kept): number
  /** Whether `earlier` holds up `kept`, of the same lead. */
  blocks(earlier: Kept, kept: Kept, query: Query): boolean
  /** Whether `other`, of whatever lead, holds up `kept`. */
  blocksAll(other: Kept, kept: Kept): boolean
  wanted(kept: Kept, query: Query): boolean
  lend(kept: Kept, query: Query): void
  /** For how many turns of the event loop others get in between looking and lending. */
  readonly gap: boolean
  settles(kept: Kept | undefined, delivery: Delivery): boolean
  settle(kept: Kept, delivery: Delivery): void
  revives(kept: Kept): boolean
  revive(kept: Kept, all: Kept[]): void
  counts(kept: Kept): boolean
  prunes(kept: Kept, before: number): boolean
}

const numbers = (id: string) => messagePlace(id) ?? { seq: 0, number: 0 }

const good: Rules = {
  before: (a, b) => numbers(a.id).seq - numbers(b.id).seq || numbers(a.id).number - numbers(b.id).number,
  blocks: (earlier) => earlier.state === 'waiting',
  blocksAll: () => false,
  wanted: (kept, { channels }) => channels.includes(kept.channel),
  lend(kept, { now, leaseMs }) {
    kept.notBefore = now + leaseMs
  },
  gap: false,
  settles: (kept, { attempt }) => kept?.lent === true && kept.attempt === attempt,
  settle(kept, delivery) {
    kept.lent = false
    if (delivery.outcome === 'again') kept.notBefore = delivery.at
    else kept.state = delivery.outcome
    if (delivery.outcome === 'done') kept.doneAt = delivery.now
    else kept.error = delivery.error
  },
  revives: ({ state }) => state === 'dead',
  revive: (kept) => void Object.assign(kept, { state: 'waiting', before: kept.attempt, notBefore: -1e15 }),
  counts: ({ state }) => state === 'waiting',
  prunes: ({ state, doneAt }, before) => state === 'done' && doneAt < before,
}

/** An outbox that follows the port but for these rules, and keeps messages of writes that fail afterwards. */
export function looseOutbox(over: Partial<Rules>): Fault {
  const rules = { ...good, ...over }
  const all: Kept[] = []
  return {
    write(write) {
      for (const message of write.messages)
        all.push({ ...message, attempt: 0, before: 0, lent: false, notBefore: -1e15, state: 'waiting', error: '', doneAt: 0 })
      return { ...write, messages: [] }
    },
    answers(store) {
      const keyOf = ({ subject }: Kept) => (store.lead({ subject }) as { key: string } | undefined)?.key ?? ''
      const free = (query: Query) =>
        [...all].sort(rules.before).filter((kept, index, sorted) => {
          const earlier = sorted.slice(0, index)
          return (
            kept.state === 'waiting' &&
            kept.notBefore <= query.now &&
            rules.wanted(kept, query) &&
            !earlier.some((other) => rules.blocksAll(other, kept)) &&
            !earlier.some((other) => other.subject === kept.subject && rules.blocks(other, kept, query))
          )
        })
      const lend = (list: readonly Kept[], query: Query) =>
        list.slice(0, query.limit).map((kept) => {
          kept.attempt++
          kept.lent = true
          rules.lend(kept, query)
          const { id, subject, channel, about, at, attempt } = kept
          return { id, subject, channel, about, at, attempt, tries: attempt - kept.before, key: keyOf(kept) }
        })
      return {
        claim: (query) => (rules.gap ? later(() => free(query)).then((list) => lend(list, query)) : lend(free(query), query)),
        settle(delivery) {
          const kept = all.find(({ id }) => id === delivery.id)
          if (!rules.settles(kept, delivery)) return false
          if (kept !== undefined) rules.settle(kept, delivery)
          return true
        },
        dead: ({ limit }) =>
          [...all]
            .sort(rules.before)
            .filter(({ state }) => state === 'dead')
            .slice(0, limit)
            .map(({ id, subject, channel, about, at, attempt, error }) => ({ id, subject, channel, about, at, attempt, error })),
        revive(id) {
          const kept = all.find((each) => each.id === id)
          if (kept === undefined || !rules.revives(kept)) return false
          rules.revive(kept, all)
          return true
        },
        counts() {
          const waiting = all.filter(rules.counts)
          const oldest = waiting.length === 0 ? {} : { oldest: Math.min(...waiting.map(({ at }) => at)) }
          const dead = all.filter(({ state }) => state === 'dead').length
          return { ...(store.counts() as Awaited<ReturnType<Store['counts']>>), messages: { waiting: waiting.length, dead, ...oldest } }
        },
        prune({ before }) {
          const old = all.filter((kept) => rules.prunes(kept, before))
          for (const kept of old) all.splice(all.indexOf(kept), 1)
          return old.length + (store.prune({ before }) as number)
        },
      }
    },
  }
}

/** Looks at once; others get in before the answer is used. */
async function later<Value>(look: () => Value): Promise<Value> {
  const seen = look()
  await Promise.resolve()
  return seen
}
