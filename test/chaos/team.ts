import type { JsonObject } from '../../src/lead.js'
import type { Plan } from '../../src/plan/document.js'
import type { Rep } from '../../src/rep.js'

/** One hot rotation with limits that are reached, one small rotation, and managers without a limit behind both. */
export const plan: Plan = {
  fairlead: 1,
  name: 'chaos',
  channels: ['crm', 'alarm'],
  rules: [
    { name: 'pull', when: { size: { lt: 90 } }, to: { queue: 'pool' }, limits: { perHour: 400 }, notify: ['crm'] },
    { name: 'large', when: { size: { gte: 900 } }, to: { team: 'large' }, notify: ['crm', 'alarm'] },
    {
      name: 'inbound',
      to: { team: 'inbound' },
      by: { weighted: 'quota' },
      rotation: 'hot',
      notify: ['crm'],
      escalate: [
        { after: { seconds: 1 }, notify: ['alarm'] },
        { after: { seconds: 1 }, when: { size: { lt: 450 } }, to: 'backup', notify: ['crm', 'alarm'] },
        { after: { seconds: 1 }, when: { size: { lt: 300 } }, to: { team: 'large' }, by: 'leastLoaded' },
        { after: { seconds: 1 }, when: { size: { lt: 150 } }, to: 'rules', notify: ['alarm'] },
        { after: { seconds: 1 }, when: { size: { lt: 450 } }, to: 'manager', notify: ['alarm'] },
      ],
    },
  ],
  otherwise: { to: { team: 'managers' } },
  queues: { pool: { order: { highest: 'size' }, claims: { team: ['inbound', 'large'] }, pushAfter: { seconds: 2 } } },
  rotations: { hot: { declined: 'giveBack', disqualified: 'giveBack', atMost: 3 } },
}

const inbound = Array.from(
  { length: 8 },
  (_, index): Rep => ({
    id: `i${index}`,
    team: 'inbound',
    quota: 1 + (index % 3),
    capacity: 20 + 9 * index,
    backup: `i${(index + 1) % 8}`,
    manager: `m${index % 3}`,
  }),
)

export const roster: readonly Rep[] = [
  ...inbound,
  { id: 'l0', team: 'large', quota: 1, capacity: 15 },
  { id: 'l1', team: 'large', quota: 1 },
  { id: 'm0', team: 'managers', quota: 1 },
  { id: 'm1', team: 'managers', quota: 1 },
  { id: 'm2', team: 'managers', quota: 1 },
]

/** The lead with this number, the same in every process. */
export function leadOf(number: number): JsonObject & { readonly id: string } {
  return { id: `L${number}`, size: (number * 7919) % 1000, email: `person${number}@example.com` }
}
