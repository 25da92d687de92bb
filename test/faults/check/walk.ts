import type { RepId } from '../../../src/rep.js'

import type { AssignedEvent, ClaimedEvent, EscalatedEvent, Event, Inputs } from '../../../src/state/event.js'
import type { AuditEntry, Load, Takes } from '../../../src/state/record.js'

import type { Evidence, Violation } from '../checker.js'
import { createCounted } from './limits.js'
import { createTurns } from './turns.js'
import { createWorlds, type PastWorld, roomOf } from './world.js'

/** I5 and I6: goes through the trail entry by entry, with the loads and ledgers as they were. */
export function walkSteps({ audit, leads, documents, onePlan }: Evidence): Violation[] {
  const worldOf = createWorlds(documents)
  const bySubject = new Map(leads.map((lead) => [lead.subject, lead]))
  const loads = createLoads()
  const declined = new Map<string, readonly RepId[]>()
  /** Everybody who ever had it. */
  const had = new Map<string, readonly RepId[]>()
  const turns = createTurns()
  const counted = createCounted()
  const decided = new Map<string, Extract<Event, { inputs: Inputs }>>()
  const faults: Violation[] = []

  const assigned = (entry: AuditEntry, event: AssignedEvent): void => {
    const world = worldOf(event.inputs)
    const rule = world?.rule(event.rule)
    if (world === undefined || rule === undefined) return
    const where = `entry ${entry.seq}`
    const lead = bySubject.get(event.subject)
    if (!rule.isOtherwise) judgeRoom(event, rule.name, world, entry.at, where)
    const taken = counted.takesFault(event, rule.name, world, entry.at, lead)
    if (taken !== undefined) faults.push({ invariant: 'I5', what: taken, where })
    const reached = (rep: RepId): boolean => counted.reached(rep, rule.name, world, entry.at)
    const occasion = lead && { lead, declined: declined.get(event.subject) ?? [], winner: event.rep, load: loads.of, reached }
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
    if (!rule.isOtherwise && step.to !== 'manager') judgeRoom(event, rule.name, world, entry.at, where)
    const lead = bySubject.get(event.subject)
    const taken = counted.takesFault(event, rule.name, world, entry.at, lead)
    if (taken !== undefined) faults.push({ invariant: 'I5', what: taken, where })
    const gone = [...(had.get(event.subject) ?? [])]
    // Of a line of backups or managers one alone takes part; whether it is the right one, the replay tells.
    const inLine = step.to === 'backup' || step.to === 'manager'
    const reached = (rep: RepId): boolean => counted.reached(rep, rule.name, world, entry.at)
    const occasion = lead && !inLine ? { lead, declined: gone, winner: event.rep, load: loads.of, reached } : undefined
    const what = turns.take(event, rule, world, occasion)
    if (what !== undefined) faults.push({ invariant: 'I6', what, where })
  }

  const judgeRoom = (
    { rep, takes }: AssignedEvent | ClaimedEvent | EscalatedEvent,
    rule: string,
    world: PastWorld,
    at: number,
    where: string,
  ): void => {
    const room = roomOf(rep, loads.of(rep), world)
    const weight = takes?.weight ?? 1
    if (room !== undefined && room < weight)
      faults.push({ invariant: 'I5', what: `${rep} has room for ${room} more and gets ${weight}`, where })
    if (counted.reached(rep, rule, world, at)) faults.push({ invariant: 'I5', what: `${rep} has reached a limit and gets one more`, where })
  }

  /** The plan in force when it was claimed is not told by the trail. */
  const claimed = ({ at, seq }: AuditEntry, event: ClaimedEvent): void => {
    const sent = decided.get(event.subject)
    const world = sent && worldOf(sent.inputs)
    if (world === undefined || sent === undefined || onePlan !== true) return
    const where = `entry ${seq}`
    judgeRoom(event, sent.rule, world, at, where)
    const taken = counted.takesFault(event, sent.rule, world, at, bySubject.get(event.subject))
    if (taken !== undefined) faults.push({ invariant: 'I5', what: taken, where })
  }

  for (const entry of audit) {
    const { event } = entry
    if ('inputs' in event) decided.set(event.subject, event)
    if (event.kind === 'claimed') claimed(entry, event)
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
    counted.apply(event, entry.at)
  }
  return faults
}

function createLoads(): { of(rep: RepId): Load; apply(event: Event): void } {
  const loads = new Map<RepId, Load>()
  const of = (rep: RepId): Load => loads.get(rep) ?? { open: 0, assigned: 0 }
  const gains = (rep: RepId, takes?: Takes): unknown =>
    loads.set(rep, { open: of(rep).open + (takes?.weight ?? 1), assigned: of(rep).assigned + 1 })
  const loses = (rep: RepId, frees?: Takes): unknown => loads.set(rep, { ...of(rep), open: of(rep).open - (frees?.weight ?? 1) })
  return {
    of,
    apply: (event) => {
      if (event.kind === 'assigned' || event.kind === 'claimed') gains(event.rep, event.takes)
      else if (event.kind === 'reassigned' || event.kind === 'escalated') {
        if (event.from !== undefined) loses(event.from, event.frees)
        gains(event.rep, event.takes)
      } else if (event.rep !== undefined) loses(event.rep, 'frees' in event ? event.frees : undefined)
    },
  }
}
