import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds } from '../../src/condition/interpret.js'
import type { JsonObject } from '../../src/lead.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { type CompiledPlan, compilePlan } from '../../src/plan/compilePlan.js'
import { viewLead } from '../../src/plan/viewLead.js'
import { conditionArbitrary, leadArbitrary, lists, repArbitrary } from '../condition/generate.js'
import { truth } from '../condition/oracle.js'

/** Plans over the world of the generated leads. */
const plans = fc
  .record({
    segments: fc
      .array(conditionArbitrary({ wild: true }), { minLength: 1, maxLength: 3 })
      .map((conditions) => ({ tier: Object.fromEntries(conditions.map((condition, index) => [`t${index}`, condition])) })),
    rules: fc
      .array(fc.tuple(conditionArbitrary({ wild: true }), conditionArbitrary({ wild: true, target: true })), { minLength: 1, maxLength: 5 })
      .map((pairs) => pairs.map(([when, to], index) => ({ name: `r${index}`, when, to }))),
  })
  .map((parts) => ({
    fairlead: 1,
    name: 'generated',
    lists: Object.fromEntries([...lists].map(([name, entries]) => [name, [...entries]])),
    ...parts,
    otherwise: { to: {} },
  }))

function compiled(document: unknown): ReturnType<typeof compilePlan> {
  const result = checkPlan(document)
  if ('issues' in result) throw new Error(JSON.stringify(result.issues))
  return compilePlan(result.plan)
}

/** The first rule that holds for fields, by the interpreter. */
function firstOf({ rules, lists: known }: CompiledPlan, fields: JsonObject): number {
  return rules.findIndex(({ when }) => holds(when, fields, { lists: known }))
}

test('a plan means the same after a journey as JSON text, and what the naive specification says', () => {
  const rates = { label: 0, when: 0, to: 0, pairs: 0, runs: 0 }
  fc.assert(
    fc.property(plans, leadArbitrary({ wild: true }), repArbitrary({ wild: true }), (document, lead, rep) => {
      const here = compiled(document)
      const there = compiled(JSON.parse(JSON.stringify(document)))
      const { matcher, labeller, ...same } = here
      expect(there).toEqual({ ...same, matcher: expect.anything(), labeller: expect.anything() })
      // Both from the text alone: the index asks the interpreter nothing.
      expect([there.matcher.first(lead), matcher.first(lead)]).toEqual(Array(2).fill(firstOf(here, lead)))
      expect(labeller.first(0, lead)).toBe(there.labeller.first(0, lead))
      const { view, labels } = viewLead(here, lead)
      expect(viewLead(there, lead)).toEqual({ view, labels })

      const label = Object.entries(document.segments.tier).find(([, condition]) => truth(condition, lead, { lists }) === true)?.[0]
      expect(labels.tier).toBe(label)
      rates.runs += 1
      if (label !== undefined) rates.label += 1
      const expectedView: JsonObject = { ...lead, ...(label === undefined ? {} : { tier: label }) }
      document.rules.forEach(({ when, to }, index) => {
        const rule = there.rules[index]
        if (rule?.to.kind !== 'reps') throw new Error('no rule')
        const matches = holds(rule.when, view, there)
        const selects = holds(rule.to.tree, rep, { lists: there.lists, lead: view })
        expect(matches).toBe(truth(when, expectedView, { lists }) === true)
        expect(selects).toBe(truth(to, rep, { lists, lead: expectedView }) === true)
        rates.pairs += 1
        if (matches) rates.when += 1
        if (selects) rates.to += 1
      })
    }),
    { numRuns: 1000 },
  )
  console.log(
    `labels ${(rates.label / rates.runs).toFixed(2)}, matches ${(rates.when / rates.pairs).toFixed(2)}, selections ${(rates.to / rates.pairs).toFixed(2)}`,
  )
  for (const share of [rates.label / rates.runs, rates.when / rates.pairs, rates.to / rates.pairs]) {
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.9)
  }
})

test('whatever stands in a plan, checkPlan answers with a plan that compiles or with issues', () => {
  const rates = { plans: 0, issues: 0 }
  const junk = fc.oneof(
    fc.anything({
      withBigInt: true,
      withMap: true,
      withSet: true,
      withDate: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
    }),
    fc.constantFrom<unknown>({}, 'roundRobin', [], 'slack'),
  )
  fc.assert(
    fc.property(
      plans,
      fc.constantFrom(
        'fairlead',
        'name',
        'key',
        'segments',
        'lists',
        'channels',
        'strategies',
        'repFields',
        'rotations',
        'rules',
        'otherwise',
        'when',
        'to',
        'by',
        'terms',
      ),
      junk,
      (document, field, value) => {
        const broken =
          field === 'when' || field === 'to' || field === 'by'
            ? { ...document, rules: [{ name: 'x', to: {}, [field]: value }] }
            : field === 'terms'
              ? { ...document, rotations: { otherwise: value } }
              : { ...document, [field]: value }
        const result = checkPlan(broken)
        if ('plan' in result) {
          rates.plans += 1
          expect(compilePlan(result.plan).digest).toMatch(/^[0-9a-f]{64}$/)
        } else {
          rates.issues += 1
          expect(result.issues.length).toBeGreaterThan(0)
        }
      },
    ),
    { numRuns: 3000 },
  )
  console.log(`accepted ${rates.plans}, refused ${rates.issues}`)
  expect(rates.plans).toBeGreaterThan(100)
  expect(rates.issues).toBeGreaterThan(1000)
})
