import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../scripts/postgres/server.mjs'
import { postgresStore } from '../../../src/adapter/postgres/index.js'
import { assertWhole, errorOf, wholeTrail } from '../../../src/testing/storeContractCase.js'
import { lookalikes, oddNames } from '../../../src/testing/storeContractRecords.js'
import { connected } from '../../postgres/connection.js'
import { kinds } from './pools.js'
import { count, counted, each } from './steps.js'

let url: string

beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl'))
})

afterAll(() => dropDatabase(url))

describe.each(kinds)('with $name', ({ name, open }) => {
  let opened: ReturnType<typeof open>
  const storeOf = (scope: string) => postgresStore(opened.pool, { scope: scope === '' ? '(empty)' : scope })
  const scopesOf = (names: readonly string[]) => names.map((scope) => storeOf(scope))

  beforeAll(() => {
    opened = open(url, 6)
  })
  afterAll(() => opened.end())

  test('a transaction that holds one scope holds up no other, nor readers of its own', async () => {
    const [a, b] = [storeOf(`${name} A`), storeOf(`${name} B`)]
    await count(a, 'L1')
    await connected(url, async (host) => {
      await host.query('begin')
      await count(a.within(host), 'L2')
      // All this while A is held: who waited for it would wait for ever.
      for (let lead = 0; lead < 5; lead++) await count(b, `L${lead}`)
      expect(await b.accept({ key: 'A1', content: {}, receivedAt: 1 })).toBe(true)
      expect((await b.claim({ now: 1_000, leaseMs: 1, limit: 9, channels: ['slack'] })).length).toBe(5)
      expect(await counted(a)).toEqual(each('L1'))
      const sameScope = postgresStore(opened.pool, { scope: `${name} A`, lockTimeoutMs: 1, retryMs: 0 })
      expect(await errorOf(() => count(sameScope, 'L3'))).toMatchObject({ code: 'storeTimeout' })
      await host.query('commit')
    })
    expect(await counted(a)).toEqual(each('L1', 'L2'))
    expect(await counted(b)).toEqual(each('L0', 'L1', 'L2', 'L3', 'L4'))
  })

  test('scopes of all names hold the same keys, and each only its own', async () => {
    const names = [...new Set([...oddNames, ...lookalikes.flat(), 'a\0b', '\ud800', '\u001f', '$f$'].filter((scope) => scope !== ''))]
    const stores = scopesOf(names.map((scope) => `${name} ${scope}`))
    await Promise.all(stores.map((store, index) => count(store, `only ${index}`).then(() => count(store, 'same'))))
    await Promise.all(stores.map((store) => store.accept({ key: 'waits', content: {}, receivedAt: 1 })))
    for (const [index, store] of stores.entries()) {
      expect(await counted(store)).toEqual(each(`only ${index}`, 'same'))
      assertWhole(await wholeTrail(store), 2)
      expect(await store.lead({ key: `only ${(index + 1) % stores.length}` })).toBeUndefined()
      expect((await store.counts()).accepted.waiting).toBe(1)
    }
    expect(stores.length).toBeGreaterThan(50)
  })

  test.each(['', 7, null])('a scope may not be called %j', (scope) => {
    expect(() => postgresStore(opened.pool, { scope: scope as string })).toThrow(expect.objectContaining({ code: 'badOptions' }))
  })
})
