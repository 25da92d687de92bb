import {
  createRouter,
  isRoutingError,
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

/** Who publishes a plan, and why, where that does not matter. */
export const signed = { author: 'pat', reason: 'a test' }

/** A router with a fixed clock and fixed salts: the same calls give the same audit trail, byte for byte. */
export function teamRouter(options: Partial<RouterOptions> = {}): { readonly router: Router; readonly store: Store } {
  const store = options.store ?? memoryStore()
  return { store, router: createRouter({ plan, roster: reps, clock: () => 1_000, salt: () => '0'.repeat(32), ...options, store }) }
}

/** `ana by territory`, `queue nurture by low score`; an asterisk for duplicates. */
export function told(routed: Routed): string {
  return `${routed.kind === 'assigned' ? routed.rep : `queue ${routed.queue}`} by ${routed.rule}${routed.duplicate ? '*' : ''}`
}

/** Another salt for each lead, the same ones each time: a lead that comes again after it was erased is another subject. */
export function countedSalts(): () => string {
  let count = 0
  return () => (count++).toString(16).padStart(32, '0')
}

/** A clock that stands still until it is set. */
export function handClock(start = 1_000): { (): number; now: number } {
  const clock = (): number => clock.now
  clock.now = start
  return clock
}

/** The code of what a promise is rejected with; `none` where it is not. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (isRoutingError(error) ? error.code : String(error)),
  )
}
