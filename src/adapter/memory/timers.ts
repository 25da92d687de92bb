import type { Instant, LeadKey } from '../../lead.js'
import type { Counts, DueTimer } from '../../port/store.js'
import type { Timer } from '../../state/record.js'
import { timerOrder } from '../timerOrder.js'
import { createSorted, firstOf } from './sorted.js'

/** The deadlines of all leads; those that are set besides in the order in which they are due. */
export interface Timers {
  put(timer: Timer): void
  /** Of one lead, in the order of a view. */
  of(subject: string): readonly Timer[]
  due(now: Instant, limit: number): readonly DueTimer[]
  erase(subject: string): void
  counts(): Counts['timers']
  prune(before: Instant): number
}

/** @param keyOf the key of a lead by its subject, `undefined` where there is none */
export function createTimers(keyOf: (subject: string) => LeadKey | undefined): Timers {
  const timers = new Map<string, Map<string, Timer>>()
  const set = createSorted(before)

  function remove(timer: Timer): void {
    if (timer.state === 'set') set.remove(timer)
    const mine = timers.get(timer.subject)
    mine?.delete(idOf(timer))
    if (mine?.size === 0) timers.delete(timer.subject)
  }

  return {
    put(timer) {
      const earlier = timers.get(timer.subject)?.get(idOf(timer))
      if (earlier !== undefined) remove(earlier)
      const mine = timers.get(timer.subject) ?? new Map<string, Timer>()
      mine.set(idOf(timer), timer)
      timers.set(timer.subject, mine)
      if (timer.state === 'set') set.add(timer)
    },
    of: (subject) => [...(timers.get(subject)?.values() ?? [])].sort(timerOrder),
    due(now, limit) {
      const due = function* () {
        for (const timer of set.items) {
          if (timer.at > now) return
          const key = keyOf(timer.subject)
          if (key !== undefined) yield Object.freeze({ key, timer })
        }
      }
      return firstOf(due(), limit, () => true)
    },
    erase(subject) {
      for (const timer of [...(timers.get(subject)?.values() ?? [])]) remove(timer)
    },
    counts: () => ({ set: set.items.length, ...(set.items[0] === undefined ? {} : { oldest: set.items[0].at }) }),
    prune(before) {
      const old = [...timers.values()].flatMap((mine) =>
        [...mine.values()].filter(({ state, endedAt }) => state !== 'set' && endedAt !== undefined && endedAt < before),
      )
      for (const timer of old) remove(timer)
      return old.length
    },
  }
}

function idOf({ epoch, name, step }: Timer): string {
  return JSON.stringify([epoch, name, step])
}

/** Due first; the rest only makes the order total. */
function before(a: Timer, b: Timer): boolean {
  if (a.at !== b.at) return a.at < b.at
  if (a.subject !== b.subject) return a.subject < b.subject
  return timerOrder(a, b) < 0
}
