import { RoutingError } from '../errors.js'
import type { Clock } from '../port/ports.js'
import type { Store, View } from '../port/store.js'
import type { Event } from '../state/event.js'
import type { PlanRecord } from '../state/planRecord.js'
import type { StoredDocument } from '../state/record.js'
import { openDraft } from './draft.js'
import { inStore } from './inStore.js'

/** What comes of a look at the journal: with a line for it, the documents that this refers to and what the audit trail says of it. */
export interface Entry<Result> {
  readonly result: Result
  readonly record?: PlanRecord
  readonly documents?: readonly StoredDocument[]
  readonly event?: Event
}

/** Where in the journal and in time a line is written. */
export interface JournalEnd extends Pick<View, 'now'> {
  /** The number of the new line. */
  readonly number: number
}

/** Writes a line into the journal of plans, or not, in a transaction that sees all of it. */
export async function inJournal<Result>(
  store: Store,
  clock: Clock,
  decide: (journal: readonly PlanRecord[], end: JournalEnd) => Entry<Result>,
): Promise<Result> {
  if (typeof store.plans !== 'function')
    throw new RoutingError('badOptions', { detail: `The store ${JSON.stringify(store.name)} keeps no plans: it has no \`plans\`.` })
  return await inStore(() =>
    store.transact<Result>({
      now: clock(),
      leads: [],
      rotations: [],
      reps: [],
      journal: true,
      step: (view) => {
        const { journal = [], now } = view
        const { result, record, documents = [], event } = decide(journal, { now, number: journal.length + 1 })
        if (record === undefined) return { result }
        const draft = openDraft(view)
        if (event !== undefined) draft.note(event)
        return { write: { ...draft.write(documents), journal: [record] }, result }
      },
    }),
  )
}
