import { type ClaimedMessage, createRelay, memoryStore, type Plan, type RelayOptions, type Store } from '../../src/index.js'
import { countedSalts, handClock, plan, teamRouter } from './team.js'

const notifying: Plan = { ...plan, channels: ['slack', 'crm'], rules: plan.rules.map((rule) => ({ ...rule, notify: ['slack', 'crm'] })) }
/** A router with an outbox, leads that are routed, and a relay that keeps what it delivers. */
export async function setUp(leads: number, more: Partial<RelayOptions> = {}, store: Store = memoryStore()) {
  const clock = handClock()
  const { router } = teamRouter({ store, plan: notifying, outbox: true, clock, salt: countedSalts() })
  for (let id = 1; id <= leads; id++) await router.route({ id: `${id}`, country: 'DE' })
  const arrived: string[] = []
  const deliver = async ({ id, channel, attempt }: ClaimedMessage): Promise<void> => {
    arrived.push(`${id} ${channel} ${attempt}`)
  }
  const relay = createRelay({ store, channels: { slack: deliver, crm: deliver }, clock, random: () => 0.5, ...more })
  return { store, clock, router, relay, arrived }
}
