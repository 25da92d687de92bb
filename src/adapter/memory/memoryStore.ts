import { RoutingError } from '../../errors.js'
import type { LeadKey } from '../../lead.js'
import type { Store, Transaction, View, Write } from '../../port/store.js'
import type { RepId } from '../../rep.js'
import { type AuditEntry, type Load, noLoad, type StoredDocument, type StoredLead, type Timer } from '../../state/record.js'
import { messagePlace } from '../messagePlace.js'
import { frozenCopy } from './frozenCopy.js'
import { createInbox } from './inbox.js'
import { createJournal } from './journal.js'
import { createLedgers } from './ledgers.js'
import { createOutbox } from './outbox.js'
import { createOwned } from './owned.js'
import { createPersons } from './persons.js'
import { createQueues } from './queues.js'
import { createTimers } from './timers.js'

/**
 * A store in the memory of this process: for tests, simulations and trying things out. **Not durable**: everything in it
 * is gone when the process ends; use `sqliteStore` of `fairlead/sqlite` to keep it.
 *
 * All methods answer at once, without a promise. What it returns is frozen and stays as it is when the store moves on.
 * After `end()` every other method throws `storeClosed`. There is no `within`: a host has no transaction in here.
 */
export function memoryStore(): Store {
  const leads = new Map<LeadKey, StoredLead>()
  const subjects = new Map<string, LeadKey>()
  const audit: AuditEntry[] = []
  const loads = new Map<RepId, Load>()
  const documents = new Map<string, StoredDocument>()
  const ledgers = createLedgers()
  const queues = createQueues()
  const owned = createOwned()
  const persons = createPersons()
  const keyOf = (subject: string): LeadKey | undefined => subjects.get(subject)
  const inbox = createInbox((key) => leads.has(key))
  const outbox = createOutbox(keyOf)
  const timers = createTimers(keyOf)
  const journal = createJournal()
  let ended = false
  let stepping = false

  const load = (rep: RepId): Load => loads.get(rep) ?? none

  function assertOpen(): void {
    if (ended) throw new RoutingError('storeClosed')
  }

  /** What is written by the way would be lost on the step: it goes on with what it saw before. */
  function assertNotStepping(name: string): void {
    if (stepping) throw new RoutingError('storeFailed', { detail: `A step called \`${name}\` of its own store; steps are pure.` })
  }

  const reading =
    <Query extends readonly unknown[], Answer>(call: (...query: Query) => Answer) =>
    (...query: Query): Answer => {
      assertOpen()
      return call(...query)
    }

  const changing =
    <Query extends readonly unknown[], Answer>(name: string, call: (...query: Query) => Answer) =>
    (...query: Query): Answer => {
      assertOpen()
      assertNotStepping(name)
      return call(...query)
    }

  function viewFor(request: Omit<Transaction<unknown>, 'step'>): View {
    const last = audit.at(-1)
    const head = Object.freeze({ seq: last?.seq ?? 0, hash: last?.hash ?? '', at: last?.at ?? 0 })
    const known = new Map<LeadKey, StoredLead>()
    const theirs = new Map<LeadKey, readonly Timer[]>()
    for (const key of request.leads) {
      const lead = leads.get(key)
      if (lead === undefined) continue
      known.set(key, lead)
      const set = timers.of(lead.subject)
      if (set.length > 0) theirs.set(key, Object.freeze(set))
    }
    const now = Math.max(request.now, head.at)
    return Object.freeze({
      now,
      head,
      leads: known,
      ledgers: new Map(request.rotations.map((rotation) => [rotation, ledgers.read(rotation)])),
      loads: new Map(request.reps.map((rep) => [rep, load(rep)])),
      timers: theirs,
      inbox: inbox.places(request.inbox ?? []),
      ...(request.persons === undefined ? {} : { persons: persons.first(request.persons) }),
      ...journal.view(now, request.journal === true),
    })
  }

  function forget(lead: StoredLead): void {
    queues.leave(lead)
    owned.leave(lead)
    persons.leave(lead)
    subjects.delete(lead.subject)
  }

  /** Nothing in here throws: what can throw, copying, has happened before. That is what makes a step all or nothing. */
  function apply(write: Write): void {
    for (const entry of write.entries) audit.push(entry)
    for (const lead of write.leads) {
      const earlier = leads.get(lead.key)
      if (earlier !== undefined) forget(earlier)
      leads.set(lead.key, lead)
      subjects.set(lead.subject, lead.key)
      queues.enter(lead)
      owned.enter(lead)
      persons.enter(lead)
    }
    for (const change of write.ledgers) ledgers.apply(change)
    for (const [rep, value] of write.loads) loads.set(rep, value)
    for (const document of write.documents) if (!documents.has(document.digest)) documents.set(document.digest, document)
    for (const message of write.messages) outbox.add(message)
    for (const timer of write.timers) timers.put(timer)
    journal.add(write.journal ?? [])
    for (const key of write.erased) erase(key)
  }

  function erase(key: LeadKey): void {
    inbox.erase(key)
    const lead = leads.get(key)
    if (lead === undefined) return
    timers.erase(lead.subject)
    outbox.erase(lead.subject)
    forget(lead)
    leads.delete(key)
  }

  return {
    name: 'memory',
    durable: false,
    transact(request) {
      assertOpen()
      assertNotStepping('transact')
      const view = viewFor(request)
      stepping = true
      try {
        const { write, result } = request.step(view)
        if (write !== undefined) apply(copyOf(write, view.head.seq, journal.length, outbox.has))
        return result
      } finally {
        stepping = false
      }
    },
    lead: reading((by) => {
      const key = 'key' in by ? by.key : subjects.get(by.subject)
      return key === undefined ? undefined : leads.get(key)
    }),
    queued: reading(({ queue, limit, after }) => queues.first(queue, limit, after)),
    owned: reading(({ rep, limit, after }) => owned.first(rep, limit, after)),
    audit: reading(({ after, limit }) => {
      // `seq` is gapless from 1, so that an entry's index is `seq - 1`.
      const from = Math.max(0, after)
      return audit.slice(from, from + Math.max(0, limit))
    }),
    loads: reading((reps) => Object.fromEntries(reps.map((rep) => [rep, load(rep)]))),
    ledger: reading((rotation) => ledgers.read(rotation)),
    document: reading((digest) => documents.get(digest)),
    plans: reading(({ limit, before }) => journal.latest(limit, before)),

    accept: changing('accept', inbox.accept),
    accepted: reading(inbox.accepted),
    parked: reading(inbox.parked),
    acceptedDone: changing('acceptedDone', inbox.acceptedDone),
    acceptedFailed: changing('acceptedFailed', inbox.acceptedFailed),

    claim: changing('claim', outbox.claim),
    settle: changing('settle', outbox.settle),
    dead: reading(outbox.dead),
    revive: changing('revive', outbox.revive),

    due: reading(({ now, limit }) => timers.due(now, limit)),
    counts: reading(() => ({
      accepted: inbox.counts(),
      queued: queues.counts(),
      messages: outbox.counts(),
      timers: timers.counts(),
    })),
    prune: changing('prune', ({ before }) => outbox.prune(before) + timers.prune(before)),
    end() {
      ended = true
    },
  }
}

const none: Load = Object.freeze({ ...noLoad })

/** The write in copies of our own, refused where its entries do not go on from `head` (a gap would only show much later) or an id is none. */
function copyOf(write: Write, head: number, lines: number, taken: (id: string) => boolean): Write {
  write.entries.forEach((entry, index) => {
    if (entry.seq === head + 1 + index) return
    throw new RoutingError('storeFailed', { detail: `Audit entry ${entry.seq} does not continue ${head + index}.` })
  })
  write.journal?.forEach(({ number }, index) => {
    if (number === lines + 1 + index) return
    throw new RoutingError('storeFailed', { detail: `Line ${number} of the journal does not continue ${lines + index}.` })
  })
  const ids = new Set<string>()
  for (const { id } of write.messages) {
    if (messagePlace(id) === undefined || taken(id) || ids.has(id)) {
      throw new RoutingError('storeFailed', { detail: `A new message cannot have the id ${JSON.stringify(id)}.` })
    }
    ids.add(id)
  }
  return {
    entries: frozenCopy(write.entries),
    leads: frozenCopy(write.leads),
    ledgers: frozenCopy(write.ledgers),
    loads: new Map(Array.from(write.loads, ([rep, value]) => [rep, frozenCopy(value)])),
    documents: frozenCopy(write.documents),
    messages: frozenCopy(write.messages),
    timers: frozenCopy(write.timers),
    ...(write.journal === undefined ? {} : { journal: frozenCopy(write.journal) }),
    erased: [...write.erased],
  }
}
