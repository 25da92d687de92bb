import type { Instant, LeadKey } from '../../lead.js'
import type { Inbox } from '../../port/inbox.js'
import type { ClaimedMessage, DeadMessage, Delivery, Outbox } from '../../port/outbox.js'
import type { Counts, DueTimer } from '../../port/store.js'
import type { AcceptedLead, Message, Timer } from '../../state/record.js'
import { messagePlace } from '../messagePlace.js'
import { toText } from '../text.js'
import { timerOrder } from '../timerOrder.js'
import { acceptedFrom, claimedFrom, countsFrom, deadFrom, dueFrom, messageValues, timerFrom, timerValues } from './deliveryRows.js'
import { number, rowOf, rowsOf } from './rows.js'
import { bounded, type Prepare } from './statements.js'

/** What is still to be done: leads to be routed, messages to be delivered, deadlines to be met. Knows nothing of transactions. */
export interface DeliveryTables {
  accept(lead: Parameters<Inbox['accept']>[0]): boolean
  accepted(query: { readonly now: Instant; readonly limit: number }): readonly AcceptedLead[]
  parked(limit: number): readonly AcceptedLead[]
  acceptedDone(key: LeadKey): void
  acceptedFailed(failure: Parameters<Inbox['acceptedFailed']>[0]): void

  addMessage(message: Message): void
  claim(query: Parameters<Outbox['claim']>[0]): readonly ClaimedMessage[]
  settle(delivery: Delivery): boolean
  dead(limit: number): readonly DeadMessage[]
  revive(id: string): boolean

  putTimer(timer: Timer): void
  /** Of one lead, in the order of a view. */
  timersOf(subject: string): readonly Timer[]
  /** Those of these keys that wait in the inbox, with the moment each was received. */
  placesOf(keys: readonly LeadKey[]): ReadonlyMap<LeadKey, Instant>
  due(query: { readonly now: Instant; readonly limit: number }): readonly DueTimer[]

  /** The lead with everything about it but the audit trail and what was delivered. */
  erase(key: LeadKey): void
  counts(): Counts
  prune(before: Instant): number
}

export function createDeliveryTables(prepare: Prepare): DeliveryTables {
  /** Asked of SQLite and not of the driver, whose answers to `run` differ. */
  const changed = () => number(rowOf(prepare('changes').get())?.n)
  const run = (name: Parameters<Prepare>[0], ...values: Parameters<ReturnType<Prepare>['run']>): number => {
    prepare(name).run(...values)
    return changed()
  }

  return {
    accept: ({ key, content, receivedAt }) => run('accept', toText(key), JSON.stringify(content), receivedAt, toText(key)) > 0,
    accepted: ({ now, limit }) => rowsOf(prepare('accepted').all(now, bounded(limit))).map(acceptedFrom),
    parked: (limit) => rowsOf(prepare('parked').all(bounded(limit))).map(acceptedFrom),
    acceptedDone: (key) => void prepare('acceptedDone').run(toText(key)),
    acceptedFailed: ({ key, error, notBefore }) =>
      void prepare('acceptedFailed').run(toText(error), notBefore, notBefore === null ? 1 : 0, toText(key)),

    addMessage: (message) => void prepare('addMessage').run(...messageValues(message)),
    claim({ now, leaseMs, limit, channels }) {
      const rows = rowsOf(prepare('claimable').all(now, JSON.stringify(channels.map(toText)), bounded(limit)))
      const claimed = rows.map(claimedFrom)
      for (const { seq, number: n } of rows) prepare('lend').run(now + leaseMs, number(seq), number(n))
      return claimed
    },
    settle(delivery) {
      const place = messagePlace(delivery.id)
      if (place === undefined) return false
      const loan = [place.seq, place.number, delivery.attempt] as const
      if (delivery.outcome === 'done') return run('messageDone', delivery.now, ...loan) > 0
      if (delivery.outcome === 'again') return run('messageAgain', delivery.at, toText(delivery.error), ...loan) > 0
      return run('messageDead', toText(delivery.error), ...loan) > 0
    },
    dead: (limit) => rowsOf(prepare('deadMessages').all(bounded(limit))).map(deadFrom),
    revive(id) {
      const place = messagePlace(id)
      return place !== undefined && run('revive', place.seq, place.number) > 0
    },

    putTimer: (timer) => void prepare('putTimer').run(...timerValues(timer)),
    timersOf: (subject) =>
      rowsOf(prepare('timersOf').all(toText(subject)))
        .map(timerFrom)
        .sort(timerOrder),
    placesOf: (keys) =>
      new Map(
        keys.flatMap((key) => {
          const row = rowOf(prepare('acceptedPlace').get(toText(key)))
          return row === undefined ? [] : [[key, number(row.received_at)] as const]
        }),
      ),
    due: ({ now, limit }) => rowsOf(prepare('dueTimers').all(now, bounded(limit))).map(dueFrom),

    erase(key) {
      const name = toText(key)
      // The first two find the subject by the record: that one goes last.
      for (const statement of ['eraseMessages', 'eraseTimers', 'acceptedDone', 'eraseLead'] as const) prepare(statement).run(name)
    },
    counts: () => countsFrom(rowOf(prepare('counts').get()) ?? {}),
    prune: (before) => run('pruneMessages', before) + run('pruneTimers', before),
  }
}
