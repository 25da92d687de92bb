import { isRoutingError } from '../../src/errors.js'
import type { LeadKey } from '../../src/lead.js'
import type { Plan } from '../../src/plan/document.js'
import type { Store } from '../../src/port/store.js'
import { createRouter } from '../../src/router/createRouter.js'
import { createRelay } from '../../src/router/relay.js'
import { createSweeper } from '../../src/router/sweeper.js'
import { verifyAudit } from '../../src/simulate/replay.js'
import { chanceOf } from '../chaos/chance.js'
import { leadOf, roster, plan as teamPlan } from '../chaos/team.js'

/** What waits for its time waits milliseconds: a round ends when nothing waits any more. */
const soon = { seconds: 0.02 }
const plan: Plan = {
  ...teamPlan,
  rules: teamPlan.rules.map((rule) =>
    rule.escalate === undefined ? rule : { ...rule, escalate: rule.escalate.map((step) => ({ ...step, after: soon })) },
  ),
  queues: Object.fromEntries(Object.entries(teamPlan.queues ?? {}).map(([name, terms]) => [name, { ...terms, pushAfter: soon }])),
}

/** One process with everything that it runs. */
export interface Life {
  /** Takes in so many new leads, each on one way or another, and does to them what can be done. */
  round(leads: number): Promise<readonly unknown[]>
  end(): Promise<void>
  /** How often it did what. */
  readonly did: Record<string, number>
}

export function startLife(store: Store, seed: string): Life {
  const chance = chanceOf(`soak ${seed}`)
  // Apart: in which order messages are delivered is not the seed's to say.
  const weather = chanceOf(`weather ${seed}`)
  const router = createRouter({ plan, roster, store, outbox: true, portTimeoutMs: 60_000 })
  const did: Record<string, number> = {}
  const count = (what: string, times = 1): void => {
    did[what] = (did[what] ?? 0) + times
  }
  router.use(async (context, next) => {
    context.lead = { ...(context.lead as object), seen: true }
    await next()
  })
  const deliver = async (): Promise<void> => {
    if (weather.happens(0.05)) throw new Error('the receiver is away')
    count('delivered')
  }
  const relay = createRelay({ store, channels: { crm: deliver, alarm: deliver }, backoffMs: 1, attempts: 3 })
  const sweeper = createSweeper({ router, everyMs: 20, onReport: ({ fired }) => count('fired', fired.length) })
  let next = 0

  const acts: readonly (readonly [string, number, (key: LeadKey) => Promise<unknown>])[] = [
    ['deadline', 0.1, (key) => router.deadline(key, { name: 'call', at: Date.now() + 20, channels: ['alarm'] })],
    ['reassigned', 0.05, (key) => router.reassign(key, { to: 'm0' })],
    ['declined', 0.05, (key) => router.decline(key).catch(ifItHasNoOwner)],
    ['explained', 0.05, (key) => router.explain(key)],
    ['closed', 0.9, (key) => router.close(key)],
    ['again', 0.1, (key) => router.route(leadOf(Number(key.slice(1))))],
    ['erased', 0.1, (key) => router.erase(key)],
  ]

  /** In a fixed order for each lead, and with all leads at once. */
  async function live(key: LeadKey, turns: readonly string[]): Promise<void> {
    for (const [name, , act] of acts) {
      if (!turns.includes(name)) continue
      await act(key)
      count(name)
    }
  }

  async function round(leads: number): Promise<readonly unknown[]> {
    sweeper.start()
    const numbers = Array.from({ length: leads }, () => next++)
    const [inBulk, alone, accepted] = [0, 1, 2].map((way) => numbers.filter((number) => number % 3 === way).map(leadOf)) as [
      Lead[],
      Lead[],
      Lead[],
    ]
    const decisions = await Promise.all([
      router.routeMany(inBulk),
      ...alone.map((lead) => router.route(lead)),
      ...accepted.map((lead) => router.accept(lead)),
    ])
    count('accepted', accepted.length)
    while ((await store.counts()).accepted.waiting > 0) await router.sweep()
    // Drawn before anything happens, so that the order of answers changes nothing.
    const lives = [...inBulk, ...alone, ...accepted].map(({ id }) => ({
      id,
      turns: acts.flatMap(([name, share]) => (chance.happens(share) ? [name] : [])),
    }))
    await Promise.all(lives.map(({ id, turns }) => live(id, turns)))
    await router.publish({ ...plan, name: next % 2 === 0 ? 'even' : 'odd' }, { author: 'soak', reason: 'a round is over' })
    await router.health()
    await settle()
    await sweeper.stop()
    // As many at once as there are connections, and more: each is there afterwards.
    await Promise.all(Array.from({ length: 16 }, () => store.audit({ after: 0, limit: 1 })))
    return decisions
  }

  /** Until nothing waits: every message delivered or given up, every deadline reached. */
  async function settle(): Promise<void> {
    for (;;) {
      await relay.once()
      count('fired', (await router.sweep()).fired.length)
      const { accepted, messages, timers } = await store.counts()
      if (accepted.waiting + messages.waiting + timers.set === 0) break
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    count('pruned', await store.prune({ before: Date.now() + 1 }))
    await router.idle()
  }

  return {
    did,
    round,
    async end() {
      await relay.stop()
      await router.idle()
      count('entries', (await verifyAudit(store)).entries)
    },
  }
}

type Lead = ReturnType<typeof leadOf>

/** Some leads wait in a queue. */
function ifItHasNoOwner(error: unknown): void {
  if (!isRoutingError(error) || error.code !== 'noOwner') throw error
}
