import { describe, expect, test } from 'vitest'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { type CompiledPlan, compilePlan } from '../../src/plan/compilePlan.js'
import { type CompiledTerms, defaultTerms, termsOf } from '../../src/plan/terms.js'
import { fullPlan, planWith, ruleWith, smallPlan, withTerms } from './plans.js'
import { everyObject } from './typedRouting.js'

function compiled(document: unknown): CompiledPlan {
  const result = checkPlan(document)
  if ('issues' in result) throw new Error(JSON.stringify(result.issues))
  return compilePlan(result.plan)
}

const defaults = {
  repay: false,
  giveBack: { declined: true, disqualified: false, merged: true },
  countManual: false,
  atMost: 5,
  rate: 2,
}

describe('the terms of a rotation', () => {
  test('are the defaults where a plan says nothing', () => {
    expect(defaultTerms).toEqual(defaults)
    expect(Object.keys(defaultTerms)).not.toContain('value')
    const plan = compiled(smallPlan)
    expect(plan.otherwise.terms).toBe(defaultTerms)
    expect(termsOf(plan, 'otherwise')).toBe(defaultTerms)
    expect(termsOf(compiled(withTerms({})), 'shared')).toEqual(defaults)
  })

  const rows: [term: object, differs: Partial<CompiledTerms>][] = [
    [{ absence: 'forgive' }, {}],
    [{ absence: 'repay' }, { repay: true }],
    [{ declined: 'giveBack' }, {}],
    [{ declined: 'keep' }, { giveBack: { declined: false, disqualified: false, merged: true } }],
    [{ disqualified: 'keep' }, {}],
    [{ disqualified: 'giveBack' }, { giveBack: { declined: true, disqualified: true, merged: true } }],
    [{ merged: 'giveBack' }, {}],
    [{ merged: 'keep' }, { giveBack: { declined: true, disqualified: false, merged: false } }],
    [{ manual: 'ignore' }, {}],
    [{ manual: 'count' }, { countManual: true }],
    [{ atMost: 0.25 }, { atMost: 0.25 }],
    [{ atMost: 100 }, { atMost: 100 }],
    [{ rate: 10 }, { rate: 10 }],
    [{ value: { field: 'amount', typical: 0.5 } }, { value: { field: ['amount'], typical: 0.5 } }],
    [{ value: { field: 'deal.sum.eur', typical: 3 } }, { value: { field: ['deal', 'sum', 'eur'], typical: 3 } }],
  ]
  test.each(rows)('%j', (term, differs) => {
    expect(termsOf(compiled(withTerms(term)), 'shared')).toEqual({ ...defaults, ...differs })
  })

  test('stand at every rule that takes turns in the rotation, and at no other', () => {
    const plan = compiled(fullPlan)
    const shared = {
      repay: true,
      giveBack: { declined: false, disqualified: true, merged: false },
      countManual: true,
      atMost: 2.5,
      rate: 4,
      value: { field: ['deal', 'amount'], typical: 20_000 },
    }
    expect(plan.otherwise.terms).toEqual(shared)
    expect(plan.rules.filter(({ terms }) => terms === plan.otherwise.terms).map(({ name }) => name)).toEqual(['territory'])
    for (const rule of plan.rules.filter(({ rotation }) => rotation !== 'shared')) expect(rule.terms).toEqual(defaults)
    for (const rule of [...plan.rules, plan.otherwise]) expect(termsOf(plan, rule.rotation)).toBe(rule.terms)
  })

  test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty', 'shred', ''])(
    'of an unknown rotation are the defaults: %j',
    (name) => {
      expect(termsOf(compiled(fullPlan), name)).toBe(defaultTerms)
    },
  )

  test('are found by whatever form of Unicode the name has', () => {
    const plan = compiled({ ...ruleWith({ name: 'u\u0308' }), rotations: { '\u00fc': { rate: 3 } } })
    expect([plan.rules[0]?.terms.rate, termsOf(plan, 'u\u0308').rate, termsOf(plan, '\u00fc').rate]).toEqual([3, 3, 3])
  })

  test('cannot be changed', () => {
    const { otherwise } = compiled(fullPlan)
    const objects = [...everyObject(defaultTerms), ...everyObject(otherwise.terms)]
    expect(objects.length).toBe(6)
    expect(objects.filter((object) => !Object.isFrozen(object))).toEqual([])
  })

  test('are part of the version of a plan', () => {
    const digests = [{}, { rate: 3 }, { rate: 4 }, { rate: 4, atMost: 2 }, { atMost: 2, rate: 4 }].map(
      (terms) => compiled(withTerms(terms)).digest,
    )
    expect(new Set(digests).size).toBe(4)
    expect(digests[3]).toBe(digests[4])
    expect(compiled(planWith({ rotations: undefined })).digest).not.toBe(digests[0])
  })
})
