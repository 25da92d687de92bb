import type { Plan, Rep } from '../../src/index.js'

/** A team with backups and managers, in two regions. */
export const reps: readonly Rep[] = [
  { id: 'ana', region: 'eu', backup: 'bob', manager: 'mia' },
  { id: 'bob', region: 'us', backup: 'cat', manager: 'mia', capacity: 2 },
  { id: 'cat', region: 'us', backup: 'ana', manager: 'mia' },
  { id: 'mia', role: 'manager', manager: 'vic', capacity: 1 },
  { id: 'vic', role: 'head' },
]

/** Remind after an hour, to the backup after one more, to the manager after yet another one. */
export const chain = [
  { after: { hours: 1 }, notify: ['slack'] },
  { after: { hours: 1 }, to: 'backup', notify: ['slack', 'pager'] },
  { after: { hours: 1 }, to: 'manager', notify: ['pager'] },
] as const

export const HOUR = 3_600_000

/** A plan with one rule for the region `eu`, whose escalation has these steps. */
export function planOf(escalate: NonNullable<Plan['otherwise']['escalate']>, fields: Partial<Plan> = {}): Plan {
  return {
    fairlead: 1,
    name: 'sla',
    channels: ['slack', 'pager', 'crm'],
    rules: [{ name: 'eu', when: { region: 'eu' }, to: { region: { same: 'region' } }, notify: ['crm'], escalate }],
    otherwise: { to: { region: 'us' } },
    ...fields,
  }
}
