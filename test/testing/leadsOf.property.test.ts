import { defineRouting, type Plan, type as typeOnly } from 'fairlead'
import { given, leadsOf } from 'fairlead/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds } from '../../src/condition/interpret.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import { viewLead } from '../../src/plan/viewLead.js'
import { worldPlan } from './worldPlan.js'

interface Lead {
  readonly id: string
  readonly company?: { readonly country?: string; readonly employees?: number }
  readonly source?: string
  readonly tags?: readonly string[]
}

const routing = defineRouting({
  lead: typeOnly<Lead>(),
  rep: typeOnly<{ id: string; team: string }>(),
  segments: { size: { large: { company: { employees: { gt: 500 } } }, small: { company: { employees: { lte: 500 } } } } },
})

const plan = routing.plan({
  name: 'p',
  rules: [
    { name: 'vip', when: { tags: { has: 'vip' } }, to: { team: 'vip' } },
    { name: 'enterprise', when: { size: 'large', company: { country: ['DE', 'AT', 'FR'] } }, to: { team: 'enterprise' } },
    { name: 'ads', when: { source: { startsWith: 'ads-' }, size: 'small' }, to: { team: 'ads' } },
    { name: 'all four', when: { source: 'web', company: { country: 'US', employees: { gte: 10, lt: 20 } } }, to: { team: 'us' } },
  ],
  otherwise: { to: {} },
})
const reps = ['vip', 'enterprise', 'ads', 'us'].map((team) => ({ id: team, team }))

const drawn = (options?: Parameters<typeof leadsOf>[2], count = 400) => fc.sample(leadsOf(fc, plan, options), { numRuns: count, seed: 7 })

describe('leads of a plan', () => {
  test('every DE lead over 500 staff reaches enterprise, unless it is a vip', async () => {
    const large = leadsOf(fc, plan, { where: { company: { country: 'DE', employees: { gt: 500 } }, none: [{ tags: { has: 'vip' } }] } })
    await fc.assert(
      fc.asyncProperty(large, async (lead) => {
        const outcome = await given({ plan, reps }).when(lead)
        outcome.goesTo('enterprise', { rule: 'enterprise' })
      }),
    )
  })

  test('named values, one to either side of a bound, near misses, missing and mistyped values, every label', () => {
    const leads = drawn({}, 2000)
    const employees = new Set(leads.map(({ company }) => company?.employees))
    const countries = new Set(leads.map(({ company }) => company?.country))
    for (const near of [9, 10, 11, 19, 20, 21, 499, 500, 501, undefined, '500', true]) expect(employees).toContain(near)
    for (const near of ['DE', 'AT', 'FR', 'US', 'de', 'DE ', 'D', undefined, 1]) expect(countries).toContain(near)
    const compiled = compilePlan(plan)
    expect(new Set(leads.map((lead) => viewLead(compiled, lead as never).labels.size))).toEqual(new Set([undefined, 'large', 'small']))
    expect(new Set(leads.map(({ id }) => id)).size).toBeGreaterThan(1500)
  })

  test('without mistyped values', () => {
    for (const { company, source } of drawn({ mistyped: false })) {
      expect(['number', 'undefined']).toContain(typeof company?.employees)
      expect(['string', 'undefined']).toContain(typeof company?.country)
      expect(['string', 'undefined']).toContain(typeof source)
    }
  })

  test('every rule comes up often', () => {
    const { rules } = compilePlan(plan)
    const compiled = compilePlan(plan)
    const counts = rules.map(({ when }) => drawn().filter((lead) => holds(when, viewLead(compiled, lead as never).view, compiled)).length)
    for (const count of counts) expect(count).toBeGreaterThan(40)
  })

  test('what holds of none is said at once', () => {
    const none = { where: { company: { employees: { gt: 500, lt: 10 } } } }
    expect(() => leadsOf(fc, plan, none)).toThrow(/where .* There is no such lead/)
    expect(() => leadsOf(fc, plan, { where: { size: 'large', company: { employees: 3 } } })).toThrow(/There is no such lead/)
    expect(() => leadsOf(fc, plan, { where: { account: { known: true } } })).toThrow(/accounts port/)
  })

  test.each([
    ['a misspelled option', { were: {} }],
    ['a label without that value', { where: { size: 'tiny' } }],
    ['no condition', { where: { company: { employees: { gt: 'many' } } } }],
  ])('%s is refused', (_, options) => {
    expect(() => leadsOf(fc, plan, options as object)).toThrow(expect.objectContaining({ code: 'badOptions' }))
  })

  test('a failure shrinks to the smallest lead at the bound, and its seed and path give it again', () => {
    const leads = leadsOf(fc, plan, { where: { company: { country: 'DE' } } })
    const wrong = fc.property(leads, ({ company }) => !(typeof company?.employees === 'number' && company.employees > 500))
    const failed = fc.check(wrong, { seed: 3, numRuns: 1000 })
    expect(failed.failed).toBe(true)
    expect(failed.counterexample).toEqual([{ id: 'L1', company: { country: 'DE', employees: 501 } }])
    const again = fc.check(wrong, { seed: failed.seed, path: failed.counterexamplePath ?? '', endOnFailure: true })
    expect(again.counterexample).toEqual(failed.counterexample)
    expect(drawn()).toEqual(drawn())
  })

  test('a key that conditions ask about keeps what they ask', () => {
    const checked = { ...plan, rules: [{ name: 'test', when: { id: { startsWith: 'test-' } }, to: {} }] } as Plan
    const keys = fc
      .sample(leadsOf(fc, checked, { where: { id: { startsWith: 'test-' } } }), { numRuns: 20, seed: 1 })
      .map(({ id }) => String(id))
    expect(keys.every((key) => key.startsWith('test-'))).toBe(true)
  })

  test('keys of several paths', () => {
    const keyed = { ...plan, key: ['crm.org', 'number'] } as Plan
    for (const lead of fc.sample(leadsOf(fc, keyed), { numRuns: 20, seed: 1 }))
      expect(lead).toMatchObject({ crm: { org: expect.stringMatching(/^L/) }, number: expect.anything() })
  })
})

test('whatever the plan and the condition, each lead is within it: hit rate 1', () => {
  fc.assert(
    fc.property(worldPlan, fc.integer(), ({ document, where }, seed) => {
      const checked = checkPlan(document)
      if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
      const compiled = compilePlan(checked.plan)
      const only = compilePlan({ ...checked.plan, rules: [{ name: 'w', when: where, to: {} }] } as Plan).rules[0]?.when
      if (only === undefined) throw new Error('no rule')
      let leads: readonly unknown[]
      try {
        leads = fc.sample(leadsOf(fc, checked.plan, { where }), { numRuns: 20, seed })
      } catch (error) {
        // Nothing to draw from: then none of the leads without the condition is within it either.
        expect(String(error)).toMatch(/no such lead/i)
        const others = fc.sample(leadsOf(fc, checked.plan), { numRuns: 40, seed })
        expect(others.filter((lead) => holds(only, viewLead(compiled, lead as never).view, compiled))).toEqual([])
        return
      }
      for (const lead of leads) expect(holds(only, viewLead(compiled, lead as never).view, compiled)).toBe(true)
    }),
    { numRuns: 200 },
  )
})
