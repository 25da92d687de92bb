import { type Assigned, type Message, memoryStore, type Plan, type Rep, type RouterOptions, type Store } from '../../src/index.js'
import { handClock, teamRouter } from './team.js'

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

/** A router at hour 0; `at` moves its clock to an hour and sweeps. */
export function stage(plan: Plan, options: Partial<RouterOptions> = {}) {
  const clock = handClock(0)
  const store = memoryStore()
  const { router } = teamRouter({ plan, roster: reps, store, clock, ...options })
  const at = async (hours: number) => {
    clock.now = hours * HOUR
    return router.sweep()
  }
  return { clock, store, router, at }
}

/** `0 reminds`, `1 nobody`, `1 ana -> bob`: what a sweep did, step by step. */
export function told({ fired, escalated }: { fired: readonly { step: number; nobody?: true }[]; escalated: readonly unknown[] }): string[] {
  return [
    ...fired.map(({ step, nobody }) => `${step} ${nobody ? 'nobody' : 'reminds'}`),
    ...(escalated as readonly Assigned[]).map(({ rep, escalated: by }) => `${by?.step} ${by?.from} -> ${rep}`),
  ]
}

export async function messagesOf(store: Store): Promise<readonly Message[]> {
  const found: Message[] = []
  for (;;) {
    const page = await store.claim({ now: 1e15, leaseMs: 1, limit: 99, channels: ['slack', 'pager', 'crm'] })
    if (page.length === 0) return found
    for (const { id, attempt, subject, channel, about, at } of page) {
      found.push({ id, subject, channel, about, at })
      await store.settle({ id, attempt, now: 1e15, outcome: 'done' })
    }
  }
}
