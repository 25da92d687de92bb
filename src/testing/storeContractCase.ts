import assert from 'node:assert/strict'
import { canonicalJson } from '../json.js'
import type { Json } from '../lead.js'
import type { Store, Transaction, View, Write } from '../port/store.js'
import { entryAfter } from './storeContractRecords.js'

/** A case before it knows which stores it is about. */
export interface StoreCase {
  readonly name: string
  readonly needs?: 'reopen' | 'second'
  run(stores: Stores): Promise<void>
}

export interface Stores {
  /** New and empty. */
  readonly store: Store
  /** Only where the case `needs` it. */
  reopen(store: Store): Promise<Store>
  second(store: Store): Promise<Store>
}

export type Parts = Partial<Omit<Write, 'entries'>> & {
  /** How many entries to add to the audit trail, or the write's own. Default 1. */
  readonly entries?: number | Write['entries']
}

/** What a request asks for, all of it optional. */
export type Asked = Partial<Omit<Transaction<unknown>, 'step'>>

/** One transaction that writes these parts, and as many entries as it says, each continuing the trail. */
export async function write(store: Store, parts: Parts | ((view: View) => Parts), asked: Asked = {}): Promise<void> {
  await store.transact({
    ...request(asked),
    step: (view) => ({ write: writeOf(view, typeof parts === 'function' ? parts(view) : parts), result: undefined }),
  })
}

/** One transaction that only looks. */
export async function look(store: Store, asked: Asked = {}): Promise<View> {
  return await store.transact({ ...request(asked), step: (view) => ({ result: view }) })
}

export function request({
  now = 1_000,
  leads = [],
  rotations = [],
  reps = [],
  inbox = [],
  journal = false,
  persons,
}: Asked = {}): Omit<Transaction<unknown>, 'step'> {
  return { now, leads, rotations, reps, inbox, journal, ...(persons === undefined ? {} : { persons }) }
}

export function writeOf(view: View, { entries = 1, ...parts }: Parts): Write {
  return {
    entries: typeof entries === 'number' ? entriesAfter(view, entries) : entries,
    leads: [],
    ledgers: [],
    loads: new Map(),
    documents: [],
    messages: [],
    timers: [],
    erased: [],
    ...parts,
  }
}

export function entriesAfter(view: View, count: number): Write['entries'] {
  const entries: Write['entries'][number][] = []
  while (entries.length < count) entries.push(entryAfter(entries.at(-1) ?? view.head, view.now))
  return entries
}

/** The whole trail, in pages. */
export async function wholeTrail(store: Store): Promise<Write['entries']> {
  const trail: Write['entries'][number][] = []
  for (;;) {
    const page = await store.audit({ after: trail.at(-1)?.seq ?? 0, limit: 100 })
    if (page.length === 0) return trail
    // A store that takes no notice of `after` must fail here, and not go on for ever.
    assert.ok((page[0]?.seq ?? 0) > (trail.at(-1)?.seq ?? 0), 'A page of the audit trail begins before its `after`.')
    trail.push(...page)
  }
}

/** Numbers from 1 without a gap, each entry naming the hash before it, time never going back. */
export function assertWhole(trail: Write['entries'], length: number): void {
  assert.equal(trail.length, length, `The audit trail has ${trail.length} entries instead of ${length}.`)
  trail.forEach((entry, index) => {
    assert.equal(entry.seq, index + 1, `Entry ${index + 1} of the audit trail has the number ${entry.seq}.`)
    assert.equal(entry.previous, trail[index - 1]?.hash ?? '', `Entry ${entry.seq} does not name the hash of the entry before it.`)
    assert.ok(entry.at >= (trail[index - 1]?.at ?? 0), `Entry ${entry.seq} is older than the entry before it.`)
  })
}

/** Equal as JSON data, to the byte of its canonical text. */
export function assertSame(actual: unknown, expected: unknown, what: string): void {
  assert.notEqual(actual, undefined, `${what} is missing.`)
  assert.equal(canonicalJson(actual as Json), canonicalJson(expected as Json), `${what} came back changed.`)
}

/** The value, which has to be there. */
export function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) assert.fail(`${what} is missing.`)
  return value
}

/** The error of a call that may throw at once or reject. */
export async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call()
  } catch (error) {
    return error
  }
  assert.fail('The call should have failed.')
}
