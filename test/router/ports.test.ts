import { describe, expect, test } from 'vitest'
import { type Availability, type Presence, type RouterOptions, replay } from '../../src/index.js'
import { creditOf, LEAD } from '../../src/ledger/standing.js'
import { plan, reps, teamRouter, told } from './team.js'

const lead = (id: number, more: object = {}) => ({ id: `${id}`, country: 'DE', ...more })
const hang = (): Promise<never> => new Promise(() => {})
const boom = (): never => {
  throw new Error('calendar is down')
}

describe('availability', () => {
  const away = (who: Record<string, Presence>): readonly (readonly [string, Availability])[] => [
    ['a function', (rep) => who[rep.id] ?? true],
    ['one', { one: async (rep) => who[rep.id] ?? true }],
    ['many', { many: (asked) => Object.fromEntries(asked.map(({ id }) => [id, who[id] ?? true])) }],
    ['many, later', { many: async (asked) => Object.fromEntries(asked.map(({ id }) => [id, who[id] ?? true])) }],
  ]

  test.each(away({ ana: { away: 'vacation', until: 9000 } }))(
    'as %s: who is away is skipped, with reason and end',
    async (_, availability) => {
      const { router } = teamRouter({ availability })
      const routed = await router.route(lead(1))
      expect(told(routed)).toBe('bob by territory')
      expect(routed.trace.rules[1]?.skipped).toEqual([{ rep: 'ana', reason: 'away', detail: 'vacation', until: 9000 }])
    },
  )

  test('exact: everybody selected is asked in one question, and nobody else', async () => {
    const asked: string[][] = []
    const { router } = teamRouter({
      availability: {
        many: (some) => {
          asked.push(some.map(({ id }) => id))
          return { ana: true, bob: true }
        },
      },
    })
    await router.route(lead(1))
    expect(asked).toEqual([['ana', 'bob']])
  })

  test('exact: absence neither costs nor earns', async () => {
    let anaIsThere = true
    const { router, store } = teamRouter({
      plan: { ...plan, rules: [{ name: 'dach', to: { territory: 'dach' } }] },
      roster: reps.map(({ capacity: _, ...rep }) => rep) as never,
      availability: (rep) => rep.id !== 'ana' || anaIsThere,
    })
    for (let id = 0; id < 10; id++) await router.route(lead(id))
    anaIsThere = false
    for (let id = 10; id < 60; id++) await router.route(lead(id))
    anaIsThere = true
    const back: string[] = []
    for (let id = 60; id < 70; id++) {
      const routed = await router.route(lead(id))
      back.push(routed.kind === 'assigned' ? routed.rep : '')
    }
    // Back from fifty missed leads, ana gets every second one and not a flood.
    expect(back.filter((rep) => rep === 'ana').length).toBe(5)
    expect(Math.abs(creditOf(await store.ledger('dach'), 'ana'))).toBeLessThan(LEAD)
  })

  test('lazy: only whoever is picked is asked, until somebody is there', async () => {
    const asked: string[] = []
    const { router } = teamRouter({
      availabilityMode: 'lazy',
      roster: Array.from({ length: 50 }, (_, index) => ({ id: `r${index}`, territory: 'dach', quota: 1, role: 'manager' })),
      availability: (rep) => {
        asked.push(rep.id)
        return !['r0', 'r1'].includes(rep.id)
      },
    })
    expect(told(await router.route(lead(1)))).toBe('r2 by territory')
    expect(asked).toEqual(['r0', 'r1', 'r2'])
  })

  test('duplicates ask nobody', async () => {
    let asked = 0
    const { router } = teamRouter({
      availability: () => {
        asked += 1
        return true
      },
      accounts: () => {
        asked += 1
        return undefined
      },
    })
    await router.route(lead(1))
    const before = asked
    expect(told(await router.route(lead(1)))).toBe('ana by territory*')
    expect(asked).toBe(before)
  })
})

describe('a port that fails is a named skip or the fallback, never a lost lead', () => {
  const ports: readonly (readonly [string, Availability])[] = [
    ['throws', boom],
    ['rejects', async () => boom()],
    ['hangs', hang],
    ['throws in bulk', { many: boom }],
    ['hangs in bulk', { many: hang }],
    ['answers nonsense', (() => 'yes') as never],
    ['answers nonsense in bulk', { many: (() => null) as never }],
    ['leaves reps out', { many: () => ({}) }],
    ['answers with a trap', { many: () => new Proxy({}, { getOwnPropertyDescriptor: boom, get: boom }) }],
  ]

  test.each(ports)('availability that %s', async (name, availability) => {
    const options: Partial<RouterOptions> = { availability, portTimeoutMs: 20 }
    const skipped = await teamRouter(options).router.route(lead(1))
    expect(skipped.trace.rules[1]?.skipped.map(({ reason }) => reason)).toEqual(['unknownAvailability', 'unknownAvailability'])
    expect(told(skipped)).toBe('mia by otherwise')
    expect(told(await teamRouter({ ...options, whenPortFails: { availability: 'assumeThere' } }).router.route(lead(1)))).toBe(
      'ana by territory',
    )
    const straight = await teamRouter({ ...options, whenPortFails: { availability: 'otherwise' } }).router.route(lead(1))
    expect(told(straight)).toBe('mia by otherwise')
    if (!name.includes('nonsense') && !name.includes('leaves') && !name.includes('trap')) {
      expect(straight.trace.notes).toMatchObject([{ about: 'availability', code: 'availabilityFailed' }])
      expect(straight.trace.rules.map(({ rule }) => rule)).toEqual(['otherwise'])
    }
  })

  test.each([
    ['throws', { many: boom }],
    ['hangs', { many: hang }],
    ['answers nonsense', { many: () => ({ ana: { limit: 'many' }, bob: 7 }) as never }],
  ])('capacity that %s', async (_, capacity) => {
    const options: Partial<RouterOptions> = { capacity, portTimeoutMs: 20 }
    const skipped = await teamRouter(options).router.route(lead(1))
    expect(skipped.trace.rules[1]?.skipped.map(({ reason }) => reason)).toEqual(['unknownCapacity', 'unknownCapacity'])
    expect(told(skipped)).toBe('mia by otherwise')
    expect(told(await teamRouter({ ...options, whenPortFails: { capacity: 'ownCount' } }).router.route(lead(1)))).toBe('ana by territory')
  })

  test.each([
    ['throws', boom],
    ['hangs', hang],
    ['answers nonsense', () => ({ owner: 'ana' }) as never],
  ])('accounts that %s', async (_, accounts) => {
    const routed = await teamRouter({ accounts, portTimeoutMs: 20 }).router.route(lead(1))
    expect(told(routed)).toBe('ana by territory')
    expect(routed.trace.notes).toMatchObject([{ about: 'accounts', code: 'accountsFailed' }])
    expect(told(await teamRouter({ accounts, portTimeoutMs: 20, whenPortFails: { accounts: 'otherwise' } }).router.route(lead(1)))).toBe(
      'mia by otherwise',
    )
  })

  test('a roster that fails leaves the last good one in force', async () => {
    let now = 0
    let works = true
    const { router } = teamRouter({ clock: () => now, roster: { reps: () => (works ? reps : boom()) } })
    expect(told(await router.route(lead(1)))).toBe('ana by territory')
    works = false
    now = 5_000
    const routed = await router.route(lead(2))
    expect(told(routed)).toBe('bob by territory')
    expect(routed.trace.notes).toMatchObject([{ about: 'roster', code: 'rosterFailed' }])
  })

  test('a roster that never answered holds the lead until it does', async () => {
    let now = 0
    let works = false
    const { router } = teamRouter({ clock: () => now, portTimeoutMs: 20, roster: { reps: () => (works ? reps : hang()) } })
    expect(told(await router.route(lead(1)))).toBe('queue held by otherwise')
    expect(await router.sweep()).toMatchObject({ placed: [], held: 1 })
    works = true
    now = 5_000
    const { placed, held } = await router.sweep()
    expect([placed.map(told), held]).toEqual([['ana by territory'], 0])
    expect(told(await router.route(lead(1)))).toBe('ana by territory*')
  })

  test.each(['elsewhere', 'open'] as const)('an endless %s count is no count', async (field) => {
    const { router, store } = teamRouter({
      capacity: { many: (asked) => Object.fromEntries(asked.map(({ id }) => [id, { [field]: Number.POSITIVE_INFINITY }])) },
    })
    expect(told(await router.route(lead(1)))).toBe('mia by otherwise')
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('capacity that says nothing at all is a failure, one that leaves a rep out has no opinion of that rep', async () => {
    expect(told(await teamRouter({ capacity: { many: (() => undefined) as never } }).router.route(lead(1)))).toBe('mia by otherwise')
    expect(told(await teamRouter({ capacity: { many: () => new Map([['ana', { limit: 0 }]]) as never } }).router.route(lead(1)))).toBe(
      'mia by otherwise',
    )
    expect(told(await teamRouter({ capacity: { many: () => ({}) } }).router.route(lead(1)))).toBe('ana by territory')
  })

  test('an end beyond all dates is no known end, and can be explained', async () => {
    const { router } = teamRouter({ availability: (rep) => (rep.id === 'ana' ? { away: 'left', until: Number.MAX_SAFE_INTEGER } : true) })
    expect((await router.route(lead(1))).trace.rules[1]?.skipped).toEqual([{ rep: 'ana', reason: 'away', detail: 'left' }])
    expect((await router.explain('1')).sentence).toMatch(/ana is away \(left\)/)
  })

  test('a thenable that is no promise is waited for all the same', async () => {
    const thenable = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable that is no promise is the point
      then: (resolve: (value: object) => void) => {
        resolve({ ana: false, bob: true })
      },
    }
    expect(told(await teamRouter({ availability: { many: () => thenable as never } }).router.route(lead(1)))).toBe('bob by territory')
  })

  test.each([
    ['holds a bigint', () => ({ id: 'acme', revenue: 10n }) as never],
    [
      'throws when read',
      () => ({
        get id(): string {
          return boom()
        },
      }),
    ],
  ])('an account that %s is a note, not a lost lead', async (_, accounts) => {
    const routed = await teamRouter({ accounts }).router.route(lead(1))
    expect(told(routed)).toBe('ana by territory')
    expect(routed.trace.notes).toMatchObject([{ code: 'accountsFailed' }])
  })

  test('the failure met by one lead is not the failure of the next in the same batch', async () => {
    const availability = (rep: { readonly id: string }) => (rep.id === 'cat' ? boom() : true)
    const { router } = teamRouter({ availability, whenPortFails: { availability: 'otherwise' } })
    const [first, second] = await Promise.all([router.route(lead(1, { country: 'US' })), router.route(lead(2))])
    expect([told(first), told(second)]).toEqual(['mia by otherwise', 'ana by territory'])
    expect(second.trace.notes).toEqual([])
  })

  test('a port that hangs does not hold up every lead of a batch over and over', async () => {
    let asked = 0
    const { router } = teamRouter({
      availabilityMode: 'lazy',
      portTimeoutMs: 20,
      roster: Array.from({ length: 6 }, (_, index) => ({ id: `r${index}`, territory: 'dach', quota: 1, role: 'manager' })),
      availability: () => {
        asked += 1
        return hang()
      },
    })
    const settled = await Promise.all(Array.from({ length: 40 }, (_, id) => router.route(lead(id))))
    expect(settled.every(({ kind }) => kind === 'assigned')).toBe(true)
    expect(asked).toBe(3)
  })

  test('a roster port that fails is asked again after a while, not for each lead', async () => {
    let asked = 0
    const { router } = teamRouter({
      roster: {
        reps: () => {
          asked += 1
          return boom()
        },
      },
    })
    for (let id = 0; id < 5; id++) await router.route(lead(id))
    expect(asked).toBe(1)
  })

  test('a clock that goes back makes the roster be read again', async () => {
    let now = 10_000_000
    let asked = 0
    const { router } = teamRouter({
      clock: () => now,
      roster: {
        reps: () => {
          asked += 1
          return reps
        },
      },
    })
    await router.route(lead(1))
    now -= 3_600_000
    await router.route(lead(2))
    expect(asked).toBe(2)
  })

  test('a roster with errors is no roster', async () => {
    expect(() => teamRouter({ roster: [{ id: 'a' }, { id: 'a' }] })).toThrowError(expect.objectContaining({ code: 'badRoster' }))
    const { router } = teamRouter({ roster: { reps: () => [{ id: '' }] } })
    expect(told(await router.route(lead(1)))).toBe('queue held by otherwise')
  })
})
