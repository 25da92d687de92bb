// The life of a plan: a draft, its check, its publication, one for next Monday, two administrators at once, and the way back.
import { createRouter, defineRouting, isRoutingError, memoryStore, type PlanVersion, type } from 'fairlead'

type Lead = { readonly id: string; readonly country: string }
type Rep = { readonly id: string; readonly team: 'dach' | 'world' }

const routing = defineRouting({ lead: type<Lead>(), rep: type<Rep>() })
const roster: readonly Rep[] = [
  { id: 'ana', team: 'dach' },
  { id: 'bob', team: 'world' },
]
const planFor = (countries: readonly string[]) =>
  routing.plan({
    name: 'inbound',
    rules: [{ name: 'dach', when: { country: [...countries] }, to: { team: 'dach' } }],
    otherwise: { to: { team: 'world' } },
  })

const line = ({ version, author, reason, state, restores }: PlanVersion): string =>
  `version ${version} by ${author}: ${reason} (${state}${restores === undefined ? '' : `, restores ${restores}`})`

export async function main(print: (line: string) => void): Promise<void> {
  let now = Date.parse('2026-01-05T09:00:00Z')
  const store = memoryStore()
  // Two processes of one backend.
  const [router, other] = [1, 2].map(() => createRouter({ plan: planFor(['DE']), roster, store, clock: () => now })) as [
    ReturnType<typeof createRouter>,
    ReturnType<typeof createRouter>,
  ]
  let leads = 0
  const austria = async (): Promise<void> => {
    const routed = await other.route({ id: `L${++leads}`, country: 'AT' })
    print(
      `L${leads} from Austria: ${routed.kind === 'assigned' ? routed.rep : 'nobody'}, by ${routed.trace.plan.version === undefined ? "the code's plan" : `version ${routed.trace.plan.version}`}`,
    )
  }
  await austria()

  const broken = await router.draft(
    { fairlead: 1, name: 'inbound', rules: [{ name: 'dach', to: { queue: '' } }] },
    { author: 'pat', reason: 'a try' },
  )
  print(`draft ${broken.draft} is ${broken.state}: ${broken.issues.map(({ message }) => message).join(' ')}`)
  const draft = await router.draft(planFor(['DE', 'AT']), { author: 'pat', reason: 'Austria joins' })
  await router.attach(draft.draft, { leads: 500, moved: { 'bob -> ana': 61 } }, { author: 'pat', reason: 'last month, simulated' })
  await router.publish({ draft: draft.draft }, { author: 'ada', reason: 'Austria joins', expect: 0 })
  await austria()

  // Sam has seen no version yet, and is told whose is there.
  await router
    .publish(planFor(['DE', 'CH']), { author: 'sam', reason: 'Switzerland joins', expect: 0 })
    .catch((error: unknown) => print(isRoutingError(error) ? `sam: ${error.code}` : String(error)))

  const monday = Date.parse('2026-01-12T00:00:00Z')
  await router.publish(planFor(['DE', 'AT', 'CH']), { author: 'sam', reason: 'Switzerland joins', at: monday, expect: 1 })
  await austria()
  now = monday
  await austria()
  await router.rollback({ author: 'ada', reason: 'one week more' })
  await austria()
  for (const version of await router.plans()) print(line(version))
}

if (import.meta.filename === process.argv[1]) await main(console.log)
