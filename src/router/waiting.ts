import type { Place, Store } from '../port/store.js'
import type { Waiting } from './claim.js'
import { inStore } from './inStore.js'

/** Who waits in a queue, in the order in which they would be claimed. */
export async function waitingIn(
  queue: string,
  { limit = 100, after }: { readonly limit?: number; readonly after?: Place },
  store: Store,
): Promise<readonly Waiting[]> {
  const leads = await inStore(() => store.queued({ queue, limit, ...(after === undefined ? {} : { after }) }))
  return leads.map(({ key, intake, decision, receivedAt, until, rank, seq }) => ({
    lead: key,
    intake,
    rule: decision.rule,
    receivedAt,
    ...(until === undefined ? {} : { until }),
    place: { ...(rank === undefined ? {} : { rank }), receivedAt, seq },
  }))
}
