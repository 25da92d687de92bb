import { describe, expect, test } from 'vitest'
import { type PostgresOptions, postgresStore } from '../../../src/adapter/postgres/index.js'
import { errorOf } from '../../../src/testing/storeContractCase.js'
import { faultyScene } from './faultyScene.js'
import { kinds } from './pools.js'
import { count, counted } from './steps.js'

const { place, patient, setUp, unused } = faultyScene()

describe.each(kinds)('with $name, a server that does not answer', ({ open }) => {
  const impatient: PostgresOptions = { answerTimeoutMs: 300, lockTimeoutMs: 100, retryMs: 0 }

  test('is given up after `answerTimeoutMs`, call after call, and the pool has its connections again once it is back', async () => {
    const { proxy, pool, store } = await setUp(open, impatient)
    proxy.swallow(true)
    const calls = [
      () => count(store, 'L1'),
      () => store.lead({ key: 'first' }),
      () => store.accept({ key: 'A', content: {}, receivedAt: 1 }),
    ]
    for (let round = 0; round < 2; round++) {
      for (const call of calls) {
        expect(await errorOf(call)).toMatchObject({ code: 'storeUnavailable', cause: { code: 'ETIMEDOUT' } })
      }
    }
    proxy.swallow(false)
    // What was sent into the void stays unanswered: such connections end some day, and we do not wait for it.
    proxy.breakAll()
    const patiently = postgresStore(pool, { ...patient, scope: place().scope })
    expect(await Promise.all([count(patiently, 'L1'), count(patiently, 'L2'), count(patiently, 'L3')])).toHaveLength(3)
    expect((await counted(patiently)).turn).toBe(4)
  })

  test('is given up when it says nothing from the start', async () => {
    const { proxy, pool } = await unused(open)
    proxy.swallow(true)
    const store = postgresStore(pool, { ...impatient, scope: place().scope })
    expect(await errorOf(() => count(store, 'L1'))).toMatchObject({ code: 'storeUnavailable' })
    proxy.swallow(false)
    proxy.breakAll()
  })

  test('is given up when it falls silent while the store looks at the schema', async () => {
    const { proxy, pool } = await unused(open)
    const store = postgresStore(pool, { ...impatient, answerTimeoutMs: 1_000, scope: place().scope })
    const happened = proxy.next('server_encoding', 'swallowed')
    expect(await errorOf(() => store.migrate())).toMatchObject({ code: 'storeUnavailable', cause: { code: 'ETIMEDOUT' } })
    await happened
    proxy.breakAll()
    await store.migrate()
  })
})
