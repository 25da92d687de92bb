import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analysePlan } from '../../src/analysis/analysePlan.js'
import type { Plan } from '../../src/plan/document.js'
import { differences, foundIn } from './byHand.js'
import { smallPlans } from './smallWorld.js'

test('the findings are those that trying every lead of a small world gives', () => {
  const counts = new Map<string, number>()
  fc.assert(
    fc.property(smallPlans, (small) => {
      const { findings } = analysePlan(small.plan as unknown as Plan, small.reps === undefined ? {} : { reps: small.reps })
      expect(differences(small, findings)).toEqual([])
      const { exact, overlaps } = foundIn(findings)
      const kinds = exact.map((one) => `${one.split(' ')[0]}${one.endsWith(' lists') ? ' lists' : ''}`)
      for (const kind of new Set([...kinds, ...(overlaps.size > 0 ? ['overlap'] : []), ...(exact.length === 0 ? ['nothing'] : [])]))
        counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }),
    { numRuns: 500 },
  )
  console.log(`plans with: ${[...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')}`)
  for (const [kind, least] of [
    ['contradiction', 50],
    ['contradiction lists', 10],
    ['shadowed', 100],
    ['shadowed lists', 3],
    ['nobody', 50],
    ['unreachableSegment', 30],
    ['unreachableSegment lists', 3],
    ['overlap', 100],
    ['fallsToOtherwise', 100],
    ['fallbackEmpty', 20],
    ['fallbackMisses', 10],
  ] as const)
    expect([kind, (counts.get(kind) ?? 0) >= least]).toEqual([kind, true])
  expect(counts.get('undecided') ?? 0).toBe(0)
}, 120_000)
