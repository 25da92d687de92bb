import { RoutingError } from '../../errors.js'
import type { LeadKey } from '../../lead.js'
import type { Store, Transaction, View, Write } from '../../port/store.js'
import type { RepId } from '../../rep.js'
import { type AuditEntry, type Load, noLoad, type StoredDocument, type StoredLead } from '../../state/record.js'
import { frozenCopy } from './frozenCopy.js'
import { createLedgers } from './ledgers.js'
import { createQueues } from './queues.js'

/**
 * A store in the memory of this process: for tests, simulations and trying things out. **Not durable**: everything in it
 * is gone when the process ends; use `sqliteStore` of `fairlead/sqlite` to keep it.
 *
 * All methods answer at once, without a promise. What it returns is frozen and stays as it is when the store moves on.
 * After `end()` every other method throws `storeClosed`.
 */
export function memoryStore(): Store {
  const leads = new Map<LeadKey, StoredLead>()
  const subjects = new Map<string, LeadKey>()
  const audit: AuditEntry[] = []
  const loads = new Map<RepId, Load>()
  const documents = new Map<string, StoredDocument>()
  const ledgers = createLedgers()
  const queues = createQueues()
  let ended = false
  let stepping = false

  const load = (rep: RepId): Load => loads.get(rep) ?? none

  function assertOpen(): void {
    if (ended) throw new RoutingError('storeClosed')
  }

  function viewFor(request: Omit<Transaction<unknown>, 'step'>): View {
    const last = audit.at(-1)
    const head = Object.freeze({ seq: last?.seq ?? 0, hash: last?.hash ?? '', at: last?.at ?? 0 })
    const known = new Map<LeadKey, StoredLead>()
    for (const key of request.leads) {
      const lead = leads.get(key)
      if (lead !== undefined) known.set(key, lead)
    }
    return Object.freeze({
      now: Math.max(request.now, head.at),
      head,
      leads: known,
      ledgers: new Map(request.rotations.map((rotation) => [rotation, ledgers.read(rotation)])),
      loads: new Map(request.reps.map((rep) => [rep, load(rep)])),
    })
  }

  /** Nothing in here throws: what can throw, copying, has happened before. That is what makes a step all or nothing. */
  function apply(write: Write): void {
    for (const entry of write.entries) audit.push(entry)
    for (const lead of write.leads) {
      const earlier = leads.get(lead.key)
      if (earlier !== undefined) {
        queues.leave(earlier)
        subjects.delete(earlier.subject)
      }
      leads.set(lead.key, lead)
      subjects.set(lead.subject, lead.key)
      queues.enter(lead)
    }
    for (const change of write.ledgers) ledgers.apply(change)
    for (const [rep, value] of write.loads) loads.set(rep, value)
    for (const document of write.documents) if (!documents.has(document.digest)) documents.set(document.digest, document)
  }

  return {
    name: 'memory',
    durable: false,
    transact(request) {
      assertOpen()
      // The inner transaction would be lost: the outer one goes on with what it saw before.
      if (stepping) throw new RoutingError('storeFailed', { detail: 'A step called `transact` of its own store; steps are pure.' })
      const view = viewFor(request)
      stepping = true
      try {
        const { write, result } = request.step(view)
        if (write !== undefined) apply(copyOf(write, view.head.seq))
        return result
      } finally {
        stepping = false
      }
    },
    lead(by) {
      assertOpen()
      const key = 'key' in by ? by.key : subjects.get(by.subject)
      return key === undefined ? undefined : leads.get(key)
    },
    queued({ queue, limit, after }) {
      assertOpen()
      return queues.first(queue, limit, after)
    },
    audit({ after, limit }) {
      assertOpen()
      // `seq` is gapless from 1, so that an entry's index is `seq - 1`.
      const from = Math.max(0, after)
      return audit.slice(from, from + Math.max(0, limit))
    },
    loads(reps) {
      assertOpen()
      return Object.fromEntries(reps.map((rep) => [rep, load(rep)]))
    },
    ledger(rotation) {
      assertOpen()
      return ledgers.read(rotation)
    },
    document(digest) {
      assertOpen()
      return documents.get(digest)
    },
    end() {
      ended = true
    },
  }
}

const none: Load = Object.freeze({ ...noLoad })

/** The write in copies of our own, refused where its entries do not go on from `head`: a gap would only show much later. */
function copyOf(write: Write, head: number): Write {
  write.entries.forEach((entry, index) => {
    if (entry.seq === head + 1 + index) return
    throw new RoutingError('storeFailed', { detail: `Audit entry ${entry.seq} does not continue ${head + index}.` })
  })
  try {
    return {
      entries: frozenCopy(write.entries),
      leads: frozenCopy(write.leads),
      ledgers: frozenCopy(write.ledgers),
      loads: new Map(Array.from(write.loads, ([rep, value]) => [rep, frozenCopy(value)])),
      documents: frozenCopy(write.documents),
    }
  } catch (cause) {
    throw new RoutingError('storeFailed', { detail: 'A record is not JSON.', cause })
  }
}
