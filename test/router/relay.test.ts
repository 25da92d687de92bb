import { describe, expect, test } from 'vitest'
import { type ClaimedMessage, createRelay, type DeadMessage, memoryStore, RoutingError, type Store } from '../../src/index.js'
import { setUp } from './relaying.js'
import { codeOf } from './team.js'

const none = { delivered: 0, again: 0, dead: 0, erased: 0, stale: 0 }
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('once', () => {
  test('delivers everything that is due: the message, and the lead as it is now', async () => {
    const seen: unknown[] = []
    const { relay, store, router } = await setUp(1, {
      channels: {
        slack: (message, lead) => seen.push([message, lead.state]),
        crm: ({ id, about }, { rep }) => seen.push([id, about.rep, rep]),
      },
    })
    const { subject } = (await store.lead({ key: '1' })) as { subject: string }
    await router.reassign('1', { to: 'cat' })
    expect(await relay.once()).toEqual({ ...none, delivered: 2 })
    expect(seen).toEqual([
      [
        {
          id: '1.0',
          key: '1',
          subject,
          channel: 'slack',
          at: 1_000,
          attempt: 1,
          tries: 1,
          about: { kind: 'assigned', epoch: 1, rep: 'ana', rule: 'territory' },
        },
        'assigned',
      ],
      ['1.1', 'ana', 'cat'],
    ])
    expect(await relay.once()).toEqual(none)
  })

  test('delivers leads side by side, and those of one lead one after the other', async () => {
    let [open, most] = [0, 0]
    const order: string[] = []
    const deliver = async ({ id }: ClaimedMessage): Promise<void> => {
      open += 1
      most = Math.max(most, open)
      for (let turn = 0; turn < 3; turn++) await pause()
      order.push(id)
      open -= 1
    }
    const { relay } = await setUp(5, { channels: { slack: deliver, crm: deliver }, batch: 4 })
    expect(await relay.once()).toEqual({ ...none, delivered: 10 })
    expect(most).toBe(4)
    for (let lead = 1; lead <= 5; lead++) expect(order.indexOf(`${lead}.0`)).toBeLessThan(order.indexOf(`${lead}.1`))
  })

  test('serves the channels it was given', async () => {
    const { relay, store } = await setUp(2, { channels: { slack: () => {} } })
    expect(await relay.once()).toEqual({ ...none, delivered: 2 })
    expect((await store.counts()).messages.waiting).toBe(2)
  })
})

describe('a delivery that fails', () => {
  test('is tried again, each time later, and given up in the end', async () => {
    const attempts: number[] = []
    const dead: DeadMessage[] = []
    const { relay, clock, store } = await setUp(1, {
      attempts: 4,
      backoffMs: 100,
      channels: {
        slack: ({ attempt }) => {
          attempts.push(attempt)
          throw new Error(`no. ${attempt}`)
        },
        crm: () => {},
      },
      onDead: (message) => dead.push(message),
    })
    for (const wait of [100, 400, 1_600]) {
      expect(await relay.once()).toEqual({ ...none, again: 1 })
      clock.now += wait - 1
      expect(await relay.once()).toEqual(none)
      clock.now += 1
    }
    // What comes behind it is held up until then, and no longer.
    expect(await relay.once()).toEqual({ ...none, dead: 1, delivered: 1 })
    expect(attempts).toEqual([1, 2, 3, 4])
    expect(dead).toEqual([expect.objectContaining({ id: '1.0', key: '1', channel: 'slack', attempt: 4, error: 'no. 4' })])
    expect(await store.dead({ limit: 9 })).toMatchObject([{ id: '1.0', error: 'no. 4' }])
    expect(await store.revive('1.0')).toBe(true)
    expect(await relay.once()).toEqual({ ...none, again: 1 })
  })

  test.each([
    [0, 75],
    [0.999_999, 125],
  ])('waits by chance: %d', async (chance, wait) => {
    const { relay, clock } = await setUp(1, {
      backoffMs: 100,
      random: () => chance,
      channels: { slack: () => Promise.reject(new Error('x')) },
    })
    await relay.once()
    clock.now += wait - 1
    expect(await relay.once()).toEqual(none)
    clock.now += 1
    expect(await relay.once()).toEqual({ ...none, again: 1 })
  })

  test('never waits longer than about an hour', async () => {
    const { relay, clock } = await setUp(1, { attempts: 99, channels: { slack: () => Promise.reject(new Error('x')) } })
    for (let attempt = 0; attempt < 20; attempt++) {
      expect(await relay.once()).toEqual({ ...none, again: 1 })
      clock.now += 3_600_000
    }
  })

  test('by hanging is left alone after the lease, and told so', async () => {
    let aborted = false
    const { relay, store } = await setUp(1, {
      leaseMs: 20,
      attempts: 1,
      channels: {
        slack: (_message, _lead, { signal }) =>
          new Promise(() => {
            signal.addEventListener('abort', () => {
              aborted = true
            })
          }),
      },
    })
    expect(await relay.once()).toEqual({ ...none, dead: 1 })
    expect([aborted, (await store.dead({ limit: 9 }))[0]?.error]).toEqual([true, 'no answer within 20 ms'])
  })

  test('whose loan is over changes nothing, and is counted', async () => {
    const { relay, store, clock } = await setUp(1, {
      channels: {
        slack: async () => {
          clock.now += 30_000
          expect((await store.claim({ now: clock.now, leaseMs: 30_000, limit: 9, channels: ['slack'] })).length).toBe(1)
        },
      },
    })
    expect(await relay.once()).toEqual({ ...none, stale: 1 })
    expect((await store.counts()).messages.waiting).toBe(2)
  })

  test('without a word, so often that it may be its own fault, is given up undelivered', async () => {
    const delivered: number[] = []
    const dead: DeadMessage[] = []
    const { relay, store, clock } = await setUp(1, {
      attempts: 3,
      channels: { slack: () => void delivered.push(1) },
      onDead: (message) => dead.push(message),
    })
    // Three relays took it and were killed.
    for (let attempt = 1; attempt <= 3; attempt++) {
      await store.claim({ now: clock.now, leaseMs: 10, limit: 9, channels: ['slack'] })
      clock.now += 10
    }
    expect(await relay.once()).toEqual({ ...none, dead: 1 })
    expect([delivered, dead[0]?.error]).toEqual([[], 'lent out 3 times, and nobody told how that ended'])
  })
})

describe('a lead that was erased in between', () => {
  test.each(['gone', 'there again as another'])('is told to nobody: %s', async (how) => {
    const { router, store, arrived, clock, relay } = await setUp(1)
    // Erasing removes what waits; this one is on its way already.
    const [message] = await store.claim({ now: clock.now, leaseMs: 10, limit: 1, channels: ['slack'] })
    await router.erase('1')
    if (how !== 'gone') await router.route({ id: '1', country: 'DE' })
    const claimed = message as ClaimedMessage
    const settled: string[] = []
    let lent = false
    const late = createRelay({
      store: {
        ...store,
        claim: () => {
          const messages = lent ? [] : [claimed]
          lent = true
          return messages
        },
        settle: ({ id, outcome }) => settled.push(`${id} ${outcome}`) > 0,
      },
      channels: { slack: ({ id }) => arrived.push(id) },
      clock,
    })
    expect(await late.once()).toEqual({ ...none, erased: 1 })
    expect([arrived, settled]).toEqual([[], ['1.0 done']])
    expect((await relay.once()).delivered).toBe(how === 'gone' ? 0 : 2)
  })
})

describe('a store that is out of order', () => {
  test.each(['claim', 'lead', 'settle'] as const)('%s: once tells it, and nothing is lost', async (method) => {
    const inner = memoryStore()
    let broken = false
    const store: Store = {
      ...inner,
      [method]: (...given: unknown[]) => {
        if (broken) throw new RoutingError('storeUnavailable')
        return (inner[method] as (...given: unknown[]) => unknown)(...given)
      },
    }
    const { relay, clock, arrived } = await setUp(3, {}, store)
    broken = true
    expect(await codeOf(relay.once())).toBe('storeUnavailable')
    broken = false
    clock.now += 30_000
    expect(await relay.once()).toEqual({ ...none, delivered: 6 })
    expect(new Set(arrived.map((one) => one.split(' ')[0])).size).toBe(6)
  })
})
