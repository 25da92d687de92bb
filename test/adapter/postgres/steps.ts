import type { PostgresStore } from '../../../src/adapter/postgres/index.js'
import type { Store } from '../../../src/port/store.js'
import type { AuditEntry } from '../../../src/state/record.js'
import { writeOf } from '../../../src/testing/storeContractCase.js'
import { assignedLead, change, entryAfter } from '../../../src/testing/storeContractRecords.js'

/** A transaction whose every part says how often it was applied: one lead, one entry, one turn and one load more. Resolves to its entry's number. */
export function count(store: Store, name: string, sideEffect: () => void = () => {}): Promise<number> {
  return countAll(store, [name], sideEffect)
}

/** The same for several, all in one. Resolves to the last entry's number. */
export function countAll(store: Store, names: readonly string[], sideEffect: () => void = () => {}): Promise<number> {
  return (store as PostgresStore).transact({
    now: 1_000,
    leads: names,
    rotations: ['shared'],
    reps: ['everybody'],
    step(view) {
      sideEffect()
      const { turn, members } = view.ledgers.get('shared')!
      const { open, assigned } = view.loads.get('everybody')!
      const entries: AuditEntry[] = []
      for (const subject of names) {
        const entry = entryAfter(entries.at(-1) ?? view.head, view.now, { kind: 'closed', subject, epoch: 1 })
        entries.push({ ...entry, hash: `${entry.seq} ${subject}` })
      }
      const standings = names.map((name, index) => [name, [(members[name]?.[0] ?? 0) + 1, turn + 1 + index]] as const)
      const write = writeOf(view, {
        entries,
        leads: entries.map(({ seq, event }) => assignedLead(event.subject, { seq })),
        ledgers: [change('shared', turn + names.length, Object.fromEntries(standings))],
        loads: new Map([['everybody', { open: open + names.length, assigned: assigned + names.length }]]),
        messages: entries.map(({ seq, event: { subject } }) => ({
          id: `${seq}.0`,
          subject: `subject of ${subject}`,
          channel: 'slack',
          about: { kind: 'assigned', epoch: 1 },
          at: view.now,
        })),
      })
      return { write, result: view.head.seq + names.length }
    },
  }) as Promise<number>
}

/** How often something was applied, as each part of the store tells it: all must agree. */
export async function counted(store: Store): Promise<{ entries: string[]; turn: number; load: number; messages: number }> {
  return {
    entries: (await store.audit({ after: 0, limit: 10_000 })).map(({ event }) => event.subject),
    turn: (await store.ledger('shared')).turn,
    load: (await store.loads(['everybody'])).everybody!.assigned,
    messages: (await store.counts()).messages.waiting,
  }
}

/** What `counted` tells after these, in this order. */
export function each(...names: string[]): Awaited<ReturnType<typeof counted>> {
  return { entries: names, turn: names.length, load: names.length, messages: names.length }
}
