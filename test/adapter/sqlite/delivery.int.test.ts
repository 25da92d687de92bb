import { describe, expect, test } from 'vitest'
import { findDriver } from '../../../src/adapter/sqlite/driver.js'
import { open } from '../../../src/adapter/sqlite/open.js'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import { sql } from '../../../src/adapter/sqlite/statements.js'
import type { Store } from '../../../src/port/store.js'
import { errorOf, look, request, wholeTrail, write } from '../../../src/testing/storeContractCase.js'
import { assignedLead, incoming, messageOf, timerOf } from '../../../src/testing/storeContractRecords.js'
import { temporaryFolder } from './temporaryFolder.js'

const { file } = temporaryFolder()
const driver = findDriver()
const query = { now: 1_000, leaseMs: 1_000, limit: 9, channels: ['slack'] }

/** Every call that changes something outside of `transact`, and what it answers on the data of `filled`. */
const changes: readonly (readonly [name: string, call: (store: Store) => unknown, answer: unknown])[] = [
  ['accept', (store) => store.accept(incoming('L9')), true],
  ['acceptedDone', (store) => store.acceptedDone('L8'), undefined],
  ['acceptedFailed', (store) => store.acceptedFailed({ key: 'L8', error: 'no', notBefore: 1 }), undefined],
  ['claim', (store) => store.claim(query), [{ ...messageOf('1.1', 'L2'), key: 'L2', attempt: 1, tries: 1 }]],
  ['settle', (store) => store.settle({ id: '1.0', attempt: 1, now: 2, outcome: 'done' }), true],
  ['revive', (store) => store.revive('1.1'), false],
  ['prune', (store) => store.prune({ before: 1_000 }), 1],
]

async function filled(path: string, busyTimeoutMs?: number): Promise<Store> {
  const store = sqliteStore(path, busyTimeoutMs === undefined ? {} : { busyTimeoutMs })
  await store.accept(incoming('L8'))
  await write(store, {
    leads: [assignedLead('L1'), assignedLead('L2')],
    messages: [messageOf('1.0', 'L1'), messageOf('1.1', 'L2')],
    timers: [timerOf('L1', { state: 'fired', endedAt: 1 })],
  })
  await store.claim({ ...query, limit: 1, leaseMs: 1e9 })
  return store
}

describe.each(changes)('%s', (name, call, answer) => {
  test('answers at once where nobody is in the way', async () => {
    const store = await filled(file())
    expect(call(store)).toEqual(answer)
    await store.end()
  })

  test('waits for another process, in line with the transactions', async () => {
    const path = file()
    const store = await filled(path)
    const other = driver.open(path)
    other.exec('begin immediate')
    const order: string[] = []
    const before = write(store, {}).then(() => order.push('before'))
    const calling = Promise.resolve(call(store)).then((result) => {
      order.push(name)
      return result
    })
    const after = write(store, {}).then(() => order.push('after'))
    expect(order).toEqual([])
    other.exec('rollback')
    other.close()
    expect(await calling).toEqual(answer)
    await Promise.all([before, after])
    expect(order).toEqual(['before', name, 'after'])
    await store.end()
  })

  test('gives up with storeTimeout, and has changed nothing', async () => {
    const path = file()
    const store = await filled(path, 10)
    const other = driver.open(path)
    other.exec('begin immediate')
    expect(await errorOf(() => call(store))).toMatchObject({ code: 'storeTimeout', message: expect.stringContaining('busyTimeoutMs') })
    other.exec('rollback')
    other.close()
    expect(call(store)).toEqual(answer)
    await store.end()
  })

  test('called by a step is told that steps are pure', async () => {
    const store = await filled(file())
    const nested = () => store.transact({ ...request(), step: () => ({ result: call(store) }) })
    expect(nested).toThrow(expect.objectContaining({ code: 'storeFailed', message: expect.stringContaining(`\`${name}\``) }))
    expect(call(store)).toEqual(answer)
    await store.end()
  })
})

test.each([
  ['that is taken', '1.0'],
  ['without a number', '1'],
  ['that is not written as it is counted', '01.0'],
  ['beyond what is exact', '9007199254740993.0'],
  ['of nothing', ''],
])('a message with an id %s is refused, and nothing is written', async (_, id) => {
  const store = await filled(file())
  expect(await errorOf(() => write(store, { leads: [assignedLead('L3')], messages: [messageOf(id, 'L3')] }))).toMatchObject({
    code: 'storeFailed',
  })
  expect(await store.lead({ key: 'L3' })).toBeUndefined()
  expect(await wholeTrail(store)).toHaveLength(1)
  await store.end()
})

test('names that drivers cut or change are kept apart in the inbox, the outbox and the timers', async () => {
  const store = sqliteStore(':memory:')
  const names = ['a\0b', 'a\0c', 'a', '\ud800', '\udc00', '\ufffd', '\\u0000', '\0']
  for (const [index, name] of names.entries()) expect(await store.accept(incoming(`${name} came`, index, { [name]: name }))).toBe(true)
  for (const name of names) await store.acceptedFailed({ key: `${name} came`, error: name, notBefore: 1 })
  const accepted = await store.accepted({ now: 1, limit: 99 })
  expect(accepted.map(({ key, content, error }) => [key, content, error])).toEqual(
    names.map((name) => [`${name} came`, { [name]: name }, name]),
  )
  await write(store, {
    leads: names.map((name) => assignedLead(name, { subject: name })),
    messages: names.map((name, index) => messageOf(`1.${index}`, name, { subject: name, channel: name })),
    timers: names.map((name, at) => timerOf(name, { subject: name, name, channels: [name], at })),
  })
  for (const [index, name] of names.entries()) {
    const lent = await store.claim({ ...query, channels: [name] })
    expect(lent.map(({ id, key, channel }) => [id, key, channel])).toEqual([[`1.${index}`, name, name]])
    expect((await look(store, { leads: [name] })).timers.get(name)).toMatchObject([{ name, channels: [name] }])
  }
  expect((await store.due({ now: 99, limit: 99 })).map(({ key }) => key)).toEqual(names)
  await store.end()
})

test.each([
  [
    'claimable',
    [
      /SCAN message USING INDEX fairlead_messages_waiting|SEARCH message/,
      /lead USING INDEX/,
      /earlier USING (COVERING )?INDEX fairlead_messages_of_a_lead/,
    ],
  ],
  ['dueTimers', [/timer USING INDEX fairlead_timers_set/, /lead USING INDEX/]],
  ['accepted', [/USING INDEX fairlead_accepted_waiting/]],
  ['parked', [/USING INDEX fairlead_accepted_parked/]],
  ['deadMessages', [/USING INDEX fairlead_messages_dead/]],
  ['eraseMessages', [/USING (COVERING )?INDEX fairlead_messages_of_a_lead/]],
  ['pruneMessages', [/fairlead_messages_done/]],
  ['pruneTimers', [/fairlead_timers_ended/]],
] as const)('%s reads along an index, without sorting', (name, expected) => {
  const { database, close } = open(file(), { synchronous: undefined, busyTimeoutMs: 1_000 })
  const statement = sql[name]
  const values = Array.from(statement.matchAll(/\?/g), () => '[]')
  const plan = (database.prepare(`explain query plan ${statement}`).all(...values) as { detail: string }[]).map((row) => row.detail)
  for (const part of expected) expect(plan).toContainEqual(expect.stringMatching(part))
  expect(plan.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([])
  close()
})
