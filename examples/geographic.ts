// A team by geography: five territories and an expansion rep for the rest of the world. Known accounts go to their owner first.
import { readFileSync } from 'node:fs'
import { accountOwner, createRouter, defineRouting, memoryStore, territory, type, weighted } from 'fairlead'

interface Lead {
  readonly id: string
  readonly company?: { readonly domain?: string; readonly country?: string; readonly state?: string }
}

type Rep = {
  readonly id: string
  readonly territory?: string
  readonly role?: 'expansion'
  readonly performance?: number
  readonly capacity?: number
}

const routing = defineRouting({
  lead: type<Lead>(),
  rep: type<Rep>(),
  segments: {
    territory: {
      usEast: { company: { country: 'US', state: ['NY', 'MA', 'PA', 'NJ', 'FL', 'IL'] } },
      usWest: { company: { country: 'US', state: ['CA', 'WA', 'OR', 'CO', 'TX'] } },
      dach: { company: { country: ['DE', 'AT', 'CH'] } },
      ukIreland: { company: { country: ['GB', 'IE'] } },
      nordics: { company: { country: ['SE', 'NO', 'DK', 'FI'] } },
    },
  },
})

export const geographic = routing.plan({
  name: 'geographic',
  rules: [
    { name: 'account owner', to: accountOwner() },
    // One rule for all territories: each lead goes to the reps whose territory is the lead's.
    { name: 'territory', to: territory('territory'), by: weighted('performance') },
  ],
  otherwise: { to: { role: 'expansion' } },
})

export async function main(print: (line: string) => void): Promise<void> {
  const reps: readonly Rep[] = JSON.parse(readFileSync(new URL('data/geographicReps.json', import.meta.url), 'utf8'))
  const router = createRouter({
    plan: geographic,
    roster: reps,
    store: memoryStore(),
    clock: () => Date.parse('2026-01-05T09:00:00Z'),
    // Where a CRM would be asked: which account does the lead's company have, and who owns it?
    accounts: ({ company }) => (company?.domain === 'vexido.example' ? { id: 'A-7', owner: 'cleo' } : undefined),
  })
  await router.routeMany([
    { id: 'L1', company: { country: 'DE' } },
    { id: 'L2', company: { country: 'DE' } },
    { id: 'L3', company: { country: 'AT' } },
    { id: 'L4', company: { country: 'US', state: 'NY', domain: 'vexido.example' } },
    { id: 'L5', company: { country: 'JP' } },
    { id: 'L6' },
  ])
  for (const key of ['L1', 'L2', 'L3', 'L4', 'L5', 'L6']) print((await router.explain(key)).sentence)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
