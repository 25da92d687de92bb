import type { Decision } from '../decide/decision.js'
import type { Instant } from '../lead.js'
import { createHeap } from '../ledger/heap.js'
import type { RepId } from '../rep.js'
import type { Live } from './live.js'

/** The leads that are held, and which of them it is worth trying again. */
export interface HeldLeads {
  readonly size: number
  has(live: Live): boolean
  /** After a decision that holds the lead; without one it is tried at the next sweep. */
  enter(live: Live, decision?: Decision): void
  leave(live: Live): void
  /** Somebody may have room again. */
  freed(rep: RepId): void
  /** More is known of who is there: every lead may find somebody. */
  stir(): void
  /** The first moment from which on it is worth trying one; in the past: at the next sweep. */
  next(): Instant
  /** Begins a sweep: those worth trying at a moment, in the order in which a sweep tries them. */
  due(now: Instant): readonly Live[]
  /** Those who have become so since the sweep began, in that order. The next sweep tries them, too. */
  woken(): readonly Live[]
  /** Whether it still is: of several who wait for one place, the first takes it. */
  isWorthTrying(live: Live): boolean
  /** All, in that order. */
  all(): readonly Live[]
}

const [NEVER, ALWAYS] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

/**
 * A sweep tries every held lead, and most of them in vain: nobody is there before the morning. A decision's trace says why each rep was
 * skipped, and until when; before the first of these ends, and as long as nobody who was full has one lead less, the same comes out again.
 *
 * @param alike whether all leads take the same of a rep's capacity: who has no room for one then has room for none
 */
export function createHeldLeads(alike: boolean): HeldLeads {
  const held = new Map<Live, Wake>()
  const sleeping = createHeap<Live>((one, other) => one.wakeAt < other.wakeAt)
  /** Those who are skipped for a reason whose end nobody knows: tried at each sweep. */
  const restless = new Set<Live>()
  const blocked = new Map<RepId, Set<Live>>()
  /** Who had one lead less since the last sweep began, and under which rules they turned out to be full all the same; and the same of the sweep before. */
  let roomy = new Map<RepId, Set<string>>()
  let before = new Map<RepId, Set<string>>()
  let stirred = false
  /** In the present sweep tried whatever others take. */
  let sure: ReadonlySet<Live> = new Set()

  const leave = (live: Live): void => {
    for (const { rep } of held.get(live)?.full ?? []) blocked.get(rep)?.delete(live)
    held.delete(live)
    restless.delete(live)
    if (live.place >= 0) sleeping.remove(live)
    live.place = -1
  }
  return {
    get size() {
      return held.size
    },
    has: (live) => held.has(live),
    enter: (live, decision) => {
      if (held.has(live)) leave(live)
      const wake = decision === undefined ? atOnce : wakeOf(decision)
      held.set(live, wake)
      live.wakeAt = wake.at
      if (wake.restless) restless.add(live)
      if (wake.at !== NEVER) sleeping.add(live)
      for (const { rep, rule } of wake.full) {
        if (alike) for (const rooms of [roomy, before]) rooms.get(rep)?.add(rule)
        const waiting = blocked.get(rep) ?? new Set()
        blocked.set(rep, waiting.add(live))
      }
    },
    leave,
    freed: (rep) => {
      if ((blocked.get(rep)?.size ?? 0) > 0) roomy.set(rep, new Set())
    },
    stir: () => {
      stirred = true
    },
    next: () => {
      if (held.size === 0) return NEVER
      return stirred || restless.size > 0 || roomy.size > 0 ? ALWAYS : (sleeping.first()?.wakeAt ?? NEVER)
    },
    due: (now) => {
      const due = new Set(stirred ? held.keys() : restless)
      for (let first = sleeping.first(); first !== undefined && first.wakeAt <= now; first = sleeping.first()) {
        due.add(first)
        sleeping.remove(first)
        first.place = -1
      }
      sure = new Set(due)
      stirred = false
      before = roomy
      roomy = new Map()
      for (const rep of before.keys()) for (const live of blocked.get(rep) ?? []) due.add(live)
      return [...due].sort(inOrder)
    },
    woken: () => [...new Set([...roomy.keys()].flatMap((rep) => [...(blocked.get(rep) ?? [])]))].sort(inOrder),
    isWorthTrying: (live) => {
      if (sure.has(live)) return true
      return held.get(live)?.full.some(({ rep, rule }) => [roomy, before].some((rooms) => rooms.get(rep)?.has(rule) === false)) === true
    },
    all: () => [...held.keys()].sort(inOrder),
  }
}

interface Wake {
  readonly at: Instant
  readonly restless: boolean
  /** Who had no room, under which rule. */
  readonly full: readonly { readonly rep: RepId; readonly rule: string }[]
}

const atOnce: Wake = { at: ALWAYS, restless: false, full: [] }

/** As a store has it: the lead received first, then the one decided first. */
function inOrder(one: Live, other: Live): number {
  return one.receivedAt - other.receivedAt || one.seq - other.seq
}

function wakeOf(decision: Decision): Wake {
  let at = decision.kind === 'queued' && decision.until !== undefined ? decision.until : NEVER
  let restless = false
  const full: { readonly rep: RepId; readonly rule: string }[] = []
  for (const { rule, skipped } of decision.trace.rules) {
    for (const { rep, reason, until } of skipped) {
      if (reason === 'atCapacity') full.push({ rep, rule })
      else if (until !== undefined) at = Math.min(at, until)
      else if (reason === 'away' || reason === 'unknownAvailability' || reason === 'unknownCapacity') restless = true
    }
  }
  return { at, restless, full }
}
