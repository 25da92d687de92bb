import { timerOrder } from '../../src/adapter/timerOrder.js'
import type { ClaimedMessage } from '../../src/port/outbox.js'
import type { Store, View, Write } from '../../src/port/store.js'
import type { StoredLead, Timer } from '../../src/state/record.js'

type Loose<Value> = { -readonly [Name in keyof Value]: Value[Name] }

interface Delivery extends Omit<Store, keyof Rest> {
  write(write: Write): void
  timersOf(leads: readonly StoredLead[]): View['timers']
}
type Rest = Pick<
  Store,
  'name' | 'durable' | 'transact' | 'lead' | 'queued' | 'owned' | 'audit' | 'loads' | 'ledger' | 'document' | 'plans' | 'end' | 'within'
>

/** The part of `shared` that delivers: it keeps and gives out the very objects, too. */
export function sharedDelivery(keyOf: (subject: string) => string, queued: () => { readonly [queue: string]: number }): Delivery {
  const accepted = new Map<string, Loose<Awaited<ReturnType<Store['accepted']>>[number]>>()
  const messages: Loose<ClaimedMessage & { state: string; error: string }>[] = []
  const timers: Timer[] = []
  let counted: ReturnType<Store['counts']> | undefined
  const parked = (isParked: boolean) => [...accepted.values()].filter(({ notBefore }) => (notBefore === null) === isParked)
  const find = (id: string) => messages.find((each) => each.id === id)
  return {
    write(write) {
      // Handed out by and by as they are, with more of their own.
      for (const message of write.messages)
        messages.push(Object.assign(message, { key: keyOf(message.subject), attempt: 0, tries: 0, state: 'waiting', error: '' }))
      timers.push(...write.timers)
    },
    timersOf: (leads) =>
      new Map(leads.map(({ key, subject }) => [key, timers.filter((timer) => timer.subject === subject).sort(timerOrder)])),
    accept({ key, content, receivedAt }) {
      if (accepted.has(key)) return false
      accepted.set(key, { key, content, receivedAt, attempts: 0 })
      return true
    },
    accepted: () => parked(false),
    parked: () => parked(true),
    acceptedDone: (key) => void accepted.delete(key),
    acceptedFailed({ key, error, notBefore }) {
      const lead = accepted.get(key)
      if (lead !== undefined) Object.assign(lead, { attempts: lead.attempts + 1, error, notBefore })
    },
    claim: ({ channels }) =>
      messages
        .filter(({ state, channel }) => state === 'waiting' && channels.includes(channel))
        .map((message) => Object.assign(message, { attempt: message.attempt + 1, tries: message.tries + 1 })),
    settle({ id, outcome, ...delivery }) {
      const message = find(id)
      if (message === undefined) return false
      message.state = outcome === 'again' ? 'waiting' : outcome
      message.error = 'error' in delivery ? delivery.error : ''
      return true
    },
    dead: () => messages.filter(({ state }) => state === 'dead'),
    revive: (id) => find(id) !== undefined,
    due: () => timers.filter(({ state }) => state === 'set').map((timer) => ({ key: keyOf(timer.subject), timer })),
    counts() {
      counted ??= { accepted: { waiting: 0, parked: 0 }, queued: queued(), messages: { waiting: 0, dead: 0 }, timers: { set: 0 } }
      return counted
    },
    prune: () => 0,
  }
}
