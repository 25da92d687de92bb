import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facts } from '../../src/decide/decision.js'
import { sift, skipsOf, type World } from '../../src/decide/eligible.js'
import { compileRoster } from '../../src/decide/roster.js'
import { squadOf, weightsOf } from '../../src/decide/squad.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import type { Rep } from '../../src/rep.js'
import { repFields } from '../../src/rep.js'

const seldom = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })
const ids = ['a', 'b', 'c', 'd', 'e'] as const
const someIds = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...ids], { maxLength: 2 }) })

/** Those of whom the world says something. */
function entriesOf<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> {
  const some = fc.dictionary(fc.constantFrom(...ids), value, { maxKeys: 3, noNullPrototype: true })
  return fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: some })
}

const worlds = fc.record({
  reps: fc.tuple(
    ...ids.map((id) =>
      fc.record(
        {
          id: fc.constant(id),
          active: fc.constantFrom(true, true, true, true, true, false),
          capacity: fc.constantFrom(0, 3, 5, 9, 9),
          limits: seldom(fc.constantFrom({ open: 2 }, { perDay: 2 }, { perHour: 0 })),
          quota: fc.constantFrom(1, 1, 2.5, 0, 'much'),
        },
        { requiredKeys: ['id'] },
      ),
    ),
  ),
  away: entriesOf(
    fc.constantFrom({ reason: 'away' as const, detail: 'on holiday' }, { reason: 'unknownAvailability' as const, detail: '?' }),
  ),
  capacity: entriesOf(
    fc.constantFrom<Facts['capacity'][string]>({ limit: 1 }, { limit: null }, { open: 4 }, { elsewhere: 2 }, { unknown: 'down' }),
  ),
  declined: someIds,
  had: seldom(someIds),
  opens: fc.tuple(...ids.map(() => fc.nat(4))),
  effort: fc.constantFrom(1, 1, 2, 0.5),
  by: fc.constantFrom('roundRobin' as const, { weighted: 'quota' }),
  limits: seldom(fc.constantFrom({ open: 1 }, { perDay: 0 })),
  ignoring: fc.constantFrom([], [], ['atCapacity' as const, 'away' as const]),
})

test('whoever is seen at once to be eligible has nothing against it, and everybody else is asked about in full', () => {
  const seen = { candidates: 0, skipped: 0, absent: 0 }
  fc.assert(
    fc.property(worlds, ({ reps, away, capacity, declined, had, opens, effort, by, limits, ignoring }) => {
      const rule = { name: 'r', to: {}, by, ...(limits === undefined ? {} : { limits }) }
      const plan = compilePlan({ fairlead: 1, name: 'p', rules: [rule], otherwise: { to: {} } })
      const compiled = plan.rules[0] as (typeof plan.rules)[number]
      const roster = compileRoster(reps as unknown as readonly Rep[], repFields)
      const world: World = {
        roster,
        facts: { away, capacity, straightToOtherwise: false },
        declined,
        ...(had === undefined ? {} : { had }),
        load: (rep) => ({ open: opens[ids.indexOf(rep as 'a')] as number, assigned: 7 }),
        now: 0,
      }
      const weights = weightsOf(compiled, roster.reps, squadOf(roster.reps, repFields))
      const found = sift(compiled, roster.reps, effort, world, ignoring)
      const asked = roster.reps.map((rep, index) => ({
        rep,
        skips: skipsOf({ rep, weight: weights?.[index] ?? 1, rule: compiled, effort }, world, ignoring),
      }))
      expect(found.candidates.map(({ rep }) => rep)).toEqual(asked.filter(({ skips }) => skips.length === 0).map(({ rep }) => rep))
      expect(found.skipped).toEqual(asked.flatMap(({ skips }) => skips.slice(0, 1)))
      const isAbsent = asked.filter(
        ({ skips }) => skips.length > 0 && skips.every(({ reason }) => reason === 'away' || reason === 'unknownAvailability'),
      )
      expect(found.absent.map(({ rep }) => rep)).toEqual(isAbsent.map(({ rep }) => rep))
      for (const part of ['candidates', 'skipped', 'absent'] as const) seen[part] += found[part].length
    }),
    { numRuns: 3000 },
  )
  console.log(seen)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(500)
})
