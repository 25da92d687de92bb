import { expect, test } from 'vitest'
import { cover, emptyCoverage } from '../../src/door/metrics.js'
import type { Plan, Rep } from '../../src/index.js'
import { teamRouter } from '../router/team.js'

test('coverage says which rules decide, and why the fallback has to', async () => {
  const plan: Plan = {
    fairlead: 1,
    name: 'covered',
    rules: [
      { name: 'north', when: { region: 'north' }, to: { region: 'north' } },
      { name: 'south', when: { region: 'south' }, to: { region: 'south' } },
    ],
    otherwise: { to: { id: 'mia' } },
  }
  const roster: readonly Rep[] = [
    { id: 'ana', region: 'north', limits: { perDay: 1 } },
    { id: 'bob', region: 'north', capacity: 1 },
    { id: 'cat', region: 'south' },
    { id: 'dan', region: 'south', capacity: 0 },
    { id: 'mia' },
  ]
  const { router } = teamRouter({ plan, roster, availability: ({ id }) => id !== 'cat' })
  const leads = ['north', 'north', 'north', 'north', 'south', 'west'].map((region, id) => ({ id: `${id}`, region }))
  let coverage = emptyCoverage
  for (const lead of leads) coverage = cover(coverage, await router.route(lead))
  expect(coverage).toEqual({
    leads: 6,
    rules: { north: 2, otherwise: 4 },
    fallbacks: { leads: 4, noRule: 1, full: 2, because: { atRate: 2, atCapacity: 3, away: 1 } },
  })
  expect(emptyCoverage.leads).toBe(0)
})
