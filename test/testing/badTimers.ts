import type { Counts, DueTimer, Store, Write } from '../../src/port/store.js'
import type { Timer } from '../../src/state/record.js'
import { type BadStore, bad, broken, type NamedFault, raise } from './badStore.js'
import { type Fault, nothing } from './faultyStores.js'

const timers = (change: (timers: readonly Timer[]) => readonly Timer[]): Fault => ({
  write: (write) => ({ ...write, timers: change(write.timers) }),
})
const erased = (change: (keys: readonly string[], write: Write) => readonly string[]): Fault => ({
  write: (write) => ({ ...write, erased: change(write.erased, write) }),
})
const due = (of: (good: Store, query: Parameters<Store['due']>[0]) => readonly DueTimer[]): Fault => ({
  answers: (good) => ({ due: (query) => of(good, query) }),
})
const counts = (change: (counts: Counts, good: Store) => Counts): Fault => ({
  answers: (good) => ({ counts: () => change(good.counts() as Counts, good) }),
})
const all = (good: Store, now: number) => good.due({ now, limit: 1e6 }) as readonly DueTimer[]
const idOf = ({ subject, epoch, name, step }: Timer) => JSON.stringify([subject, epoch, name, step])

const faults: readonly NamedFault[] = [
  {
    name: 'no end of timers',
    fault: () => timers((list) => list.map(({ endedAt: _, ...timer }) => timer)),
    caughtBy: [
      'timers in every state come back whole, in the view of their lead',
      'ended timers older than a moment are removed, and no younger ones',
    ],
  },
  {
    name: 'timers are always set',
    fault: () => timers((list) => list.map((timer) => ({ ...timer, state: 'set' }))),
    caughtBy: ['a timer that fired or was cancelled is never due', 'timers in every state come back whole, in the view of their lead'],
  },
  {
    name: 'timers of a view backwards',
    fault: () => ({ see: (view) => ({ ...view, timers: new Map([...view.timers].map(([key, list]) => [key, [...list].reverse()])) }) }),
    caughtBy: ['the timers of a view are in the order of epoch, name and step, as numbers'],
  },
  {
    name: 'a list of timers for every lead',
    fault: () => ({ see: (view, { leads }) => ({ ...view, timers: new Map(leads.map((key) => [key, view.timers.get(key) ?? []])) }) }),
    caughtBy: ['the view has the timers of the requested leads that have any'],
  },
  {
    name: 'one timer for each name and step',
    fault: () => timers((list) => list.map((timer) => ({ ...timer, epoch: 1 }))),
    caughtBy: ['a timer is replaced whole by one of the same subject, epoch, name and step, and no other is'],
  },
  {
    name: 'the first of a timer in a write wins',
    fault: () => timers((list) => list.filter((timer, index) => list.findIndex((other) => idOf(other) === idOf(timer)) === index)),
    caughtBy: ['a timer that is in one write twice ends as the later one'],
  },
  {
    name: 'names of timers composed',
    fault: () => timers((list) => list.map((timer) => ({ ...timer, name: timer.name.normalize() }))),
    caughtBy: ['unusual names, subjects and channels of timers are like others', 'names of timers that look alike are different timers'],
  },
  {
    name: '500 timers in a write',
    fault: () => timers((list) => list.slice(0, 500)),
    caughtBy: ['1,000 timers in one write are all there, in order'],
  },
  {
    name: 'a timer keeps its first time',
    fault: () => {
      const first = new Map<string, number>()
      return timers((list) =>
        list.map((timer) => {
          const at = first.get(idOf(timer)) ?? timer.at
          first.set(idOf(timer), at)
          return { ...timer, at }
        }),
      )
    },
    caughtBy: ['a timer that is moved is due at its new time alone'],
  },
  {
    name: 'due a moment late',
    fault: () => due((good, { now, limit }) => good.due({ now: now - 1, limit }) as readonly DueTimer[]),
    caughtBy: ['a timer is due from its time on, and not before'],
  },
  {
    name: 'due a moment early',
    fault: () => due((good, { now, limit }) => good.due({ now: now + 1, limit }) as readonly DueTimer[]),
    caughtBy: ['a timer is due from its time on, and not before'],
  },
  {
    name: 'times of timers as text',
    fault: () =>
      due((good, { now, limit }) => [...all(good, now)].sort((a, b) => (`${a.timer.at}` < `${b.timer.at}` ? -1 : 1)).slice(0, limit)),
    caughtBy: [
      'timers that are due come earliest first, as numbers, each with the key of its lead',
      '1,000 timers in one write are all there, in order',
    ],
  },
  {
    name: 'all that is due',
    fault: () => due((good, { now }) => all(good, now)),
    caughtBy: ['at most `limit` timers, and those are the first'],
  },
  {
    name: 'who asks what is due fires it',
    fault: () =>
      due((good, query) => {
        const list = good.due(query) as readonly DueTimer[]
        const write = { ...nothing, timers: list.map(({ timer }) => ({ ...timer, state: 'fired' as const, endedAt: query.now })) }
        void good.transact({ now: 0, leads: [], rotations: [], reps: [], step: () => ({ write, result: 0 }) })
        return list
      }),
    caughtBy: ['asking what is due changes nothing'],
  },

  // erasing
  {
    name: 'nothing is erased',
    fault: () => erased(() => []),
    caughtBy: [
      'an erased lead is found no more: not by key, by subject, in its queue or in a view',
      'an erased lead leaves the inbox, waiting or parked, routed or not',
      'the timers of an erased lead are gone, and are never due',
      'the key of an erased lead is free for a new one, to which nothing of the old one clings',
      'leads with unusual keys are erased like others',
    ],
  },
  {
    name: 'erasing first',
    fault: () => erased((keys, { leads }) => keys.filter((key) => !leads.some((lead) => lead.key === key))),
    caughtBy: ['erasing is the last thing that a write does'],
  },
  {
    name: 'erased with the load of its owner',
    fault: () => ({
      write: (write) => (write.erased.length === 0 ? write : { ...write, loads: new Map([['ana', { open: 0, assigned: 0 }]]) }),
    }),
    caughtBy: ['what an erased lead left in the audit trail, the ledgers, the loads and the documents stays'],
  },
  {
    name: 'erased in lower case too',
    fault: () => erased((keys) => keys.flatMap((key) => [key, key.toLowerCase()])),
    caughtBy: ['erasing one lead leaves the others as they are'],
  },
  {
    name: 'only the known can be erased',
    fault: () => ({
      write: (write, view) => (write.erased.every((key) => view.leads.has(key)) ? write : raise(broken('no such lead'))),
    }),
    caughtBy: ['erasing an unknown lead does nothing, and a lead twice is as good as once'],
  },

  // counting and pruning
  {
    name: 'nothing is as old as the world',
    fault: () => counts((all) => ({ ...all, accepted: { oldest: 0, ...all.accepted } })),
    caughtBy: ['nothing waits in an empty store, and nothing is old'],
  },
  {
    name: 'the parked counted as waiting',
    fault: () => counts((all) => ({ ...all, accepted: { ...all.accepted, waiting: all.accepted.waiting + all.accepted.parked } })),
    caughtBy: ['accepted leads are counted, parked ones apart, with the age of the oldest that waits'],
  },
  {
    name: 'queues counted for ever',
    fault: () => {
      const known = new Set<string>()
      return counts((all) => {
        for (const queue of Object.keys(all.queued)) known.add(queue)
        return { ...all, queued: Object.fromEntries([...known].map((queue) => [queue, all.queued[queue] ?? 0])) }
      })
    },
    caughtBy: ['leads without an owner are counted by queue, and an empty queue is none'],
  },
  {
    name: 'queues counted in a plain object',
    fault: () =>
      counts((all) => {
        const queued: Record<string, number> = {}
        for (const [queue, count] of Object.entries(all.queued)) queued[queue] = count
        return { ...all, queued }
      }),
    caughtBy: ['queues with unusual names are counted like others'],
  },
  {
    name: 'timers that are due counted',
    fault: () => counts((counted, good) => ({ ...counted, timers: { ...counted.timers, set: all(good, 1_000).length } })),
    caughtBy: ['timers that are set are counted, due or not, with the time of the first'],
  },
  {
    name: 'pruned a moment too much',
    fault: () => ({ answers: (good) => ({ prune: ({ before }) => good.prune({ before: before + 1 }) }) }),
    caughtBy: [
      'delivered messages older than a moment are removed, and no younger ones',
      'ended timers older than a moment are removed, and no younger ones',
    ],
  },
  {
    name: 'nothing is pruned',
    fault: () => ({ answers: () => ({ prune: () => 0 }) }),
    caughtBy: [
      'delivered messages older than a moment are removed, and no younger ones',
      'ended timers older than a moment are removed, and no younger ones',
      'what was pruned is settled all the same: it is not lent and not revived',
    ],
  },
]

export const badTimers: readonly BadStore[] = faults.map(({ name, fault, caughtBy }) => bad(name, fault, caughtBy))
