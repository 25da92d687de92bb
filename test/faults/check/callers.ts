import type { Json, LeadKey } from '../../../src/lead.js'
import type { Answer, Call, Evidence, Violation } from '../checker.js'
import { isErased, type Story, sha256, sortedJson, type Trail } from './story.js'

/** I1 and I3, and of I2 what callers notice: an act of a former owner that went through. */
export function callerFaults({ calls, accepted }: Evidence, trail: Trail): Violation[] {
  const byKey = new Map<LeadKey, Call[]>()
  for (const call of calls) {
    const known = byKey.get(call.key)
    if (known === undefined) byKey.set(call.key, [call])
    else known.push(call)
  }
  const waiting = new Set(accepted.map(({ key }) => key))
  return [...byKey].flatMap(([key, own]) => [...faultsOf({ key, calls: own, waiting: waiting.has(key), trail })])
}

interface Asked {
  readonly key: LeadKey
  readonly calls: readonly Call[]
  readonly waiting: boolean
  readonly trail: Trail
}

function* faultsOf(asked: Asked): Generator<Violation> {
  const { key, calls, trail } = asked
  const told: Told[] = []
  const first = new Set<number>()
  const claims = new Set<string>()
  for (const call of calls) {
    const { answer } = call
    const where = `${call.kind} of ${key}`
    if (answer === undefined) {
      const what = call.done === true ? notDone(call, asked) : undefined
      if (what !== undefined) yield { ...what, where }
      continue
    }
    if (answer.lead !== key) {
      yield { invariant: 'I3', what: `the answer is about ${answer.lead}`, where }
      continue
    }
    const story = storyOf(answer, asked)
    if (story === undefined) {
      yield { invariant: 'I1', what: `it was told of entry ${answer.seq}, which the trail does not have for this lead`, where }
      continue
    }
    const place = placeOf(answer, story)
    if (place < 0) {
      // An act that was acknowledged and has not happened; a question that was answered with what never was.
      yield { invariant: call.kind === 'route' ? 'I3' : 'I1', what: `it was told ${textOf(answer)}, which the lead never was`, where }
      continue
    }
    if (call.kind === 'transfer' && !story.past.some(({ rep, because }) => rep === call.rep && because === 'transferred'))
      yield { invariant: 'I1', what: `it was told that the lead was taken from ${call.rep}, and it never was`, where }
    if (call.kind === 'claim') {
      // The same key may have been erased, and have come in again as another lead.
      const claimed = `${trail.entries.get(answer.seq)?.event.subject} ${answer.epoch}`
      if (claims.has(claimed)) yield { invariant: 'I2', what: `two claims got it in epoch ${answer.epoch}`, where }
      claims.add(claimed)
    } else if (!answer.duplicate && call.kind !== 'reassign') {
      if (first.has(answer.seq)) yield { invariant: 'I3', what: `two callers were told that entry ${answer.seq} is their doing`, where }
      first.add(answer.seq)
    }
    const fence = call.kind === 'route' ? undefined : fenceFault(call, story, trail)
    if (fence !== undefined) yield { invariant: 'I2', what: fence, where }
    const changed = changedFault(call, answer, story, trail)
    if (changed !== undefined) yield { invariant: 'I3', what: changed, where }
    told.push({ call, seq: story.chapters[place]?.seq ?? 0 })
  }
  yield* backwards(told)
}

/** The story that an answer is about: that of the record, or one that was erased since. */
function storyOf({ seq }: Answer, { key, trail }: Asked): Story | undefined {
  const subject = trail.entries.get(seq)?.event.subject
  const story = subject === undefined ? undefined : trail.stories.get(subject)
  return story !== undefined && (trail.records.get(key)?.subject === subject || isErased(story)) ? story : undefined
}

function placeOf({ seq, epoch, kind, rep, queue, closed }: Answer, { chapters }: Story): number {
  // What a closed lead was last is told of it still.
  return chapters.findIndex((chapter, index) => {
    const told = chapter.state === 'closed' ? chapters[index - 1] : chapter
    return (
      (chapter.state === 'closed') === (closed === true) &&
      chapter.decided === seq &&
      chapter.epoch === epoch &&
      told?.state === kind &&
      told.rep === rep &&
      told.queue === queue
    )
  })
}

/** What was acknowledged without an answer to compare. */
function notDone(call: Call, { key, calls, waiting, trail }: Asked): Omit<Violation, 'where'> | undefined {
  const record = trail.records.get(key)
  // Also one that failed: it may have happened all the same.
  const erasing = calls.some(({ kind }) => kind === 'erase')
  switch (call.kind) {
    case 'accept':
      return record !== undefined || waiting || erasing ? undefined : { invariant: 'I1', what: 'an accepted lead is nowhere' }
    case 'close': {
      if (record === undefined) return erasing ? undefined : { invariant: 'I1', what: 'a closed lead has no record' }
      const story = trail.stories.get(record.subject)
      // An erased lead may have come in anew: then it is another one.
      if (erasing) return undefined
      if (record.state !== 'closed') return { invariant: 'I1', what: 'closing was acknowledged, and it is open' }
      const fence = story === undefined ? undefined : fenceFault(call, story, trail)
      if (fence !== undefined) return { invariant: 'I2', what: fence }
      return story === undefined ? undefined : endedWrong(story, calls, trail)
    }
    case 'contacted': {
      const story = record === undefined ? undefined : trail.stories.get(record.subject)
      if (erasing) return undefined
      if (story === undefined || story.contacts.length === 0)
        return { invariant: 'I1', what: 'a contact was acknowledged, and is not in the trail' }
      const fence = fenceFault(call, story, trail)
      return fence === undefined ? undefined : { invariant: 'I2', what: fence }
    }
    case 'erase': {
      if (record === undefined || calls.some((other) => (other.kind === 'route' || other.kind === 'accept' ? after(other, call) : false)))
        return undefined
      return { invariant: 'I1', what: 'erasing was acknowledged, and there is a record' }
    }
    default:
      return undefined
  }
}

/** Closed as something that nobody who closed it said. */
function endedWrong({ chapters }: Story, calls: readonly Call[], { entries }: Trail): Omit<Violation, 'where'> | undefined {
  const closing = chapters.map(({ seq }) => entries.get(seq)?.event).find((event) => event?.kind === 'closed')
  if (closing?.kind !== 'closed' || calls.some(({ kind, as }) => kind === 'close' && as === closing.as)) return undefined
  return { invariant: 'I1', what: `it was closed as ${closing.as ?? 'nothing in particular'}, and nobody asked for that` }
}

/** Whether a call may have had its effect after another one had. */
function after(one: Call, other: Call): boolean {
  return one.to === undefined || other.from === undefined || one.to > other.from
}

/** Whoever names an epoch acts in it or not at all. */
function fenceFault({ kind, epoch, answer }: Call, { subject, chapters, contacts }: Story, { entries }: Trail): string | undefined {
  if (epoch === undefined) return undefined
  if (kind === 'contacted')
    return contacts.some((contact) => contact.epoch === epoch) ? undefined : `${subject} was not contacted in epoch ${epoch}`
  const acts = chapters.filter(
    ({ seq }) => entries.get(seq)?.event.kind === { close: 'closed', decline: 'declined', reassign: 'reassigned' }[kind as 'close'],
  )
  const before = acts.map((act) => chapters[chapters.indexOf(act) - 1]?.epoch)
  // Given to the present owner, nothing happens; neither does when it is closed already.
  const idle = kind === 'reassign' && answer?.epoch === epoch
  return before.includes(epoch) || idle ? undefined : `${subject} had no ${kind} in epoch ${epoch}, and it was acknowledged`
}

function changedFault(
  { kind, key, content }: Call,
  { payloadChanged, duplicate }: Answer,
  { subject }: Story,
  { records }: Trail,
): string | undefined {
  if (kind !== 'route' || content === undefined || !duplicate) return undefined
  const record = records.get(key)
  if (record?.subject !== subject) return undefined
  const changed = sha256(`${record.salt}:content:${sortedJson(content as Json)}`) !== record.digest
  return payloadChanged === changed
    ? undefined
    : `it was told that the content is ${payloadChanged === true ? 'another' : 'the same'}, which is wrong`
}

interface Told {
  readonly call: Call
  /** The chapter that it was told. */
  readonly seq: number
}

/** Nobody is told an earlier state than somebody who had the answer before the question was asked. */
function* backwards(told: readonly Told[]): Generator<Violation> {
  const begun = told.filter(({ call }) => call.from !== undefined).sort((one, two) => Number(one.call.from) - Number(two.call.from))
  const ended = told.filter(({ call }) => call.to !== undefined).sort((one, two) => Number(one.call.to) - Number(two.call.to))
  let [next, latest] = [0, 0]
  for (const { call, seq } of begun) {
    for (; Number(ended[next]?.call.to) < Number(call.from); next++) latest = Math.max(latest, ended[next]?.seq ?? 0)
    if (seq < latest)
      yield {
        invariant: 'I3',
        what: `it was told entry ${seq} after somebody was told entry ${latest}`,
        where: `${call.kind} of ${call.key}`,
      }
  }
}

function textOf({ kind, rep, queue, epoch, seq, closed }: Answer): string {
  return `${kind} ${rep ?? queue}, epoch ${epoch}, entry ${seq}${closed === true ? ', closed' : ''}`
}
