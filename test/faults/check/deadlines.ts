import type { EscalatedEvent, FiredEvent } from '../../../src/state/event.js'
import type { Timer } from '../../../src/state/record.js'
import type { Evidence, Violation } from '../checker.js'
import { type Chapter, isErased, lastOf, type Story, type Trail } from './story.js'

interface Firing {
  readonly seq: number
  readonly at: number
  readonly event: Omit<FiredEvent, 'kind'>
}

/** I10: a deadline fires once, not early and only in its ownership, or it is cancelled. */
export function deadlineFaults({ audit, timers, calls, now }: Evidence, { stories, records }: Trail): Violation[] {
  if (timers === undefined) return []
  const faults: Violation[] = []
  const fired = new Map<string, Firing[]>()
  for (const { seq, at, event } of audit) {
    if (event.kind !== 'fired' && event.kind !== 'escalated') continue
    const firing = event.kind === 'fired' ? event : stepOf(event)
    const id = idOf(firing)
    fired.set(id, [...(fired.get(id) ?? []), { seq, at, event: firing }])
  }
  const known = new Map(timers.map((timer) => [idOf(timer), timer]))
  for (const [id, firings] of fired) {
    const story = stories.get(firings[0]?.event.subject ?? '')
    for (const what of firingFaults(firings, known.get(id), story)) faults.push({ invariant: 'I10', what, where: `deadline ${id}` })
  }
  for (const [id, timer] of known) {
    const what = timerFault(timer, fired.get(id), stories.get(timer.subject), now)
    if (what !== undefined) faults.push({ invariant: 'I10', what, where: `deadline ${id}` })
  }
  const byCaller = new Map<string, Timer[]>()
  for (const timer of timers)
    byCaller.set(`${timer.subject} ${timer.name}`, [...(byCaller.get(`${timer.subject} ${timer.name}`) ?? []), timer])
  const erased = new Set(calls.flatMap(({ kind, key }) => (kind === 'erase' ? key : [])))
  for (const { kind, key, deadline, done } of calls) {
    if (done !== true || (kind !== 'deadline' && kind !== 'cancel') || erased.has(key)) continue
    const own = byCaller.get(`${records.get(key)?.subject} ${deadline}`) ?? []
    const what = kind === 'deadline' ? 'it was set, and is nowhere' : 'it was acknowledged as cancelled, and was not'
    if (!own.some(({ state }) => kind === 'deadline' || state === 'cancelled'))
      faults.push({ invariant: 'I10', what, where: `deadline ${deadline} of ${key}` })
  }
  return faults
}

function* firingFaults(firings: readonly Firing[], timer: Timer | undefined, story: Story | undefined): Generator<string> {
  if (firings.length > 1) yield `it fired ${firings.length} times`
  if (timer === undefined && !(story !== undefined && isErased(story))) yield 'it fired, and was never set'
  for (const { seq, at, event } of firings) {
    if (at < event.due) yield `it fired ${event.due - at} ms early`
    if (timer !== undefined && event.due !== timer.at) yield `it fired as due at ${event.due}, and was due at ${timer.at}`
    const chapter = story === undefined ? undefined : chapterAt(story, seq)
    if (chapter?.state === 'closed' || chapter?.state === 'erased') yield 'it fired after the lead was closed'
    else if (chapter !== undefined && chapter.epoch !== event.epoch)
      yield `it fired in epoch ${chapter.epoch}, and was set in ${event.epoch}`
    if (event.name === 'escalation' && story?.contacts.some((contact) => contact.epoch === event.epoch && contact.seq < seq))
      yield 'it fired, and the owner was in contact'
  }
}

function timerFault(timer: Timer, firings: readonly Firing[] | undefined, story: Story | undefined, now: number): string | undefined {
  const { state, at, epoch, endedAt } = timer
  if (state === 'cancelled') return firings === undefined ? undefined : 'it fired and was cancelled'
  if (state === 'fired') {
    if (firings === undefined) return 'it is marked as fired, and the trail knows nothing of it'
    return firings.some((firing) => firing.at === endedAt) ? undefined : 'it is marked as fired at another moment'
  }
  if (firings !== undefined) return 'it fired, and is still set'
  const last = story === undefined ? undefined : lastOf(story)
  if (last?.state === 'closed' || (last !== undefined && last.epoch !== epoch)) return 'its ownership is over, and it is still set'
  if (timer.name === 'escalation' && story?.contacts.some((contact) => contact.epoch === epoch))
    return 'the owner is in contact, and it is still set'
  return at <= now ? `it has been due for ${now - at} ms, and neither fired nor was cancelled` : undefined
}

/** A step that gave the lead to somebody else was one of the ownership before. */
function stepOf({ subject, epoch, step, due }: EscalatedEvent): Firing['event'] {
  return { subject, epoch: epoch - 1, name: 'escalation', step, due }
}

/** The state of the lead at an entry. */
function chapterAt({ chapters }: Story, seq: number): Chapter | undefined {
  return chapters.findLast((chapter) => chapter.seq < seq)
}

function idOf({ subject, epoch, name, step }: { subject: string; epoch: number; name: string; step: number }): string {
  return `${subject} ${epoch} ${name} ${step}`
}
