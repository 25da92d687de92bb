import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds } from '../../src/condition/interpret.js'
import type { Tree } from '../../src/condition/tree.js'
import type { JsonObject } from '../../src/lead.js'
import { createMatcher, type Matcher } from '../../src/lookup/matcher.js'
import { conditionArbitrary, leadArbitrary, lists } from '../condition/generate.js'
import { parsed } from '../condition/parsed.js'

const always: Tree = { kind: 'always' }

/** Conditions as rules have them: most demand several things at once, so that few hold. */
const narrow = fc.oneof(
  { weight: 3, arbitrary: fc.array(conditionArbitrary({ wild: true }), { minLength: 2, maxLength: 4 }).map((all) => ({ all })) },
  { weight: 1, arbitrary: conditionArbitrary({ wild: true }) },
)
const conditionsOf = (minLength: number, maxLength: number) =>
  fc.array(fc.oneof({ weight: 40, arbitrary: narrow }, { weight: 1, arbitrary: fc.constant({}) }), { minLength, maxLength, size: 'max' })

/** By the interpreter, one after another. */
function holding(trees: readonly Tree[], lead: JsonObject): number[] {
  return trees.flatMap((tree, rule) => (holds(tree, lead, { lists }) ? [rule] : []))
}

/** All that hold, each found from behind the one before. */
function found({ first }: Matcher, lead: JsonObject): number[] {
  const all: number[] = []
  for (let rule = first(lead); rule >= 0; rule = first(lead, rule + 1)) all.push(rule)
  return all
}

describe('the index', () => {
  test.each([
    ['a few rules', 1, 12, 400, 8],
    ['dozens of rules', 30, 90, 120, 12],
    ['hundreds of rules', 200, 400, 20, 30],
  ])('finds the rules that the interpreter finds: %s', (_, least, most, numRuns, leadsEach) => {
    let leads = 0
    let pairs = 0
    let hits = 0
    let later = 0
    fc.assert(
      fc.property(
        conditionsOf(least, most),
        fc.array(leadArbitrary({ wild: true }), { minLength: leadsEach, maxLength: leadsEach }),
        (conditions, subjects) => {
          const trees = conditions.map((condition) => (Object.keys(condition).length === 0 ? always : parsed(condition)))
          const matcher = createMatcher(trees, lists)
          for (const lead of subjects) {
            const expected = holding(trees, lead)
            expect(found(matcher, lead)).toEqual(expected)
            leads += 1
            pairs += trees.length
            hits += expected.length
            if ((expected[0] ?? 0) > 0) later += 1
          }
        },
      ),
      { numRuns },
    )
    console.log(`${leads} leads, ${pairs} pairs, ${hits} hold, in ${later} leads the first is not rule 0`)
    expect(hits / pairs).toBeGreaterThan(0.03)
    expect(hits / pairs).toBeLessThan(0.5)
    expect(later / leads).toBeGreaterThan(0.3)
  })
})
