import type { Json } from '../../../src/lead.js'
import type { Plan } from '../../../src/plan/document.js'
import type { AuditEntry, MessageContent } from '../../../src/state/record.js'
import type { Evidence, Loan, Received, Violation } from '../checker.js'
import { isErased, sortedJson, type Trail } from './story.js'

/** I9: a message for each effect, none without, delivered at least once, in the order of each lead; no loan settles twice or late. */
export function deliveryFaults(evidence: Evidence, trail: Trail): Violation[] {
  const { received, loans = [], dead = [] } = evidence
  if (received === undefined) return []
  const faults: Violation[] = []
  const fault = (id: string, what: string): number => faults.push({ invariant: 'I9', what, where: `message ${id}` })
  const due = expected(evidence)
  const given = new Map(dead.map((message) => [message.id, message]))
  const arrived = new Set<string>()
  for (const message of received) {
    arrived.add(message.id)
    const right = due.get(message.id)
    // The deadlines of an erased lead are gone, and with them the channels of its messages.
    if (right === undefined && !hadDeadline(message, trail)) fault(message.id, 'it was delivered, and nothing gave rise to it')
    else if (right !== undefined && textOf(right) !== textOf(message))
      fault(message.id, `it says ${textOf(message)}, and should say ${textOf(right)}`)
  }
  for (const { id, subject } of due.values()) {
    const story = trail.stories.get(subject)
    if (!arrived.has(id) && !given.has(id) && !(story !== undefined && isErased(story))) fault(id, 'it was never delivered')
  }
  for (const { id } of dead) if (!due.has(id)) fault(id, 'it was given up, and nothing gave rise to it')
  const erased = (id: string): boolean => {
    const story = trail.stories.get(trail.entries.get(Number(id.split('.')[0]))?.event.subject ?? '')
    return story !== undefined && isErased(story)
  }
  for (const [id, what] of [...loanFaults(loans, erased), ...orderFaults(loans, due, given)]) fault(id, what)
  return faults
}

/** What the trail and its plans say must have been told. */
function expected({ audit, documents, timers = [] }: Evidence): ReadonlyMap<string, Received> {
  const channels = new Map(timers.map((timer) => [deadlineOf(timer), timer.channels]))
  const due = new Map<string, Received>()
  for (const entry of audit) {
    const { seq, at, event } = entry
    const told = channelsOf(entry, documents, channels)
    for (const [index, channel] of told.entries()) {
      const id = `${seq}.${index}`
      due.set(id, { id, subject: event.subject, channel, about: aboutOf(entry), at })
    }
  }
  return due
}

function channelsOf(
  { event }: AuditEntry,
  documents: Evidence['documents'],
  deadlines: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (event.kind === 'fired') return deadlines.get(deadlineOf(event)) ?? []
  if (!('inputs' in event) || (event.kind === 'queued' && event.queue === 'held')) return []
  const plan = documents.get(event.inputs.plan) as unknown as Plan | undefined
  const ruleOf = (rule: string) => [...(plan?.rules ?? []), { name: 'otherwise', ...plan?.otherwise }].find(({ name }) => name === rule)
  if (event.kind !== 'escalated') return ruleOf(event.rule)?.notify ?? []
  const own = event.by === undefined ? [] : (ruleOf(event.by)?.notify ?? [])
  return [...new Set([...own, ...(ruleOf(event.rule)?.escalate?.[event.step]?.notify ?? [])])]
}

/** What a message of a deadline says about the owner is not told by its entry: it is that of the epoch, and taken as it comes. */
function aboutOf({ event }: AuditEntry): MessageContent {
  const { epoch } = event
  if (event.kind === 'fired') {
    const nobody = event.nobody === undefined ? {} : { nobody: event.nobody }
    return { kind: 'fired', epoch, name: event.name, step: event.step, due: event.due, ...nobody }
  }
  if (event.kind === 'escalated') {
    const { rep, rule, by = rule, step, due, from } = event
    return { kind: 'assigned', epoch, rep, rule: by, name: 'escalation', step, due, from }
  }
  if (event.kind === 'assigned') return { kind: 'assigned', epoch, rep: event.rep, rule: event.rule }
  return event.kind === 'queued' ? { kind: 'queued', epoch, queue: event.queue, rule: event.rule } : { kind: 'queued', epoch }
}

function deadlineOf({ subject, epoch, name, step }: { subject: string; epoch: number; name: string; step: number }): string {
  return JSON.stringify([subject, epoch, name, step])
}

function hadDeadline({ id, subject, about }: Received, { entries, stories }: Trail): boolean {
  const event = entries.get(Number(id.split('.')[0]))?.event
  const story = stories.get(subject)
  return about.kind === 'fired' && event?.kind === 'fired' && event.subject === subject && story !== undefined && isErased(story)
}

function textOf({ subject, channel, about, at }: Received): string {
  const { rep, queue, ...rest } = about
  const owner = about.kind === 'fired' ? {} : { rep, queue }
  return sortedJson({ subject, channel, about: { ...rest, ...owner }, at } as unknown as Json)
}

/** Each attempt is lent once; of an attempt that others have taken over, nothing is accepted. */
function loanFaults(loans: readonly Loan[], erased: (id: string) => boolean): [string, string][] {
  const faults: [string, string][] = []
  const byId = groups(loans)
  for (const [id, own] of byId) {
    const claims = own.filter(({ what }) => what === 'claim')
    const settled = own.filter(({ what, taken }) => what === 'settle' && taken === true)
    if (new Set(claims.map(({ attempt }) => attempt)).size < claims.length) faults.push([id, 'two have it under the same attempt'])
    for (const { attempt, outcome, from } of settled) {
      const later = claims.find((claim) => Number(claim.attempt) > Number(attempt) && Number(claim.to) < Number(from))
      if (later !== undefined) faults.push([id, `attempt ${attempt} settled it after attempt ${later.attempt} had begun`])
      if (settled.filter((other) => other.attempt === attempt).length > 1) faults.push([id, `attempt ${attempt} settled it twice`])
      const goesOn = outcome === 'again' || (outcome === 'dead' && own.some(({ what }) => what === 'revive'))
      const after = goesOn ? undefined : claims.find((claim) => Number(claim.attempt) > Number(attempt))
      if (after !== undefined) faults.push([id, `it was lent out after attempt ${attempt} had settled it`])
    }
    for (const { attempt, outcome } of own.filter(({ what, taken }) => what === 'settle' && taken === false)) {
      // Refused: then somebody else has it, or it is settled, or gone. A refusal of the only attempt there was is none of these.
      if (outcome !== undefined && !erased(id) && claims.length === 1 && settled.length === 0 && own.length === 2)
        faults.push([id, `attempt ${attempt} was refused, and nobody else has had it`])
    }
  }
  return [...new Map(faults.map((fault) => [fault.join(), fault])).values()]
}

/** Of one lead, none is lent out before the one before it is delivered or given up. */
function orderFaults(loans: readonly Loan[], due: ReadonlyMap<string, Received>, given: ReadonlyMap<string, unknown>): [string, string][] {
  const faults: [string, string][] = []
  const byId = groups(loans)
  const before = new Map<string, string>()
  // `due` is in the order of the trail.
  for (const { id, subject } of due.values()) {
    const earlier = before.get(subject)
    before.set(subject, id)
    const ends = (byId.get(earlier ?? '') ?? []).filter(
      ({ what, outcome, taken }) => what === 'settle' && outcome !== 'again' && taken !== false,
    )
    const [claim] = (byId.get(id) ?? []).filter(({ what }) => what === 'claim')
    if (
      earlier === undefined ||
      claim?.to === undefined ||
      given.has(earlier) ||
      ends.some(({ from }) => from === undefined || from < Number(claim.to))
    )
      continue
    if (byId.has(earlier)) faults.push([id, `it was lent out before message ${earlier} was settled`])
  }
  return faults
}

function groups(loans: readonly Loan[]): ReadonlyMap<string, readonly Loan[]> {
  const byId = new Map<string, Loan[]>()
  for (const loan of loans) {
    const known = byId.get(loan.id)
    if (known === undefined) byId.set(loan.id, [loan])
    else known.push(loan)
  }
  return byId
}
