// Specialists for three industries, and generalists for everything else: unknown industries, and whatever the specialists cannot take.
import { readFileSync } from 'node:fs'
import { createRouter, defineRouting, memoryStore, type } from 'fairlead'

interface Lead {
  readonly id: string
  readonly company?: { readonly industry?: string }
}

type Rep = {
  readonly id: string
  readonly role: 'specialist' | 'generalist'
  readonly industries?: readonly string[]
  readonly capacity?: number
}

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>(), channels: ['slack'] })

export const verticals = routing.plan({
  name: 'verticals',
  rules: [
    // Each specialist lists the industries it knows; a lead without an industry is nobody's specialty.
    { name: 'specialist', to: { role: 'specialist', industries: { same: 'company.industry' } }, notify: ['slack'] },
    { name: 'general coverage', to: { role: 'generalist' }, rotation: 'generalists' },
  ],
  // Even when every generalist is full, somebody gets the lead; and it counts in the same rotation.
  otherwise: { to: { role: 'generalist' }, rotation: 'generalists' },
})

export async function main(print: (line: string) => void): Promise<void> {
  const reps: readonly Rep[] = JSON.parse(readFileSync(new URL('data/verticalReps.json', import.meta.url), 'utf8'))
  const router = createRouter({
    plan: verticals,
    roster: reps,
    store: memoryStore(),
    clock: () => Date.parse('2026-01-05T09:00:00Z'),
    availability: ({ id }) => (id === 'mio' ? { away: 'on holiday' } : true),
  })
  await router.routeMany([
    { id: 'L1', company: { industry: 'pharma' } },
    { id: 'L2', company: { industry: 'automotive' } },
    { id: 'L3', company: { industry: 'software' } },
    { id: 'L4', company: {} },
  ])
  for (const key of ['L1', 'L2', 'L3', 'L4']) {
    const { sentence, rules } = await router.explain(key)
    print(sentence)
    for (const { outcome, sentence: why } of rules) if (outcome !== 'assigns') print(`  ${why}`)
  }
}

if (import.meta.filename === process.argv[1]) await main(console.log)
