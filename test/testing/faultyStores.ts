import { memoryStore } from '../../src/adapter/memory/memoryStore.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import type { Store, Transaction, View, Write } from '../../src/port/store.js'
import type { PlanRecord, VersionRecord } from '../../src/state/planRecord.js'
import { type AuditEntry, type Load, noLoad, type StoredLead, type Timer } from '../../src/state/record.js'
import type { StoreContractOptions } from '../../src/testing/index.js'
import { assignedLead } from '../../src/testing/storeContractRecords.js'
import { sharedDelivery } from './sharedDelivery.js'

/** How a store goes wrong: in what a step sees, in what it writes, or in its answers. */
export interface Fault {
  readonly see?: (view: View, request: Transaction<unknown>) => View
  readonly write?: (write: Write, view: View) => Write
  readonly answers?: (good: Store) => Partial<Store>
}

/** A good store with one fault; the fault may keep something of its own for each store. */
export function faulty(fault: () => Fault): () => Store {
  return () => {
    const good = memoryStore()
    const { see, write, answers } = fault()
    return {
      ...good,
      transact: (request) =>
        good.transact({
          ...request,
          step(view) {
            const step = request.step(see === undefined ? view : see(view, request))
            return step.write === undefined || write === undefined ? step : { ...step, write: write(step.write, view) }
          },
        }),
      ...answers?.(good),
    }
  }
}

export const nothing: Write = {
  entries: [],
  leads: [],
  ledgers: [],
  loads: new Map(),
  documents: [],
  messages: [],
  timers: [],
  erased: [],
}

/** Reads at once, lets others in, then writes over whatever they wrote. */
export function unlocked(): Store {
  const leads = new Map<string, StoredLead>()
  const ledgers = new Map<string, LedgerState>()
  const loads = new Map<string, Load>()
  const timers = new Map<string, Timer>()
  const audit: AuditEntry[] = []
  const plans: PlanRecord[] = []
  const ledger = (rotation: string) => ledgers.get(rotation) ?? emptyLedger
  return {
    ...memoryStore(),
    async transact(request) {
      const { seq = 0, hash = '', at = 0 } = audit.at(-1) ?? {}
      const view: View = {
        now: Math.max(request.now, at),
        head: { seq, hash, at },
        leads: new Map([...leads].filter(([key]) => request.leads.includes(key))),
        ledgers: new Map(request.rotations.map((rotation) => [rotation, ledger(rotation)])),
        loads: new Map(request.reps.map((rep) => [rep, loads.get(rep) ?? noLoad])),
        timers: new Map([...timers.values()].map((timer) => [timer.subject.replace('subject of ', ''), [timer]])),
        inbox: new Map(),
        journal: [...plans],
        ...(plans.length === 0 ? {} : { plan: plans.at(-1) as VersionRecord }),
      }
      await Promise.resolve()
      const { write = nothing, result } = request.step(view)
      audit.push(...write.entries)
      for (const lead of write.leads) leads.set(lead.key, lead)
      for (const { rotation, members, ...numbers } of write.ledgers)
        ledgers.set(rotation, { ...numbers, members: { ...ledger(rotation).members, ...members } })
      for (const [rep, load] of write.loads) loads.set(rep, load)
      for (const timer of write.timers) timers.set(timer.subject, timer)
      plans.push(...(write.journal ?? []))
      return result
    },
    lead: (by) => ('key' in by ? leads.get(by.key) : undefined),
    ledger,
    audit: ({ after, limit }) => audit.filter((entry) => entry.seq > after).slice(0, limit),
  }
}

/** Puts the requested leads in before the step runs, and leaves them there when it throws. */
export function placeholders(): Store {
  const good = memoryStore()
  return {
    ...good,
    transact(request) {
      void good.transact({
        ...request,
        step: (view) => {
          const leads = request.leads.filter((key) => !view.leads.has(key)).map((key) => assignedLead(key))
          return { write: { ...nothing, leads }, result: undefined }
        },
      })
      return good.transact(request)
    },
  }
}

/** Writes part after part, each committed on its own. */
export function piecemeal(): Store {
  const good = memoryStore()
  const put = (write: Write): void =>
    void good.transact({ now: 0, leads: [], rotations: [], reps: [], step: () => ({ write, result: undefined }) })
  return {
    ...good,
    transact(request) {
      let write: Write | undefined
      const result = good.transact({
        ...request,
        step(view) {
          const step = request.step(view)
          write = step.write
          return { result: step.result }
        },
      })
      if (write === undefined) return result
      put({ ...nothing, entries: write.entries, leads: write.leads, ledgers: write.ledgers })
      for (const load of write.loads) put({ ...nothing, loads: new Map([load]) })
      put({ ...nothing, messages: write.messages, timers: write.timers, erased: write.erased })
      for (const document of write.documents) put({ ...nothing, documents: [document] })
      return result
    },
  }
}

const sharedLedger: LedgerState = { ...emptyLedger, members: {} }
const sharedLoad: Load = { open: 0, assigned: 0 }

/** Keeps the very objects it is given, and gives out the very objects it keeps. */
export function shared(): Store {
  const leads = new Map<string, StoredLead>()
  const ledgers = new Map<string, { turn: number; members: object }>()
  const loads = new Map<string, Load>()
  const documents = new Map<string, Write['documents'][number]>()
  const audit: AuditEntry[] = []
  const plans: PlanRecord[] = []
  const ledger = (rotation: string) => (ledgers.get(rotation) ?? sharedLedger) as LedgerState
  const load = (rep: string) => loads.get(rep) ?? sharedLoad
  const origin = { seq: 0, hash: '', at: 0 }
  const inQueues = () => {
    const waiting = [...leads.values()].flatMap(({ queue }) => queue ?? [])
    return Object.fromEntries(waiting.map((queue) => [queue, waiting.filter((other) => other === queue).length]))
  }
  const { write: deliver, timersOf, ...delivery } = sharedDelivery((subject) => subject.replace('subject of ', ''), inQueues)
  return {
    name: 'shared',
    durable: false,
    transact(request) {
      const head = audit.at(-1) ?? origin
      const { write = nothing, result } = request.step({
        now: Math.max(request.now, head.at),
        head,
        leads,
        ledgers: new Map(request.rotations.map((rotation) => [rotation, ledger(rotation)])),
        loads: new Map(request.reps.map((rep) => [rep, load(rep)])),
        timers: timersOf([...leads.values()]),
        inbox: new Map(),
        ...(plans.length === 0 ? {} : { plan: plans[0] as VersionRecord }),
        journal: plans,
      })
      audit.push(...write.entries)
      for (const lead of write.leads) leads.set(lead.key, lead)
      for (const { rotation, members, ...numbers } of write.ledgers) {
        const kept = ledgers.get(rotation)
        if (kept === undefined) ledgers.set(rotation, { ...numbers, members })
        else Object.assign(kept, { ...numbers, members: Object.assign(kept.members, members) })
      }
      for (const [rep, value] of write.loads) loads.set(rep, value)
      for (const document of write.documents) documents.set(document.digest, document)
      plans.push(...(write.journal ?? []))
      deliver(write)
      return result
    },
    lead: (by) => ('key' in by ? leads.get(by.key) : [...leads.values()].find((lead) => lead.subject === by.subject)),
    queued: ({ queue }) => [...leads.values()].filter((lead) => lead.queue === queue),
    owned: ({ rep }) => [...leads.values()].filter((lead) => lead.rep === rep),
    audit: () => audit,
    loads: (reps) => Object.fromEntries(reps.map((rep) => [rep, load(rep)])),
    ledger,
    document: (digest) => documents.get(digest),
    plans: () => plans,
    ...delivery,
    end: () => {},
  }
}

/** A store with handles: what `reopen` and `second` make of the same data. */
export function handles(
  name: string,
  again: (good: Store) => Store = (good) => good,
  first: (good: Store) => Partial<Store> = () => ({}),
): StoreContractOptions {
  const data = new WeakMap<Store, Store>()
  const handle = (good: Store, over: Partial<Store>): Store => {
    const store = { ...good, durable: true, end: () => {}, ...over }
    data.set(store, good)
    return store
  }
  const next = (store: Store) => handle(again(data.get(store) ?? store), {})
  return {
    name,
    open: () => {
      const good = memoryStore()
      return handle(good, first(good))
    },
    reopen: next,
    second: next,
  }
}
