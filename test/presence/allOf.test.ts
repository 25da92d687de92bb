import { describe, expect, test } from 'vitest'
import { allOf } from '../../src/door/availability.js'
import type { Availability, PortContext, Presence, Rep } from '../../src/index.js'

const context: PortContext = { now: 1_000, signal: new AbortController().signal }
const reps: readonly Rep[] = ['ana', 'bob', 'cem'].map((id) => ({ id }))
const boom = (): never => {
  throw new Error('calendar is down')
}

/** What each rep is told, with all of them asked in one breath, as the router does it. */
async function ask(...checks: readonly Availability[]): Promise<Record<string, unknown>> {
  const check = allOf(...checks)
  const asked = reps.map(async (rep) => check(rep, context))
  const answers = await Promise.allSettled(asked)
  return Object.fromEntries(
    answers.map((answer, index) => [
      reps[index]?.id,
      answer.status === 'fulfilled' ? answer.value : `failed: ${(answer.reason as Error).message}`,
    ]),
  )
}

/** The same answer in each of the shapes that a port may have. */
function shapes(presence: Presence): readonly Availability[] {
  return [
    () => presence,
    async () => presence,
    { one: () => presence },
    { one: async () => presence },
    { many: (asked) => Object.fromEntries(asked.map(({ id }) => [id, presence])) },
    { many: async (asked) => Object.fromEntries(asked.map(({ id }) => [id, presence])) },
  ]
}

const everybody = (presence: unknown): Record<string, unknown> => Object.fromEntries(reps.map(({ id }) => [id, presence]))

test.each<[string, Presence, Presence, Presence]>([
  ['both there', true, true, true],
  ['the first away', { away: 'night', until: 5 }, true, { away: 'night', until: 5 }],
  ['the second away', true, { away: 'vacation' }, { away: 'vacation' }],
  ['both away: the first reason, the later end', { away: 'night', until: 5 }, { away: 'vacation', until: 9 }, { away: 'night', until: 9 }],
  ['also if the first ends later', { away: 'night', until: 9 }, { away: 'vacation', until: 5 }, { away: 'night', until: 9 }],
  ['one end is not known: none is', { away: 'night', until: 5 }, { away: 'ill' }, { away: 'night' }],
  ['a mere no has no end', { away: 'night', until: 5 }, false, { away: 'night' }],
  ['a mere no has no reason, the other has', false, { away: 'vacation', until: 5 }, { away: 'vacation' }],
  ['two mere noes', false, false, false],
  ['an end beyond all dates is none', { away: 'gone', until: Number.POSITIVE_INFINITY }, true, { away: 'gone' }],
])('%s', async (_, first, second, expected) => {
  for (const one of shapes(first)) {
    for (const other of shapes(second)) {
      // A check in bulk is not asked about those who are known to be away: its end is not heard then.
      const unheard = typeof one !== 'object' || 'one' in one ? isSync(one) && first !== true && 'many' in other : false
      expect(await ask(one, other)).toEqual(everybody(unheard ? cleaned(first) : expected))
    }
  }
})

function isSync(check: Availability): boolean {
  const answer = typeof check === 'function' ? check({ id: 'x' }, context) : 'one' in check ? check.one({ id: 'x' }, context) : undefined
  return !(answer instanceof Promise)
}

function cleaned(presence: Presence): Presence {
  return typeof presence === 'object' && 'away' in presence && !Number.isFinite(presence.until ?? 0) ? { away: presence.away } : presence
}

test('no checks: everybody is there', async () => {
  expect(await ask()).toEqual(everybody(true))
})

test('checks that answer at once are answered at once', () => {
  expect(allOf(() => true, { one: () => ({ away: 'night' }) })({ id: 'ana' }, context)).toEqual({ away: 'night' })
})

describe('a check in bulk', () => {
  const counting = (answer: Presence = true) => {
    const questions: string[][] = []
    const check: Availability = {
      many: (asked) => {
        questions.push(asked.map(({ id }) => id))
        return Object.fromEntries(asked.map(({ id }) => [id, answer]))
      },
    }
    return { questions, check }
  }

  test('is asked once, about those whom nothing before it has found away', async () => {
    const first = counting()
    const second = counting({ away: 'vacation' })
    expect(await ask(first.check, (rep) => rep.id !== 'bob', second.check)).toEqual({
      ana: { away: 'vacation' },
      bob: false,
      cem: { away: 'vacation' },
    })
    expect(first.questions).toEqual([['ana', 'bob', 'cem']])
    expect(second.questions).toEqual([['ana', 'cem']])
  })

  test('does not wait for a promise before it', async () => {
    const bulk = counting()
    let release = (): void => {}
    const slow = new Promise<boolean>((resolve) => {
      release = () => resolve(false)
    })
    const asked = ask(() => slow, bulk.check)
    await new Promise((resolve) => setImmediate(resolve))
    expect(bulk.questions).toEqual([['ana', 'bob', 'cem']])
    release()
    expect(await asked).toEqual(everybody(false))
  })

  test('is asked again in the next breath, and for another moment', async () => {
    const bulk = counting()
    const check = allOf(bulk.check)
    const rep = { id: 'ana' }
    await check(rep, context)
    await Promise.all([
      check(rep, context),
      check({ id: 'bob' }, { ...context, now: 2_000 }),
      check({ id: 'cem' }, { ...context, now: 2_000 }),
    ])
    expect(bulk.questions).toEqual([['ana'], ['ana'], ['bob', 'cem']])
  })

  test('goes together with others that are made of several', async () => {
    const bulk = counting({ away: 'vacation', until: 7 })
    expect(
      await ask(
        allOf(bulk.check),
        allOf(() => true),
      ),
    ).toEqual(everybody({ away: 'vacation', until: 7 }))
    expect(bulk.questions.length).toBe(1)
  })
})

describe('a check that fails', () => {
  test.each<[string, Availability, string]>([
    ['throws', (rep) => (rep.id === 'bob' ? boom() : true), 'calendar is down'],
    ['rejects', async (rep) => (rep.id === 'bob' ? boom() : true), 'calendar is down'],
    ['makes no sense', ((rep: Rep) => (rep.id === 'bob' ? 'yes' : true)) as never, 'a check gave no usable answer'],
    ['says nothing', ((rep: Rep) => (rep.id === 'bob' ? undefined : true)) as never, 'a check gave no usable answer'],
    ['gives no reason', ((rep: Rep) => (rep.id === 'bob' ? { until: 5 } : true)) as never, 'a check gave no usable answer'],
    [
      'inherits a reason',
      ((rep: Rep) => (rep.id === 'bob' ? Object.create({ away: 'x' }) : true)) as never,
      'a check gave no usable answer',
    ],
    ['is a trap', ((rep: Rep) => (rep.id === 'bob' ? new Proxy({}, { ownKeys: boom }) : true)) as never, 'calendar is down'],
    ['leaves somebody out in bulk', { many: () => ({ ana: true, cem: true }) }, 'a check gave no usable answer'],
  ])('and %s, fails for that rep and nobody else', async (_, check, message) => {
    expect(await ask(check, () => true)).toEqual({ ana: true, bob: `failed: ${message}`, cem: true })
    expect(await ask(() => true, check)).toEqual({ ana: true, bob: `failed: ${message}`, cem: true })
  })

  test.each<[string, Availability]>([
    ['throws', { many: boom }],
    ['rejects', { many: async () => boom() }],
  ])('and in bulk %s, fails for everybody it was asked about', async (_, check) => {
    expect(await ask((rep) => (rep.id === 'ana' ? { away: 'night' } : true), check)).toEqual({
      ana: { away: 'night' },
      bob: 'failed: calendar is down',
      cem: 'failed: calendar is down',
    })
  })

  test('does not hide that another knows somebody to be away', async () => {
    expect(await ask(boom, () => ({ away: 'vacation', until: 5 }))).toEqual(everybody({ away: 'vacation', until: 5 }))
    expect(await ask({ many: boom }, async () => false)).toEqual(everybody(false))
  })
})
