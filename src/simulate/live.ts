import type { Subject } from '../decide/decide.js'
import type { Instant, LeadKey } from '../lead.js'
import type { RepId } from '../rep.js'
import type { PastOwner, Takes } from '../state/record.js'

/** A lead of which something may still become. */
export interface Live {
  /** The number of its arrival, from 0. */
  readonly index: number
  readonly key: LeadKey
  readonly receivedAt: Instant
  /** Missing where the rules will not see it again: what a lead says is the larger part of what it costs to remember one. */
  subject: Subject | undefined
  /** When the history closes it. */
  readonly closedAt: Instant | undefined
  /** When the history says that the owner reached the person. */
  readonly contactedAt: Instant | null | undefined
  state: 'queued' | 'assigned' | 'closed'
  /** Of the rules' latest decision. */
  seq: number
  rule: string
  /** Counts the owners. */
  epoch: number
  rep: RepId | undefined
  queue: string | undefined
  until: Instant | undefined
  /** The rules hold it, and not an owner who handed it back. */
  waiting: boolean
  waits: { readonly [rule: string]: Instant }
  declined: readonly RepId[]
  past: readonly Pick<PastOwner, 'rep' | 'because'>[]
  takes: Takes | undefined
  charged: string | undefined
  /** When the present owner reaches the person, or did; missing: nobody knows. */
  contact: Instant | undefined
  /** What is to become of it, if nothing happens before. */
  timer: LiveTimer | undefined
  /** It has had an owner, or is known never to have one. */
  settled: boolean
  /** Its place in the heap of those that wait for a moment. */
  place: number
  wakeAt: Instant
}

/** The next step of the escalation, or the end of the wait in a queue. */
export interface LiveTimer {
  readonly at: Instant
  readonly live: Live
  /** Missing: it is pushed on to the next rules. */
  readonly step?: number
  /** Among those due at the same time the lead that came first comes first. */
  readonly order: number
  place: number
}

export function newLive(
  {
    index,
    key,
    receivedAt,
    subject,
    closedAt,
    contactedAt,
  }: Pick<Live, 'index' | 'key' | 'receivedAt' | 'subject' | 'closedAt' | 'contactedAt'>,
  seq: number,
  rule: string,
): Live {
  return {
    index,
    key,
    receivedAt,
    subject,
    closedAt,
    contactedAt,
    state: 'queued',
    seq,
    rule,
    epoch: 0,
    rep: undefined,
    queue: undefined,
    until: undefined,
    waiting: false,
    waits: {},
    declined: [],
    past: [],
    takes: undefined,
    charged: undefined,
    contact: undefined,
    timer: undefined,
    settled: false,
    place: -1,
    wakeAt: Number.POSITIVE_INFINITY,
  }
}

export function subjectIn({ subject }: Live): Subject {
  if (subject === undefined) throw new Error('unreachable: a lead that the rules see again is remembered')
  return subject
}
