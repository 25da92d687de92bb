import type { Call, Evidence, Violation } from './checker.js'
import { type Line, rewritten, write } from './history.js'

/** Histories in which queues and limits go wrong. @param history one that is right, with a claim in it */
export const badClaims = (history: Evidence): readonly [invariant: Violation['invariant'], name: string, evidence: () => Evidence][] => [
  [
    'I2',
    'two reps were told that they claimed it',
    () => ({ ...history, calls: [...history.calls, history.calls.find(({ kind }) => kind === 'claim') as Call] }),
  ],
  [
    'I2',
    'a lead is claimed from a queue in which it does not wait',
    () => ({
      ...history,
      audit: rewritten(history.audit, ({ event }) => (event.kind === 'claimed' ? { event: { ...event, queue: 'other' } } : {})),
    }),
  ],
  [
    'I5',
    'a claim goes over the limit of open leads',
    () => ({
      ...write([
        ...['Q1', 'Q2', 'Q3', 'Q4'].map((key): Line => ({ do: 'queue', key })),
        ...['Q1', 'Q2', 'Q3', 'Q4'].map((key): Line => ({ do: 'claim', key, to: 'ana' })),
      ]),
      onePlan: true,
    }),
  ],
  [
    'I5',
    'what is said to be taken is not what the limits count',
    () => ({
      ...history,
      audit: rewritten(history.audit, ({ event }) =>
        event.kind === 'assigned' ? { event: { ...event, takes: { counters: { day: '1970-01-01' } } } } : {},
      ),
    }),
  ],
  [
    'I10',
    'a lead waits in a queue for longer than its time',
    () => ({ ...history, leads: history.leads.map((one) => (one.key === 'Q1' ? { ...one, until: 1 } : one)) }),
  ],
]
