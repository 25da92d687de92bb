import type { Outcome } from '../../src/state/event.js'
import type { PastOwner, StoredLead } from '../../src/state/record.js'
import type { Call, Evidence, Violation } from './checker.js'
import { type Line, rewritten, write } from './history.js'

/** A history that is right, and ways to make it wrong. */
export interface Kit {
  readonly history: Evidence
  lead(key: string): StoredLead
  record(key: string, change: Partial<StoredLead>): Evidence
  called(call: Call): Evidence
  withCall(from: Call, change: Partial<Call>): Evidence
}

const alone: Line = { do: 'assign', key: 'L0' }

/** Contacts, ends and owners that are told wrong. */
export function badLives({ history, lead, record, called, withCall }: Kit): readonly [Violation['invariant'], string, () => Evidence][] {
  const answered = history.calls.filter(({ key }) => key === 'L3')[1] as Call
  const contact = history.calls.find(({ kind }) => kind === 'contacted') as Call
  const withPast = (key: string, change: Partial<PastOwner>): Evidence =>
    record(key, { past: (lead(key).past ?? []).map((owner) => ({ ...owner, ...change })) })
  return [
    ['I1', 'a contact was acknowledged, and never happened', () => called({ kind: 'contacted', key: 'L3', done: true })],
    [
      'I1',
      'a transfer was told, and never happened',
      () => called({ kind: 'transfer', key: 'L3', rep: 'bob', answer: answered.answer as NonNullable<Call['answer']> }),
    ],
    ['I1', 'closed as something that nobody asked for', () => endedAs(history, lead('L1'), 'merged')],
    ['I2', 'a former owner is in contact', () => withCall(contact, { epoch: 9 })],
    ['I2', 'in contact twice in one ownership', () => write([alone, { do: 'contact', key: 'L0' }, { do: 'contact', key: 'L0' }])],
    [
      'I2',
      'in contact while nobody has it',
      () =>
        write([
          { do: 'queue', key: 'Q1' },
          { do: 'contact', key: 'Q1' },
        ]),
    ],
    ['I2', 'the record says that the new owner was in contact', () => record('L10', { contactedAt: 1 })],
    ['I2', 'the record knows nothing of a contact', silent],
    ['I2', 'taken from somebody who does not have it', takenFromMia],
    ['I2', 'a past owner is not in the record', () => record('L10', { past: [] })],
    ['I2', 'the record has a past owner in another epoch', () => withPast('L4', { epoch: 2 })],
    ['I2', 'the record has another end of an ownership', () => withPast('L2', { because: 'transferred' })],
    ['I2', 'the record does not keep it from whom it was taken', () => record('L10', { declined: [] })],
    ['I4', 'what was taken from somebody still counts', () => stillCounts(history)],
    ['I6', 'back to whom it was taken from', () => write([alone, { do: 'transfer', key: 'L0' }, { do: 'assign', key: 'L0', to: 'ana' }])],
    ['I10', 'the owner was in contact, and it fired', () => contacted('fire')],
    ['I10', 'the owner was in contact, and it is still set', () => contacted('set')],
  ]
}

/** Everybody who closed it said nothing about how it ended. */
function endedAs(history: Evidence, { subject }: StoredLead, as: Outcome): Evidence {
  const audit = rewritten(history.audit, ({ event }) =>
    event.kind === 'closed' && event.subject === subject ? { event: { ...event, as } } : {},
  )
  return { ...history, audit }
}

/** The trail knows of a contact that the record has lost. */
function silent(): Evidence {
  const known = write([alone, { do: 'contact', key: 'L0' }])
  return { ...known, leads: known.leads.map(({ contactedAt: _contactedAt, ...rest }) => rest) }
}

/** The trail takes a lead from somebody else than its owner. */
function takenFromMia(): Evidence {
  const taken = write([alone, { do: 'transfer', key: 'L0' }])
  const audit = rewritten(taken.audit, ({ event }) => (event.kind === 'transferred' ? { event: { ...event, rep: 'mia' } } : {}))
  return { ...taken, audit, mayWait: { held: true } }
}

/** A deadline that waits for the first contact, and does not notice it. */
function contacted(then: 'fire' | 'set'): Evidence {
  const key = 'L1'
  const script: Line[] = [
    { do: 'assign', key },
    { do: 'deadline', key, due: then === 'fire' ? 1 : 90_000, name: 'escalation' },
    { do: 'contact', key },
  ]
  if (then === 'fire') return write([...script, { do: 'fire', key }])
  const known = write(script)
  return { ...known, timers: (known.timers ?? []).map((one) => ({ ...one, state: 'set' })) }
}

/** One open lead too many for whom one was taken from. */
function stillCounts(history: Evidence): Evidence {
  const { rep = '' } = history.audit.map(({ event }) => event).find(({ kind }) => kind === 'transferred') ?? {}
  const load = history.loads[rep] ?? { open: 0, assigned: 0 }
  return { ...history, loads: { ...history.loads, [rep]: { ...load, open: load.open + 1 } } }
}
