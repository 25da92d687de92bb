import { describe, expect, test } from 'vitest'
import { bench, whole } from './bench.js'
import { canDo, casesOf, isAway, presenceOf, teamOf } from './cases.js'
import type { Contestant, Seat } from './contestant.js'
import { contestants } from './contestants.js'
import { rotation } from './fairlead.js'
import { short, table } from './page.js'
import { pointer, smoothScan } from './pickers.js'
import { pageOf } from './report.js'
import { spreadOf } from './spread.js'
import { watch } from './verify.js'
import { measureWritten } from './written.js'

const extent = { leads: 600, slow: () => 600 }
const small = casesOf([4, 10])

describe('verification', () => {
  test.each(small.map((one) => [`${one.size} reps, ${one.weights}, ${one.everybody ? 'everybody' : '70 %'} there`, one] as const))(
    'of all who can do %s',
    (_, one) => {
      const able = contestants.filter((contestant) => canDo(contestant, one))
      expect(able.length).toBeGreaterThan(3)
      const watched = watch(one, contestants, extent)
      expect(watched.map(({ contestant }) => contestant)).toEqual(able)
      for (const { contestant, worst, asked, leads } of watched) {
        expect(leads).toBe(600)
        expect(worst).toBeGreaterThan(0)
        // Somebody is asked about at each lead where anybody may be away, and nobody where all are there.
        expect([contestant.name, asked >= 1]).toEqual([contestant.name, !one.everybody])
      }
    },
  )

  test('everybody does something: no contestant is left out of all cases', () => {
    for (const contestant of contestants) expect(small.some((one) => canDo(contestant, one))).toBe(true)
  })

  const firstOf = (team: readonly Seat[]): string => team[0]?.id ?? ''
  test.each<[string, Partial<Contestant>, RegExp, boolean]>([
    ['counts off the weights', { start: (team) => () => firstOf(team) }, /counts after 1 periods are not the weights/, true],
    ['nobody of the team', { start: () => () => 'nobody' }, /picks nobody/, true],
    ['somebody who is away', { start: (team) => () => firstOf(team) }, /who is not there/, false],
    ['turns unlike the others', { from: 'fairlead', start: pointer.start }, /forms of fairlead differ/, true],
  ])('finds %s', (_, wrong, message, everybody) => {
    const one = { size: 4, team: teamOf(4, 'five'), weights: 'five', everybody } as const
    const cheat: Contestant = { ...smoothScan, ...wrong }
    expect(() => watch(one, [rotation, cheat], extent)).toThrow(message)
    expect(() => watch(one, [rotation, smoothScan], extent)).not.toThrow()
  })

  test('finds a bound that is not kept', () => {
    const one = { size: 4, team: teamOf(4, 'five'), weights: 'five', everybody: true } as const
    const cheat: Contestant = { ...smoothScan, from: 'fairlead', exact: false, start: (team) => () => firstOf(team) }
    expect(() => watch(one, [cheat], extent)).toThrow(/above the bound/)
  })
})

describe('the cases', () => {
  test('thirty of a hundred are away, and never all', () => {
    let away = 0
    for (let seat = 0; seat < 100; seat++) for (let turn = 0; turn < 1_000; turn++) if (isAway(seat, turn)) away += 1
    expect(away / 100_000).toBeCloseTo(0.3, 2)
    const presence = presenceOf(teamOf(2, 'equal'))
    for (let lead = 0; lead < 1_000; lead++) {
      presence.next()
      expect(presence.away('rep0') && presence.away('rep1')).toBe(false)
    }
    expect(presence.turn).toBeGreaterThan(1_050)
  })

  test.each([
    [10, 'distinct', 10],
    [1_000, 'distinct', 1_000],
    [10_000, 'distinct', 499],
    [10_000, 'five', 5],
    [10, 'equal', 1],
  ] as const)('%d reps, %s: %d weights', (size, weights, count) => {
    expect(new Set(teamOf(size, weights).map(({ weight }) => weight)).size).toBe(count)
  })
})

describe('the page', () => {
  test('has every contestant, case and figure', async () => {
    const results = await bench({
      sizes: [4],
      extent: { leads: 60, slow: () => 30 },
      rounds: { rounds: 2, ms: 0.1 },
      effort: { rounds: 1, ms: 1 },
    })
    const page = pageOf(results)
    for (const { name } of contestants) expect(page).toContain(`| ${name} |`)
    expect(page.match(/^No: .*pointer \(weights\)/gm)).toHaveLength(4)
    expect(page.match(/^No: .*wrr-pool 1\.1\.4 \(absence\)/gm)).toHaveLength(3)
    expect(page.match(/^### .*there/gm)).toHaveLength(6)
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
    expect(page).toMatch(/ in 30 \|/)
    expect(results.written[0]?.change).toBeGreaterThan(50)
    expect(results.decisions[0]?.auditBytes).toBeGreaterThan(100)
    for (const { timed } of results.cases) expect(timed[0]?.ratio).toEqual({ low: 1, median: 1, high: 1 })
    expect(results.cases.flatMap(({ timed }) => timed).every(({ ratio }) => ratio.median > 0)).toBe(true)
  })

  test('a lead writes its winner alone, whatever the size of the team', () => {
    const [small, large] = [measureWritten(10), measureWritten(200)]
    expect(large.change).toBeLessThan(small.change + 10)
    expect(large.direct).toBeGreaterThan(19 * small.direct)
    expect(large.told).toBeGreaterThan(large.skipping)
  })

  test('lines up', () => {
    expect(table(['', 'b'], [['x|y', '2']])).toBe('|  | b |\n| --- | ---: |\n| x\\|y | 2 |')
  })

  test.each([
    [0, '0.00'],
    [0.00123, '0.0012'],
    [0.35, '0.35'],
    [1.234, '1.23'],
    [17.4, '17'],
    [99.6, '100'],
    [12_345, '12,300'],
  ])('%d is short for %s', (value, text) => {
    expect(short(value)).toBe(text)
  })

  test('words stand to the left', () => {
    expect(table(['', 'b'], [], 'words')).toBe('|  | b |\n| --- | --- |')
  })

  test('is made of at least 15 rounds and 5,000 leads', () => {
    expect(whole.rounds.rounds).toBeGreaterThanOrEqual(15)
    expect(whole.extent.leads).toBe(5_000)
  })

  test('quartiles', () => {
    expect(spreadOf([5, 1, 3, 2, 4])).toEqual({ low: 2, median: 3, high: 4 })
    expect(spreadOf([1, 2])).toEqual({ low: 1.25, median: 1.5, high: 1.75 })
    expect(spreadOf([7])).toEqual({ low: 7, median: 7, high: 7 })
  })
})
