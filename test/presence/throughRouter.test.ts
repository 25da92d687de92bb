import { describe, expect, test } from 'vitest'
import { allOf, awayBook, holidayTables, lastSeen, rosterAvailability, workingHours } from '../../src/door/availability.js'
import { type Availability, createRouter, memoryStore, type Plan, type Rep, type RouterOptions } from '../../src/index.js'

const HOUR = 3_600_000
/** Monday, noon in Berlin, 06:00 in New York. */
const now = Date.parse('2026-10-05T10:00:00Z')
const plan: Plan = { fairlead: 1, name: 'p', rules: [{ name: 'all', to: { role: 'ae' } }], otherwise: { to: { role: 'desk' } } }
const desk: Rep = { id: 'desk', role: 'desk' }

function routerOf(reps: readonly Rep[], availability: Availability, options: Partial<RouterOptions> = {}) {
  return createRouter({ plan, roster: [...reps, desk], store: memoryStore(), availability, clock: () => now, ...options })
}

describe('exact: the trace has the reason and the end of every check', () => {
  const hours = { timeZone: 'America/New_York', week: { 'mon-fri': '09:00-17:00' } }
  const reps: readonly Rep[] = ['night', 'feast', 'rest', 'book', 'unseen', 'bulk', 'there'].map((id) => ({ id, role: 'ae' }))
  const book = awayBook({ clock: () => now })
  book.away('book', { until: now + 2 * HOUR, reason: 'dentist' })
  const roster: readonly Rep[] = reps.map((rep) => {
    if (rep.id === 'feast') return { ...rep, timeZone: 'Europe/Berlin', holidays: ['DE'] }
    return rep.id === 'rest' ? { ...rep, away: [{ until: now + HOUR, reason: 'parental leave' }] } : rep
  })
  const availability = allOf<Rep>(
    workingHours({ hours: ({ id }) => (id === 'night' ? hours : undefined) }),
    rosterAvailability({ holidays: holidayTables({ DE: { '2026-10-05': 'Bridge day' } }) }),
    book,
    lastSeen({ at: ({ id }) => now - (id === 'unseen' ? 27 : 1) * HOUR, within: { hours: 24 }, never: 'away' }),
    {
      many: async (asked) =>
        Object.fromEntries(asked.map(({ id }) => [id, id === 'bulk' ? { away: 'offsite', until: now + 3 * HOUR } : true])),
    },
  )

  test('as data', async () => {
    const routed = await routerOf(roster, availability).route({ id: 'L1' })
    expect(routed).toMatchObject({ kind: 'assigned', rep: 'there' })
    expect(routed.trace.rules[0]?.skipped).toEqual([
      { rep: 'night', reason: 'away', detail: 'outside working hours', until: Date.parse('2026-10-05T13:00:00Z') },
      { rep: 'feast', reason: 'away', detail: 'Bridge day', until: Date.parse('2026-10-05T22:00:00Z') },
      { rep: 'rest', reason: 'away', detail: 'parental leave', until: now + HOUR },
      { rep: 'book', reason: 'away', detail: 'dentist', until: now + 2 * HOUR },
      { rep: 'unseen', reason: 'away', detail: 'last seen 27 hours ago' },
      { rep: 'bulk', reason: 'away', detail: 'offsite', until: now + 3 * HOUR },
    ])
  })

  test('as sentences', async () => {
    const router = routerOf(roster, availability)
    await router.route({ id: 'L1' })
    const { reps: told } = await router.explain('L1')
    const sentences = told.map(({ sentence }) => sentence)
    expect(sentences).toContain("feast did not get L1: away (Bridge day) until 2026-10-05T22:00:00.000Z (the rule 'all').")
    expect(sentences).toContain("unseen did not get L1: away (last seen 27 hours ago) (the rule 'all').")
  })

  test('lazy: the same reasons, of those who were picked in vain', async () => {
    const routed = await routerOf(roster, availability, { availabilityMode: 'lazy' }).route({ id: 'L1' })
    expect(routed).toMatchObject({ kind: 'assigned', rep: 'there' })
    expect(routed.trace.rules[0]?.skipped.map(({ detail }) => detail)).toContain('dentist')
  })
})

describe('a check that fails is a skip for that rep, and nobody else', () => {
  const reps: readonly Rep[] = ['ana', 'bob', 'cem'].map((id) => ({ id, role: 'ae' }))
  const failing: readonly (readonly [string, Availability, string])[] = [
    [
      'throws',
      (rep) => {
        if (rep.id === 'bob') throw new Error('calendar is down')
        return true
      },
      'calendar is down',
    ],
    ['hangs', (rep) => (rep.id === 'bob' ? new Promise<never>(() => {}) : true), 'no answer within 20 ms'],
    ['makes no sense', ((rep: Rep) => (rep.id === 'bob' ? 'yes' : true)) as never, 'a check gave no usable answer'],
    ['leaves somebody out', { many: async () => ({ ana: true, cem: true }) }, 'a check gave no usable answer'],
  ]

  test.each(failing.flatMap(([name, check, detail]) => (['exact', 'lazy'] as const).map((mode) => [name, mode, check, detail] as const)))(
    '%s, %s',
    async (_, availabilityMode, check, detail) => {
      const availability = allOf<Rep>((rep) => (rep.id === 'ana' ? { away: 'vacation' } : true), check)
      const options = { availabilityMode, portTimeoutMs: 20 }
      const skipped = await routerOf(reps, availability, options).route({ id: 'L1' })
      expect(skipped).toMatchObject({ kind: 'assigned', rep: 'cem' })
      expect(skipped.trace.rules[0]?.skipped).toEqual([
        { rep: 'ana', reason: 'away', detail: 'vacation' },
        { rep: 'bob', reason: 'unknownAvailability', detail },
      ])
      expect(skipped.trace.notes).toMatchObject([{ about: 'availability', code: 'availabilityFailed' }])
      // Who is known to be away is skipped also by those who assume that everybody is there.
      const assumed = await routerOf(reps, availability, { ...options, whenPortFails: { availability: 'assumeThere' } }).route({ id: 'L1' })
      expect(assumed).toMatchObject({ kind: 'assigned', rep: 'bob' })
      const straight = await routerOf(reps, availability, { ...options, whenPortFails: { availability: 'otherwise' } }).route({ id: 'L1' })
      expect(straight).toMatchObject({ rule: 'otherwise' })
    },
  )
})

describe('ten thousand reps', () => {
  const zones = ['America/New_York', 'Asia/Tokyo', 'Australia/Sydney', 'America/Sao_Paulo', 'Europe/Berlin']
  const shifts = ['08:00-16:00', '09:00-17:00', '10:00-18:00', '22:00-06:00']
  const reps: readonly Rep[] = Array.from({ length: 10_000 }, (_, index) => ({
    id: `r${index}`,
    role: 'ae',
    timeZone: zones[index % zones.length] as string,
    hours: { 'mon-fri': shifts[index % shifts.length] as string },
  }))
  const world = () => {
    const asked = { hours: 0, book: 0, bulk: [] as number[] }
    const roster = rosterAvailability()
    const availability = allOf<Rep>(
      (rep, context) => {
        asked.hours += 1
        return roster(rep, context)
      },
      () => {
        asked.book += 1
        return true
      },
      {
        many: async (some) => {
          asked.bulk.push(some.length)
          return Object.fromEntries(some.map(({ id }) => [id, true]))
        },
      },
    )
    return { asked, availability }
  }

  test('lazy: a decision asks a handful', async () => {
    const { asked, availability } = world()
    const routed = await routerOf(reps, availability, { availabilityMode: 'lazy' }).route({ id: 'L1' })
    expect(routed).toMatchObject({ kind: 'assigned', rule: 'all' })
    console.log(`lazy: ${asked.hours} reps asked, ${asked.bulk.length} questions in bulk`)
    expect(asked.hours).toBeLessThan(20)
    expect(asked.hours).toBeGreaterThan(1)
    expect(asked.bulk).toEqual([1])
  })

  test('exact: everybody is asked, in one question for each check in bulk, and only those not known to be away', async () => {
    const { asked, availability } = world()
    const routed = await routerOf(reps, availability).route({ id: 'L1' })
    expect(routed).toMatchObject({ kind: 'assigned', rule: 'all' })
    const away = routed.trace.rules[0]?.skipped.length ?? 0
    console.log(`exact: ${asked.hours} reps asked, ${away} away by their hours, ${asked.bulk[0]} asked about in one question in bulk`)
    expect(asked).toEqual({ hours: 10_000, book: 10_000, bulk: [10_000 - away] })
    expect(away).toBeGreaterThan(1_000)
  })

  test('exact: leads that are settled together share the answers', async () => {
    const { asked, availability } = world()
    await routerOf(reps, availability).routeMany(Array.from({ length: 50 }, (_, index) => ({ id: `L${index}` })))
    expect(asked.hours).toBe(10_000)
    expect(asked.bulk.length).toBe(1)
  })
})
