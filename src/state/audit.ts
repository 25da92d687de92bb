import type { Intake } from '../decide/decision.js'
import { digestOf } from '../digest.js'
import { canonicalJson } from '../json.js'
import type { Instant, Json, LeadKey } from '../lead.js'
import type { Event } from './event.js'
import type { AuditEntry } from './record.js'

/** Where the trail ends: what the next entry continues. */
export interface Head {
  readonly seq: number
  readonly hash: string
  readonly at: Instant
}

export const emptyHead: Head = { seq: 0, hash: '', at: 0 }

/** The next entry of the trail. */
export function nextEntry(head: Head, at: Instant, event: Event): AuditEntry {
  const seq = head.seq + 1
  return { seq, at, event, previous: head.hash, hash: hashOf(seq, at, event, head.hash) }
}

/** Whether an entry continues the trail: its number, its time, its link and its own hash. Says what is wrong, else `undefined`. */
export function faultOf(head: Head, entry: AuditEntry): string | undefined {
  if (entry.seq !== head.seq + 1) return `entry ${entry.seq} follows entry ${head.seq}`
  if (entry.at < head.at) return `entry ${entry.seq} is earlier than the one before it`
  if (entry.previous !== head.hash) return `entry ${entry.seq} does not continue the chain`
  if (entry.hash !== hashOf(entry.seq, entry.at, entry.event, entry.previous)) return `entry ${entry.seq} was changed after it was written`
  return undefined
}

function hashOf(seq: number, at: Instant, event: Event, previous: string): string {
  return digestOf(canonicalJson({ seq, at, event: event as unknown as Json, previous }))
}

/** What stands for a lead in the trail. Without the salt, which lives with the lead's record, nobody can tell whose it was. */
export function subjectDigest(salt: string, key: LeadKey): string {
  return digestOf(`${salt}:key:${key}`).slice(0, 32)
}

/** Tells whether a lead comes in with the same content again, without keeping the content. */
export function contentDigest(salt: string, content: Json): string {
  return textDigest(salt, canonicalJson(content))
}

/** The digests of a new lead: as it came in, and as it was decided on. Where both are the same object, its text is made once. */
export function leadDigests(salt: string, content: Json, intake: Intake): { readonly content: string; readonly intake: string } {
  const text = canonicalJson(content)
  const { lead, account, notes, host, person } = intake
  const same = lead === content && [account, notes, host, person].every((part) => part === undefined)
  return { content: textDigest(salt, text), intake: textDigest(salt, same ? `{"lead":${text}}` : canonicalJson(intake as unknown as Json)) }
}

function textDigest(salt: string, canonical: string): string {
  return digestOf(`${salt}:content:${canonical}`)
}
