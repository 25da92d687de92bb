import type { Script } from './script.js'

/** Few enough to be waited for. */
const MOST_RUNS = 1500

/**
 * A shorter script that still fails: events and faults are taken out, in halves first and then one by one, choices of the schedule become
 * the oldest question, the setup the plainest.
 */
export async function shrink(script: Script, fails: (script: Script) => Promise<boolean>): Promise<Script> {
  let best = script
  let runs = 0
  const attempt = async (shorter: Script): Promise<boolean> => {
    if (runs++ >= MOST_RUNS || !(await fails(shorter))) return false
    best = shorter
    return true
  }
  const thin = async (part: 'events' | 'faults'): Promise<void> => {
    for (let size = Math.ceil(best[part].length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = best[part].length - size; from > -size; from -= size) {
        const kept = best[part].filter((_, index) => index < from || index >= from + size)
        if (kept.length < best[part].length) await attempt({ ...best, [part]: kept })
      }
    }
  }
  for (let before = -1; before !== sizeOf(best) && runs < MOST_RUNS; ) {
    before = sizeOf(best)
    await thin('events')
    await thin('faults')
    for (let length = best.picks.length; length > 0; length = Math.floor(length / 2)) {
      if (!(await attempt({ ...best, picks: best.picks.slice(0, Math.floor(length / 2)) }))) break
    }
    for (const [index, pick] of best.picks.entries()) {
      if (pick !== 0) await attempt({ ...best, picks: best.picks.with(index, 0) })
    }
    for (const [index, event] of best.events.entries()) {
      if (event.answers > 0) await attempt({ ...best, events: best.events.with(index, { ...event, answers: 0 }) })
    }
    const { setup } = best
    for (const plainer of [{ availability: 'none' as const }, { deliveryFails: 0 }, { plan: 0 }, { processes: 1 }]) {
      if (JSON.stringify({ ...setup, ...plainer }) !== JSON.stringify(setup))
        await attempt({ ...best, setup: { ...best.setup, ...plainer } })
    }
  }
  return best
}

function sizeOf({ events, faults, picks, setup }: Script): number {
  const choices = picks.filter((pick) => pick !== 0).length + events.filter(({ answers }) => answers > 0).length
  return (
    events.length * 10_000 + faults.length * 1000 + choices + setup.processes + setup.plan + setup.deliveryFails + setup.availability.length
  )
}
