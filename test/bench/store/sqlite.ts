import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { sqliteStore } from '../../../src/adapter/sqlite/index.js'
import type { View, Write } from '../../../src/port/store.js'
import { nextEntry } from '../../../src/state/audit.js'
import { assignedLead, change, messageOf } from '../../../src/testing/storeContractRecords.js'
import { load, type Round } from './load.js'
import { roster } from './team.js'

const BATCH = 256

/** What 256 leads write: an entry, a record and a message each, one ledger, ten loads. */
function writeFor(view: View, from: number): Write {
  const entries: Write['entries'][number][] = []
  for (let index = 0; index < BATCH; index++) {
    const event = {
      kind: 'assigned' as const,
      subject: `subject of L${from + index}`,
      epoch: 1,
      rep: `rep${index % 10}`,
      rule: 'inbound',
      ledger: change('inbound', from + index + 1, { [`rep${index % 10}`]: [index, index] }),
      inputs: { plan: 'p'.repeat(64), roster: 'r'.repeat(64), facts: 'f'.repeat(64), intake: 'i'.repeat(64) },
    }
    entries.push(nextEntry(entries.at(-1) ?? view.head, view.now, event))
  }
  return {
    entries,
    leads: entries.map(({ seq }, index) => assignedLead(`L${from + index}`, { seq })),
    ledgers: [change('inbound', from + BATCH, Object.fromEntries(roster.map(({ id }, index) => [id, [index, from]])))],
    loads: new Map(roster.map(({ id }) => [id, { open: from, assigned: from }])),
    documents: [],
    messages: entries.map(({ seq }, index) => messageOf(`${seq}.0`, `L${from + index}`)),
    timers: [],
    erased: [],
  }
}

/** The store's transactions with writes that are handed to it: nothing is decided. */
export async function storeAlone(folder: string, ms: number): Promise<Round> {
  const store = sqliteStore(join(folder, `alone-${performance.now()}.db`))
  try {
    return leadsOf(
      await load(1, ms, async (number) =>
        store.transact({
          now: 1_000,
          leads: Array.from({ length: BATCH }, (_, index) => `L${number * BATCH + index}`),
          rotations: ['inbound'],
          reps: roster.map(({ id }) => id),
          step: (view) => ({ write: writeFor(view, number * BATCH), result: undefined }),
        }),
      ),
    )
  } finally {
    await store.end()
  }
}

/** The same rows into the same tables in the same batches, by the driver and nothing else: statements prepared once, no reading, no checks. */
export async function bareDriver(folder: string, ms: number): Promise<Round> {
  const file = join(folder, `bare-${performance.now()}.db`)
  await sqliteStore(file).end()
  const database = new DatabaseSync(file)
  database.exec('pragma synchronous = full')
  const statements = {
    entry: database.prepare('insert into fairlead_audit (seq, at, subject, event, previous, hash) values (?, ?, ?, ?, ?, ?)'),
    lead: database.prepare(`insert into fairlead_leads
      (key, subject, salt, digest, intake, decision, waits, state, rep, queue, until, epoch, seq, received_at, at, declined, charged)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    message: database.prepare('insert into fairlead_messages (seq, number, subject, channel, about, at) values (?, ?, ?, ?, ?, ?)'),
    ledger: database.prepare(
      'insert or replace into fairlead_ledgers (rotation, turn, level, value_level, total_weight) values (?, ?, ?, ?, ?)',
    ),
    standing: database.prepare('insert or replace into fairlead_standings (rotation, rep, credit, last) values (?, ?, ?, ?)'),
    load: database.prepare('insert or replace into fairlead_loads (rep, open, assigned) values (?, ?, ?)'),
  }
  let head: View['head'] = { seq: 0, hash: '', at: 0 }
  try {
    return leadsOf(
      await load(1, ms, async (number) => {
        const view = { now: 1_000, head } as View
        const { entries, leads, messages, ledgers, loads } = writeFor(view, number * BATCH)
        head = entries.at(-1) ?? head
        database.exec('begin immediate')
        for (const { seq, at, event, previous, hash } of entries)
          statements.entry.run(seq, at, event.subject, JSON.stringify(event), previous, hash)
        for (const lead of leads) {
          const { key, subject, salt, digest, intake, decision, waits, state, rep, epoch, seq, receivedAt, at } = lead
          const texts = [intake, decision, waits].map((value) => JSON.stringify(value)) as [string, string, string]
          statements.lead.run(key, subject, salt, digest, ...texts, state, rep ?? null, null, null, epoch, seq, receivedAt, at, null, null)
        }
        for (const { id, subject, channel, about, at } of messages)
          statements.message.run(Number(id.split('.')[0]), 0, subject, channel, JSON.stringify(about), at)
        for (const { rotation, turn, level, valueLevel, weight, members } of ledgers) {
          statements.ledger.run(rotation, turn, level, valueLevel, weight)
          for (const [rep, [credit, last]] of Object.entries(members)) statements.standing.run(rotation, rep, credit, last)
        }
        for (const [rep, { open, assigned }] of loads) statements.load.run(rep, open, assigned)
        database.exec('commit')
      }),
    )
  } finally {
    database.close()
  }
}

function leadsOf({ leads, perSecond, ...rest }: Round): Round {
  return { ...rest, leads: leads * BATCH, perSecond: perSecond * BATCH }
}
