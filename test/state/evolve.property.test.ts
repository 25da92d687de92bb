import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryStore } from '../../src/adapter/memory/memoryStore.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { emptyLedger } from '../../src/ledger/state.js'
import { openDraft } from '../../src/router/draft.js'
import type { Event } from '../../src/state/event.js'
import { evolve, evolveAll } from '../../src/state/evolve.js'
import { emptyState, type RoutingState, type StoredLead } from '../../src/state/record.js'

const rotations = ['north', 'south', 'constructor']
const reps = ['ana', 'bob', 'toString']
const inputs = { plan: 'p', roster: 'r', facts: 'f', intake: 'i' }

/** Which lead goes through which rotation with whom there; or the close of an earlier one. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('assign' as const),
      rotation: fc.constantFrom(...rotations),
      there: fc.subarray(reps, { minLength: 1 }),
    }),
    fc.record({ kind: fc.constant('close' as const), rep: fc.constantFrom(...reps) }),
  ),
  { minLength: 20, maxLength: 60 },
)

function eventsOf(script: readonly ({ kind: 'assign'; rotation: string; there: string[] } | { kind: 'close'; rep: string })[]): Event[] {
  let state = emptyState
  return script.map((step, index) => {
    const ledger = step.kind === 'assign' && Object.hasOwn(state.ledgers, step.rotation) ? state.ledgers[step.rotation] : undefined
    const event: Event =
      step.kind === 'close'
        ? { kind: 'closed', subject: `s${index}`, epoch: 1, rep: step.rep }
        : assigned(step.rotation, step.there, ledger ?? emptyLedger, index)
    state = evolve(state, event)
    return event
  })
}

function assigned(rotation: string, there: readonly string[], ledger: typeof emptyLedger, index: number): Event {
  const contenders = there.map((id) => ({ id, weight: 1 }))
  const { winner, change } = pickByCredit(ledger, { contenders })
  return {
    kind: 'assigned',
    subject: `s${index}`,
    epoch: 1,
    rep: there[winner] as string,
    rule: 'r',
    ledger: { rotation, ...change },
    inputs,
  }
}

const plain = (state: RoutingState): unknown => JSON.parse(JSON.stringify(state))

test('folding events one by one, all at once, and row by row in a store give the same state; the old state stays as it was', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const events = eventsOf(script)
      const atOnce = evolveAll(emptyState, events)
      const oneByOne = events.reduce((state, event) => {
        const before = JSON.stringify(state)
        const next = evolve(state, event)
        expect(JSON.stringify(state)).toBe(before)
        return next
      }, emptyState)
      expect(plain(oneByOne)).toEqual(plain(atOnce))

      const store = memoryStore()
      void store.transact({
        now: 1,
        leads: [],
        rotations,
        reps,
        step: (view) => {
          const draft = openDraft(view)
          for (const event of events) draft.record(event, (entry) => recordOf(event, entry.seq))
          return { write: draft.write([]), result: undefined }
        },
      })
      const loads = store.loads(reps) as RoutingState['loads']
      for (const rep of reps) if (Object.hasOwn(atOnce.loads, rep)) expect(loads[rep]).toEqual(atOnce.loads[rep])
      for (const rotation of rotations) {
        const expected = Object.hasOwn(atOnce.ledgers, rotation) ? atOnce.ledgers[rotation] : emptyLedger
        expect(JSON.parse(JSON.stringify(store.ledger(rotation)))).toEqual(JSON.parse(JSON.stringify(expected)))
      }
    }),
    { numRuns: 100 },
  )
})

function recordOf({ subject }: Event, seq: number): StoredLead {
  const trace = { plan: { name: 'p', digest: 'd' }, labels: {}, rules: [], notes: [] }
  const decision = { kind: 'queued' as const, queue: 'q', lead: subject, rule: 'r', at: 1, trace, effects: [] }
  return {
    key: subject,
    subject,
    salt: '',
    digest: '',
    intake: { lead: {} },
    state: 'queued',
    queue: 'q',
    waits: {},
    epoch: 0,
    decision,
    seq,
    receivedAt: 1,
    at: 1,
  }
}
