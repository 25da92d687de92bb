import type { Store, Transaction, View, Write } from '../../../src/port/store.js'
import { nextEntry } from '../../../src/state/audit.js'

export const nothing: Write = { entries: [], leads: [], ledgers: [], loads: new Map(), documents: [], messages: [], timers: [], erased: [] }

/** A store whose transactions see or write something else. */
export function transacting(
  store: Store,
  change: { readonly view?: (view: View, request: Transaction<unknown>) => View; readonly write?: (write: Write, view: View) => Write },
): Store {
  return {
    ...store,
    transact: (request) =>
      store.transact({
        ...request,
        step: (seen) => {
          const view = change.view?.(seen, request) ?? seen
          const step = request.step(view)
          return step.write === undefined || change.write === undefined ? step : { ...step, write: change.write(step.write, seen) }
        },
      }),
  }
}

/** What a transaction sees, without doing anything. */
export function look(store: Store, request: Transaction<unknown>): View {
  return store.transact<View>({ ...request, step: (view) => ({ result: view }) }) as View
}

/** The same rows behind whatever the trail ends with by now, as a store would write them that lets the database count. */
export function behind({ head, now }: View, write: Write): Write {
  let last = { ...head }
  const numbers = new Map<number, number>()
  const entries = write.entries.map(({ seq, at, event }) => {
    const entry = nextEntry(last, Math.max(at, now), event)
    numbers.set(seq, entry.seq)
    last = entry
    return entry
  })
  const leads = write.leads.map((lead) => ({ ...lead, seq: numbers.get(lead.seq) ?? lead.seq }))
  const messages = write.messages.map((message) => {
    const [seq, number] = message.id.split('.')
    return { ...message, id: `${numbers.get(Number(seq)) ?? seq}.${number}` }
  })
  return { ...write, entries, leads, messages }
}
