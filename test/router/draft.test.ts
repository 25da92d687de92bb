import { expect, test } from 'vitest'
import type { View } from '../../src/port/store.js'
import { openDraft } from '../../src/router/draft.js'
import type { Event } from '../../src/state/event.js'
import { assignedLead } from '../../src/testing/storeContractRecords.js'

test('of a person the oldest lead with an owner counts, whether the store has it or the batch gave it one', () => {
  const person = 'a'.repeat(64)
  const seen = assignedLead('L5', { person, receivedAt: 50 })
  const view: View = {
    now: 100,
    head: { seq: 0, hash: '', at: 0 },
    leads: new Map(),
    ledgers: new Map(),
    loads: new Map(),
    timers: new Map(),
    inbox: new Map(),
    persons: new Map([[person, seen]]),
  }
  const draft = openDraft(view)
  const give = (key: string, receivedAt: number) => {
    const event: Event = { kind: 'contacted', subject: key, epoch: 1 }
    return draft.record(event, () => assignedLead(key, { person, receivedAt, rep: key }))
  }
  give('L7', 70)
  expect(draft.ofPerson(person)?.key).toBe('L5')
  give('L3', 30)
  give('L4', 40)
  expect(draft.ofPerson(person)?.key).toBe('L3')
  give('L10', 30)
  expect(draft.ofPerson(person)?.key).toBe('L10')
  expect(draft.ofPerson('b'.repeat(64))).toBeUndefined()
})
