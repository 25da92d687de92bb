import {
  createRouter,
  memoryStore,
  type Plan,
  type Rep,
  type Routed,
  type Router,
  type RouterOptions,
  type Store,
} from '../../src/index.js'

export const plan: Plan = {
  fairlead: 1,
  name: 'inbound',
  segments: { territory: { dach: { country: ['DE', 'AT'] }, us: { country: 'US' } } },
  rules: [
    { name: 'account owner', to: { id: { same: 'account.owner' } } },
    { name: 'territory', to: { territory: { same: 'territory' } }, by: { weighted: 'quota' } },
    { name: 'low score', when: { score: { lt: 20 } }, to: { queue: 'nurture' } },
  ],
  otherwise: { to: { role: 'manager' } },
}

export const reps: readonly Rep[] = [
  { id: 'ana', territory: 'dach', quota: 2 },
  { id: 'bob', territory: 'dach', quota: 1, capacity: 3 },
  { id: 'cat', territory: 'us', quota: 1 },
  { id: 'mia', role: 'manager' },
]

/** A router with a fixed clock and fixed salts: the same calls give the same audit trail, byte for byte. */
export function teamRouter(options: Partial<RouterOptions> = {}): { readonly router: Router; readonly store: Store } {
  const store = options.store ?? memoryStore()
  return { store, router: createRouter({ plan, roster: reps, clock: () => 1_000, salt: () => '0'.repeat(32), ...options, store }) }
}

/** `ana by territory`, `queue nurture by low score`; an asterisk for duplicates. */
export function told(routed: Routed): string {
  return `${routed.kind === 'assigned' ? routed.rep : `queue ${routed.queue}`} by ${routed.rule}${routed.duplicate ? '*' : ''}`
}
