// What runs around the routing of each lead: enrichment, a check of one's own, a log with timing, and notifications once the lead has an owner.
import { createRouter, defineRouting, type Effect, type Middleware, memoryStore, type } from 'fairlead'

interface Lead {
  readonly id: string
  readonly email: string
  /** Not in the form: the enrichment looks it up. */
  readonly employees?: number
}

const routing = defineRouting({ lead: type<Lead>(), rep: type<{ id: string; senior: boolean }>(), channels: ['slack', 'email'] })

const plan = routing.plan({
  name: 'inbound',
  rules: [{ name: 'large', when: { employees: { gte: 500 } }, to: { senior: true }, notify: ['slack', 'email'] }],
  otherwise: { to: { senior: false }, notify: ['email'] },
})

type Inbound = Middleware<Lead, 'large'>

/** Everything before `next()` happens before the decision, everything after it afterwards. A duplicate comes through here, too. */
function logged(print: (line: string) => void, clock: () => number): Inbound {
  return async (context, next) => {
    const started = clock()
    await next()
    const { decision } = context
    const outcome = decision?.kind === 'assigned' ? decision.rep : decision?.queue
    print(`${context.key} -> ${outcome}${decision?.duplicate ? ' (again)' : ''} in ${clock() - started} ms`)
  }
}

/** A lead that is refused here is not stored, and its sender gets the error. */
const refuseThrowaway: Inbound = async ({ lead }, next) => {
  if (lead.email.endsWith('@throwaway.example')) throw new Error(`${lead.id} has a throwaway address`)
  await next()
}

/** The context's lead is frozen: a copy with more takes its place. */
function enriched(sizeOf: (domain: string) => Promise<number | undefined>): Inbound {
  return async (context, next) => {
    const employees = await sizeOf(context.lead.email.split('@')[1] ?? '')
    if (employees !== undefined) context.lead = { ...context.lead, employees }
    await next()
  }
}

/** Effects are data, stored with the decision; whoever carries them out does so after the lead has its owner, and once. */
function notifying(send: (effect: Effect) => Promise<void>): Inbound {
  return async (context, next) => {
    await next()
    if (context.decision === undefined || context.decision.duplicate) return
    for (const effect of context.decision.effects) await send(effect)
  }
}

export async function main(print: (line: string) => void): Promise<void> {
  let now = Date.parse('2026-01-05T09:00:00Z')
  const clock = (): number => now
  const roster = [
    { id: 'ana', senior: true },
    { id: 'bob', senior: false },
  ]
  const router = createRouter({ plan, roster, store: memoryStore(), clock })
  // The first is the outermost.
  router.use(logged(print, clock))
  router.use(refuseThrowaway)
  router.use(notifying(async ({ channel, rep, lead }) => print(`  ${channel}: ${rep}, you have a new lead ${lead}`)))
  router.use(
    enriched(async (domain) => {
      now += 40 // as a look-up over the network would take
      return domain === 'gromvel.example' ? 12_000 : undefined
    }),
  )

  await router.route({ id: 'L1', email: 'kim@gromvel.example' })
  await router.route({ id: 'L2', email: 'lou@tinywerk.example' })
  await router.route({ id: 'L1', email: 'kim@gromvel.example' })
  await router.route({ id: 'L3', email: 'nobody@throwaway.example' }).catch((error: Error) => print(`refused: ${error.message}`))
}

if (import.meta.filename === process.argv[1]) await main(console.log)
