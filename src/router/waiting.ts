import { RoutingError } from '../errors.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { HELD } from '../plan/document.js'
import type { Place, Store } from '../port/store.js'
import { checkAct } from './checkAct.js'
import type { Waiting } from './claim.js'
import { namedQueue, refuseUnknown } from './claimLead.js'
import { inStore } from './inStore.js'

/** One page of a queue. */
interface Page {
  readonly limit?: number
  readonly after?: Place
}

/**
 * Who waits in a queue, in the order in which they would be claimed.
 *
 * @throws RoutingError `badOptions`
 */
export async function waitingIn(asked: string, page: Page, plan: CompiledPlan, store: Store): Promise<readonly Waiting[]> {
  checkPage(page)
  const queue = namedQueue(asked, plan)
  const { limit = 100, after } = page
  const leads = await inStore(() => store.queued({ queue, limit, ...(after === undefined ? {} : { after }) }))
  if (leads.length === 0 && queue !== HELD) refuseUnknown(queue, plan)
  return leads.map(({ key, intake, decision, receivedAt, until, rank, seq }) => ({
    lead: key,
    intake,
    rule: decision.rule,
    receivedAt,
    ...(until === undefined ? {} : { until }),
    place: { ...(rank === undefined ? {} : { rank }), receivedAt, seq },
  }))
}

function checkPage(page: Page): void {
  if (typeof page !== 'object' || page === null) throw new RoutingError('badOptions', { detail: 'Options are an object.' })
  const { after, ...rest } = page
  checkAct(rest, ['limit'])
  const place: { readonly [part in keyof Place]?: unknown } = after === undefined ? { receivedAt: 0, seq: 0 } : (after ?? {})
  const { rank = 0, receivedAt, seq } = place
  if (Number.isFinite(rank) && Number.isSafeInteger(receivedAt) && Number.isSafeInteger(seq)) return
  const hint = 'Pass the `place` of the last lead of the page before.'
  throw new RoutingError('badOptions', {
    issues: [{ code: 'wrongType', message: 'The option `after` cannot be used.', path: ['after'], hint }],
  })
}
