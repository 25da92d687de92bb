import { decide, type Snapshot, subjectOf, type Verdict } from '../decide/decide.js'
import { canonicalJson, deepFreeze } from '../json.js'
import type { Instant, Json } from '../lead.js'
import { applyLedgerChange } from '../ledger/apply.js'
import { emptyLedger, type LedgerState } from '../ledger/state.js'
import type { Store } from '../port/store.js'
import type { RepId } from '../rep.js'
import { contentDigest, emptyHead, faultOf, type Head } from '../state/audit.js'
import type { EscalatedEvent, Event, Inputs } from '../state/event.js'
import { ledgerOf, loadsAfter } from '../state/evolve.js'
import { type Load, noLoad, type RoutingState } from '../state/record.js'
import type { HostStrategy } from '../strategy/strategy.js'
import { createOwners, repeatStep } from './repeatStep.js'
import { createWorlds } from './worlds.js'

export interface ReplayReport {
  /** Entries read. */
  readonly entries: number
  /** Decisions made anew and found the same. */
  readonly same: number
  /** Decisions that could not be made anew: the lead was erased or has been decided again since. Their recorded outcome was taken over. */
  readonly unrepeatable: number
  /** The first entry that is not what it should be; missing where everything is. */
  readonly difference?: Difference
  /** Ledgers and loads after the last entry read. */
  readonly state: RoutingState
}

export interface Difference {
  readonly seq: number
  readonly what: string
  /** For decisions: the recorded and the repeated event. */
  readonly recorded?: Event
  readonly repeated?: Event
}

export interface ReplayOptions {
  /** The host's strategies, as the router had them. */
  readonly strategies?: { readonly [name: string]: HostStrategy<never, never> }
  /** Called now and then with the number of entries read. */
  readonly onProgress?: (entries: number) => void
}

const PAGE = 500

/**
 * Makes every decision of the audit trail again, from the plan, roster and facts it was made on, and compares: the same owner, the same
 * rule, the same ledger, number by number. Verifies the chain of hashes on the way. Stops at the first difference.
 */
export async function replay(store: Store, { strategies = {}, onProgress }: ReplayOptions = {}): Promise<ReplayReport> {
  const folding = createFolding()
  const worlds = createWorlds(store)
  const registered = new Map(Object.entries(strategies as { readonly [name: string]: HostStrategy }))
  const waits = new Map<string, Record<string, Instant>>()
  const declined = new Map<string, readonly RepId[]>()
  const owners = createOwners()
  let head: Head = emptyHead
  let same = 0
  let unrepeatable = 0
  const report = (difference?: Difference): ReplayReport => ({
    entries: head.seq,
    same,
    unrepeatable,
    ...(difference === undefined ? {} : { difference }),
    state: folding.state(),
  })

  for (
    let page = await store.audit({ after: 0, limit: PAGE });
    page.length > 0;
    page = await store.audit({ after: head.seq, limit: PAGE })
  ) {
    for (const entry of page) {
      const fault = faultOf(head, entry)
      if (fault !== undefined) return report({ seq: entry.seq, what: fault })
      const { event } = entry
      if (event.kind === 'erased') {
        declined.delete(event.subject)
        waits.delete(event.subject)
      }
      if (event.kind === 'declined' || event.kind === 'transferred')
        declined.set(event.subject, [...(declined.get(event.subject) ?? []), event.rep])
      if ('inputs' in event) {
        const stored = await store.lead({ subject: event.subject })
        const world = await worlds.of(event.inputs)
        if (world === undefined) return report({ seq: entry.seq, what: 'the plan, roster or facts of the decision are missing' })
        // A host strategy that was not handed over cannot be asked again; that is a difference worth reporting, not hiding.
        if (stored === undefined || contentDigest(stored.salt, stored.intake as unknown as Json) !== event.inputs.intake) unrepeatable += 1
        else {
          const { facts, ...compiled } = world
          const snapshot: Snapshot = {
            ...compiled,
            facts,
            strategies: registered,
            now: entry.at,
            notes: [],
            waits: waits.get(event.subject) ?? {},
            declined: declined.get(event.subject) ?? [],
            ledger: folding.ledger,
            load: folding.load,
            unknown: () => [],
          }
          const subject = subjectOf(world.plan, stored.key, deepFreeze(stored.intake))
          const repeated =
            event.kind === 'escalated' ? repeatStep(event, owners, subject, snapshot) : eventOf(decide(subject, snapshot), event)
          if (repeated === undefined)
            return report({ seq: entry.seq, what: 'recorded: a step of an escalation; repeated: nobody gets it', recorded: event })
          if (canonicalJson(repeated as unknown as Json) !== canonicalJson(event as unknown as Json)) {
            return report({ seq: entry.seq, what: whatDiffers(event, repeated), recorded: event, repeated })
          }
          same += 1
        }
        if (event.kind === 'queued' && event.until !== undefined)
          waits.set(event.subject, { ...waits.get(event.subject), [event.rule]: event.until })
      }
      folding.apply(event)
      owners.apply(event)
      head = entry
      if (head.seq % PAGE === 0) onProgress?.(head.seq)
    }
  }
  return report()
}

/** Verifies the chain of the audit trail without repeating decisions. */
export async function verifyAudit(store: Store): Promise<{ readonly entries: number; readonly fault?: Difference }> {
  let head: Head = emptyHead
  for (
    let page = await store.audit({ after: 0, limit: PAGE });
    page.length > 0;
    page = await store.audit({ after: head.seq, limit: PAGE })
  ) {
    for (const entry of page) {
      const what = faultOf(head, entry)
      if (what !== undefined) return { entries: head.seq, fault: { seq: entry.seq, what } }
      head = entry
    }
  }
  return { entries: head.seq }
}

/** The event that a repeated verdict would have been recorded as. */
function eventOf(
  verdict: Verdict,
  { subject, epoch, inputs, ...recorded }: Exclude<Extract<Event, { inputs: Inputs }>, EscalatedEvent>,
): Event {
  if (verdict.kind === 'needs') throw new Error('unreachable: in a replay everything is known')
  const { decision, ledger, takes } = verdict
  const { rule } = decision
  if (decision.kind === 'queued') {
    const { queue, until } = decision
    return { kind: 'queued', subject, epoch, queue, rule, ...(until === undefined ? {} : { until }), inputs }
  }
  const from = recorded.kind === 'assigned' && recorded.from !== undefined ? { from: recorded.from } : {}
  return {
    kind: 'assigned',
    subject,
    epoch,
    rep: decision.rep,
    rule,
    ...from,
    ...(takes === undefined ? {} : { takes }),
    ledger: ledger as NonNullable<typeof ledger>,
    inputs,
  }
}

function whatDiffers(recorded: Event, repeated: Event): string {
  const outcome = (event: Event): string => (event.kind === 'queued' ? `the queue ${event.queue}` : (event.rep ?? 'nobody'))
  if (outcome(recorded) !== outcome(repeated)) return `recorded: ${outcome(recorded)}; repeated: ${outcome(repeated)}`
  return 'the outcome is the same, its rule or its ledger is not'
}

interface Folding {
  apply(event: Event): void
  ledger(rotation: string): LedgerState
  load(rep: RepId): Load
  state(): RoutingState
}

function createFolding(): Folding {
  const ledgers = new Map<string, LedgerState>()
  const loads = new Map<RepId, Load>()
  const ledger = (rotation: string): LedgerState => ledgers.get(rotation) ?? emptyLedger
  const load = (rep: RepId): Load => loads.get(rep) ?? noLoad
  return {
    ledger,
    load,
    apply: (event) => {
      const change = ledgerOf(event)
      if (change !== undefined) ledgers.set(change.rotation, applyLedgerChange(ledger(change.rotation), change))
      for (const [rep, after] of loadsAfter(event, load)) loads.set(rep, after)
    },
    state: () => ({ ledgers: Object.fromEntries(ledgers), loads: Object.fromEntries(loads) }),
  }
}
