import { describe, expect, test } from 'vitest'
import { memoryStore, type Plan, replay, type Store, type Timer, verifyAudit } from '../../src/index.js'
import { codeOf, countedSalts, handClock, plan, teamRouter } from './team.js'

const withChannels: Plan = { ...plan, channels: ['slack', 'email'] }
const lead = (id: number, more: object = {}) => ({ id: `${id}`, country: 'DE', ...more })
const contact = { name: 'contact', at: 5_000, channels: ['slack'] }

function team(store: Store = memoryStore()) {
  const clock = handClock()
  return { clock, ...teamRouter({ store, plan: withChannels, clock, salt: countedSalts() }) }
}

/** The timers of a lead, read as a transaction sees them. */
async function timersOf(store: Store, key: string): Promise<readonly Timer[]> {
  return store.transact({ now: 0, leads: [key], rotations: [], reps: [], step: (view) => ({ result: view.timers.get(key) ?? [] }) })
}

describe('a deadline', () => {
  test('fires once, not before its time, with an entry and a message for each channel', async () => {
    const { router, store, clock } = team()
    await router.route(lead(1))
    expect(await router.deadline('1', { ...contact, channels: ['slack', 'email'] })).toBe(true)
    clock.now = 4_999
    expect((await router.sweep()).fired).toEqual([])
    clock.now = 6_000
    expect((await router.sweep()).fired).toEqual([{ key: '1', name: 'contact', step: 0, due: 5_000, at: 6_000 }])
    expect((await router.sweep()).fired).toEqual([])

    const [entry] = await store.audit({ after: 1, limit: 9 })
    const { subject } = (await store.lead({ key: '1' })) as { subject: string }
    expect(entry).toMatchObject({ at: 6_000, event: { kind: 'fired', subject, epoch: 1, name: 'contact', step: 0, due: 5_000 } })
    const messages = [
      ...(await store.claim({ now: 6_000, leaseMs: 9, limit: 9, channels: ['slack'] })),
      ...(await store.claim({ now: 6_000, leaseMs: 9, limit: 9, channels: ['email'] })),
    ]
    // Those of one lead are lent out one after the other.
    expect(messages).toEqual([
      {
        id: '2.0',
        key: '1',
        subject,
        channel: 'slack',
        at: 6_000,
        attempt: 1,
        tries: 1,
        about: { kind: 'fired', epoch: 1, rep: 'ana', name: 'contact', step: 0, due: 5_000 },
      },
    ])
    expect(await timersOf(store, '1')).toMatchObject([{ state: 'fired', endedAt: 6_000 }])
  })

  test('counts for whoever waits in a queue, too', async () => {
    const { router, store, clock } = team()
    await router.route(lead(1, { country: 'FR', score: 3 }))
    await router.deadline('1', contact)
    clock.now = 5_000
    expect((await router.sweep()).fired.length).toBe(1)
    const [message] = await store.claim({ now: 5_000, leaseMs: 9, limit: 9, channels: ['slack'] })
    expect(message?.about).toEqual({ kind: 'fired', epoch: 0, queue: 'nurture', name: 'contact', step: 0, due: 5_000 })
  })

  test('is set once for each epoch, name and step, also after it has fired or was cancelled', async () => {
    const { router, store, clock } = team()
    await router.route(lead(1))
    expect(await router.deadline('1', contact)).toBe(true)
    expect(await router.deadline('1', { ...contact, at: 9_000 })).toBe(false)
    expect(await router.deadline('1', { ...contact, step: 1, at: 9_000 })).toBe(true)
    expect(await router.deadline('1', { ...contact, name: 'offer', at: 9_000 })).toBe(true)
    expect((await store.counts()).timers).toEqual({ set: 3, oldest: 5_000 })
    clock.now = 5_000
    await router.sweep()
    expect(await router.deadline('1', { ...contact, at: 7_000 })).toBe(false)
    expect(await router.cancelDeadline('1', { name: 'offer' })).toBe(true)
    expect(await router.deadline('1', { ...contact, name: 'offer', at: 9_000 })).toBe(false)
    expect((await timersOf(store, '1')).map(({ name, step, state }) => `${name} ${step} ${state}`)).toEqual([
      'contact 0 fired',
      'contact 1 set',
      'offer 0 cancelled',
    ])
    await router.reassign('1', { to: 'bob' })
    expect(await router.deadline('1', { ...contact, at: 8_000 })).toBe(true)
  })

  test('is cancelled by name, one step or all of them', async () => {
    const { router, store } = team()
    await router.route(lead(1))
    for (const step of [0, 1, 2]) await router.deadline('1', { ...contact, step })
    await router.deadline('1', { ...contact, name: 'offer' })
    expect(await router.cancelDeadline('1', { name: 'contact', step: 1 })).toBe(true)
    expect(await router.cancelDeadline('1', { name: 'contact', step: 1 })).toBe(false)
    expect(await router.cancelDeadline('1', { name: 'contact', step: 7 })).toBe(false)
    expect(await router.cancelDeadline('1', { name: 'contact' })).toBe(true)
    expect((await timersOf(store, '1')).map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled', 'set'])
  })

  type Team = ReturnType<typeof team>
  test.each<[string, (made: Team) => Promise<unknown>]>([
    ['reassigned', ({ router }) => router.reassign('1', { to: 'bob' })],
    ['declined', ({ router }) => router.decline('1')],
    ['closed', ({ router }) => router.close('1')],
    ['closed as no lead', ({ router }) => router.close('1', { as: 'merged' })],
  ])('is cancelled when the lead is %s', async (_, act) => {
    const made = team()
    await made.router.route(lead(1))
    await made.router.deadline('1', contact)
    made.clock.now = 2_000
    await act(made)
    expect(await timersOf(made.store, '1')).toMatchObject([{ state: 'cancelled', endedAt: 2_000 }])
    made.clock.now = 9_000
    expect((await made.router.sweep()).fired).toEqual([])
  })

  test('is cancelled when a lead that waited gets an owner, and kept when what was done changes nothing', async () => {
    let there = false
    const clock = handClock()
    const held: Plan = { ...withChannels, rules: [], otherwise: { to: { territory: 'us' }, whenNobody: 'hold' } }
    const { router, store } = teamRouter({ plan: held, clock, availability: () => there })
    await router.route(lead(1))
    await router.deadline('1', contact)
    await router.sweep()
    expect((await store.counts()).timers.set).toBe(1)
    there = true
    expect((await router.sweep()).placed.length).toBe(1)
    expect((await store.counts()).timers.set).toBe(0)
    await router.deadline('1', contact)
    await router.reassign('1', { to: 'cat' })
    expect(await timersOf(store, '1')).toMatchObject([
      { epoch: 0, state: 'cancelled' },
      { epoch: 1, state: 'set' },
    ])
  })

  test('of an earlier owner or a closed lead never fires, even where a store still has it set', async () => {
    for (const ending of ['reassign', 'close'] as const) {
      const { router, store, clock } = team()
      await router.route(lead(1))
      await router.deadline('1', contact)
      const [timer] = await timersOf(store, '1')
      await (ending === 'reassign' ? router.reassign('1', { to: 'bob' }) : router.close('1'))
      const none = { entries: [], leads: [], ledgers: [], loads: new Map(), documents: [], messages: [], erased: [] }
      await store.transact({
        now: 0,
        leads: ['1'],
        rotations: [],
        reps: [],
        step: () => ({ write: { ...none, timers: [timer as Timer] }, result: undefined }),
      })
      clock.now = 9_000
      expect((await router.sweep()).fired).toEqual([])
      expect(await timersOf(store, '1')).toMatchObject([{ state: 'cancelled', endedAt: 9_000 }])
      expect((await store.counts()).messages.waiting).toBe(0)
    }
  })

  test('never fires early, even where a store lists it too soon', async () => {
    const memory = memoryStore()
    const { router, store, clock } = team({ ...memory, due: ({ limit }) => memory.due({ now: 1e9, limit }) })
    await router.route(lead(1))
    await router.deadline('1', contact)
    clock.now = 4_999
    expect((await router.sweep()).fired).toEqual([])
    expect(await timersOf(store, '1')).toMatchObject([{ state: 'set' }])
    clock.now = 5_000
    expect((await router.sweep()).fired.length).toBe(1)
  })

  test('more than a page of them fire in one sweep', async () => {
    const { router, clock } = team()
    await router.routeMany(Array.from({ length: 300 }, (_, id) => lead(id)))
    for (let id = 0; id < 300; id++) for (const step of [0, 1]) await router.deadline(`${id}`, { ...contact, step, at: 2_000 + id })
    clock.now = 9_000
    const { fired } = await router.sweep()
    expect(new Set(fired.map(({ key, step }) => `${key} ${step}`)).size).toBe(600)
    expect(fired.map(({ due }) => due)).toEqual(fired.map(({ due }) => due).sort((one, other) => one - other))
  })

  test('leaves a trail that is whole, and leads that are explained as before', async () => {
    const { router, store, clock } = team()
    await router.route(lead(1))
    const before = await router.explain('1')
    await router.deadline('1', contact)
    clock.now = 9_000
    await router.sweep()
    await router.route(lead(2))
    expect(await verifyAudit(store)).toEqual({ entries: 3 })
    expect(await replay(store)).toMatchObject({ entries: 3, same: 2, unrepeatable: 0 })
    expect(await router.explain('1')).toEqual(before)
    expect(await store.loads(['ana'])).toEqual({ ana: { open: 1, assigned: 1 } })
  })
})

describe('a deadline is refused', () => {
  test.each<[string, object, readonly (readonly (string | number)[])[]]>([
    [
      'a channel that the plan does not have',
      { channels: ['slack', 'fax', 'sms'] },
      [
        ['channels', 1],
        ['channels', 2],
      ],
    ],
    ['channels that are no list', { channels: 'slack' }, [['channels']]],
    ['channels that are none', { channels: [undefined] }, [['channels', 0]]],
    ['half a millisecond', { at: 5_000.5 }, [['at']]],
    ['no time', { at: undefined }, [['at']]],
    ['a text for a time', { at: '2026-01-01' }, [['at']]],
    ['no name', { name: '' }, [['name']]],
    ['a name without end', { name: 'x'.repeat(201) }, [['name']]],
    ['half a step', { step: 0.5 }, [['step']]],
    ['a step below 0', { step: -1 }, [['step']]],
    ['an epoch that is none', { epoch: '1' }, [['epoch']]],
    ['everything at once', { name: 7, at: null, step: null, channels: [] }, [['name'], ['step'], ['at']]],
  ])('%s', async (_, wrong, paths) => {
    const { router, store } = team()
    await router.route(lead(1))
    await expect(router.deadline('1', { ...contact, ...wrong } as never)).rejects.toMatchObject({
      code: 'badOptions',
      issues: paths.map((path) => ({ path })),
    })
    expect((await store.counts()).timers.set).toBe(0)
  })

  test('for leads that are unknown, closed, or have changed hands', async () => {
    const { router } = team()
    expect(await codeOf(router.deadline('1', contact))).toBe('unknownLead')
    expect(await codeOf(router.cancelDeadline('1', contact))).toBe('unknownLead')
    await router.route(lead(1))
    expect(await codeOf(router.deadline('1', { ...contact, epoch: 2 }))).toBe('staleEpoch')
    expect(await codeOf(router.cancelDeadline('1', { ...contact, epoch: 0 }))).toBe('staleEpoch')
    expect(await codeOf(router.deadline('1', { ...contact, epoch: 1 }))).toBe('none')
    await router.close('1')
    expect(await codeOf(router.deadline('1', contact))).toBe('closedLead')
    expect(await router.cancelDeadline('1', { name: 'contact' })).toBe(false)
    expect(await codeOf(router.cancelDeadline('1', { name: '' }))).toBe('badOptions')
  })
})
