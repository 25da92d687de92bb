import type { LeadKey } from '../../../src/lead.js'
import type { ClaimedMessage } from '../../../src/port/outbox.js'
import type { Store, Transaction, Write } from '../../../src/port/store.js'
import type { AcceptedLead, AuditEntry } from '../../../src/state/record.js'
import { type StoreLife, simulatedStore } from '../simulation/simulatedStore.js'
import { behind, nothing, transacting } from './rewrite.js'

/** Stores that do not write what they should, or when they should. */

/** Sends what it had worked out once more when the answer is lost, without a look at the trail. */
export function writesTwice(base: Store, life: StoreLife): Store {
  const { questions, process } = life
  return {
    ...simulatedStore(base, life),
    transact: <Result>(request: Transaction<Result>) => {
      let made: { readonly write: Write; readonly result: Result } | undefined
      const attempt = (): Result =>
        base.transact<Result>({
          ...request,
          step: (view) => {
            if (made !== undefined) return { write: behind(view, made.write), result: made.result }
            const step = request.step(view)
            if (step.write !== undefined) made = { write: step.write, result: step.result }
            return step
          },
        }) as Result
      return questions.ask(process, `transact ${request.leads.join()}`, attempt, true)
    },
  }
}

/** Forgets the ledger now and then. */
export function losesLedger(base: Store): Store {
  let writes = 0
  return transacting(base, { write: (write) => (writes++ % 2 === 0 ? write : { ...write, ledgers: [] }) })
}

/** Adds up loads outside of the transaction: two at once count as one. */
export function losesLoads(base: Store): Store {
  let writes = 0
  return transacting(base, { write: (write) => (writes++ % 2 === 0 ? write : { ...write, loads: new Map() }) })
}

/** Takes the number of an entry from a sequence before it knows whether there will be an entry. */
export function numbersFromSequence(base: Store): Store {
  const audit: AuditEntry[] = []
  let sequence = 0
  return {
    ...transacting(base, {
      view: (view) => {
        const last = audit.at(-1)
        const head = { seq: sequence++, hash: last?.hash ?? '', at: last?.at ?? 0 }
        return { ...view, now: Math.max(view.now, head.at), head }
      },
      write: (write) => {
        audit.push(...write.entries)
        sequence = write.entries.at(-1)?.seq ?? sequence
        return { ...write, entries: [] }
      },
    }),
    audit: ({ after, limit }) => audit.filter(({ seq }) => seq > after).slice(0, limit),
  }
}

/** The outbox is written after the commit. */
export function messagesAfterwards(base: Store, life: StoreLife): Store {
  const { questions, process } = life
  const later: Write['messages'][] = []
  const silent = transacting(base, {
    write: (write) => {
      if (write.messages.length > 0) later.push(write.messages)
      return { ...write, messages: [] }
    },
  })
  const store = simulatedStore(silent, life)
  return {
    ...store,
    transact: async (request) => {
      const result = await store.transact(request)
      for (const messages of later.splice(0)) {
        const tell = (): unknown =>
          base.transact({ now: 0, leads: [], rotations: [], reps: [], step: () => ({ write: { ...nothing, messages }, result: 0 }) })
        await questions.ask(process, 'messages', tell, false).catch(() => {})
      }
      return result
    },
  }
}

/** Whoever comes back with a message may settle it, however long ago it was lent to somebody else. */
export function settlesAnyLoan(base: Store): Store {
  const attempts = new Map<string, number>()
  return {
    ...base,
    claim: (query) => {
      const claimed = base.claim(query) as readonly ClaimedMessage[]
      for (const { id, attempt } of claimed) attempts.set(id, attempt)
      return claimed
    },
    settle: (delivery) => base.settle({ ...delivery, attempt: attempts.get(delivery.id) ?? delivery.attempt }),
  }
}

/** Lends out again what somebody has. */
export function lendsTwice(base: Store): Store {
  const lent = new Map<string, ClaimedMessage>()
  return {
    ...base,
    claim: (query) => {
      const again = [...lent.values()]
      lent.clear()
      const claimed = base.claim(query) as readonly ClaimedMessage[]
      for (const message of claimed) lent.set(message.id, message)
      return [...again, ...claimed]
    },
  }
}

/** Clears the inbox by what it hands out, before anything of it is routed. */
export function clearsInboxFirst(base: Store): Store {
  return {
    ...base,
    accepted: (query) => {
      const leads = base.accepted(query) as readonly AcceptedLead[]
      for (const { key } of leads) void base.acceptedDone(key)
      return leads
    },
  }
}

/** Takes what was routed for new: it looks for leads in a snapshot from before. */
export function seesNoEarlierLead(base: Store): Store {
  const seen = new Map<LeadKey, number>()
  return transacting(base, {
    view: (view) => {
      const fresh = [...view.leads].filter(([key, { seq }]) => seen.get(key) === seq)
      for (const [key, { seq }] of view.leads) seen.set(key, seq)
      return { ...view, leads: new Map(fresh) }
    },
  })
}

/** Keeps nothing of what the world said when a decision was made. */
export function forgetsFacts(base: Store): Store {
  return transacting(base, { write: (write) => ({ ...write, documents: write.documents.filter(({ kind }) => kind !== 'facts') }) })
}

/** Writes a lead's new owner over the old one, and leaves what was known of the old one. */
export function keepsContact(base: Store): Store {
  const contacts = new Map<LeadKey, number>()
  return transacting(base, {
    write: (write) => {
      for (const { key, contactedAt } of write.leads) if (contactedAt !== undefined) contacts.set(key, contactedAt)
      const kept = (key: LeadKey): { readonly contactedAt?: number } => {
        const contactedAt = contacts.get(key)
        return contactedAt === undefined ? {} : { contactedAt }
      }
      return { ...write, leads: write.leads.map((lead) => ({ ...lead, ...kept(lead.key) })) }
    },
  })
}

/** Knows only who has a lead now. */
export function forgetsPast(base: Store): Store {
  return transacting(base, { write: (write) => ({ ...write, leads: write.leads.map(({ past: _past, ...lead }) => lead) }) })
}
