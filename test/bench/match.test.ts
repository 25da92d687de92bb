import { describe, expect, test } from 'vitest'
import { benchMatching, joined, partsOf } from './match/bench.js'
import { contestants } from './match/contestants.js'
import { matchPageOf } from './match/report.js'
import { workloadOf } from './match/workload.js'

const small = {
  sizes: [10, 100],
  leads: 300,
  rounds: 2,
  ms: 0.1,
  checked: { fast: 300, slow: 60 },
  routing: { rules: 50, reps: [20] },
  revised: 600,
}

describe('matching, beside others', () => {
  test('all name the rule that the interpreter names, and the page has every figure', async () => {
    const [ten, hundred, ...others] = partsOf(small)
    expect([ten?.sizes, hundred?.sizes, others.length]).toEqual([[10], [100], 1])
    const parts = []
    for (const part of partsOf(small)) parts.push(await benchMatching(part))
    const results = joined(small, parts)
    for (const { matched, hit } of results.sizes) {
      expect(matched.map(({ contestant }) => contestant)).toEqual(contestants.map(({ name }) => name))
      expect(matched.every(({ ns, ratio }) => (ns ?? 0) > 0 && (ratio?.median ?? 0) > 0)).toBe(true)
      expect(hit).toBeGreaterThan(0.3)
    }
    expect(results.revision.kept).toBeGreaterThan(590)
    const page = matchPageOf(results, 'a machine')
    for (const { name } of contestants) expect(page).toContain(`| ${name} |`)
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
  })

  test.each([10, 100, 1_000])('of %d rules many kinds of tests are asked for', (rules) => {
    const workload = workloadOf(rules, 2_000)
    const asks = workload.rules.flatMap(({ all }) => all.flatMap((one) => ('any' in one ? one.any : [one])))
    for (const op of ['in', 'inList', 'gte', 'lt', 'notIn', 'is'] as const)
      expect([op, asks.some((ask) => ask.op === op)]).toEqual([op, true])
    expect(workload.rules.some(({ all }) => all.some((one) => 'any' in one))).toBe(true)
  })
})
