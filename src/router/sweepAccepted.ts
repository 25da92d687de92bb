import { isRoutingError, reasonOf } from '../errors.js'
import type { Instant } from '../lead.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { AcceptedLead } from '../state/record.js'
import { inStore, isOutOfOrder } from './inStore.js'

/** What became of leads that had been accepted. */
export interface AcceptedReport {
  /** They have an owner or wait in a queue; those that had been routed before are counted, too. */
  readonly routed: number
  /** Routing failed; it is tried again later. */
  readonly failed: number
  /** Routing failed for good: they wait for a person. */
  readonly parked: number
}

/** So many leads are routed together. */
const PAGE = 256

/** Deadlines must not wait for an inbox that fills as fast as it is emptied: what is left after so many pages is the next sweep's. */
const PAGES = 64

const SECOND = 1000
const MINUTE = 60 * SECOND

/** How long to wait after the first failure, the second, ... After the one that follows the last of these, the lead is parked. */
const waits = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 120 * MINUTE] as const

/**
 * Routes the accepted leads that are due, oldest first.
 *
 * @param route settles them in this order; one result for each
 * @throws RoutingError where the store is out of order, which counts against no lead
 */
export async function sweepAccepted(
  store: Store,
  clock: Clock,
  route: (leads: readonly AcceptedLead[]) => Promise<readonly PromiseSettledResult<unknown>[]>,
): Promise<AcceptedReport> {
  const report = { routed: 0, failed: 0, parked: 0 }
  // The same moment for all pages: a lead that fails is not due again before the next sweep.
  const now = clock()
  for (let page = 0; page < PAGES; page++) {
    const leads = await inStore(() => store.accepted({ now, limit: PAGE }))
    const outcomes = await route(leads)
    const kept = await Promise.allSettled(
      leads.map((lead, index) => keep(lead, outcomes[index] as PromiseSettledResult<unknown>, store, clock)),
    )
    for (const one of kept) if (one.status === 'fulfilled' && one.value !== 'gone') report[one.value] += 1
    const broken = kept.find((one) => one.status === 'rejected')
    if (broken !== undefined) throw broken.reason
    if (leads.length < PAGE) break
  }
  return report
}

/** Notes what became of one lead. Somebody else may have routed it in between: then the store knows no such place any more, and nothing happens. */
async function keep(
  { key, attempts }: AcceptedLead,
  outcome: PromiseSettledResult<unknown>,
  store: Store,
  clock: Clock,
): Promise<keyof AcceptedReport | 'gone'> {
  if (outcome.status === 'fulfilled') {
    await inStore(() => store.acceptedDone(key))
    return 'routed'
  }
  const { reason } = outcome
  if (isOutOfOrder(reason)) throw reason
  // Somebody erased it in between.
  if (isRoutingError(reason) && reason.code === 'unknownLead') return 'gone'
  const notBefore = nextTry(reason, attempts, clock())
  await inStore(() => store.acceptedFailed({ key, error: reasonOf(reason), notBefore }))
  return notBefore === null ? 'parked' : 'failed'
}

/** `null`: never. What a lead is refused for does not get better by waiting. */
function nextTry(error: unknown, attempts: number, now: Instant): Instant | null {
  const wait = waits[attempts]
  return wait === undefined || (isRoutingError(error) && error.code === 'badLead') ? null : now + wait
}
