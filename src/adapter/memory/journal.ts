import type { Instant } from '../../lead.js'
import type { View } from '../../port/store.js'
import type { PlanRecord, VersionRecord } from '../../state/planRecord.js'

/** The journal of plans: lines are added, and nothing else. */
export interface Journal {
  readonly length: number
  add(records: readonly PlanRecord[]): void
  latest(limit: number, before?: number): readonly PlanRecord[]
  /** What a transaction sees of it. */
  view(now: Instant, whole: boolean): Pick<View, 'plan' | 'journal'>
}

export function createJournal(): Journal {
  const lines: PlanRecord[] = []
  const versions: VersionRecord[] = []
  return {
    get length() {
      return lines.length
    },
    add(records) {
      for (const record of records) {
        lines.push(record)
        if (record.kind === 'version') versions.push(record)
      }
    },
    latest(limit, before = Number.POSITIVE_INFINITY) {
      // Numbers are gapless from 1, so that the line before number `n` has the index `n - 2`.
      const end = Math.max(0, Math.min(lines.length, before - 1))
      return lines.slice(Math.max(0, end - Math.max(0, limit)), end).reverse()
    },
    view(now, whole) {
      const found = versions.findLast(({ from }) => from === undefined || from <= now)
      return {
        ...(found === undefined ? {} : { plan: Object.freeze({ version: found.version, digest: found.digest }) }),
        ...(whole ? { journal: Object.freeze([...lines]) } : {}),
      }
    },
  }
}
