import { createHash } from 'node:crypto'
import type { Json, LeadKey } from '../../../src/lead.js'
import type { RepId } from '../../../src/rep.js'
import type { Event } from '../../../src/state/event.js'
import type { AuditEntry, PastOwner, StoredLead } from '../../../src/state/record.js'
import type { Evidence } from '../checker.js'

/** The state of a lead between two entries of the trail. */
export interface Chapter {
  readonly seq: number
  readonly state: 'assigned' | 'queued' | 'closed' | 'erased'
  readonly rep?: RepId
  readonly queue?: string
  readonly epoch: number
  /** The entry of the rules' latest decision. */
  readonly decided: number
}

/** A lead as the trail tells it. */
export interface Story {
  readonly subject: string
  readonly chapters: readonly Chapter[]
  /** When owners reached the person. */
  readonly contacts: readonly Contact[]
  /** Who had it and has it no more, in order. */
  readonly past: readonly Pick<PastOwner, 'rep' | 'epoch' | 'until' | 'because'>[]
  /** Where the trail says what cannot have been. */
  readonly faults: readonly { readonly seq: number; readonly what: string }[]
}

export interface Contact {
  readonly seq: number
  readonly epoch: number
  readonly at: number
}

export interface Trail {
  readonly stories: ReadonlyMap<string, Story>
  readonly entries: ReadonlyMap<number, AuditEntry>
  readonly records: ReadonlyMap<LeadKey, StoredLead>
}

export function readTrail({ audit, leads }: Evidence): Trail {
  const stories = new Map<string, Open<Story>>()
  for (const { seq, at, event } of audit) {
    if (event.kind === 'published') continue
    const story: Open<Story> = stories.get(event.subject) ?? { subject: event.subject, chapters: [], contacts: [], past: [], faults: [] }
    stories.set(event.subject, story)
    const before = story.chapters.at(-1)
    const what = impossible(before, event, story)
    if (what !== undefined) story.faults.push({ seq, what })
    const next = chapterAfter(before, seq, event)
    if (next !== undefined) story.chapters.push(next)
    if (event.kind === 'contacted') story.contacts.push({ seq, epoch: event.epoch, at })
    const because = endings.find((kind) => kind === event.kind)
    if (before?.rep !== undefined && because !== undefined) story.past.push({ rep: before.rep, epoch: before.epoch, until: at, because })
  }
  return {
    stories,
    entries: new Map(audit.map((entry) => [entry.seq, entry])),
    records: new Map(leads.map((lead) => [lead.key, lead])),
  }
}

const endings = ['declined', 'transferred', 'reassigned', 'escalated'] as const

type Open<Type> = {
  -readonly [Key in keyof Type]: Type[Key] extends readonly (infer Element)[] ? Element[] : Type[Key]
}

export function lastOf({ chapters }: Story): Chapter | undefined {
  return chapters.at(-1)
}

export function isErased(story: Story): boolean {
  return lastOf(story)?.state === 'erased'
}

function chapterAfter(before: Chapter | undefined, seq: number, event: Event): Chapter | undefined {
  const { epoch } = event
  const decided = before?.decided ?? seq
  switch (event.kind) {
    case 'assigned':
    case 'escalated':
      return { seq, state: 'assigned', rep: event.rep, epoch, decided: seq }
    case 'queued':
      return { seq, state: 'queued', queue: event.queue, epoch, decided: seq }
    case 'declined':
    case 'transferred':
      return { seq, state: 'queued', queue: 'held', epoch, decided }
    case 'reassigned':
    case 'claimed':
      return { seq, state: 'assigned', rep: event.rep, epoch, decided }
    case 'closed':
      return { seq, state: 'closed', ...(event.rep === undefined ? {} : { rep: event.rep }), epoch, decided }
    case 'erased':
      return { seq, state: 'erased', epoch, decided }
    case 'fired':
    case 'contacted':
    case 'published':
      return undefined
  }
}

/** What speaks against an event, given what came before it. Deadlines are judged elsewhere. */
function impossible(before: Chapter | undefined, event: Event, { contacts, past }: Open<Story>): string | undefined {
  const { kind, epoch } = event
  if (kind === 'fired' || kind === 'published') return undefined
  if (before === undefined) {
    if (kind !== 'assigned' && kind !== 'queued') return `it is ${kind} before anything was decided about it`
    return epoch === (kind === 'assigned' ? 1 : 0) ? undefined : `its first epoch is ${epoch}`
  }
  if (before.state === 'erased') return `it is ${kind} after it was erased`
  if (kind === 'erased') return epoch === before.epoch ? undefined : `its epoch goes from ${before.epoch} to ${epoch}`
  if (before.state === 'closed') return `it is ${kind} after it was closed`
  const owned = kind === 'assigned' || kind === 'reassigned' || kind === 'claimed' || kind === 'escalated'
  if (epoch !== before.epoch + (owned ? 1 : 0)) return `its epoch goes from ${before.epoch} to ${epoch}`
  switch (kind) {
    case 'contacted':
      if (before.state !== 'assigned') return 'its owner is in contact, and it has none'
      return contacts.some((contact) => contact.epoch === epoch) ? `it is contacted twice in epoch ${epoch}` : undefined
    case 'assigned':
    case 'queued':
      return before.state === 'assigned' ? `it is ${kind} while ${before.rep} has it` : undefined
    case 'claimed':
      return event.queue === before.queue
        ? undefined
        : `it is claimed from ${event.queue}, and is ${before.queue === undefined ? `with ${before.rep}` : `in ${before.queue}`}`
    case 'escalated': {
      const had = [...past.map(({ rep }) => rep), before.rep]
      if (had.includes(event.rep)) return `${event.rep} gets it by an escalation, and had it before`
      return event.from === before.rep ? undefined : `it is taken from ${event.from}, and ${before.rep ?? 'nobody'} has it`
    }
    case 'reassigned':
      return event.from === before.rep ? undefined : `it is taken from ${event.from}, and ${before.rep ?? 'nobody'} has it`
    case 'declined':
    case 'transferred':
    case 'closed':
      return event.rep === before.rep ? undefined : `it is ${kind} for ${event.rep ?? 'nobody'}, and ${before.rep ?? 'nobody'} has it`
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** JSON with sorted keys: what hashes are made of. */
export function sortedJson(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(sortedJson).join()}]`
  const fields = Object.entries(value as { readonly [key: string]: Json }).filter(([, field]) => field !== undefined)
  fields.sort(([one], [two]) => (one < two ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${sortedJson(field)}`).join()}}`
}
