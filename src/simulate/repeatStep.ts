import type { Snapshot, Subject } from '../decide/decide.js'
import { decideStep } from '../decide/decideStep.js'
import type { RepId } from '../rep.js'
import type { EscalatedEvent, Event } from '../state/event.js'

/** Who had each lead, as the trail tells it. */
export interface Owners {
  /** Those who have it no more, each once, and how often an escalation took it from one of them. */
  of(subject: string): Past
  apply(event: Event): void
}

interface Past {
  readonly past: readonly RepId[]
  readonly hops: number
}

const none: Past = { past: [], hops: 0 }

export function createOwners(): Owners {
  const owners = new Map<string, Past>()
  const of = (subject: string): Past => owners.get(subject) ?? none
  const gone = (subject: string, rep: RepId | undefined, hop: number): void => {
    const { past, hops } = of(subject)
    if (rep !== undefined) owners.set(subject, { past: past.includes(rep) ? past : [...past, rep], hops: hops + hop })
  }
  return {
    of,
    apply: (event) => {
      const { subject } = event
      if (event.kind === 'declined' || event.kind === 'transferred') gone(subject, event.rep, 0)
      else if (event.kind === 'reassigned') gone(subject, event.from, 0)
      else if (event.kind === 'escalated') gone(subject, event.from, 1)
      else if (event.kind === 'erased') owners.delete(subject)
    },
  }
}

/** The event that the step would be recorded as, were it taken again; nothing where nobody could have had the lead. */
export function repeatStep(event: EscalatedEvent, owners: Owners, subject: Subject, snapshot: Snapshot): EscalatedEvent | undefined {
  const { rule, step: number, from, due, by: _by, ...recorded } = event
  const step = snapshot.plan.escalations.get(rule)?.[number]
  if (step === undefined) return undefined
  const verdict = decideStep(step, { rule, step: number, due, from, ...owners.of(event.subject) }, subject, snapshot)
  if (verdict.kind !== 'gives') return undefined
  const { decision, ledger } = verdict
  const by = step.to === 'rules' ? { by: decision.rule } : {}
  return { ...recorded, rep: decision.rep, from, rule, step: number, ...by, due, ledger }
}
