// Three reps, three rules, one lead: who gets it, and why.
import { createRouter, defineRouting, memoryStore, type } from 'fairlead'

export async function main(print: (line: string) => void): Promise<void> {
  const routing = defineRouting({
    lead: type<{ id: string; company?: { country?: string; employees?: number } }>(),
    rep: type<{ id: string; team: 'europe' | 'enterprise' }>(),
  })
  const plan = routing.plan({
    name: 'inbound',
    rules: [
      { name: 'enterprise', when: { company: { employees: { gte: 500 } } }, to: { team: 'enterprise' } },
      { name: 'europe', when: { company: { country: ['DE', 'FR', 'GB'] } }, to: { team: 'europe' } },
    ],
    otherwise: { to: {} }, // everyone, in turn
  })
  const router = createRouter({
    plan,
    roster: [
      { id: 'ana', team: 'europe' },
      { id: 'bob', team: 'europe' },
      { id: 'cleo', team: 'enterprise' },
    ],
    store: memoryStore(), // or sqliteStore('leads.db') from 'fairlead/sqlite'
  })

  const decision = await router.route({ id: 'L1', company: { country: 'DE', employees: 120 } })
  if (decision.kind === 'assigned') print(`${decision.rep} owns ${decision.lead} by the rule '${decision.rule}'`)

  const { sentence, rules, reps } = await router.explain('L1')
  print(sentence)
  for (const one of [...rules, ...reps]) print(`- ${one.sentence}`)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
