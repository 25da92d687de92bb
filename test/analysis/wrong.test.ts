import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyseSubject } from '../../src/analysis/analyseSubject.js'
import { bitsOf, lessBits } from '../../src/analysis/bits.js'
import { allOf, anyOf, type Formula, notOf } from '../../src/analysis/formula.js'
import { type RuleSubject, type Subject, subjectOfPlan } from '../../src/analysis/subject.js'
import { MISSING, universeOf } from '../../src/analysis/universe.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import type { Plan } from '../../src/plan/document.js'
import type { Rep } from '../../src/rep.js'
import { differences } from './byHand.js'
import { type SmallPlan, smallPlans } from './smallWorld.js'

/**
 * The mistakes that are easily made in such an analysis, each made on purpose. Trying every lead finds them all out; the right analysis passes
 * the very same plans (everyLead.property.test.ts).
 */

interface Mistake {
  readonly subject?: (subject: Subject) => Subject
  readonly make?: typeof universeOf
}

/** That a test does not hold is taken for its negation: a missing value satisfies neither. */
function negated(formula: Formula): Formula {
  switch (formula.kind) {
    case 'leaf':
      return formula.wanted ? formula : { ...formula, wanted: true, answer: formula.answer === 'yes' ? 'no' : 'yes' }
    case 'all':
      return allOf(formula.of.map(negated))
    case 'any':
      return anyOf(formula.of.map(negated))
    default:
      return formula
  }
}

const changed = (change: (rule: RuleSubject) => RuleSubject) => (subject: Subject) => ({ ...subject, rules: subject.rules.map(change) })

const mistakes: readonly (readonly [what: string, mistake: Mistake])[] = [
  ['a test that does not hold is taken for its negation', { subject: changed((rule) => ({ ...rule, passes: negated(rule.passes) })) }],
  [
    'nothing is ever missing',
    {
      make: (formulas, shape) => {
        const universe = universeOf(formulas, shape)
        return {
          ...universe,
          domains: universe.domains.map((domain) => ({ ...domain, possible: lessBits(domain.possible, bitsOf(domain.size, [MISSING])) })),
        }
      },
    },
  ],
  ['no field is ever a list', { make: (formulas, shape) => universeOf(formulas, { ...shape, lists: false }) }],
  ['a text may have fields', { make: (formulas, shape) => ({ ...universeOf(formulas, shape), frame: [] }) }],
  ['whom a rule selects does not matter', { subject: changed((rule) => ({ ...rule, takes: rule.when, passes: notOf(rule.when) })) }],
  [
    'the first field of a condition is enough',
    { subject: changed((rule) => ({ ...rule, takes: rule.when.kind === 'all' ? (rule.when.of[0] as Formula) : rule.takes })) },
  ],
]

function found(small: SmallPlan, { subject, make }: Mistake): readonly string[] {
  const right = subjectOfPlan(compilePlan(small.plan as unknown as Plan), small.reps as readonly Rep[] | undefined)
  const { findings } = analyseSubject(subject?.(right) ?? right, { budget: 100_000, ...(make === undefined ? {} : { make }) })
  return differences(small, findings)
}

describe('a wrong analysis is found out', () => {
  // A fixed sample: whether a mistake is noticed must not depend on chance.
  const plans = fc.sample(smallPlans, { numRuns: 120, seed: 7 })
  test.each(mistakes)(
    '%s',
    (_, mistake) => {
      const wrong = plans.filter((small) => found(small, mistake).length > 0)
      expect(wrong.length).toBeGreaterThan(0)
    },
    200_000,
  )
  test('and the right one is not', () => {
    expect(plans.flatMap((small) => found(small, {}))).toEqual([])
  }, 200_000)
})
