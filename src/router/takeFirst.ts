import type { Facts, Skip } from '../decide/decision.js'
import { roomSkips, type World } from '../decide/eligible.js'
import { takesOf } from '../decide/limits.js'
import type { CompiledRoster } from '../decide/roster.js'
import type { LeadKey } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { Step, View } from '../port/store.js'
import type { Rep } from '../rep.js'
import type { ClaimedEvent } from '../state/event.js'
import { noLoad, type StoredLead, type Takes } from '../state/record.js'
import { withoutQueue } from './actOnLead.js'
import type { Claimed } from './claim.js'
import { newlyRouted } from './context.js'
import { type Draft, openDraft } from './draft.js'
import { messagesOf } from './messages.js'
import { cancelTimers } from './timers.js'

/** A lead that suits the rep, seen waiting. */
export interface Candidate {
  readonly key: LeadKey
  /** Of its record: another lead may have come under the same key. */
  readonly salt: string
  readonly effort: number
}

export interface Taker {
  readonly rep: Rep
  readonly queue: string
  readonly facts: Facts
  readonly plan: CompiledPlan
  readonly roster: CompiledRoster
  readonly outbox: boolean
}

export type Taken =
  | { readonly claimed: Claimed }
  /** `skip`: what keeps the rep from the first that still waits, if any does; `whatever`: from every other one as well. */
  | { readonly skip: Skip | undefined; readonly whatever: boolean }

/** Takes the first of the candidates that still waits and for which the rep has room. Pure. */
export function takeFirst(candidates: readonly Candidate[], taker: Taker, view: View): Step<Taken> {
  const { rep, queue, facts, plan, roster } = taker
  const draft = openDraft(view)
  const world: World = { roster, facts, declined: [], now: view.now, load: (id) => draft.load(id) ?? noLoad }
  const lightest = plan.effort === undefined ? 1 : 0
  const whatever = roomSkips(rep, undefined, lightest, world).length > 0
  let first: Skip | undefined
  for (const { key, salt, effort } of candidates) {
    const stored = draft.lead(key)
    // Somebody else claimed it in between, or it was pushed, erased, given away.
    if (stored?.salt !== salt || stored.state !== 'queued' || stored.queue !== queue || stored.declined?.includes(rep.id)) continue
    const rule = plan.inOrder.find(({ name }) => name === stored.decision.rule)
    const [skip] = roomSkips(rep, rule, effort, world)
    first ??= skip
    if (skip === undefined) return take(stored, takesOf(rep, rule, effort, world), draft, taker, view)
    if (whatever) break
  }
  return { result: { skip: first, whatever } }
}

function take(stored: StoredLead, takes: Takes | undefined, draft: Draft, { rep, queue, outbox }: Taker, { now }: View): Step<Taken> {
  const { key, subject, epoch, intake, decision } = stored
  const took = takes === undefined ? {} : { takes }
  const event: ClaimedEvent = { kind: 'claimed', subject, epoch: epoch + 1, rep: rep.id, queue, ...took }
  let seq = stored.seq
  const written = draft.record(event, (entry) => {
    seq = entry.seq
    const { lead, rule, trace } = decision
    // Whoever was told that it waits is told who has it.
    const effects = decision.effects.map((effect) => ({ ...effect, rep: rep.id }))
    return {
      ...withoutQueue(stored),
      state: 'assigned',
      rep: rep.id,
      epoch: event.epoch,
      ...took,
      decision: { kind: 'assigned', lead, rep: rep.id, claimed: true, rule, at: now, trace, effects },
      at: now,
    }
  })
  if (outbox) draft.tell(messagesOf({ ...written, seq }))
  cancelTimers(draft, key, now)
  return { write: draft.write([]), result: { claimed: { kind: 'claimed', lead: key, intake, routed: newlyRouted(written) } } }
}
