// Push for what is urgent and pull for the rest, in one plan. What nobody pulls within two hours is pushed all the same.
import { createRouter, defineRouting, memoryStore, type } from 'fairlead'

interface Lead {
  readonly id: string
  readonly score: number
  readonly language: 'de' | 'en'
}

interface Rep {
  readonly id: string
  readonly languages: readonly ('de' | 'en')[]
  readonly capacity?: number
}

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>() })

export const hybrid = routing.plan({
  name: 'hybrid',
  rules: [
    { name: 'urgent', when: { score: { gte: 80 } }, to: { languages: { same: 'language' } } },
    { name: 'pool', to: { queue: 'pool' } },
    // Whoever comes out of the pool unclaimed goes on here.
    { name: 'unclaimed', to: { languages: { same: 'language' } }, by: 'leastLoaded' },
  ],
  queues: { pool: { order: { highest: 'score' }, claims: { languages: { same: 'language' } }, pushAfter: { hours: 2 } } },
  otherwise: { to: {} },
})

const team: readonly Rep[] = [
  { id: 'ana', languages: ['de', 'en'], capacity: 2 },
  { id: 'bob', languages: ['en'] },
]

export async function main(print: (line: string) => void): Promise<void> {
  let now = Date.parse('2026-11-27T09:00:00Z')
  const router = createRouter({ plan: hybrid, roster: team, store: memoryStore(), clock: () => now })
  await router.routeMany([
    { id: 'L1', score: 90, language: 'de' },
    { id: 'L2', score: 40, language: 'en' },
    { id: 'L3', score: 70, language: 'de' },
    { id: 'L4', score: 60, language: 'en' },
    { id: 'L5', score: 10, language: 'en' },
  ])
  print((await router.explain('L1')).sentence)
  print(`in the pool: ${(await router.waiting('pool')).map(({ lead }) => lead).join(', ')}`)

  const ask = async (rep: string): Promise<void> => {
    const claim = await router.claim(rep, 'pool')
    print(
      claim.kind === 'claimed'
        ? `${rep} takes ${claim.lead}`
        : `${rep} takes none: ${claim.because}${claim.detail === undefined ? '' : ` (${claim.detail})`}`,
    )
  }
  await ask('bob') // L3 is the best, and German
  await ask('ana')
  await ask('ana') // she has two by now
  await router.close('L1')
  await ask('ana')
  print((await router.explain('L2')).sentence)

  now += 2 * 3_600_000
  for (const { lead } of (await router.sweep()).pushed) print((await router.explain(lead)).sentence)
  await ask('bob')
}

if (import.meta.filename === process.argv[1]) await main(console.log)
