export const plan = {
  fairlead: 1,
  name: 'inbound',
  rules: [
    { name: 'account owner', to: { id: { same: 'account.owner' } } },
    { name: 'low score', when: { score: { lt: 20 } }, to: { queue: 'nurture' } },
    { name: 'germany', when: { company: { country: 'DE' } }, to: { country: 'DE' } },
  ],
  otherwise: { to: {} },
}

export const reps = [
  { id: 'ana', country: 'DE' },
  { id: 'bob', country: 'DE' },
  { id: 'cy', country: 'US' },
]

/** Files with a plan and a roster, and what a case adds. */
export function files(more: { readonly [name: string]: string | Uint8Array | object } = {}): {
  readonly [name: string]: string | Uint8Array
} {
  const all = { 'plan.json': plan, 'reps.json': reps, ...more }
  return Object.fromEntries(
    Object.entries(all).map(([name, content]) => [
      name,
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content, null, 2),
    ]),
  )
}

/** The arguments of `route` for a dry run. */
export function routing(leads: string, ...more: readonly string[]): string[] {
  return ['route', 'plan.json', leads, '--reps', 'reps.json', '--db', ':memory:', ...more]
}
