import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analysePlan } from '../../src/analysis/analysePlan.js'
import type { Plan } from '../../src/plan/document.js'
import { differences, foundIn } from './byHand.js'
import { patternPlans, plainPlans, type SmallPlan } from './smallWorld.js'

test('the findings are those that trying every lead of a small world gives', () => {
  const counts = new Map<string, number>()
  const agree = (small: SmallPlan): void => {
    const { findings } = analysePlan(small.plan as unknown as Plan, small.reps === undefined ? {} : { reps: small.reps })
    expect(differences(small, findings)).toEqual([])
    const { exact, overlaps } = foundIn(findings)
    const kinds = exact.map((one) => `${one.split(' ')[0]}${one.endsWith(' lists') ? ' lists' : ''}`)
    for (const kind of new Set([...kinds, ...(overlaps.size > 0 ? ['overlap'] : []), ...(exact.length === 0 ? ['nothing'] : [])]))
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  fc.assert(fc.property(plainPlans, agree), { numRuns: 220 })
  // With a fixed seed: the lists of words are not all there are, and a rare condition needs a longer one.
  fc.assert(fc.property(patternPlans, agree), { numRuns: 40, seed: 1 })
  console.log(`plans with: ${[...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')}`)
  for (const [kind, least] of [
    ['contradiction', 40],
    ['contradiction lists', 3],
    ['shadowed', 25],
    ['nobody', 20],
    ['unreachableSegment', 12],
    ['overlap', 50],
    ['fallsToOtherwise', 100],
    ['fallbackEmpty', 20],
    ['fallbackMisses', 3],
  ] as const)
    expect([kind, (counts.get(kind) ?? 0) >= least]).toEqual([kind, true])
  expect(counts.get('undecided') ?? 0).toBe(0)
}, 300_000)
