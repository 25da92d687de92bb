import type { Json, JsonObject } from '../../src/lead.js'
import type { AcceptedLead, StoredLead, Timer } from '../../src/state/record.js'
import { badClaims } from './badClaims.js'
import { badLives } from './badLives.js'
import type { Call, Evidence, Loan, Violation } from './checker.js'
import { type Line, rewritten, roster, write } from './history.js'

/** Everything that can happen to a lead, in turns that are right. */
const good: readonly Line[] = [
  ...['L1', 'L2', 'L3', 'L4', 'L5', 'L6'].map((key): Line => ({ do: 'assign', key })),
  { do: 'queue', key: 'Q1' },
  { do: 'close', key: 'L1' },
  { do: 'decline', key: 'L2' },
  { do: 'assign', key: 'L2' },
  { do: 'deadline', key: 'L3', due: 14_000 },
  { do: 'deadline', key: 'L4', due: 90_000 },
  { do: 'deadline', key: 'L5', due: 90_000 },
  { do: 'deadline', key: 'L6', due: 90_000 },
  { do: 'fire', key: 'L3' },
  { do: 'reassign', key: 'L4', to: 'mia' },
  { do: 'cancel', key: 'L5' },
  { do: 'assign', key: 'L10' },
  { do: 'deadline', key: 'L10', due: 90_000, name: 'escalation' },
  { do: 'contact', key: 'L10' },
  { do: 'transfer', key: 'L10' },
  { do: 'assign', key: 'L10' },
  ...['L7', 'L8', 'L9'].map((key): Line => ({ do: 'assign', key })),
  { do: 'erase', key: 'L5' },
  { do: 'assign', key: 'L5' },
  { do: 'queue', key: 'Q2' },
  { do: 'claim', key: 'Q2', to: 'mia' },
]

/** A history that is right. */
export const history = write(good)
const [answered, duplicate] = history.calls.filter(({ key }) => key === 'L3') as [Call, Call]
const lead = (key: string): StoredLead => history.leads.find((one) => one.key === key) as StoredLead
const seqOf = (key: string): number => lead(key).seq

const withCall = (from: Call, change: Partial<Call>): Evidence => ({
  ...history,
  calls: history.calls.map((call) => (call === from ? { ...call, ...change } : call)),
})
const answer = (change: Partial<NonNullable<Call['answer']>>): Evidence =>
  withCall(duplicate, { answer: { ...(duplicate.answer as NonNullable<Call['answer']>), ...change } })
const called = (call: Call): Evidence => ({ ...history, calls: [...history.calls, call] })
const record = (key: string, change: Partial<StoredLead>): Evidence => ({
  ...history,
  leads: history.leads.map((one) => (one.key === key ? { ...one, ...change } : one)),
})
const load = (rep: string, change: { open?: number; assigned?: number }): Evidence => ({
  ...history,
  loads: { ...history.loads, [rep]: { ...(history.loads[rep] as { open: number; assigned: number }), ...change } },
})
const timer = (state: Timer['state'], change: Partial<Timer>): Evidence => ({
  ...history,
  timers: (history.timers ?? []).map((one) => (one.state === state ? { ...one, ...change } : one)),
})
const waits = (change: Partial<AcceptedLead>): Evidence => ({
  ...history,
  accepted: [{ key: 'W1', content: {}, receivedAt: 0, attempts: 0, ...change }],
})
const loan = (id: string, what: Loan['what'], change: Partial<Loan>): Evidence => ({
  ...history,
  loans: (history.loans ?? []).map((one) => (one.id === id && one.what === what ? { ...one, ...change } : one)),
})
const fires = (due: number, ...more: readonly Line[]): Evidence =>
  write([{ do: 'assign', key: 'L1' }, { do: 'deadline', key: 'L1', due }, ...more])
const turns = (...owners: readonly (string | undefined)[]): Line[] =>
  owners.map((to, index) => ({ do: 'assign', key: `L${index}`, ...(to === undefined ? {} : { to }) }))

const swapped = { ...answered.answer, rep: 'mia' } as NonNullable<Call['answer']>
/** Histories that are wrong in one respect, and the invariant that says so. */
export const bad: readonly [invariant: Violation['invariant'], name: string, evidence: () => Evidence][] = [
  ...badClaims(history),
  ['I1', 'an answer names an entry that the trail does not have', () => answer({ seq: 999 })],
  ['I1', 'an answer names the entry of another lead', () => answer({ seq: seqOf('L7') })],
  ['I1', 'an accepted lead is nowhere', () => called({ kind: 'accept', key: 'gone', done: true })],
  ['I1', 'closing was acknowledged, and the lead is open', () => called({ kind: 'close', key: 'L7', done: true })],
  ['I1', 'a reassignment was acknowledged and never happened', () => called({ kind: 'reassign', key: 'L3', answer: swapped })],
  ['I1', 'erasing was acknowledged, and the record is there', () => called({ kind: 'erase', key: 'L7', done: true, from: 900, to: 901 })],
  ['I2', 'two owners: assigned again while somebody has it', twiceAssigned],
  [
    'I2',
    'two owners: the record of one entry is lost',
    () => ({
      ...history,
      leads: history.leads.filter(({ key }) => key !== 'Q1'),
      calls: history.calls.filter(({ key }) => key !== 'Q1'),
    }),
  ],
  ['I2', 'the record names another owner than the trail', () => swappedOwners('L2', 'L3')],
  ['I2', 'a record has another epoch', () => record('L3', { epoch: 7 })],
  ['I2', 'a record points at another decision', () => record('L3', { seq: seqOf('L7') })],
  ['I2', 'a record holds the content of another lead', () => record('L3', { intake: lead('L7').intake })],
  ['I2', 'a lead waits in the inbox after the drain', () => waits({})],
  ['I2', 'a lead is parked', () => waits({ notBefore: null })],
  ['I2', 'a routed lead waits in the inbox', () => waits({ key: 'L3' })],
  ['I2', 'a lead is held after the drain', () => write([{ do: 'hold', key: 'L1' }])],
  ['I2', 'a former owner closes', () => withCall(history.calls.find(({ kind }) => kind === 'close') as Call, { epoch: 9 })],
  ['I2', 'it goes on after it was closed', reopened],
  ['I3', 'another owner for the same entry', () => answer({ rep: 'mia' })],
  ['I3', 'another epoch for the same entry', () => answer({ epoch: 2 })],
  ['I3', 'the answer to another caller', () => answer({ lead: 'L2' })],
  ['I3', 'two are told that it is their doing', () => answer({ duplicate: false })],
  ['I3', 'an earlier state than was told before', () => answeredLater('L4')],
  [
    'I3',
    'the content was another, and the caller was told otherwise',
    () => withCall(duplicate, { content: { id: 'L3', new: 1 } as JsonObject }),
  ],
  ['I4', 'one open lead too many', () => load('bob', { open: 9 })],
  ['I4', 'one open lead too few', () => load('cat', { open: 0 })],
  ['I4', 'the count of all ever assigned is wrong', () => load('bob', { assigned: 1 })],
  ['I5', 'over the limit in the middle only', () => overfull()],
  ['I6', 'unfair in the middle only', () => write(turns(undefined, undefined, undefined, 'ana', 'cat', 'bob', undefined, undefined))],
  ['I6', 'somebody who is not eligible', withoutCat],
  ['I6', 'the pick is right, the booking is not', () => misbooked()],
  ['I7', 'a gap', () => write([{ do: 'assign', key: 'L1' }, { do: 'skip' }, { do: 'assign', key: 'L2' }])],
  [
    'I7',
    'time goes back',
    () =>
      write([
        { do: 'assign', key: 'L1', at: 5000 },
        { do: 'assign', key: 'L2', at: 4000 },
      ]),
  ],
  [
    'I7',
    'a hash that is not that of its entry',
    () => ({
      ...history,
      audit: history.audit.map((entry, index) => (index === history.audit.length - 1 ? { ...entry, hash: 'f'.repeat(64) } : entry)),
    }),
  ],
  [
    'I7',
    'a link that leads elsewhere',
    () => ({ ...history, audit: [...history.audit.slice(0, 5), ...rewritten(history.audit.slice(5), () => ({}))] }),
  ],
  [
    'I8',
    'the replay stops at a difference',
    () => ({
      ...history,
      replay: { difference: { seq: 3, what: 'another owner' }, state: history.replay?.state ?? { ledgers: {}, loads: {} } },
    }),
  ],
  [
    'I8',
    'the stored ledger is another',
    () => ({ ...history, ledgers: { turns: { ...(history.ledgers.turns as NonNullable<(typeof history.ledgers)[string]>), turn: 99 } } }),
  ],
  ['I8', 'a stored ledger is missing', () => ({ ...history, ledgers: {} })],
  ['I8', 'the replayed loads are others', () => ({ ...history, replay: { state: { ledgers: history.ledgers, loads: {} } } })],
  ['I9', 'a message was never delivered', () => ({ ...history, received: (history.received ?? []).slice(1) })],
  [
    'I9',
    'a message that nothing gave rise to',
    () => ({
      ...history,
      received: [...(history.received ?? []), { ...(history.received?.[0] as NonNullable<Evidence['received']>[number]), id: '1.7' }],
    }),
  ],
  [
    'I9',
    'a message says something else at its second delivery',
    () => ({
      ...history,
      received: [
        ...(history.received ?? []),
        {
          ...(history.received?.[0] as NonNullable<Evidence['received']>[number]),
          about: { kind: 'assigned', epoch: 1, rule: 'turns', rep: 'mia' },
        },
      ],
    }),
  ],
  [
    'I9',
    'two have a message under one attempt',
    () => ({ ...history, loans: [...(history.loans ?? []), { what: 'claim', id: '1.0', attempt: 1, from: 0, to: 0 }] }),
  ],
  ['I9', 'a stale settle is accepted', () => staleSettle(true)],
  ['I9', 'the only loan is refused', () => loan('1.0', 'settle', { taken: false })],
  ['I9', 'a message is lent out before the one before it is settled', () => loan(`${seqOf('L2')}.0`, 'claim', { from: 0, to: 0 })],
  ['I10', 'it was set, and is nowhere', () => called({ kind: 'deadline', key: 'L7', deadline: 'call', done: true })],
  ['I10', 'cancelling was acknowledged, and it fired', () => called({ kind: 'cancel', key: 'L3', deadline: 'call', done: true })],
  ['I10', 'it fired twice', () => fires(1, { do: 'fire', key: 'L1' }, { do: 'fire', key: 'L1' })],
  ['I10', 'it fired early', () => fires(90_000, { do: 'fire', key: 'L1' })],
  ['I10', 'it fired and was cancelled', () => timer('fired', { state: 'cancelled' })],
  ['I10', 'it was due and never fired', () => fires(2000)],
  ['I10', 'it fired and is still set', () => timer('fired', { state: 'set' })],
  ['I10', 'it is marked as fired, and the trail knows nothing of it', () => timer('set', { state: 'fired', endedAt: 1 })],
  [
    'I10',
    'it fired and was never set',
    () => ({
      ...history,
      timers: history.timers?.filter(({ state }) => state !== 'fired') ?? [],
      received: history.received?.filter(({ about }) => about.kind !== 'fired') ?? [],
    }),
  ],
  ['I10', 'it fired after the lead was closed', () => fires(1, { do: 'close', key: 'L1' }, { do: 'fire', key: 'L1' })],
  ['I10', 'the lead has another owner, and it is still set', () => stillSet()],
  ...badLives({ history, lead, record, called, withCall }),
]

/** Two records whose owners are told the wrong way round: the loads are right. */
function swappedOwners(one: string, other: string): Evidence {
  const owners = new Map([
    [one, lead(other).rep],
    [other, lead(one).rep],
  ])
  const rep = (record: StoredLead): { readonly rep?: string } => ({ ...record, rep: owners.get(record.key) ?? (record.rep as string) })
  return { ...history, leads: history.leads.map((record) => (owners.has(record.key) ? { ...record, ...rep(record) } : record)) }
}

/** Somebody is told, at the very end, what somebody else was told at first. */
function answeredLater(key: string): Evidence {
  const early = history.calls.filter((call) => call.key === key)[1] as Call
  return called({ ...early, from: 950, to: 951 })
}

/** Ana, who is alone, has a limit of 3 and gets a fourth; in the end she has one. */
function overfull(): Evidence {
  const owners = ['ana', 'ana', 'ana', 'ana']
  const closed = ['L0', 'L1', 'L2'].map((key): Line => ({ do: 'close', key }))
  return write(
    [...turns(...owners), ...closed],
    roster.filter(({ id }) => id === 'ana'),
  )
}

/** Assigned twice, by somebody who corrected the loads. */
function twiceAssigned(): Evidence {
  const twice = write([...turns(undefined), { do: 'assign', key: 'L0' }])
  const loads = { ...twice.loads, ana: { open: 0, assigned: 1 } }
  return { ...twice, loads, replay: { state: { ledgers: twice.ledgers, loads } } }
}

function reopened(): Evidence {
  const key = 'Q1'
  const script: Line[] = [
    { do: 'queue', key },
    { do: 'close', key },
    { do: 'queue', key },
  ]
  return { ...write(script), calls: [] }
}

/** The right rep, at the wrong price. */
function misbooked(): Evidence {
  const audit = rewritten(history.audit, ({ seq, event }) =>
    seq === 3 && event.kind === 'assigned' ? { event: { ...event, ledger: { ...event.ledger, level: event.ledger.level + 1 } } } : {},
  )
  return { ...history, audit }
}

function withoutCat(): Evidence {
  const rest = roster.filter(({ id }) => id !== 'cat')
  return { ...history, documents: new Map([...history.documents, ['the roster', rest as unknown as Json]]) }
}

/** The first loan is over, somebody else has the message, and the first one comes back. */
export function staleSettle(taken: boolean): Evidence {
  const others = (history.loans ?? []).filter(({ id }) => id !== '1.0')
  return {
    ...history,
    loans: [
      { what: 'claim', id: '1.0', attempt: 1, from: 0, to: 1 },
      { what: 'claim', id: '1.0', attempt: 2, from: 2, to: 3 },
      { what: 'settle', id: '1.0', attempt: 1, outcome: 'done', taken, from: 4, to: 5 },
      { what: 'settle', id: '1.0', attempt: 2, outcome: 'done', taken: !taken, from: 6, to: 7 },
      ...others,
    ],
  }
}

/** The lead has changed hands, and its deadline was left as it was. */
function stillSet(): Evidence {
  const moved = fires(90_000, { do: 'reassign', key: 'L1', to: 'mia' })
  return { ...moved, timers: (moved.timers ?? []).map((one) => ({ ...one, state: 'set' })) }
}
