import assert from 'node:assert/strict'
import { assertSame, entriesAfter, look, request, type StoreCase, write } from './storeContractCase.js'
import { claim, dead } from './storeContractLoans.js'
import { assignedLead, change, document, incoming, ledgerAt, messageOf, timerOf, waitingLead } from './storeContractRecords.js'

const asked = { leads: ['L1', 'L2'], rotations: ['r'], reps: ['ana'] }
const parts = () => ({
  leads: [assignedLead('L1', { waits: { rule: 1 } }), waitingLead('L2', 'q')],
  ledgers: [change('r', 1, { ana: [5, 1] })],
  loads: new Map([['ana', { open: 1, assigned: 2 }]]),
  documents: [document('d1', { list: [1, { deep: true }] })],
  messages: [messageOf('1.0', 'L1'), messageOf('1.1', 'L2', { channel: 'e-mail' })],
  timers: [timerOf('L1'), timerOf('L2', { state: 'fired', endedAt: 1 })],
})

/** Who changes what a store gave or took must not change what is stored. That changing fails is as good. */
export const isolationCases: readonly StoreCase[] = [
  isolated('a lead', async (store) => spoil(await store.lead({ key: 'L1' }))),
  isolated('a lead found by subject', async (store) => spoil(await store.lead({ subject: 'subject of L1' }))),
  isolated('the leads of a queue', async (store) => spoil(await store.queued({ queue: 'q', limit: 9 }))),
  isolated('audit entries', async (store) => spoil(await store.audit({ after: 0, limit: 9 }))),
  isolated('a ledger', async (store) => spoil(await store.ledger('r'))),
  isolated('an empty ledger', async (store) => spoil(await store.ledger('new'))),
  isolated('loads', async (store) => spoil(await store.loads(['ana', 'ben']))),
  isolated('a document', async (store) => spoil(await store.document('d1'))),
  isolated('an accepted lead', async (store) => spoil(await store.accepted({ now: 1_000, limit: 9 }))),
  isolated('a parked lead', async (store) => spoil(await store.parked({ limit: 9 }))),
  isolated('a message on loan', async (store) => spoil(await store.claim({ now: 1, leaseMs: 1, limit: 9, channels: ['slack'] }))),
  isolated('a message that was given up', async (store) => spoil(await store.dead({ limit: 9 }))),
  isolated('a timer that is due', async (store) => spoil(await store.due({ now: 5_000, limit: 9 }))),
  isolated('counts', async (store) => spoil(await store.counts())),
  isolated('a view, after the transaction', async (store) => spoilView(await look(store, asked))),
  isolated('a view, within the step', async (store) => {
    await store.transact({
      ...request(asked),
      step(view) {
        spoilView(view)
        return { result: undefined }
      },
    })
  }),
  {
    name: 'changing records after they were written changes nothing in the store',
    async run({ store }) {
      const written = parts()
      let entries: unknown
      await write(
        store,
        (view) => {
          entries = entriesAfter(view, 1)
          return { ...written, entries: entries as never }
        },
        asked,
      )
      const content = incoming('L3')
      await prepare(store, content)
      spoil(content)
      for (const each of [written.leads, written.ledgers, written.documents, written.messages, written.timers, entries]) spoil(each)
      spoil(written.loads.get('ana'))
      written.loads.clear()
      await assertUnharmed(store)
    },
  },
  {
    name: 'a record stays as it was read when the store moves on',
    async run({ store }) {
      await write(store, parts())
      const view = await look(store, asked)
      const [lead, ledger, loads, trail, queue] = [
        await store.lead({ key: 'L1' }),
        await store.ledger('r'),
        await store.loads(['ana']),
        await store.audit({ after: 0, limit: 9 }),
        await store.queued({ queue: 'q', limit: 9 }),
      ]
      await write(store, {
        leads: [assignedLead('L1', { epoch: 9 }), assignedLead('L2')],
        ledgers: [change('r', 2, { ana: [0, 2], ben: [5, 1] })],
        loads: new Map([['ana', { open: 9, assigned: 9 }]]),
      })
      assertSame(lead, parts().leads[0], 'The lead')
      assertSame(ledger, ledgerAt(1, { ana: [5, 1] }), 'The ledger')
      assertSame(loads, { ana: { open: 1, assigned: 2 } }, 'The load')
      assertSame(queue, [parts().leads[1]], 'The queue')
      assertSame(trail.length, 1, 'The trail')
      assertSame(view.ledgers.get('r'), ledgerAt(1, { ana: [5, 1] }), 'The ledger of the view')
      assertSame(view.loads.get('ana'), { open: 1, assigned: 2 }, 'The load of the view')
      assertSame(view.leads.get('L1'), parts().leads[0], 'The lead of the view')
    },
  },
]

type AnyStore = Parameters<StoreCase['run']>[0]['store']

function isolated(what: string, spoiling: (store: AnyStore) => Promise<void>): StoreCase {
  return {
    name: `changing ${what} changes nothing in the store`,
    async run({ store }) {
      await write(store, parts(), asked)
      await prepare(store)
      await spoiling(store)
      await assertUnharmed(store)
    },
  }
}

/** An accepted lead, a parked one, and a message that was given up. */
async function prepare(store: AnyStore, content = incoming('L3')): Promise<void> {
  await store.accept(content)
  await store.accept(incoming('L4'))
  await store.acceptedFailed({ key: 'L4', error: 'no', notBefore: null })
  await dead(store, (await claim(store, { channels: ['e-mail'] }))[0], 'no')
}

async function assertUnharmed(store: AnyStore): Promise<void> {
  const { leads, documents } = parts()
  const view = await look(store, asked)
  const ledger = ledgerAt(1, { ana: [5, 1] })
  assertSame(await store.lead({ key: 'L1' }), leads[0], 'The lead')
  assertSame(view.leads.get('L1'), leads[0], 'The lead in the view')
  assertSame(await store.queued({ queue: 'q', limit: 9 }), [leads[1]], 'The queue')
  assertSame(await store.ledger('r'), ledger, 'The ledger')
  assertSame(view.ledgers.get('r'), ledger, 'The ledger in the view')
  assertSame(await store.ledger('new'), ledgerAt(0, {}), 'An empty ledger')
  assertSame(view.loads.get('ana'), { open: 1, assigned: 2 }, 'The load in the view')
  assertSame((await store.loads(['ana'])).ana, { open: 1, assigned: 2 }, 'The load')
  assertSame((await look(store, { reps: ['ben'] })).loads.get('ben'), { open: 0, assigned: 0 }, 'An empty load')
  assertSame(await store.document('d1'), documents[0], 'The document')
  assertSame(await store.audit({ after: 0, limit: 9 }), entriesAfter({ ...view, head: { seq: 0, hash: '', at: 0 } }, 1), 'The audit trail')
  assertSame(await store.accepted({ now: 1_000, limit: 9 }), [{ ...incoming('L3'), attempts: 0 }], 'The inbox')
  assertSame(await store.parked({ limit: 9 }), [{ ...incoming('L4'), attempts: 1, error: 'no', notBefore: null }], 'The parked lead')
  const [timer, fired] = parts().timers
  assertSame(await store.due({ now: 5_000, limit: 9 }), [{ key: 'L1', timer }], 'What is due')
  assertSame([...view.timers.values()], [[timer], [fired]], 'The timers')
  const [message, other] = parts().messages
  const [lent] = await claim(store)
  assertSame({ ...lent, attempt: 1, tries: 1 }, { ...message, key: 'L1', attempt: 1, tries: 1 }, 'The message')
  assertSame(await store.dead({ limit: 9 }), [{ ...other, attempt: 1, error: 'no' }], 'The dead message')
  assert.deepEqual((await store.counts()).queued, { q: 1 })
  assertSame({ ...view.head }, { seq: 1, hash: 'hash of 1', at: 1_000 }, 'The head')
}

function spoilView(view: Awaited<ReturnType<typeof look>>): void {
  for (const map of [view.leads, view.ledgers, view.loads, view.timers] as Map<string, unknown>[]) {
    for (const value of map.values()) spoil(value)
    attempt(() => map.clear())
  }
  spoil(view.head)
  spoil(view)
}

/** Overwrites everything within reach, from the inside out, and adds what was not there. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const name of Object.keys(value)) {
    spoil((value as Record<string, unknown>)[name])
    attempt(() => ((value as Record<string, unknown>)[name] = 'spoilt'))
  }
  attempt(() => ((value as Record<string, unknown>).added = 'spoilt'))
  if (Array.isArray(value)) attempt(() => value.push('spoilt'))
}

function attempt(change: () => unknown): void {
  try {
    change()
  } catch {
    // Frozen: so much the better.
  }
}
