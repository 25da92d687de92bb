import type { Store } from '../port/store.js'
import type { PlanRecord } from '../state/planRecord.js'
import { inStore } from './inStore.js'

/** So many lines are asked for at first: what is in force is among the latest. */
const FIRST_PAGE = 16
const LARGEST_PAGE = 1000

/**
 * The journal of plans, the latest lines first.
 *
 * @param isEnough the last line that is wanted. Missing: all of them
 */
export async function journalOf(store: Store, isEnough: (record: PlanRecord) => boolean = () => false): Promise<readonly PlanRecord[]> {
  // A store of a host that knows nothing of plans: nobody has published one.
  if (typeof store.plans !== 'function') return []
  const records: PlanRecord[] = []
  for (let limit = FIRST_PAGE; ; limit = LARGEST_PAGE) {
    const before = records.at(-1)?.number
    const page = await inStore(() => store.plans({ limit, ...(before === undefined ? {} : { before }) }))
    records.push(...page)
    if (page.length < limit || page.some(isEnough)) return records
  }
}
