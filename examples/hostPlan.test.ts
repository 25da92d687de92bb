// How a host tests its own plan: given a team, when a lead comes, then. Here with vitest; hostPlan.node.test.mjs does it with node:test.

import { assertCoverage, assertFair, given, leadsOf } from 'fairlead/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { geographic } from './geographic.js'

const reps = [
  { id: 'ana', territory: 'dach', performance: 2 },
  { id: 'bob', territory: 'dach', performance: 1, capacity: 30 },
  { id: 'eve', role: 'expansion' },
] as const

const german = { id: 'L1', company: { country: 'DE' } }

describe('our geographic plan', () => {
  test('a German lead stays in its territory', async () => {
    const outcome = await given({ plan: geographic, reps }).when(german)
    outcome.goesTo('ana', { rule: 'territory' }).because('eve', /does not select eve/)
  })

  test('whoever owns the account comes first', async () => {
    const team = given({ plan: geographic, reps, accounts: { L1: { id: 'A-1', owner: 'eve' } } })
    const outcome = await team.when(german)
    outcome.goesTo('eve', { rule: 'account owner' })
  })

  test('somebody on holiday, somebody full: the expansion rep helps out', async () => {
    const team = given({ plan: geographic, reps, away: { ana: 'on holiday' }, open: { bob: 30 } })
    const outcome = await team.when(german)
    outcome
      .goesTo('eve', { rule: 'otherwise' })
      .because('ana', 'on holiday')
      .because('bob', /at capacity \(30 open of 30\)/)
  })

  test('shares follow performance', async () => {
    const leads = Array.from({ length: 9 }, (_, index) => ({ ...german, id: `L${index}` }))
    expect(await given({ plan: geographic, reps }).shares(leads)).toEqual({ ana: 6, bob: 3, eve: 0 })
  })
})

describe('our geographic plan, whatever the lead', () => {
  const leads = fc.sample(leadsOf(fc, geographic), { numRuns: 200, seed: 1 })

  test('every lead from Austria goes to somebody of its territory', async () => {
    const austrian = leadsOf(fc, geographic, { where: { company: { country: 'AT' } } })
    await fc.assert(
      fc.asyncProperty(austrian, async (lead) => {
        const { decision } = await given({ plan: geographic, reps }).when(lead)
        expect(decision).toMatchObject({ kind: 'assigned', rule: 'territory' })
      }),
    )
  })

  test('every rule is reached', () => {
    const known = { ...german, id: 'known' }
    assertCoverage(geographic, { reps, leads: [...leads, known], accounts: { known: { id: 'A-1', owner: 'eve' } } })
  })

  test('nobody is ever further off than the bound', async () => {
    await assertFair({ plan: geographic, reps, leads })
  })
})
