import type { Instant } from '../lead.js'
import { type Balance, emptyBalance, observeAll } from '../metrics/balance.js'
import { type Fairness, fairnessOf } from '../metrics/fairness.js'
import type { Observation } from '../metrics/observation.js'
import { createReader, type RotationLead } from '../metrics/observationsOf.js'
import { nameOfStep } from '../plan/compileEscalations.js'
import { compilePlan } from '../plan/compilePlan.js'
import { OTHERWISE, type Plan } from '../plan/document.js'
import type { Store } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { AuditEntry } from '../state/record.js'

export interface BalanceOptions {
  /** Only this rotation; one that is not there is left out. */
  readonly rotation?: string
  /** Only leads assigned later than this; deviations then begin at 0 with the first of them. */
  readonly after?: Instant
  /** Only leads assigned at this time or before. */
  readonly until?: Instant
}

export interface BalanceReport {
  readonly rotations: { readonly [rotation: string]: RotationBalance }
}

/** What a rotation did: measured against what was due, or (where nothing is due to anybody) only counted. */
export type RotationBalance = MeasuredRotation | CountedRotation

export interface MeasuredRotation extends Fairness {
  readonly measured: true
  /**
   * No deviation can exceed this many leads: floor(n/2), with n the reps that ever took part in the rotation. Twice that where `after`
   * cuts off earlier leads, since somebody may have been ahead by as much when counting began. Missing for rotations that balance
   * values: count and value cannot both be held within a constant.
   */
  readonly bound?: number
  /** Leads of the rotation that a strategy without credits picked (`leastLoaded`, one of the host). They are in none of the other figures. */
  readonly uncredited: number
}

/** All leads were picked by strategies that owe nobody a number of leads: neither fair nor unfair. */
export interface CountedRotation {
  readonly measured: false
  readonly leads: number
  readonly counts: { readonly [rep: RepId]: number }
}

const PAGE = 500

/**
 * How fairly each rotation of a store shared out its leads: every lead of the audit trail, with the shares that its ledger booked.
 * Reads the whole trail, since ledgers are folded from the first lead on.
 *
 * @throws RoutingError `auditBroken` where the credits of an entry do not add up. The chain of hashes is for `verifyAudit` and `replay`.
 */
export async function balance(store: Store, { rotation, after, until }: BalanceOptions = {}): Promise<BalanceReport> {
  const tallies = new Map<string, Tally>()
  const read = createReader()
  const plans = createPlans(store)
  for (let seq = 0; ; ) {
    const page = await store.audit({ after: seq, limit: PAGE })
    if (page.length === 0) break
    for (const entry of page) {
      const lead = read(entry)
      if (lead === undefined || (rotation !== undefined && lead.rotation !== rotation)) continue
      if (until !== undefined && entry.at > until) continue
      const tally = tallies.get(lead.rotation) ?? newTally()
      tallies.set(lead.rotation, tally)
      const counted = after === undefined || entry.at > after
      const observation = lead.kind === 'alone' && (await plans.withoutCredits(entry)) ? undefined : lead.observation
      count(tally, lead, observation, counted)
    }
    for (const tally of tallies.values()) settle(tally)
    seq = (page.at(-1) as AuditEntry).seq
  }
  const seen = [...tallies].filter(([, { leads }]) => leads > 0).sort(([one], [two]) => (one < two ? -1 : 1))
  return { rotations: Object.fromEntries(seen.map(([name, tally]) => [name, reportOf(tally)])) }
}

/** What is known of one rotation so far. */
interface Tally {
  balance: Balance
  /** Observations of the present page. */
  waiting: Observation[]
  leads: number
  uncredited: number
  readonly counts: Map<RepId, number>
  /** Everybody who ever had a share, also before `after`. */
  readonly tookPart: Set<RepId>
  /** Whether credits were booked in leads that `after` cuts off. */
  cutOff: boolean
  /** Whether value was ever balanced, also before `after`. */
  byValue: boolean
}

function newTally(): Tally {
  const counts = new Map<RepId, number>()
  return { balance: emptyBalance, waiting: [], leads: 0, uncredited: 0, counts, tookPart: new Set(), cutOff: false, byValue: false }
}

function count(tally: Tally, { winner }: RotationLead, observation: Observation | undefined, counted: boolean): void {
  if (observation !== undefined) {
    for (const rep of Object.keys(observation.shares)) tally.tookPart.add(rep)
    if (observation.value !== undefined) tally.byValue = true
  }
  if (!counted) {
    if (observation !== undefined) tally.cutOff = true
    return
  }
  tally.leads += 1
  tally.counts.set(winner, (tally.counts.get(winner) ?? 0) + 1)
  if (observation === undefined) tally.uncredited += 1
  else tally.waiting.push(observation)
}

function settle(tally: Tally): void {
  tally.balance = observeAll(tally.balance, tally.waiting)
  tally.waiting = []
}

function reportOf({ balance: folded, leads, uncredited, counts, tookPart, cutOff, byValue }: Tally): RotationBalance {
  if (uncredited === leads) return { measured: false, leads, counts: Object.fromEntries(counts) }
  const bound = Math.floor(tookPart.size / 2) * (cutOff ? 2 : 1)
  return { measured: true, ...(byValue ? {} : { bound }), uncredited, ...fairnessOf(folded) }
}

/** Which rules book no credits, by the plan of the time. Each plan is compiled once. */
function createPlans(store: Store): { withoutCredits(entry: AuditEntry): Promise<boolean> } {
  const rules = new Map<string, ReadonlySet<string>>()
  return {
    withoutCredits: async ({ event }) => {
      if (event.kind !== 'assigned' && event.kind !== 'escalated') return false
      const { plan: digest } = event.inputs
      let found = rules.get(digest)
      if (found === undefined) {
        const document = await store.document(digest)
        found = document === undefined ? new Set() : rulesWithoutCredits(document.content as unknown as Plan)
        rules.set(digest, found)
      }
      return found.has(event.kind === 'assigned' ? event.rule : (event.by ?? nameOfStep(event.rule, event.step)))
    },
  }
}

function rulesWithoutCredits(plan: Plan): ReadonlySet<string> {
  const { inOrder, escalations } = compilePlan(plan)
  const steps = [...escalations.values()].flat().map(({ rule }) => rule)
  const without = [...inOrder, ...steps].filter(({ by }) => by.kind === 'leastLoaded' || by.kind === 'host')
  return new Set(without.map(({ name, isOtherwise }) => (isOtherwise ? OTHERWISE : name)))
}
