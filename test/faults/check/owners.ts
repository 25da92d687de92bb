import type { Json } from '../../../src/lead.js'
import type { StoredLead } from '../../../src/state/record.js'
import type { Evidence, Violation } from '../checker.js'
import { isErased, lastOf, type Story, sha256, sortedJson, type Trail } from './story.js'

/** I2: one owner for each lead, the same in trail and record; nothing pending. */
export function ownerFaults(evidence: Evidence, trail: Trail): Violation[] {
  const { leads, accepted, mayWait = {} } = evidence
  const faults: Violation[] = []
  const fault = (where: string, what: string): number => faults.push({ invariant: 'I2', what, where })
  const recorded = new Set(leads.map(({ subject }) => subject))
  for (const story of trail.stories.values()) {
    for (const { seq, what } of story.faults) fault(`entry ${seq}`, what)
    // Two entries into the trail under one key leave one without a record.
    if (!recorded.has(story.subject) && !isErased(story))
      fault(`entry ${lastOf(story)?.decided}`, `the trail tells of a lead that has no record; ${lastOf(story)?.rep ?? 'nobody'} has it`)
  }
  const keys = new Set<string>()
  for (const lead of leads) {
    const where = `lead ${lead.key}`
    if (keys.has(lead.key)) fault(where, 'it has two records')
    keys.add(lead.key)
    const story = trail.stories.get(lead.subject)
    for (const what of story === undefined ? ['the trail knows nothing of its record'] : recordFaults(lead, story, trail))
      fault(where, what)
    if (lead.state === 'queued' && lead.queue === 'held' && mayWait.held !== true) fault(where, 'it is held after the drain')
  }
  for (const { key, notBefore } of accepted) {
    if (trail.records.has(key)) fault(`lead ${key}`, 'it has been routed and still waits in the inbox')
    else if (notBefore !== null) fault(`lead ${key}`, 'it waits in the inbox after the drain')
    else if (mayWait.parked !== true) fault(`lead ${key}`, 'it is parked after the drain')
  }
  return faults
}

function* recordFaults(lead: StoredLead, story: Story, trail: Trail): Generator<string> {
  const last = lastOf(story)
  if (last === undefined) return
  const { state, rep, epoch, seq } = lead
  if (last.state === 'erased') yield 'it was erased, and has a record'
  else if (state !== last.state || rep !== last.rep || (state === 'queued' && lead.queue !== last.queue))
    yield `its record says ${state} ${rep ?? lead.queue ?? ''}, the trail ${last.state} ${last.rep ?? last.queue ?? ''}`
  if (epoch !== last.epoch) yield `its record says epoch ${epoch}, the trail ${last.epoch}`
  if (seq !== last.decided) yield `its record says entry ${seq}, the trail ${last.decided}`
  yield* lifeFaults(lead, story)
  if (lead.subject !== sha256(`${lead.salt}:key:${lead.key}`).slice(0, 32)) yield 'the trail means another lead'
  const decided = trail.entries.get(seq)?.event
  const content = sha256(`${lead.salt}:content:${sortedJson(lead.intake as unknown as Json)}`)
  if (decided !== undefined && 'inputs' in decided && decided.inputs.intake !== content)
    yield 'it was decided on other content than it holds'
}

/** So many past owners a record keeps. */
const KEPT = 100

/** Whoever had it, who of them is not offered it again, and whether the present owner has reached the person. */
function* lifeFaults({ rep: owner, epoch, past = [], declined = [], contactedAt }: StoredLead, story: Story): Generator<string> {
  const told = past.map(({ rep, epoch: own, until, because }) => ({ rep, epoch: own, until, because }))
  const right = story.past.slice(-KEPT)
  if (textOf(told) !== textOf(right)) yield `its record says that ${ownersIn(told)} had it, the trail ${ownersIn(right)}`
  const excluded = story.past.filter(({ because }) => because === 'declined' || because === 'transferred').map(({ rep }) => rep)
  if (textOf([...new Set(excluded)].sort()) !== textOf([...declined].sort()))
    yield `its record keeps it from ${declined.join() || 'nobody'}, the trail from ${excluded.join() || 'nobody'}`
  // Between two owners nobody is in contact.
  const contact = owner === undefined ? undefined : story.contacts.find((one) => one.epoch === epoch)
  if (contact?.at !== contactedAt) yield `its record says that it was contacted at ${contactedAt}, the trail ${contact?.at}`
}

function ownersIn(past: Story['past']): string {
  return past.map(({ rep, epoch, because }) => `${rep} (${epoch}, ${because})`).join() || 'nobody'
}

function textOf(value: unknown): string {
  return sortedJson(value as Json)
}
