import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { findDriver } from '../../../src/adapter/sqlite/driver.js'
import { migrate } from '../../../src/adapter/sqlite/migrate.js'
import { migrations } from '../../../src/adapter/sqlite/migrations.js'
import { leadValues } from '../../../src/adapter/sqlite/rows.js'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import type { Standing } from '../../../src/ledger/state.js'
import { assertWhole, look, wholeTrail, write } from '../../../src/testing/storeContractCase.js'
import { versionOf } from '../../../src/testing/storeContractPlans.js'
import { assignedLead, entryAfter, incoming, messageOf, timerOf, waitingLead } from '../../../src/testing/storeContractRecords.js'
import { temporaryFolder } from './temporaryFolder.js'

const { file } = temporaryFolder()
const driver = findDriver()
const entry = entryAfter({ seq: 0, hash: '', at: 0 }, 1_000)
const leads = [assignedLead('L1'), waitingLead('L2', 'q', { until: 9_000, waits: { rule: 9_000 } })]
/** The first 15 values of a lead are those of version 1, in the order of its columns. */
const columns =
  'key, subject, salt, digest, intake, decision, waits, state, rep, queue, until, epoch, seq, received_at, at, declined, charged'.split(
    ', ',
  )

const versions: readonly (readonly [version: number, leadColumns: number, ledger: readonly [string, string], standing: Standing])[] = [
  [1, 15, ['(rotation, turn) values (?, 7)', '(rotation, rep, credit, last) values (?, ?, 5, 7)'], [5, 7]],
  [
    2,
    17,
    [
      '(rotation, turn, level, value_level, total_weight) values (?, 7, 21, 35, 49)',
      '(rotation, rep, credit, last, weight, due, value) values (?, ?, 5, 7, 3, null, null)',
    ],
    [5, 7, 3],
  ],
  ...[3, 4].map((version): (typeof versions)[number] => [
    version,
    17,
    [
      '(rotation, turn, level, value_level, total_weight) values (?, 7, 21, 35, 49)',
      '(rotation, rep, credit, last, weight, due, value) values (?, ?, 5, 7, 3, null, null)',
    ],
    [5, 7, 3],
  ]),
]

test.each(versions)(
  'a database of version %i is brought up to date, with all its data',
  async (version, width, [ledger, standings], standing) => {
    const path = file()
    const old = driver.open(path)
    migrate(old, 1_000, migrations.slice(0, version))
    for (const lead of leads) {
      const values = leadValues(lead).slice(0, width)
      old.prepare(`insert into fairlead_leads (${columns.slice(0, width)}) values (${values.map(() => '?')})`).run(...values)
    }
    old.prepare(`insert into fairlead_ledgers ${ledger}`).run('r')
    old.prepare(`insert into fairlead_standings ${standings}`).run('r', 'ana')
    old.prepare('insert into fairlead_loads (rep, open, assigned) values (?, 1, 2)').run('ana')
    old.prepare('insert into fairlead_audit values (1, 1000, ?, ?, ?, ?)').run('s', JSON.stringify(entry.event), entry.previous, entry.hash)
    old.prepare('insert into fairlead_documents values (?, ?, ?)').run('d1', 'plan', '{"a":1}')
    old.close()

    const store = sqliteStore(path)
    for (const lead of leads) expect(await store.lead({ key: lead.key })).toEqual(lead)
    expect(await store.queued({ queue: 'q', limit: 9 })).toEqual([leads[1]])
    expect(await store.ledger('r')).toMatchObject({ turn: 7, level: version === 1 ? 0 : 21, members: { ana: standing } })
    expect(await store.loads(['ana'])).toEqual({ ana: { open: 1, assigned: 2 } })
    expect(await wholeTrail(store)).toEqual([entry])
    expect(await store.document('d1')).toEqual({ digest: 'd1', kind: 'plan', content: { a: 1 } })
    expect(await store.counts()).toEqual({
      accepted: { waiting: 0, parked: 0 },
      queued: { q: 1 },
      messages: { waiting: 0, dead: 0 },
      timers: { set: 0 },
    })
    expect((await look(store, { leads: ['L1'] })).timers.size).toBe(0)

    // What the version brought works on the leads that were there before.
    expect(await store.accept(incoming('L1'))).toBe(false)
    expect(await store.accept(incoming('L3'))).toBe(true)
    await write(store, { messages: [messageOf('2.0', 'L1')], timers: [timerOf('L2')] })
    expect(await store.claim({ now: 1, leaseMs: 1, limit: 9, channels: ['slack'] })).toEqual([
      { ...messageOf('2.0', 'L1'), key: 'L1', attempt: 1, tries: 1 },
    ])
    expect(await store.due({ now: 5_000, limit: 9 })).toEqual([{ key: 'L2', timer: timerOf('L2') }])
    assertWhole(await wholeTrail(store), 2)
    expect((await look(store)).plan).toBeUndefined()
    await write(store, { journal: [versionOf(1, 1)] })
    expect((await look(store)).plan).toEqual({ version: 1, digest: 'digest 1' })
    await store.end()

    const again = driver.open(path)
    expect({ ...(again.prepare('select value from fairlead_meta').get() as object) }).toEqual({ value: migrations.length })
    again.close()
  },
)

test('a step that was released is never changed', () => {
  const digests = migrations.slice(0, 4).map((step) => createHash('sha256').update(step).digest('hex'))
  expect(digests).toEqual([
    'ed37181d9faa45ae4c2fadc75ead91cbc6d434e78856af2bc28c54b24d914b13',
    '98d90f676bc74ca6035212ca2c082532fc990a34f244240336ad75ec54b2866c',
    'd20c2dd454daab03e8159b1271413300df58ed8e24f5b9bb011ec3d5a5523d3f',
    'ebd36dfa65e86d6f617dc3e925e5e2b9c5763221f3d9aa9e30aa89c6116eeb2e',
  ])
})
