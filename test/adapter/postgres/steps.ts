import type { PostgresStore } from '../../../src/adapter/postgres/index.js'
import type { Store } from '../../../src/port/store.js'
import { writeOf } from '../../../src/testing/storeContractCase.js'
import { assignedLead, change, entryAfter } from '../../../src/testing/storeContractRecords.js'

/** A transaction whose every part says how often it was applied: one lead, one entry, one turn and one load more. Resolves to its entry's number. */
export function count(store: Store, name: string, sideEffect: () => void = () => {}): Promise<number> {
  return (store as PostgresStore).transact({
    now: 1_000,
    leads: [name],
    rotations: ['shared'],
    reps: ['everybody'],
    step(view) {
      sideEffect()
      const seq = view.head.seq + 1
      const { turn, members } = view.ledgers.get('shared')!
      const { open, assigned } = view.loads.get('everybody')!
      const write = writeOf(view, {
        entries: [{ ...entryAfter(view.head, view.now, { kind: 'closed', subject: name, epoch: 1 }), hash: `${seq} ${name}` }],
        leads: [assignedLead(name, { seq })],
        ledgers: [change('shared', turn + 1, { [name]: [(members[name]?.[0] ?? 0) + 1, turn + 1] })],
        loads: new Map([['everybody', { open: open + 1, assigned: assigned + 1 }]]),
        messages: [
          { id: `${seq}.0`, subject: `subject of ${name}`, channel: 'slack', about: { kind: 'assigned', epoch: 1 }, at: view.now },
        ],
      })
      return { write, result: seq }
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
