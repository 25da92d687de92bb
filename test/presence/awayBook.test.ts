import { describe, expect, test } from 'vitest'
import { type AwayEntry, awayBook } from '../../src/door/availability.js'
import { errorOf } from '../../src/testing/storeContractCase.js'
import { handClock } from '../router/team.js'

const ana = { id: 'ana' }

describe('away and back', () => {
  test('away until back', () => {
    const clock = handClock(100)
    const book = awayBook({ clock })
    expect(book.one(ana, { now: 100 })).toBe(true)
    book.away('ana')
    expect([99, 100, 1e12].map((now) => book.one(ana, { now }))).toEqual([true, { away: 'away' }, { away: 'away' }])
    expect(book.one({ id: 'bob' }, { now: 100 })).toBe(true)
    clock.now = 200
    expect([book.back('ana'), book.back('ana'), book.back('bob')]).toEqual([true, false, false])
    expect(book.one(ana, { now: 200 })).toBe(true)
  })

  test('with an end, and a reason', () => {
    const book = awayBook({ clock: () => 100 })
    book.away('ana', { until: 200, reason: 'lunch' })
    book.away('ana', { from: 300, until: 400, reason: 'talk' })
    expect([100, 199, 200, 299, 300, 399, 400].map((now) => book.one(ana, { now }))).toEqual([
      { away: 'lunch', until: 200 },
      { away: 'lunch', until: 200 },
      true,
      true,
      { away: 'talk', until: 400 },
      { away: 'talk', until: 400 },
      true,
    ])
  })

  test('times that overlap or follow one another have one end', () => {
    const book = awayBook({ clock: () => 0 })
    book.away('ana', { until: 200, reason: 'lunch' })
    book.away('ana', { from: 200, until: 300, reason: 'talk' })
    book.away('ana', { from: 250, until: 400, reason: 'train' })
    book.away('ana', { from: 401, until: 500 })
    expect(book.one(ana, { now: 100 })).toEqual({ away: 'lunch', until: 400 })
    book.away('ana', { from: 399 })
    expect(book.one(ana, { now: 100 })).toEqual({ away: 'lunch' })
  })

  test('back ends what is under way, and what is planned only where that is said', () => {
    const clock = handClock(0)
    const book = awayBook({ clock })
    book.away('ana', { until: 100 })
    book.away('ana', { from: 500, until: 600, reason: 'vacation' })
    book.back('ana')
    expect(book.entries()).toEqual([{ rep: 'ana', from: 500, until: 600, reason: 'vacation' }])
    expect([book.back('ana'), book.back('ana', { planned: true }), book.entries()]).toEqual([false, true, []])
  })
})

describe('entries', () => {
  test('survive as JSON, with the same answers; what is over is left out', () => {
    const clock = handClock(0)
    const book = awayBook({ clock })
    book.away('ana', { until: 100 })
    book.away('ana', { from: 50, until: 300, reason: 'train' })
    book.away('bob')
    book.away('cem', { from: -1, until: 70 })
    clock.now = 100
    const kept = JSON.parse(JSON.stringify(book.entries())) as AwayEntry[]
    expect(kept).toEqual([
      { rep: 'ana', from: 50, until: 300, reason: 'train' },
      { rep: 'bob', from: 0 },
    ])
    const again = awayBook({ clock, entries: kept })
    for (const id of ['ana', 'bob', 'cem']) {
      for (const now of [100, 299, 300, 1e9]) expect(again.one({ id }, { now })).toEqual(book.one({ id }, { now }))
    }
    expect(again.entries()).toEqual(kept)
  })

  test('a book does not grow for ever', () => {
    const clock = handClock(0)
    const sizes: number[] = []
    const book = awayBook({ clock, onChange: (entries) => void sizes.push(entries.length) })
    for (; clock.now < 1_000; clock.now += 1) book.away('ana', { until: clock.now + 3 })
    expect(Math.max(...sizes)).toBe(3)
  })

  test('every change is told; where keeping it fails, nothing has changed', async () => {
    const told: [string, readonly AwayEntry[]][] = []
    let full = false
    const book = awayBook({
      clock: () => 0,
      onChange: (entries, rep) => {
        if (full) throw new Error('disk full')
        told.push([rep, entries])
      },
    })
    book.away('ana', { until: 100 })
    book.back('ana')
    book.back('ana')
    expect(told).toEqual([
      ['ana', [{ rep: 'ana', from: 0, until: 100 }]],
      ['ana', []],
    ])
    book.away('bob')
    full = true
    expect(() => book.away('ana')).toThrow('disk full')
    expect(() => book.back('bob')).toThrow('disk full')
    expect([book.one(ana, { now: 0 }), book.one({ id: 'bob' }, { now: 0 })]).toEqual([true, { away: 'away' }])
  })

  test.each<[unknown, (string | number)[]]>([
    ['none', ['entries']],
    [[5], ['entries', 0]],
    [
      [{ rep: 'ana' }, { from: 5 }],
      ['entries', 1, 'rep'],
    ],
    [[{ rep: 'ana', from: 5, until: 5 }], ['entries', 0, 'until']],
    [[{ rep: 'ana', from: '2026-01-01' }], ['entries', 0, 'from']],
    [[{ rep: 'ana', why: 'x' }], ['entries', 0, 'why']],
  ])('bad ones are refused with their place: %j', async (entries, path) => {
    const error = await errorOf(async () => awayBook({ clock: () => 0, entries: entries as never }))
    expect(error).toMatchObject({ code: 'badOptions' })
    expect((error as { issues: { path: unknown }[] }).issues.map((issue) => issue.path)).toContainEqual(path)
  })

  test.each([{ until: 50 }, { from: 200, until: 100 }, { from: Number.NaN }, { until: Number.POSITIVE_INFINITY }, { reason: '' }])(
    'a time that makes no sense is refused: %j',
    async (period) => {
      const book = awayBook({ clock: () => 100 })
      expect(await errorOf(async () => book.away('ana', period))).toMatchObject({ code: 'badOptions' })
      expect(book.entries()).toEqual([])
    },
  )
})
