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

  /** Some conditions gone, some new, some in another place. */
  const change = (trees: readonly Tree[], at: readonly number[], fresh: readonly Tree[]): Tree[] => {
    const changed = trees.map((tree) => structuredClone(tree))
    at.forEach((place, index) => {
      const where = place % changed.length
      if (index % 3 === 0) changed.splice(where, 1)
      else if (index % 3 === 1) changed.splice(where, 0, fresh[index] as Tree)
      else if (place % 2 === 0) changed.push(...changed.splice(where, 1))
      else changed.unshift(...changed.splice(where, 1))
    })
    return changed
  }

  test('of a plan that was changed again and again finds what a new one would', () => {
    let kept = 0
    let all = 0
    fc.assert(
      fc.property(
        conditionsOf(540, 580),
        fc.array(fc.array(fc.nat(), { minLength: 6, maxLength: 12 }), { minLength: 3, maxLength: 3 }),
        conditionsOf(12, 12),
        fc.array(leadArbitrary({ wild: true }), { minLength: 8, maxLength: 8 }),
        (conditions, changes, added, subjects) => {
          const treeOf = (condition: JsonObject): Tree => (Object.keys(condition).length === 0 ? always : parsed(condition))
          let trees = conditions.map(treeOf)
          let matcher = createMatcher(trees, lists)
          for (const at of changes) {
            trees = change(trees, at, added.map(treeOf))
            matcher = createMatcher(trees, lists, matcher)
            for (const lead of subjects) expect(found(matcher, lead)).toEqual(holding(trees, lead))
            kept += matcher.kept()
            all += trees.length
          }
        },
      ),
      { numRuns: 6 },
    )
    console.log(`${kept} of ${all} conditions were taken over`)
    expect(kept / all).toBeGreaterThan(0.9)
  })

  test('of a plan in which a list was changed asks about the list of today', () => {
    const inList = parsed({ company: { domain: { inList: 'strategic' } } })
    const country = parsed({ country: 'DE' })
    const trees = Array.from({ length: 600 }, (_, index) => (index === 300 ? inList : country))
    const before = createMatcher(trees, lists)
    const lead = { company: { domain: 'new.example' } }
    expect(before.first(lead)).toBe(-1)
    const after = createMatcher(trees, new Map([['strategic', new Set(['new.example'])]]), before)
    expect(after.first(lead)).toBe(300)
    expect(after.kept()).toBe(599)
  })

  test('of a few conditions is built anew, and so is that of a plan in which most changed', () => {
    const country = (name: string) => parsed({ country: name })
    const few = createMatcher([country('DE')], lists)
    expect(createMatcher([country('DE')], lists, few).kept()).toBe(0)
    const many = Array.from({ length: 600 }, (_, index) => country(`C${index}`))
    const other = many.map((tree, index) => (index < 100 ? country(`D${index}`) : tree))
    expect(createMatcher(other, lists, createMatcher(many, lists)).kept()).toBe(0)
    expect(createMatcher(other.slice(0, 40).concat(many.slice(40)), lists, createMatcher(many, lists)).kept()).toBe(0)
    expect(createMatcher(other.slice(0, 30).concat(many.slice(30)), lists, createMatcher(many, lists)).kept()).toBe(570)
  })
})
