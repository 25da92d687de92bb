// A lead's life after the rules: contact, a refusal with its reason, somebody who leaves, a decision by hand, and two tabs of one browser.
import { createRouter, defineRouting, isRoutingError, memoryStore, type Routed, type } from 'fairlead'

type Lead = { readonly id: string; readonly language: 'de' | 'en' }
type Rep = { readonly id: string; readonly languages: readonly ('de' | 'en')[]; readonly active?: boolean }

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>() })

const plan = routing.plan({
  name: 'inbound',
  rules: [{ name: 'language', to: { languages: { same: 'language' } } }],
  otherwise: { to: {}, whenNobody: 'hold' },
})

let reps: readonly Rep[] = [
  { id: 'ana', languages: ['de', 'en'] },
  { id: 'ben', languages: ['en'] },
  { id: 'cem', languages: ['de'] },
]

const ownerOf = (routed: Routed): string => (routed.kind === 'assigned' ? routed.rep : `the queue ${routed.queue}`)

export async function main(print: (line: string) => void): Promise<void> {
  let now = Date.parse('2026-01-05T09:00:00Z')
  const clock = (): number => {
    now += 1000
    return now
  }
  const router = createRouter({ plan, roster: { reps: () => reps }, rosterMs: 0, store: memoryStore(), clock })
  for (let id = 1; id <= 9; id++) await router.route({ id: `L${id}`, language: id % 3 === 0 ? 'en' : 'de' })

  // Ana reaches one and wins another. What she hands back is not offered to her again.
  const [first, second, third] = await router.leadsOf('ana')
  if (first === undefined || second === undefined || third === undefined) return
  print(`ana has reached ${first.key}: ${await router.contacted(first.key, { epoch: first.epoch })}`)
  await router.converted(second.key, { epoch: second.epoch })
  const next = await router.decline(third.key, { epoch: third.epoch, reason: 'a friend of mine' })
  print(`${third.key} went from ana to ${ownerOf(next)}`)

  // The other tab still shows it as hers.
  const late = await router.disqualified(third.key, { epoch: third.epoch }).catch((error: unknown) => error)
  print(`the other tab: ${isRoutingError(late) ? late.code : 'done'}`)

  // Ana leaves: first the roster, then her leads.
  reps = reps.map((rep) => (rep.id === 'ana' ? { ...rep, active: false } : rep))
  const report = await router.transferAll('ana', {
    reason: 'ana leaves',
    onRouted: (routed) => print(`  ${routed.lead} goes to ${ownerOf(routed)}`),
  })
  print(`moved ${report.moved}, held ${report.held}, remaining ${report.remaining}`)

  // What a person decides wins.
  await router.reassign(third.key, { to: 'ben', reason: 'asked for ben' })
  for (const { sentence } of (await router.explain(third.key)).owners) print(sentence)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
