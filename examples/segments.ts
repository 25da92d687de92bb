// Three teams by company size; within a team, shares follow quota attainment. Weak leads wait in a queue that reps pull from.
import { readFileSync } from 'node:fs'
import { createRouter, defineRouting, memoryStore, type, weighted } from 'fairlead'

interface Lead {
  readonly id: string
  readonly score?: number
  readonly company?: { readonly employees?: number }
}

type Rep = {
  readonly id: string
  readonly team: 'enterprise' | 'midMarket' | 'smallBusiness'
  readonly attainment: number
  readonly capacity?: number
}

const routing = defineRouting({
  lead: type<Lead>(),
  rep: type<Rep>(),
  segments: {
    // Named like the reps' field, so that one rule joins the two.
    team: {
      enterprise: { company: { employees: { gte: 1000 } } },
      midMarket: { company: { employees: { gte: 100, lt: 1000 } } },
      smallBusiness: { company: { employees: { gte: 1, lt: 100 } } },
    },
  },
})

export const segments = routing.plan({
  name: 'segments',
  rules: [
    { name: 'nurture', when: { score: { lt: 5 } }, to: { queue: 'nurture' } },
    { name: 'enterprise', when: { team: 'enterprise' }, to: { team: 'enterprise' }, by: weighted('attainment') },
    { name: 'mid-market', when: { team: 'midMarket' }, to: { team: 'midMarket' }, by: weighted('attainment') },
    { name: 'small business', when: { team: 'smallBusiness' }, to: { team: 'smallBusiness' }, by: weighted('attainment') },
  ],
  // A lead without a size is no small business, but its team takes care of it, in the same rotation.
  otherwise: { to: { team: 'smallBusiness' }, by: weighted('attainment'), rotation: 'small business' },
})

export async function main(print: (line: string) => void): Promise<void> {
  const reps: readonly Rep[] = JSON.parse(readFileSync(new URL('data/segmentReps.json', import.meta.url), 'utf8'))
  const router = createRouter({ plan: segments, roster: reps, store: memoryStore(), clock: () => Date.parse('2026-01-05T09:00:00Z') })
  // 19 leads among four reps with 1.1, 0.85, 0.95 and 1.3 of their quota, 4.2 in all.
  await router.routeMany(Array.from({ length: 19 }, (_, index) => ({ id: `E${index + 1}`, company: { employees: 5000 } })))
  const counts = new Map<string, number>()
  for (let index = 1; index <= 19; index += 1) {
    const { decision } = await router.explain(`E${index}`)
    if (decision.kind === 'assigned') counts.set(decision.rep, (counts.get(decision.rep) ?? 0) + 1)
  }
  for (const { id, attainment } of reps.filter(({ team }) => team === 'enterprise')) {
    print(`${id}: ${counts.get(id)} leads, fair share ${((19 * attainment) / 4.2).toFixed(2)}`)
  }
  await router.routeMany([
    { id: 'L1', score: 3, company: { employees: 9000 } },
    { id: 'L2', score: 80 },
  ])
  for (const key of ['L1', 'L2']) print((await router.explain(key)).sentence)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
