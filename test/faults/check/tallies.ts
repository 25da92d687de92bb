import type { RepId } from '../../../src/rep.js'
import type { AuditEntry } from '../../../src/state/record.js'
import type { Evidence, Violation } from '../checker.js'
import { lastOf, type Trail } from './story.js'

/** I4: what the store counts is what there is, in the records and by the trail. */
export function loadFaults({ leads, loads, audit }: Evidence, trail: Trail): Violation[] {
  const { open, assigned } = tally(trail, audit)
  const recorded = new Map<RepId, number>()
  for (const { state, rep } of leads) if (state === 'assigned' && rep !== undefined) recorded.set(rep, (recorded.get(rep) ?? 0) + 1)
  const faults: Violation[] = []
  for (const rep of new Set([...assigned.keys(), ...recorded.keys(), ...Object.keys(loads)])) {
    const load = loads[rep] ?? { open: 0, assigned: 0 }
    const fault = (what: string): number => faults.push({ invariant: 'I4', what, where: `rep ${rep}` })
    if (load.open !== (open.get(rep) ?? 0)) fault(`load ${load.open}, and ${open.get(rep) ?? 0} open by the trail`)
    else if (load.open !== (recorded.get(rep) ?? 0)) fault(`load ${load.open}, and ${recorded.get(rep) ?? 0} open records`)
    if (load.assigned !== (assigned.get(rep) ?? 0)) fault(`${load.assigned} ever assigned, and ${assigned.get(rep) ?? 0} by the trail`)
  }
  return faults
}

/** How many leads each rep has open in the end, and how many it was ever given. */
export function tally(
  { stories }: Trail,
  audit: readonly AuditEntry[],
): { readonly open: ReadonlyMap<RepId, number>; readonly assigned: ReadonlyMap<RepId, number> } {
  const open = new Map<RepId, number>()
  const assigned = new Map<RepId, number>()
  for (const { event } of audit) {
    if (event.kind === 'assigned' || event.kind === 'reassigned' || event.kind === 'claimed' || event.kind === 'escalated')
      assigned.set(event.rep, (assigned.get(event.rep) ?? 0) + 1)
  }
  for (const story of stories.values()) {
    const last = lastOf(story)
    if (last?.state === 'assigned' && last.rep !== undefined) open.set(last.rep, (open.get(last.rep) ?? 0) + 1)
  }
  return { open, assigned }
}
