import { AssertionError } from 'node:assert'
import type { Plan } from 'fairlead'
import { type BalanceReport, emptyBalance, fairnessOf, LEAD, observeAll } from 'fairlead/metrics'
import { assertCoverage, assertFair, leadsOf } from 'fairlead/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertWithinBounds } from '../../src/testing/assertFair.js'

const plan: Plan = {
  fairlead: 1,
  name: 'p',
  rules: [
    { name: 'owner', to: { id: { same: 'account.owner' } } },
    { name: 'large', when: { employees: { gte: 500 }, country: ['DE', 'AT'] }, to: { team: 'a' } },
    { name: 'larger', when: { employees: { gte: 900 }, country: 'DE' }, to: { team: 'b' } },
    { name: 'ads', when: { source: { startsWith: 'ads-' } }, to: { team: 'b' } },
  ],
  otherwise: { to: { team: ['a', 'b'] } },
}
const reps = ['ana', 'bob', 'cy', 'dee', 'eve'].map((id, index) => ({ id, team: index < 3 ? 'a' : 'b' }))
const leads = fc.sample(leadsOf(fc, plan), { numRuns: 300, seed: 1 })
const accounts = { own: { id: 'A1', owner: 'ana' } }

function messageOf(failing: () => unknown): string {
  try {
    failing()
  } catch (error) {
    if (error instanceof AssertionError) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('coverage', () => {
  test('drawn leads reach every rule that can be reached', () => {
    const counts = assertCoverage(plan, { reps, leads: [...leads, { id: 'own' }], accounts, except: ['larger'] })
    expect(Object.keys(counts)).toEqual(['owner', 'large', 'larger', 'ads', 'otherwise'])
    expect(counts).toMatchObject({ owner: 1, larger: 0 })
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(301)
  })

  test('names the rules that none reached, and says which never can be', () => {
    const message = messageOf(() => assertCoverage(plan, { reps, leads: [{ id: '1', employees: 500, country: 'DE' }] }))
    const lines = message.split('\n  ')
    expect(lines[0]).toBe('assertCoverage: of 1 leads none reached:')
    expect(lines.slice(1).map((line) => line.split(':')[0])).toEqual(["'owner'", "'larger'", "'ads'", "'otherwise'"])
    expect(lines[2]).toMatch(/^'larger': 'larger' is never the first: .* 'large' matches as well/)
    expect(lines[3]).toBe("'ads'")
  })

  test('with a roster a rule that selects nobody is not reached, without one it is', () => {
    const one = { id: '1', source: 'ads-1' }
    const few = reps.filter(({ team }) => team === 'a')
    const except = ['owner', 'large', 'larger', 'otherwise'] as const
    expect(messageOf(() => assertCoverage(plan, { reps: few, leads: [one], except }))).toMatch(/'ads': .* selects no active rep/)
    expect(assertCoverage(plan, { leads: [one], except })).toMatchObject({ ads: 1 })
  })

  test.each([
    ['a rule that there is not', { leads: [], except: ['adz'] }, /'adz', which is no rule\. There are: owner, /],
    ['a lead without a key', { leads: [{ country: 'DE' }] }, /has no usable key: The lead has no id/],
  ])('%s', (_, options, words) => {
    expect(messageOf(() => assertCoverage(plan, options))).toMatch(words)
  })
})

describe('fairness', () => {
  test('drawn leads are shared out within the bound', async () => {
    const { rotations } = await assertFair({ plan, reps, leads: fc.sample(leadsOf(fc, plan), { numRuns: 600, seed: 2 }) })
    expect(Object.keys(rotations).sort()).toEqual(['ads', 'large', 'otherwise'])
    expect(rotations.large).toMatchObject({ measured: true, bound: 1 })
  })

  /** 40 leads that five reps should have shared; `got` tells who got each. */
  function reportOf(got: (lead: number) => string): BalanceReport {
    const share = Object.fromEntries(reps.map(({ id }) => [id, LEAD / reps.length]))
    const observations = Array.from({ length: 40 }, (_, lead) => ({ winner: got(lead), shares: share, at: lead }))
    const fairness = fairnessOf(observeAll(emptyBalance, observations))
    return { rotations: { fair: measured(fairnessOf(emptyBalance)), otherwise: measured(fairness) } }
  }
  const measured = (fairness: ReturnType<typeof fairnessOf>) => ({ measured: true as const, bound: 2, uncredited: 0, ...fairness })

  test('a rotation that is further off is named, with the rep and the lead', () => {
    expect(() => assertWithinBounds(reportOf((lead) => reps[lead % 5]?.id ?? ''))).not.toThrow()
    expect(messageOf(() => assertWithinBounds(reportOf(() => 'ana')))).toBe(
      "assertFair: in the rotation 'otherwise' somebody was 32.000 leads off, ana after lead 40 of 40; the bound is 2.",
    )
  })

  test('two leads off are within the bound of two, three are not', () => {
    const first = (count: number) => reportOf((lead) => (lead < count ? 'bob' : (reps[lead % 5]?.id ?? '')))
    expect(() => assertWithinBounds(first(2))).not.toThrow()
    expect(() => assertWithinBounds(first(4))).toThrow(/bob after lead/)
  })

  test('leads that nobody shares assert nothing, and that fails', async () => {
    await expect(assertFair({ plan, reps, leads: [] })).rejects.toThrow(/nothing was asserted/)
    const counted: Plan = { ...plan, rules: [], otherwise: { to: {}, by: 'leastLoaded' } }
    await expect(assertFair({ plan: counted, reps, leads: [{ id: '1' }, { id: '2' }] })).rejects.toThrow(/nothing was asserted/)
  })

  test('a bad lead is said', async () => {
    await expect(assertFair({ plan, reps, leads: [{ country: 'DE' }] })).rejects.toMatchObject({ code: 'badLead' })
  })
})
