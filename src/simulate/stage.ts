import { decide, type Snapshot, type Verdict } from '../decide/decide.js'
import { type Decision, noFacts } from '../decide/decision.js'
import type { Instant, LeadKey } from '../lead.js'
import { createHeap, type Heap } from '../ledger/heap.js'
import { HELD } from '../plan/document.js'
import type { Rep, RepId } from '../rep.js'
import { chargedIn } from '../router/settleOne.js'
import type { Takes } from '../state/record.js'
import { type Books, createBooks } from './books.js'
import { createHeldLeads, type HeldLeads } from './heldLeads.js'
import type { Known } from './history.js'
import { durationOf } from './lasting.js'
import { type Live, type LiveTimer, subjectIn } from './live.js'
import type { Outcome } from './outcome.js'
import { createPersons, type Persons } from './persons.js'
import type { Ready } from './ready.js'
import { createSight } from './sight.js'
import { startChain } from './steps.js'
import type { Tally } from './tally.js'

/** The world of one simulation, and what can be done to a lead in it. All in memory, all in place. */
export interface Stage {
  readonly ready: Ready
  readonly books: Books
  readonly persons: Persons
  readonly held: HeldLeads
  readonly tally: Tally
  /** Leads of which something may become at a moment. */
  readonly timers: Heap<LiveTimer>
  readonly closings: Heap<Closing>
  /** Every lead that is not closed, where the history tells what became of them. */
  readonly open: Map<LeadKey, Live> | undefined
  now: Instant
  /** What a decision is a function of, as of the last `see`. */
  readonly snapshot: Snapshot
  /** Opens the eyes for a decision about a lead. */
  see(live: Live, known?: Known): void
  /** Sends a lead through the rules, and does what comes out. */
  rule(live: Live, known?: Known): Decision
  /** Gives a lead to somebody, whatever had become of it before. */
  give(live: Live, rep: RepId, takes: Takes | undefined, charged: string | undefined): void
  /** Takes a lead from its owner, who is not offered it again, and holds it. */
  takeBack(live: Live): void
  /** Takes it out of the queue it waits in. */
  dequeue(live: Live): void
  setTimer(live: Live, at: Instant, step?: number): void
  unsetTimer(live: Live): void
  close(live: Live): void
  /** What is left without an owner stays so. */
  end(): void
}

/** Who is told what comes of leads. */
export interface Witness {
  /** The outcome of each lead, once. */
  settled(index: number, outcome: Outcome): void
  /** Each decision of the rules: of a lead that waits there are several. */
  readonly decided?: ((index: number, decision: Decision) => void) | undefined
}

export interface Closing {
  readonly at: Instant
  readonly live: Live
  /** Missing: whoever has it by then. */
  readonly epoch?: number
  readonly order: number
  place: number
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] }

const nobody: readonly Rep[] = []

/**
 * @param follows whether the history tells what became of leads after they were routed
 */
export function createStage(ready: Ready, tally: Tally, follows: boolean, { settled, decided }: Witness): Stage {
  const { plan, roster, select, strategies } = ready
  const books = createBooks(plan)
  const persons = createPersons(plan)
  const sight = createSight(ready.availability)
  const held = createHeldLeads(plan.effort === undefined)
  const sooner = (one: { at: Instant; order: number }, other: { at: Instant; order: number }): boolean =>
    one.at < other.at || (one.at === other.at && one.order < other.order)
  const timers = createHeap<LiveTimer>(sooner)
  const closings = createHeap<Closing>(sooner)
  const open = follows ? new Map<LeadKey, Live>() : undefined
  const unsettled = new Set<Live>()
  let order = 0
  let seq = 0
  const snapshot: Mutable<Snapshot> = {
    plan,
    roster,
    select,
    strategies,
    now: 0,
    facts: noFacts,
    notes: [],
    waits: {},
    declined: [],
    ledger: books.ledger,
    load: books.load,
    unknown: (reps) => {
      sight.look(reps)
      return nobody
    },
  }

  const settle = (live: Live, outcome: Outcome): void => {
    if (live.settled) return
    live.settled = true
    unsettled.delete(live)
    tally.settled(outcome)
    settled(live.index, outcome)
  }
  const unset = (live: Live): void => {
    if (live.timer !== undefined) timers.remove(live.timer)
    live.timer = undefined
  }
  const stage: Stage = {
    ready,
    books,
    persons,
    held,
    tally,
    timers,
    closings,
    open,
    now: Number.NEGATIVE_INFINITY,
    snapshot,
    see: ({ waits, declined }, known) => {
      if (known !== undefined) held.stir()
      snapshot.now = stage.now
      snapshot.facts = sight.open(stage.now, known)
      snapshot.waits = waits
      snapshot.declined = declined
    },
    rule: (live, known) => {
      persons.recall(live)
      stage.see(live, known)
      const verdict = decide(subjectIn(live), snapshot)
      if (verdict.kind === 'needs') throw new Error('unreachable: a simulation looks at everybody it is asked about')
      decided?.(live.index, verdict.decision)
      follow(live, verdict)
      return verdict.decision
    },
    give: (live, rep, takes, charged) => {
      unset(live)
      stage.dequeue(live)
      live.state = 'assigned'
      live.rep = rep
      live.epoch += 1
      live.takes = takes
      live.charged = charged
      live.contact = undefined
      tally.gained(rep, books.gain(rep, takes))
      if (!live.settled) {
        const { rule, receivedAt } = live
        const absence = Object.hasOwn(snapshot.facts.away, rep) ? snapshot.facts.away[rep] : undefined
        tally.owned(rep, receivedAt, stage.now, absence)
        settle(live, { kind: 'owned', rep, rule, at: stage.now })
      }
      const lasts = durationOf(ready.openFor, live, rep, roster)
      if (lasts !== undefined) closings.add({ at: stage.now + lasts, live, epoch: live.epoch, order: order++, place: -1 })
    },
    takeBack: (live) => {
      const { rep } = live
      if (rep === undefined) return
      unset(live)
      books.lose(rep, live.takes)
      held.freed(rep)
      Object.assign(live, {
        state: 'queued',
        queue: HELD,
        until: undefined,
        waiting: false,
        rep: undefined,
        takes: undefined,
        charged: undefined,
      })
      if (!live.declined.includes(rep)) live.declined = [...live.declined, rep]
      held.enter(live)
    },
    dequeue: (live) => {
      held.leave(live)
      live.queue = undefined
      live.until = undefined
      live.waiting = false
    },
    setTimer: (live, at, step) => {
      unset(live)
      live.timer = { at, live, ...(step === undefined ? {} : { step }), order: live.index, place: -1 }
      timers.add(live.timer)
    },
    unsetTimer: unset,
    close: (live) => {
      if (live.state === 'closed') return
      unset(live)
      if (live.rep !== undefined) {
        books.lose(live.rep, live.takes)
        held.freed(live.rep)
      }
      if (live.queue !== undefined) settle(live, { kind: 'waits', queue: live.queue, rule: live.rule })
      stage.dequeue(live)
      live.state = 'closed'
      open?.delete(live.key)
    },
    end: () => {
      for (const live of [...unsettled].sort((one, other) => one.index - other.index))
        settle(live, { kind: 'waits', queue: live.queue ?? HELD, rule: live.rule })
    },
  }
  return stage

  /** As a router books it: what still waits for the same thing has not happened. */
  function follow(live: Live, { decision, ledger, takes }: Extract<Verdict, { kind: 'decided' }>): void {
    const { rule } = decision
    if (decision.kind === 'assigned') {
      live.seq = seq++
      live.rule = rule
      const charged = chargedIn(decision)
      if (ledger !== undefined) {
        books.change(ledger)
        tally.picked(ledger.rotation, charged === undefined ? undefined : decision.rep)
      }
      stage.give(live, decision.rep, takes, charged)
      startChain(stage, live)
      return
    }
    const { queue, until } = decision
    const same = queue === HELD && live.waiting && until === live.until
    if (!same) {
      live.seq = seq++
      live.rule = rule
      unset(live)
      stage.dequeue(live)
      live.state = 'queued'
      live.queue = queue
      live.until = until
      live.waiting = queue === HELD
      if (until !== undefined) live.waits = { ...live.waits, [rule]: until }
    }
    if (!live.settled) unsettled.add(live)
    if (queue === HELD) held.enter(live, decision)
    else if (until !== undefined) stage.setTimer(live, until)
    else if (!follows) settle(live, { kind: 'waits', queue, rule })
  }
}
