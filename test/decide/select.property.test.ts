import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileRoster } from '../../src/decide/roster.js'
import { createSelect } from '../../src/decide/select.js'
import type { Json, JsonObject } from '../../src/lead.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import type { Plan } from '../../src/plan/document.js'
import type { Rep } from '../../src/rep.js'
import { repFields } from '../../src/rep.js'
import { conditionArbitrary, leadArbitrary, lists, repArbitrary } from '../condition/generate.js'
import { truth } from '../condition/oracle.js'

/** 60 rosters x 8 targets x 25 leads = 12,000 pairs of a target and a lead a run. */
const runs = 60

const joins = fc.constantFrom(
  { country: { same: 'country' } },
  { company: { industries: { same: 'tags' } } },
  { tags: { same: 'company.industries' }, consent: true },
  { score: { same: 'visits' } },
  { country: { same: 'country' }, score: { same: 'score' } },
  { any: [{ country: { same: 'country' } }, { company: { domain: { same: 'company.domain' } } }] },
) as fc.Arbitrary<Json>

test('prepared look-ups select exactly those reps whose fields satisfy the condition, for every lead', () => {
  let pairs = 0
  let selecting = 0
  fc.assert(
    fc.property(
      fc.array(repArbitrary({ wild: true }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.oneof({ weight: 2, arbitrary: joins }, { weight: 1, arbitrary: conditionArbitrary({ wild: false, target: true }) }), {
        minLength: 8,
        maxLength: 8,
      }),
      fc.array(leadArbitrary({ wild: true }), { minLength: 25, maxLength: 25 }),
      (drafts, targets, leads) => {
        const reps = drafts.map((rep, index) => ({ ...rep, id: `rep${index}` })) as Rep[]
        const plan = compilePlan({
          fairlead: 1,
          name: 'p',
          lists: Object.fromEntries([...lists].map(([name, entries]) => [name, [...entries]])),
          rules: targets.map((to, index) => ({ name: `r${index}`, to: to as Plan['rules'][number]['to'] })),
          otherwise: { to: {} },
        })
        const select = createSelect(plan, compileRoster(reps, repFields))
        plan.rules.forEach((rule, index) => {
          for (const lead of leads) {
            const expected = reps
              .filter((rep) => truth(targets[index] as Json, rep as JsonObject, { lists, lead }) === true)
              .map(({ id }) => id)
            pairs += 1
            if (expected.length > 0) selecting += 1
            expect(select(rule, lead).map(({ id }) => id)).toEqual(expected)
          }
        })
      },
    ),
    { numRuns: runs },
  )
  console.log(`select: ${pairs} pairs, ${Math.round((100 * selecting) / pairs)} % select somebody`)
  expect(pairs).toBeGreaterThanOrEqual(10_000)
  expect(selecting / pairs).toBeGreaterThanOrEqual(0.3)
})
