import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeTree } from '../../src/condition/describeTree.js'
import { failedTests } from '../../src/condition/explain.js'
import { holds } from '../../src/condition/interpret.js'
import { operatorNames } from '../../src/condition/operator/names.js'
import type { Tree } from '../../src/condition/tree.js'
import { conditionArbitrary, leadArbitrary, lists, repArbitrary } from './generate.js'
import { truth } from './oracle.js'
import { parsed } from './parsed.js'

const runs = { numRuns: 6000 }

function rate(hits: number, all: number, what: string): number {
  const share = hits / all
  console.log(`${what}: ${hits} of ${all} (${(100 * share).toFixed(1)} %)`)
  return share
}

function operatorsOf(tree: Tree, found: Set<string>): void {
  if (tree.kind === 'all' || tree.kind === 'any') for (const part of tree.of) operatorsOf(part, found)
  else if (tree.kind === 'test') found.add(tree.operator)
  else found.add(tree.kind)
}

const keyOf = (...parts: unknown[]): string => JSON.stringify(parts)

function leafKeys(tree: Tree): string[] {
  if (tree.kind === 'all' || tree.kind === 'any') return tree.of.flatMap(leafKeys)
  return tree.kind === 'test' ? [keyOf(tree.path.join('.'), tree.operator, tree.operand, tree.negated)] : []
}

/** Whether the tree would hold if these tests failed and all others did not. */
function holdsBut(failing: ReadonlySet<string>, tree: Tree): boolean {
  if (tree.kind === 'all') return tree.of.every((part) => holdsBut(failing, part))
  if (tree.kind === 'any') return tree.of.some((part) => holdsBut(failing, part))
  return leafKeys(tree).every((key) => !failing.has(key))
}

describe('conditions', () => {
  test('the interpreter agrees with the naive specification', () => {
    let all = 0
    let hits = 0
    let neither = 0
    const seen = new Set<string>()
    fc.assert(
      fc.property(
        conditionArbitrary({ wild: true }),
        fc.array(leadArbitrary({ wild: true }), { minLength: 2, maxLength: 3 }),
        (condition, leads) => {
          const tree = parsed(condition)
          operatorsOf(tree, seen)
          for (const lead of leads) {
            const expected = truth(condition, lead, { lists })
            all += 1
            if (expected === true) hits += 1
            if (expected === undefined) neither += 1
            expect(holds(tree, lead, { lists })).toBe(expected === true)
          }
        },
      ),
      runs,
    )
    expect(all).toBeGreaterThanOrEqual(10_000)
    const share = rate(hits, all, 'conditions that hold')
    expect(share).toBeGreaterThan(0.3)
    expect(share).toBeLessThan(0.9)
    expect(rate(neither, all, 'conditions that neither hold nor do not')).toBeGreaterThan(0.03)
    expect([...seen].sort()).toEqual(operatorNames.filter((name) => name !== 'not').sort())
  })

  test('so it does with joins between reps and leads', () => {
    let all = 0
    let hits = 0
    fc.assert(
      fc.property(
        conditionArbitrary({ wild: true, target: true }),
        repArbitrary({ wild: true }),
        leadArbitrary({ wild: true }),
        (condition, rep, lead) => {
          const expected = truth(condition, rep, { lists, lead }) === true
          all += 1
          if (expected) hits += 1
          expect(holds(parsed(condition, { target: true }), rep, { lists, lead })).toBe(expected)
        },
      ),
      runs,
    )
    expect(rate(hits, all, 'targets that hold')).toBeGreaterThan(0.25)
  })

  test('a condition and its negation never both hold; on complete, well-typed leads exactly one does', () => {
    let neither = 0
    fc.assert(
      fc.property(conditionArbitrary({ wild: true }), leadArbitrary({ wild: true }), (condition, lead) => {
        const ours = holds(parsed(condition), lead, { lists })
        const theirs = holds(parsed({ none: [condition] }), lead, { lists })
        expect(ours && theirs).toBe(false)
        if (!ours && !theirs) neither += 1
      }),
      { numRuns: 3000 },
    )
    expect(rate(neither, 3000, 'neither a condition nor its negation')).toBeGreaterThan(0.03)
    fc.assert(
      fc.property(conditionArbitrary({ wild: false }), leadArbitrary({ wild: false }), (condition, lead) => {
        expect(holds(parsed({ none: [condition] }), lead, { lists })).toBe(!holds(parsed(condition), lead, { lists }))
      }),
      { numRuns: 3000 },
    )
  })

  test('De Morgan: none of two is all of their negations, twice negated is itself', () => {
    const hits = { none: 0, twice: 0 }
    fc.assert(
      fc.property(
        conditionArbitrary({ wild: true }),
        conditionArbitrary({ wild: true }),
        leadArbitrary({ wild: true }),
        (one, other, lead) => {
          const none = holds(parsed({ none: [one, other] }), lead, { lists })
          expect(none).toBe(holds(parsed({ all: [{ none: [one] }, { none: [other] }] }), lead, { lists }))
          expect(holds(parsed({ none: [{ all: [one, other] }] }), lead, { lists })).toBe(
            holds(parsed({ any: [{ none: [one] }, { none: [other] }] }), lead, { lists }),
          )
          const twice = parsed({ none: [{ none: [one] }] })
          expect(twice).toEqual(parsed(one))
          if (none) hits.none += 1
          if (holds(twice, lead, { lists })) hits.twice += 1
        },
      ),
      { numRuns: 3000 },
    )
    expect(rate(hits.none, 3000, 'none of two')).toBeGreaterThan(0.1)
    expect(rate(hits.twice, 3000, 'twice negated')).toBeGreaterThan(0.3)
  })

  test('failed tests are a minimal explanation: none where the condition holds; else they alone make it false, and each of them is needed', () => {
    let failing = 0
    let minimal = 0
    fc.assert(
      fc.property(conditionArbitrary({ wild: true }), leadArbitrary({ wild: true }), (condition, lead) => {
        const tree = parsed(condition)
        const failed = failedTests(tree, lead, { lists })
        expect(failed.length > 0).toBe(!holds(tree, lead, { lists }))
        if (failed.length === 0) return
        failing += 1
        const keys = failed.map(({ field, operator, operand, negated }) => keyOf(field, operator, operand, negated))
        expect(holdsBut(new Set(keys), tree)).toBe(false)
        // A test that occurs twice cannot be told from its double here.
        const leaves = leafKeys(tree)
        if (new Set(leaves).size < leaves.length) return
        expect(new Set(keys).size).toBe(keys.length)
        for (const key of keys) expect(holdsBut(new Set(keys.filter((other) => other !== key)), tree)).toBe(true)
        if (keys.length > 1) minimal += 1
      }),
      { numRuns: 3000 },
    )
    expect(rate(failing, 3000, 'conditions that fail')).toBeGreaterThan(0.2)
    expect(rate(minimal, 3000, 'explanations of several tests')).toBeGreaterThan(0.05)
  })

  test('trees are frozen, hold no `not`, and have a text', () => {
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen))
    const seen = new Set<string>()
    fc.assert(
      fc.property(conditionArbitrary({ wild: true, target: true }), (condition) => {
        const tree = parsed(condition, { target: true })
        expect(frozen(tree)).toBe(true)
        operatorsOf(tree, seen)
        expect(describeTree(tree)).toMatch(/\b(is|has|have|starts?|ends?|contains?)\b/)
      }),
      { numRuns: 1000 },
    )
    expect(seen).not.toContain('not')
    expect(seen).toContain('join')
  })
})
