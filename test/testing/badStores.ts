import { memoryStore } from '../../src/adapter/memory/memoryStore.js'
import type { Store, Transaction, View, Write } from '../../src/port/store.js'
import { type AuditEntry, noLoad, type StoredLead } from '../../src/state/record.js'
import type { StoreContractOptions } from '../../src/testing/index.js'
import { assignedLead } from '../../src/testing/storeContractRecords.js'

export interface BadStore {
  readonly name: string
  readonly options: StoreContractOptions
  /** Cases that must catch it; others may, too. */
  readonly caughtBy: readonly string[]
}

/** How a store goes wrong: in what a step sees, in what it writes, or in an answer. */
interface Fault {
  readonly see?: (view: View, request: Transaction<unknown>) => View
  readonly write?: (write: Write, view: View, good: Store) => Write
  readonly over?: (good: Store) => Partial<Store>
}

function faulty({ see, write, over }: Fault): () => Store {
  return () => {
    const good = memoryStore()
    return {
      ...good,
      transact: (request) =>
        good.transact({
          ...request,
          step(view) {
            const step = request.step(see === undefined ? view : see(view, request))
            return step.write === undefined || write === undefined ? step : { ...step, write: write(step.write, view, good) }
          },
        }),
      ...over?.(good),
    }
  }
}

const bad = (name: string, fault: Fault, caughtBy: readonly string[]): BadStore => ({
  name,
  options: { name, open: faulty(fault) },
  caughtBy,
})

/** Renames what a store keeps, consistently, so that only the confusion of two names shows. */
const renaming = (name: string, rename: (text: string) => string, caughtBy: readonly string[]): BadStore =>
  bad(
    name,
    {
      see: (view, request) => ({
        ...view,
        leads: new Map(request.leads.flatMap((key) => (view.leads.has(rename(key)) ? [[key, view.leads.get(rename(key))!] as const] : []))),
      }),
      write: (write) => ({ ...write, leads: write.leads.map((lead) => ({ ...lead, key: rename(lead.key) })) }),
      over: (good) => ({ lead: (by) => good.lead('key' in by ? { key: rename(by.key) } : by) }),
    },
    caughtBy,
  )

const answer = (value: unknown) => value as never
const members = (
  members: object,
  each: (name: string, standing: readonly [number, number]) => readonly [string, readonly [number, number]],
) => Object.fromEntries(Object.entries(members).map(([name, standing]) => each(name, standing as [number, number])))

/** An unlocked store: reads at once, lets others in, then writes over whatever they wrote. */
function unlocked(): Store {
  const state = {
    leads: new Map<string, StoredLead>(),
    audit: [] as AuditEntry[],
    ledgers: new Map<string, View['ledgers'] extends ReadonlyMap<string, infer L> ? L : never>(),
  }
  const loads = new Map<string, { open: number; assigned: number }>()
  const good = memoryStore()
  return {
    ...good,
    async transact(request) {
      const last = state.audit.at(-1)
      const view: View = {
        now: Math.max(request.now, last?.at ?? 0),
        head: { seq: last?.seq ?? 0, hash: last?.hash ?? '', at: last?.at ?? 0 },
        leads: new Map([...state.leads].filter(([key]) => request.leads.includes(key))),
        ledgers: new Map(request.rotations.map((rotation) => [rotation, state.ledgers.get(rotation) ?? { turn: 0, members: {} }])),
        loads: new Map(request.reps.map((rep) => [rep, loads.get(rep) ?? noLoad])),
      }
      await Promise.resolve()
      const { write, result } = request.step(view)
      if (write !== undefined) {
        state.audit.push(...write.entries)
        for (const lead of write.leads) state.leads.set(lead.key, lead)
        for (const { rotation, turn, members } of write.ledgers)
          state.ledgers.set(rotation, { turn, members: { ...state.ledgers.get(rotation)?.members, ...members } })
        for (const [rep, load] of write.loads) loads.set(rep, load)
      }
      return result
    },
    lead: (by) => ('key' in by ? state.leads.get(by.key) : undefined),
    ledger: (rotation) => state.ledgers.get(rotation) ?? { turn: 0, members: {} },
    audit: ({ after, limit }) => state.audit.filter((entry) => entry.seq > after).slice(0, limit),
  }
}

/** Swallows the error of a step, and keeps what it had put there before the step ran. */
function placeholders(): Store {
  const good = memoryStore()
  return {
    ...good,
    transact(request) {
      good.transact({
        ...request,
        step: (view) => {
          const leads = request.leads.filter((key) => !view.leads.has(key)).map((key) => assignedLead(key))
          return { write: { entries: [], leads, ledgers: [], loads: new Map(), documents: [] }, result: undefined }
        },
      })
      return good.transact(request)
    },
  }
}

/** Writes part after part, each committed on its own. */
function piecemeal(): Store {
  const good = memoryStore()
  return {
    ...good,
    transact(request) {
      let result: unknown
      let write: Write | undefined
      good.transact({
        ...request,
        step(view) {
          const step = request.step(view)
          write = step.write
          result = step.result
          return { result: undefined }
        },
      })
      if (write !== undefined) {
        const nothing: Write = { entries: [], leads: [], ledgers: [], loads: new Map(), documents: [] }
        for (const part of ['entries', 'leads', 'ledgers'] as const) put({ ...nothing, [part]: write[part] })
        for (const [rep, load] of write.loads) put({ ...nothing, loads: new Map([[rep, load]]) })
        for (const document of write.documents) put({ ...nothing, documents: [document] })
      }
      return result as never
    },
  }
  function put(write: Write): void {
    good.transact({ now: 0, leads: [], rotations: [], reps: [], step: () => ({ write, result: undefined }) })
  }
}

/** Keeps what it is given and gives what it keeps. */
function shared(): Store {
  const state = {
    leads: new Map<string, StoredLead>(),
    audit: [] as AuditEntry[],
    ledgers: new Map<string, { turn: number; members: Record<string, never> }>(),
  }
  const loads = new Map<string, { open: number; assigned: number }>()
  const documents = new Map<string, never>()
  const ledger = (rotation: string) => state.ledgers.get(rotation) ?? sharedEmpty
  const load = (rep: string) => loads.get(rep) ?? sharedLoad
  return {
    name: 'shared',
    durable: false,
    transact(request) {
      const last = state.audit.at(-1)
      const { write, result } = request.step({
        now: Math.max(request.now, last?.at ?? 0),
        head: { seq: last?.seq ?? 0, hash: last?.hash ?? '', at: last?.at ?? 0 },
        leads: new Map([...state.leads].filter(([key]) => request.leads.includes(key))),
        ledgers: new Map(request.rotations.map((rotation) => [rotation, ledger(rotation)])),
        loads: new Map(request.reps.map((rep) => [rep, load(rep)])),
      })
      if (write === undefined) return result
      state.audit.push(...write.entries)
      for (const lead of write.leads) state.leads.set(lead.key, lead)
      for (const change of write.ledgers) {
        const kept = state.ledgers.get(change.rotation)
        if (kept === undefined) state.ledgers.set(change.rotation, change as never)
        else Object.assign(kept, { turn: change.turn, members: Object.assign(kept.members, change.members) })
      }
      for (const [rep, value] of write.loads) loads.set(rep, value)
      for (const document of write.documents) documents.set(document.digest, document as never)
      return result
    },
    lead: (by) => ('key' in by ? state.leads.get(by.key) : [...state.leads.values()].find((lead) => lead.subject === by.subject)),
    queued: ({ queue }) => [...state.leads.values()].filter((lead) => lead.queue === queue),
    audit: ({ after }) => (after === 0 ? state.audit : []),
    loads: (reps) => Object.fromEntries(reps.map((rep) => [rep, load(rep)])),
    ledger: (rotation) => ({ turn: ledger(rotation).turn, members: ledger(rotation).members }),
    document: (digest) => documents.get(digest),
    end: () => {},
  }
}
const sharedEmpty = { turn: 0, members: {} }
const sharedLoad = { open: 0, assigned: 0 }

/** A durable store's handles: `reopen` and `second` give the same data, or what a fault makes of it. */
function kept(name: string, again: (good: Store) => Store, caughtBy: readonly string[], durable = true): BadStore {
  const data = new WeakMap<Store, Store>()
  const handle = (good: Store, store: Store) => {
    data.set(store, good)
    return store
  }
  const options: StoreContractOptions = {
    name,
    open: () => {
      const good = memoryStore()
      return handle(good, { ...good, durable, end: () => {} })
    },
    reopen: (store) => handle(data.get(store)!, { ...again(data.get(store)!), end: () => {} }),
    second: (store) => handle(data.get(store)!, { ...again(data.get(store)!), end: () => {} }),
  }
  return { name, options, caughtBy }
}

export const badStores: readonly BadStore[] = [
  {
    name: 'no lock',
    options: { name: 'no lock', open: unlocked },
    caughtBy: [
      '300 increments at once lose none',
      '300 transactions at once leave a whole audit trail',
      'of many who claim a key at once exactly one finds it free',
      'transactions on different rotations at once keep out of each other',
      'steps that throw among others at once harm none of them',
      'a step that calls its own store, against its contract, loses no update',
    ],
  },
  {
    name: 'placeholders before the step',
    options: { name: 'placeholders', open: placeholders },
    caughtBy: ['a step that throws leaves no trace', 'of many who claim a key at once exactly one finds it free'],
  },
  {
    name: 'part after part',
    options: { name: 'piecemeal', open: piecemeal },
    caughtBy: ['a write that fails halfway leaves no trace', 'a record that cannot be stored takes the whole write with it'],
  },
  {
    name: 'shared mutable records',
    options: { name: 'shared', open: shared },
    caughtBy: [
      'changing a lead changes nothing in the store',
      'changing a ledger changes nothing in the store',
      'changing loads changes nothing in the store',
      'changing a document changes nothing in the store',
      'changing audit entries changes nothing in the store',
      'changing a view, within the step changes nothing in the store',
      'changing records after they were written changes nothing in the store',
      'a record stays as it was read when the store moves on',
    ],
  },
]
