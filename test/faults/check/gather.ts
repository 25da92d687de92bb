import type { Json, LeadKey } from '../../../src/lead.js'
import type { LedgerState } from '../../../src/ledger/state.js'
import type { Store } from '../../../src/port/store.js'
import type { RepId } from '../../../src/rep.js'
import { type ReplayOptions, replay } from '../../../src/simulate/replay.js'
import type { Event } from '../../../src/state/event.js'
import { type AuditEntry, type Load, noLoad, type StoredLead, type Timer } from '../../../src/state/record.js'
import type { Evidence, Witnessed } from '../checker.js'

export interface GatherOptions extends ReplayOptions {
  /** Keys to look for beside those of the calls and of the trail. */
  readonly keys?: readonly LeadKey[]
  /** Without it there is no replay: twice as fast, and no I8. Default `true`. */
  readonly again?: boolean
}

/** So many rows are asked for in one question, or so many questions are asked at once. */
const PAGE = 500
const AT_ONCE = 16

/** Reads everything that the checker judges, through the Store port alone. Nothing may write meanwhile. */
export async function gather(
  store: Store,
  witnessed: Witnessed,
  { keys = [], again = true, ...options }: GatherOptions = {},
): Promise<Evidence> {
  const audit = await trailOf(store)
  const events = audit.map(({ event }) => event)
  const leads = await leadsOf(store, [...new Set([...keys, ...witnessed.calls.map(({ key }) => key)])], events)
  const waiting = await store.accepted({ now: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER })
  const parked = await store.parked({ limit: Number.MAX_SAFE_INTEGER })
  return {
    ...witnessed,
    audit,
    leads,
    accepted: [...waiting, ...parked],
    ledgers: await ledgersOf(store, events),
    loads: await loadsOf(store, events),
    documents: await documentsOf(store, events),
    timers: await timersOf(store, leads, witnessed.now),
    dead: await store.dead({ limit: Number.MAX_SAFE_INTEGER }),
    journal: [...(await store.plans({ limit: Number.MAX_SAFE_INTEGER }))].reverse(),
    ...(again ? { replay: await replay(store, options) } : {}),
  }
}

async function trailOf(store: Store): Promise<readonly AuditEntry[]> {
  const audit: AuditEntry[] = []
  for (;;) {
    const page = await store.audit({ after: audit.at(-1)?.seq ?? 0, limit: PAGE })
    if (page.length === 0) return audit
    for (const entry of page) audit.push(entry)
  }
}

/** By key and by subject: a record that only one of both leads to shows, too. */
async function leadsOf(store: Store, keys: readonly LeadKey[], events: readonly Event[]): Promise<readonly StoredLead[]> {
  const found = new Map<string, StoredLead>()
  const ways = [...keys.map((key) => ({ key })), ...new Set(events.map(({ subject }) => subject))]
  for (let from = 0; from < ways.length; from += AT_ONCE) {
    const asked = ways.slice(from, from + AT_ONCE).map((way) => store.lead(typeof way === 'string' ? { subject: way } : way))
    for (const lead of await Promise.all(asked)) if (lead !== undefined) found.set(`${lead.subject} ${lead.key}`, lead)
  }
  return [...found.values()]
}

async function ledgersOf(store: Store, events: readonly Event[]): Promise<{ readonly [rotation: string]: LedgerState }> {
  const rotations = new Set(events.flatMap((event) => ('ledger' in event && event.ledger !== undefined ? event.ledger.rotation : [])))
  const ledgers: [string, LedgerState][] = []
  for (const rotation of rotations) ledgers.push([rotation, await store.ledger(rotation)])
  return Object.fromEntries(ledgers)
}

async function loadsOf(store: Store, events: readonly Event[]): Promise<{ readonly [rep: RepId]: Load }> {
  const reps = [
    ...new Set(
      events.flatMap((event) =>
        [event.rep ?? [], event.kind === 'reassigned' || event.kind === 'escalated' ? (event.from ?? []) : []].flat(),
      ),
    ),
  ]
  const loads = await store.loads(reps)
  return Object.fromEntries(reps.map((rep) => [rep, loads[rep] ?? noLoad]))
}

async function documentsOf(store: Store, events: readonly Event[]): Promise<ReadonlyMap<string, Json>> {
  const digests = new Set(
    events.flatMap((event) => {
      if (event.kind === 'published') return [event.plan]
      return 'inputs' in event ? [event.inputs.plan, event.inputs.roster, event.inputs.facts] : []
    }),
  )
  const documents = new Map<string, Json>()
  for (const digest of digests) {
    const document = await store.document(digest)
    if (document !== undefined) documents.set(digest, document.content)
  }
  return documents
}

/** The port tells timers in the view of a transaction, and nowhere else in every state. */
async function timersOf(store: Store, leads: readonly StoredLead[], now: number): Promise<readonly Timer[]> {
  const timers: Timer[] = []
  for (let from = 0; from < leads.length; from += PAGE) {
    const keys = leads.slice(from, from + PAGE).map(({ key }) => key)
    const step = (view: { readonly timers: ReadonlyMap<LeadKey, readonly Timer[]> }) => ({ result: [...view.timers.values()].flat() })
    for (const timer of await store.transact({ now, leads: keys, rotations: [], reps: [], step })) timers.push(timer)
  }
  return timers
}
