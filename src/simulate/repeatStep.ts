import type { Snapshot, Subject } from '../decide/decide.js'
import { type DueStep, decideStep } from '../decide/decideStep.js'
import type { RepId } from '../rep.js'
import type { EscalatedEvent, Event } from '../state/event.js'
import { KEPT, type PastOwner } from '../state/record.js'

/** Who had each lead, as the trail tells it. */
export interface Owners {
  /** Those who have it no more, each once, and how often an escalation took it from one of them. */
  of(subject: string, declined: readonly RepId[]): Pick<DueStep, 'past' | 'hops'>
  apply(event: Event): void
}

type Gone = Pick<PastOwner, 'rep' | 'because'>

export function createOwners(): Owners {
  const owners = new Map<string, readonly Gone[]>()
  const gone = (subject: string, rep: RepId | undefined, because: Gone['because']): void => {
    if (rep !== undefined) owners.set(subject, [...(owners.get(subject) ?? []), { rep, because }].slice(-KEPT))
  }
  return {
    of: (subject, declined) => {
      const past = owners.get(subject) ?? []
      return {
        past: [...new Set([...past.map(({ rep }) => rep), ...declined])],
        hops: past.filter(({ because }) => because === 'escalated').length,
      }
    },
    apply: (event) => {
      const { subject } = event
      if (event.kind === 'declined' || event.kind === 'transferred') gone(subject, event.rep, event.kind)
      else if (event.kind === 'reassigned') gone(subject, event.from, event.kind)
      else if (event.kind === 'escalated') gone(subject, event.from, event.kind)
      else if (event.kind === 'erased') owners.delete(subject)
    },
  }
}

/** The event that the step would be recorded as, were it taken again; nothing where nobody could have had the lead. */
export function repeatStep(event: EscalatedEvent, owners: Owners, subject: Subject, snapshot: Snapshot): EscalatedEvent | undefined {
  const { rule, step: number, from, due, by: _by, takes: _takes, ...recorded } = event
  const step = snapshot.plan.escalations.get(rule)?.[number]
  if (step === undefined) return undefined
  const verdict = decideStep(step, { rule, step: number, due, from, ...owners.of(event.subject, snapshot.declined) }, subject, snapshot)
  if (verdict.kind !== 'gives') return undefined
  const { decision, ledger, takes } = verdict
  const by = step.to === 'rules' ? { by: decision.rule } : {}
  return { ...recorded, rep: decision.rep, from, rule, step: number, ...by, due, ledger, ...(takes === undefined ? {} : { takes }) }
}
