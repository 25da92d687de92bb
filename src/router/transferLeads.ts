import { RoutingError } from '../errors.js'
import type { LeadKey, MaybePromise } from '../lead.js'
import type { Clock } from '../port/ports.js'
import type { OwnedPlace, Step, Store, View } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { Event } from '../state/event.js'
import type { StoredLead } from '../state/record.js'
import type { Act } from './actOnLead.js'
import { type Routed, routedOf } from './context.js'
import { openDraft } from './draft.js'
import { inStore, isAboutContent } from './inStore.js'
import type { TermsOf } from './madeUp.js'
import { freesOf, heldWithoutOwner } from './ownership.js'
import type { Other, PlanWatch } from './planWatch.js'
import { givenTo } from './reassignLead.js'
import type { Item } from './settleOne.js'
import { heldItem } from './sweepHeld.js'
import type { TakesOf } from './takes.js'
import { cancelTimers } from './timers.js'

export interface TransferOptions<RuleName extends string = string> {
  /** Straight to this rep, by hand. Missing: each lead goes through the rules once more. */
  readonly to?: RepId
  /** Kept with each lead, and told by `explain`. */
  readonly reason?: string
  /** Told of each lead that was given to somebody else or sent to a queue: its effects are yours to carry out, as those of `route`. */
  readonly onRouted?: (routed: Routed<RuleName>) => MaybePromise<void>
}

export interface TransferReport {
  /** Leads that have another owner now. */
  readonly moved: number
  /** Leads that wait in a queue: nobody was eligible, or a rule sends them there. */
  readonly held: number
  /** Leads that the store would not take from the rep, or not settle: those are held, and the next sweep tries them again. */
  readonly failed: number
  /** How many open leads the rep still has. Not 0: call it again. */
  readonly remaining: number
}

/** What a transfer needs of its router. */
export interface Transferring {
  readonly store: Store
  readonly clock: Clock
  readonly plans: PlanWatch
  readonly termsOf: TermsOf
  takesByHand(to: RepId): Promise<TakesOf>
  settle(item: Item): Promise<Routed | undefined>
}

/** So many leads are taken from their owner in one transaction, and are in memory at once. */
const PAGE = 64

/**
 * Gives all open leads of a rep to others, page by page, oldest first. Each is taken from the rep and held in one transaction and placed in
 * another, so wherever this ends early every lead has its owner or waits in `held` for the next sweep; calling it again goes on.
 */
export async function transferLeads(
  rep: RepId,
  { to, reason, onRouted }: TransferOptions,
  { store, clock, plans, termsOf, takesByHand, settle }: Transferring,
): Promise<TransferReport> {
  const count = { moved: 0, held: 0, failed: 0 }
  const act = to === undefined ? takenFrom(reason) : givenTo(to, reason, termsOf, await takesByHand(to))
  for await (const page of pagesOf(rep, store)) {
    const { taken, failed } = await take(page, { rep, ...(to === undefined ? {} : { to }), act, store, clock, plans })
    count.failed += failed
    const outcomes = to === undefined ? await Promise.allSettled(taken.map((lead) => settle(heldItem(lead)))) : taken.map(givenByHand)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') count.failed += 1
      // Erased or closed by somebody else in between: nobody is to be told.
      else if (outcome.value !== undefined && outcome.value.closed !== true) {
        count[outcome.value.kind === 'assigned' ? 'moved' : 'held'] += 1
        // A duplicate was placed by a sweep that came first: it tells.
        if (!outcome.value.duplicate) await onRouted?.(outcome.value)
      }
    }
  }
  let remaining = 0
  for await (const page of pagesOf(rep, store)) remaining += page.length
  return { ...count, remaining }
}

async function* pagesOf(rep: RepId, store: Store): AsyncGenerator<readonly StoredLead[]> {
  let after: OwnedPlace | undefined
  for (;;) {
    const from = after === undefined ? {} : { after }
    const page = await inStore(() => store.owned({ rep, limit: PAGE, ...from }))
    const last = page.at(-1)
    if (last !== undefined) yield page
    if (last === undefined || page.length < PAGE) return
    after = { receivedAt: last.receivedAt, key: last.key }
  }
}

interface Taking {
  readonly rep: RepId
  readonly to?: RepId
  readonly act: Act
  readonly store: Store
  readonly clock: Clock
  readonly plans: PlanWatch
}

/** A page in one transaction. Where the store refuses it for what is in it, its halves are tried, down to the lead that is refused. */
async function take(page: readonly StoredLead[], taking: Taking): Promise<{ taken: readonly StoredLead[]; failed: number }> {
  const { rep, to, store, clock, plans } = taking
  const keys = page.map(({ key }) => key)
  const rotations = to === undefined ? [] : [...new Set(page.flatMap(({ charged }) => charged ?? []))]
  const reps = to === undefined ? [rep] : [rep, to]
  const step = (view: View): Step<readonly StoredLead[] | { readonly other: Other }> => {
    const other = plans.other(view, plans.active.compiled)
    return other === undefined ? takeSeen(keys, view, taking) : { result: { other } }
  }
  let taken: readonly StoredLead[] | { readonly other: Other }
  try {
    taken = await inStore(() => store.transact({ now: clock(), leads: keys, rotations, reps, step }))
  } catch (error) {
    if (!isAboutContent(error)) throw error
    if (page.length === 1) return { taken: [], failed: 1 }
    const half = Math.ceil(page.length / 2)
    const one = await take(page.slice(0, half), taking)
    const other = await take(page.slice(half), taking)
    return { taken: [...one.taken, ...other.taken], failed: one.failed + other.failed }
  }
  if (!('other' in taken)) return { taken, failed: 0 }
  await plans.follow(taken.other, store)
  return take(page, taking)
}

/** Under the lock: only what the rep still has. */
function takeSeen(keys: readonly LeadKey[], view: View, { rep, act }: Taking): Step<readonly StoredLead[]> {
  const draft = openDraft(view)
  const taken: StoredLead[] = []
  for (const key of keys) {
    const stored = view.leads.get(key)
    if (stored === undefined || stored.state !== 'assigned' || stored.rep !== rep) continue
    // Charged elsewhere in between: that rotation was not asked for. It remains, and is told.
    if (stored.charged !== undefined && view.ledgers.size > 0 && !view.ledgers.has(stored.charged)) continue
    taken.push(act(stored, draft, view.now))
    cancelTimers(draft, key, view.now)
  }
  return { ...(taken.length === 0 ? {} : { write: draft.write([]) }), result: taken }
}

function takenFrom(reason: string | undefined): Act {
  return (stored, draft, now) => {
    const { subject, epoch, rep } = stored
    if (rep === undefined) throw new RoutingError('noOwner')
    const event: Event = { kind: 'transferred', subject, epoch, rep, ...freesOf(stored) }
    return draft.record(event, () => heldWithoutOwner(stored, now, { because: 'transferred', reason }))
  }
}

function givenByHand(stored: StoredLead): PromiseFulfilledResult<Routed> {
  return { status: 'fulfilled', value: { ...routedOf(stored), duplicate: false } }
}
