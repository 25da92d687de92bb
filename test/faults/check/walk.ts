import type { RepId } from '../../../src/rep.js'
import type { AssignedEvent, EscalatedEvent, Event } from '../../../src/state/event.js'
import type { AuditEntry, Load } from '../../../src/state/record.js'
import type { Evidence, Violation } from '../checker.js'
import { createTurns } from './turns.js'
import { createWorlds, roomOf } from './world.js'

/** I5 and I6: goes through the trail entry by entry, with the loads and ledgers as they were. */
export function walkSteps({ audit, leads, documents }: Evidence): Violation[] {
  const worldOf = createWorlds(documents)
  const bySubject = new Map(leads.map((lead) => [lead.subject, lead]))
  const loads = createLoads()
  const declined = new Map<string, readonly RepId[]>()
  /** Everybody who ever had it. */
  const had = new Map<string, readonly RepId[]>()
  const turns = createTurns()
  const faults: Violation[] = []

  const assigned = (entry: AuditEntry, event: AssignedEvent): void => {
    const world = worldOf(event.inputs)
    const rule = world?.rule(event.rule)
    if (world === undefined || rule === undefined) return
    const room = roomOf(event.rep, loads.of(event.rep), world)
    const where = `entry ${entry.seq}`
    if (!rule.isOtherwise && room !== undefined && room <= 0)
      faults.push({ invariant: 'I5', what: `${event.rep} has room for ${room} more and gets one`, where })
    const lead = bySubject.get(event.subject)
    const occasion = lead && { lead, declined: declined.get(event.subject) ?? [], winner: event.rep, load: loads.of }
    const turn = turns.take(event, rule, world, occasion)
    const had = declined.get(event.subject)?.includes(event.rep) === true
    const what = had ? `${event.rep} gets the lead, and had handed it back` : turn
    if (what !== undefined) faults.push({ invariant: 'I6', what, where })
  }

  const escalated = (entry: AuditEntry, event: EscalatedEvent): void => {
    const world = worldOf(event.inputs)
    const step = world?.plan.escalations.get(event.rule)?.[event.step]
    const rule = event.by === undefined ? step?.rule : world?.rule(event.by)
    if (world === undefined || step === undefined || rule === undefined) return
    const where = `entry ${entry.seq}`
    const room = roomOf(event.rep, loads.of(event.rep), world)
    if (!rule.isOtherwise && step.to !== 'manager' && room !== undefined && room <= 0)
      faults.push({ invariant: 'I5', what: `${event.rep} has room for ${room} more and gets one`, where })
    const lead = bySubject.get(event.subject)
    const gone = [...(had.get(event.subject) ?? [])]
    // Of a line of backups or managers one alone takes part; whether it is the right one, the replay tells.
    const inLine = step.to === 'backup' || step.to === 'manager'
    const occasion = lead && !inLine ? { lead, declined: gone, winner: event.rep, load: loads.of } : undefined
    const what = turns.take(event, rule, world, occasion)
    if (what !== undefined) faults.push({ invariant: 'I6', what, where })
  }

  for (const entry of audit) {
    const { event } = entry
    if (event.kind === 'assigned') assigned(entry, event)
    else if (event.kind === 'escalated') escalated(entry, event)
    else if ('ledger' in event && event.ledger !== undefined) {
      const what = turns.book(event.ledger)
      if (what !== undefined) faults.push({ invariant: 'I6', what, where: `entry ${entry.seq}` })
    }
    if (event.kind === 'declined' || event.kind === 'transferred')
      declined.set(event.subject, [...(declined.get(event.subject) ?? []), event.rep])
    if (event.kind !== 'closed' && event.rep !== undefined) had.set(event.subject, [...(had.get(event.subject) ?? []), event.rep])
    loads.apply(event)
  }
  return faults
}

function createLoads(): { of(rep: RepId): Load; apply(event: Event): void } {
  const loads = new Map<RepId, Load>()
  const of = (rep: RepId): Load => loads.get(rep) ?? { open: 0, assigned: 0 }
  const gains = (rep: RepId): unknown => loads.set(rep, { open: of(rep).open + 1, assigned: of(rep).assigned + 1 })
  const loses = (rep: RepId): unknown => loads.set(rep, { ...of(rep), open: of(rep).open - 1 })
  return {
    of,
    apply: (event) => {
      if (event.kind === 'assigned' || event.kind === 'claimed') gains(event.rep)
      else if (event.kind === 'reassigned' || event.kind === 'escalated') {
        if (event.from !== undefined) loses(event.from)
        gains(event.rep)
      } else if (event.rep !== undefined) loses(event.rep)
    },
  }
}
