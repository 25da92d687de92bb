// A strategy of one's own: whoever speaks the lead's language, among these whoever has fewest open leads.
import { createRouter, defineRouting, type HostStrategy, memoryStore, replay, type } from 'fairlead'

type Lead = { readonly id: string; readonly language?: string }
type Rep = { readonly id: string; readonly languages: readonly string[] }

// The name is part of the plan, the code is not: the plan stays plain data.
const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>(), strategies: ['byLanguage'] })

const plan = routing.plan({
  name: 'languages',
  rules: [{ name: 'speakers', to: {}, by: 'byLanguage' }],
  otherwise: { to: {} },
})

/** Pure and synchronous: the same question gets the same answer, or the audit could not be replayed. */
const byLanguage: HostStrategy<Lead, Rep> = ({ lead, eligible }) => {
  const speakers = eligible.filter(({ rep }) => rep.languages.includes(lead.language ?? ''))
  if (speakers.length === 0) throw new Error(`nobody speaks ${lead.language}`)
  const [first] = [...speakers].sort((one, other) => one.open - other.open || one.lastTurn - other.lastTurn)
  return first?.rep.id ?? ''
}

export async function main(print: (line: string) => void): Promise<void> {
  const roster = [
    { id: 'ana', languages: ['de', 'en'] },
    { id: 'bob', languages: ['en'] },
    { id: 'cy', languages: ['fr', 'en'] },
  ]
  const store = memoryStore()
  const strategies = { byLanguage }
  const router = createRouter({ plan, roster, store, strategies, clock: () => Date.parse('2026-01-05T09:00:00Z') })
  for (const [id, language] of [
    ['L1', 'de'],
    ['L2', 'en'],
    ['L3', 'fr'],
    ['L4', 'en'],
    ['L5', 'fi'],
  ] as const) {
    await router.route({ id, language })
    // Nobody speaks Finnish: the strategy says so, the rule passes the lead on, and the fallback takes it.
    for (const { outcome, sentence } of (await router.explain(id)).rules) print(`${id} ${outcome}: ${sentence}`)
  }
  const { same, difference } = await replay(store, { strategies })
  print(`${same} decisions made again, ${difference === undefined ? 'all the same' : difference.what}`)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
