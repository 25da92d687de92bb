import type { Plan } from '../../../src/plan/document.js'
import type { Rep } from '../../../src/rep.js'

export const roster: readonly Rep[] = ['ana', 'bob', 'cat', 'dan', 'eva', 'fin'].map((id, index) => ({
  id,
  team: index % 3,
  quota: 1 + index,
}))

/** All by one rotation, so that what one version books is what the next one goes on with. */
export function planOf(name: string, team: number): Plan {
  return {
    fairlead: 1,
    name,
    rules: [{ name: 'team', to: { team }, by: team === 1 ? { weighted: 'quota' } : 'roundRobin', rotation: `team ${team}` }],
    otherwise: { to: {} },
  }
}
