import type { Entry } from './entry.js'

/** Events with their exceptions. Of several versions of one thing the one with the highest SEQUENCE counts. */
export function grouped(entries: readonly Entry[]): [Entry, Entry[]][] {
  const alone: [Entry, Entry[]][] = []
  const byUid = new Map<string, Entry[]>()
  for (const entry of entries) {
    const same = entry.uid === undefined ? undefined : byUid.get(entry.uid)
    if (entry.uid === undefined) alone.push([entry, []])
    else if (same === undefined) byUid.set(entry.uid, [entry])
    else same.push(entry)
  }
  return [...alone, ...[...byUid.values()].flatMap(seriesOf)]
}

function seriesOf(entries: readonly Entry[]): [Entry, Entry[]][] {
  const masters = entries.filter((entry) => entry.recurrence === undefined)
  const newest = masters.reduce((most, { sequence }) => Math.max(most, sequence), 0)
  // Two of the same version are two events of a careless author: both count.
  const current = masters.filter(({ sequence }) => sequence === newest)
  const changes = new Map<string, Entry>()
  for (const entry of entries) {
    if (entry.recurrence === undefined) continue
    const { id } = entry.recurrence
    const key = id.kind === 'date' ? `${id.wall}` : `${id.wall} ${id.zone ?? ''}`
    const earlier = changes.get(key)
    if (earlier === undefined || earlier.sequence <= entry.sequence) changes.set(key, entry)
  }
  const overrides = [...changes.values()]
  const [first, ...others] = current
  // Exceptions of a series that is not in the file stand for themselves.
  if (first === undefined) return overrides.map((entry) => [entry, []])
  return [[first, overrides], ...others.map((entry): [Entry, Entry[]] => [entry, overrides])]
}
