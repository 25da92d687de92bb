import type { Json } from '../../../src/lead.js'
import type { AuditEntry } from '../../../src/state/record.js'
import type { Violation } from '../checker.js'
import { sha256, sortedJson } from './story.js'

/** I7: numbers without a gap, each entry chained to the one before, time that never goes back. */
export function chainFaults(audit: readonly AuditEntry[]): Violation[] {
  const faults: Violation[] = []
  let [seq, at, hash] = [0, 0, '']
  for (const entry of audit) {
    const fault = (what: string): number => faults.push({ invariant: 'I7', what, where: `entry ${entry.seq}` })
    if (entry.seq !== seq + 1) fault(`it follows entry ${seq}`)
    if (entry.at < at) fault(`its time is ${at - entry.at} ms before that of entry ${seq}`)
    if (entry.previous !== hash) fault('it is not chained to the entry before')
    if (entry.hash !== hashOf(entry)) fault('its hash is not that of its content')
    ;[seq, at, hash] = [entry.seq, entry.at, entry.hash]
  }
  return faults
}

function hashOf({ seq, at, event, previous }: AuditEntry): string {
  return sha256(sortedJson({ seq, at, event: event as unknown as Json, previous }))
}
