import type { Routed } from '../../router/context.js'
import { plural } from '../complaint.js'
import type { Paint } from '../io.js'

/** What became of the leads of a run. Each that was read is in exactly one of the four. */
export interface Tally {
  read: number
  assigned: number
  queued: number
  duplicates: number
  /** Of the duplicates: those that came with other content than the first time. */
  changed: number
  refused: number
  /** Of those assigned or queued now. */
  readonly byRule: Map<string, number>
  /** Of those assigned now. */
  readonly byRep: Map<string, number>
}

export function newTally(): Tally {
  return { read: 0, assigned: 0, queued: 0, duplicates: 0, changed: 0, refused: 0, byRule: new Map(), byRep: new Map() }
}

export function countIn(tally: Tally, routed: Routed): void {
  if (routed.duplicate) {
    tally.duplicates += 1
    if (routed.payloadChanged === true) tally.changed += 1
    return
  }
  add(tally.byRule, routed.rule)
  if (routed.kind === 'assigned') {
    tally.assigned += 1
    add(tally.byRep, routed.rep)
  } else tally.queued += 1
}

/** @param complete whether the input was read to its end */
export function tallyJson({ byRule, byRep, ...counts }: Tally, complete: boolean): string {
  return JSON.stringify({ complete, ...counts, byRule: Object.fromEntries(byRule), byRep: Object.fromEntries(byRep) })
}

export function tallyText({ read, assigned, queued, duplicates, changed, refused, byRule, byRep }: Tally, { bold, dim }: Paint): string {
  const number = (count: number): string => count.toLocaleString('en-US')
  const other = changed === 0 ? '' : ` (${number(changed)} with other content)`
  const sum = `${bold(plural(read, 'lead'))} read = ${number(assigned)} assigned + ${number(queued)} queued + ${number(duplicates)} routed before${other} + ${number(refused)} refused`
  const lists = [
    ['by rule', byRule],
    ['by rep', byRep],
  ] as const
  const told = lists.flatMap(([title, counts]) => (counts.size === 0 ? [] : [`  ${dim(title)}  ${listed(counts)}`]))
  return `${[sum, ...told].join('\n')}\n`
}

/** Enough to read; --json has them all. */
const mostListed = 20

function listed(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
  const shown = sorted.slice(0, mostListed).map(([name, count]) => `${name} ${count.toLocaleString('en-US')}`)
  return `${shown.join(', ')}${sorted.length > mostListed ? `, and ${sorted.length - mostListed} more` : ''}`
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
