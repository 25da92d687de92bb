import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../../src/adapter/memory/memoryStore.js'
import { storeContract } from '../../../src/testing/index.js'
import { write } from '../../../src/testing/storeContractCase.js'
import { assignedLead, change, ledgerAt, messageOf, waitingLead } from '../../../src/testing/storeContractRecords.js'

describe('the contract', () => {
  for (const { name, run, skip } of storeContract({ name: 'memory', open: memoryStore })) test.skipIf(skip !== undefined)(name, run)
})

test('answers at once and is not durable', () => {
  const store = memoryStore()
  expect(store.durable).toBe(false)
  expect(store.transact({ now: 5, leads: [], rotations: [], reps: [], step: (view) => ({ result: view.now }) })).toBe(5)
  expect(store.queued({ queue: 'q', limit: 1 })).toEqual([])
})

test('everything it returns is frozen through and through', async () => {
  const store = memoryStore()
  await write(store, {
    leads: [assignedLead('L1')],
    ledgers: [change('r', 1, { ana: [1, 1] })],
    loads: new Map([['ana', { open: 1, assigned: 1 }]]),
  })
  const answers = [store.lead({ key: 'L1' }), store.ledger('r'), store.ledger('new'), store.audit({ after: 0, limit: 1 })]
  const thawed: string[] = []
  const visit = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return
    if (!Object.isFrozen(value)) thawed.push(path)
    for (const [name, member] of Object.entries(value)) visit(member, `${path}.${name}`)
  }
  for (const [index, answer] of answers.slice(0, 3).entries()) visit(answer, `${index}`)
  visit((answers[3] as unknown[])[0], '3')
  expect(thawed).toEqual([])
})

test('a ledger that did not change is handed out again without copying', async () => {
  const store = memoryStore()
  await write(store, { ledgers: [change('r', 1, { ana: [1, 1] }), change('other', 1, {})] })
  const first = store.ledger('r')
  await write(store, { ledgers: [change('other', 2, {})] })
  expect(store.ledger('r')).toBe(first)
  await write(store, { ledgers: [change('r', 2, {})] })
  expect(store.ledger('r')).toEqual(ledgerAt(2, { ana: [1, 1] }))
})

test.each([
  ['a gap', [2]],
  ['a number twice', [1, 1]],
  ['a step back', [1, 0]],
])('entries with %s are refused, and nothing is written', async (_, seqs) => {
  const store = memoryStore()
  const entries = seqs.map((seq) => ({
    seq,
    at: 1,
    event: { kind: 'closed', subject: 's', epoch: 1 } as const,
    previous: '',
    hash: `${seq}`,
  }))
  await expect(write(store, { entries, leads: [waitingLead('L1', 'q')] })).rejects.toMatchObject({ code: 'storeFailed' })
  expect(store.lead({ key: 'L1' })).toBeUndefined()
  expect(store.audit({ after: 0, limit: 9 })).toEqual([])
})

test.each([
  ['that is taken', ['1.0']],
  ['that is there twice', ['2.0', '2.0']],
  ['without a number', ['2']],
  ['of nothing', ['']],
])('a message with an id %s is refused, and nothing is written', async (_, ids) => {
  const store = memoryStore()
  await write(store, { leads: [assignedLead('L1')], messages: [messageOf('1.0', 'L1')] })
  const writing = write(store, { leads: [assignedLead('L2')], messages: ids.map((id) => messageOf(id, 'L1')) })
  await expect(writing).rejects.toMatchObject({ code: 'storeFailed' })
  expect(store.lead({ key: 'L2' })).toBeUndefined()
})

test('a step that calls the inbox or the outbox of its own store is told that steps are pure', () => {
  const store = memoryStore()
  const calls = [
    () => store.accept({ key: 'L1', content: {}, receivedAt: 1 }),
    () => store.claim({ now: 1, leaseMs: 1, limit: 1, channels: [] }),
    () => store.prune({ before: 1 }),
  ]
  for (const call of calls) {
    const nested = () => store.transact({ now: 1, leads: [], rotations: [], reps: [], step: () => ({ result: call() }) })
    expect(nested).toThrow(expect.objectContaining({ code: 'storeFailed', message: expect.stringContaining('steps are pure') }))
  }
  expect(store.accepted({ now: 1, limit: 9 })).toEqual([])
})

test('a record that is not JSON is refused as storeFailed, with the cause', async () => {
  const store = memoryStore()
  for (const content of [1n, () => 1, Symbol('s'), Number.NaN, Number.POSITIVE_INFINITY, [undefined]]) {
    const writing = write(store, { documents: [{ digest: 'd', kind: 'facts', content: content as never }] })
    await expect(writing).rejects.toMatchObject({ code: 'storeFailed', cause: expect.any(TypeError) })
  }
  expect(store.document('d')).toBeUndefined()
})

test('-0 is stored as 0, as JSON text has it', async () => {
  const store = memoryStore()
  await write(store, { ledgers: [change('r', 1, { ana: [-0, 1] })] })
  expect(Object.is((store.ledger('r') as { members: Record<string, readonly number[]> }).members.ana?.[0], 0)).toBe(true)
})

test('a step that calls `transact` of its own store is told that steps are pure', async () => {
  const store = memoryStore()
  const request = { now: 1, leads: [], rotations: [], reps: [] }
  const step = () => ({ result: 1 })
  const nested = () => store.transact({ ...request, step: () => ({ result: store.transact({ ...request, step }) }) })
  expect(nested).toThrow(expect.objectContaining({ code: 'storeFailed', message: expect.stringContaining('steps are pure') }))
  expect(store.transact({ ...request, step })).toBe(1)
  await store.end()
})
