import type { EscalationStep, Plan } from '../../../src/plan/document.js'
import type { Rep } from '../../../src/rep.js'

/** A small team with limits that are soon reached, in two regions that overlap. */
export const roster: readonly Rep[] = [
  { id: 'r0', regions: ['north'], quota: 2, capacity: 2, backup: 'r1', manager: 'r3' },
  { id: 'r1', regions: ['north', 'south'], quota: 1, backup: 'r0', manager: 'r3' },
  { id: 'r2', regions: ['south'], quota: 3, capacity: 1, backup: 'r3', manager: 'r1' },
  { id: 'r3', regions: ['south', 'north'], quota: 1, capacity: 2, backup: 'r2' },
]

const base: Plan = {
  fairlead: 1,
  name: 'simulated',
  channels: ['mail', 'alarm'],
  rules: [
    { name: 'later', when: { later: true }, to: { queue: 'nurture' }, notify: ['mail'] },
    {
      name: 'patient',
      when: { patient: true },
      to: { id: 'r2' },
      whenNobody: { wait: { seconds: 2 } },
      notify: ['mail', 'alarm'],
    },
    { name: 'region', to: { regions: { same: 'region' } }, by: { weighted: 'quota' }, rotation: 'field', notify: ['mail'] },
  ],
  otherwise: { to: { regions: { same: 'region' } }, whenNobody: 'hold', rotation: 'field', notify: ['alarm'] },
}

const remind = { after: { seconds: 1 }, notify: ['alarm'] } as const

/** Up the line; through the rules, again and again; among some of the reps. */
const chains: readonly (readonly EscalationStep[])[] = [
  [remind, { after: { seconds: 1 }, to: 'backup', notify: ['mail', 'alarm'] }, { after: { seconds: 2 }, to: 'manager' }],
  [{ after: { seconds: 2 }, to: 'rules', notify: ['alarm'] }, remind],
  [{ after: { seconds: 1 }, to: { regions: { same: 'region' } }, by: { weighted: 'quota' }, when: { patient: { known: false } } }, remind],
]

function escalating(plan: Plan, chain: number): Plan {
  const escalate = chains[chain] ?? []
  return { ...plan, rules: plan.rules.map((rule) => (rule.name === 'region' ? { ...rule, escalate } : rule)) }
}

/** Plain turns; with leads made up; with absence repaid and leads by hand counted. */
export const plans: readonly Plan[] = [
  escalating({ ...base, rotations: { field: { declined: 'keep', merged: 'keep' } } }, 0),
  escalating(base, 1),
  escalating({ ...base, rotations: { field: { absence: 'repay', manual: 'count', disqualified: 'giveBack', atMost: 2, rate: 3 } } }, 2),
]
