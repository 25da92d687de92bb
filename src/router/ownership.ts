import type { Instant } from '../lead.js'
import { HELD } from '../plan/document.js'
import { KEPT, type PastOwner, type StoredLead, type Takes } from '../state/record.js'

/** A lead between two owners. */
export type Ownerless = Omit<StoredLead, 'rep' | 'charged' | 'takes' | 'contactedAt'>

/** How an ownership ends, and in whose words. */
export interface Parting {
  readonly because: PastOwner['because']
  readonly reason?: string | undefined
}

/** The lead without its owner and all that counted for that ownership alone; the owner stands among the past ones. */
export function withoutOwner(stored: StoredLead, until: Instant, { because, reason }: Parting): Ownerless {
  const { rep, charged: _charged, takes: _takes, contactedAt: _contactedAt, ...rest } = stored
  if (rep === undefined) return rest
  const { past = [], epoch } = stored
  const owner: PastOwner = { rep, epoch, until, because, ...(reason === undefined ? {} : { reason }) }
  return { ...rest, past: [...past, owner].slice(-KEPT) }
}

/** Taken from its owner, and held until the rules have found somebody else: never the same again. */
export function heldWithoutOwner(stored: StoredLead, until: Instant, parting: Parting): StoredLead {
  const { rep, declined = [], decision } = stored
  const { lead, rule, trace } = decision
  return {
    ...withoutOwner(stored, until, parting),
    state: 'queued',
    queue: HELD,
    ...(rep === undefined ? {} : { declined: [...new Set([...declined, rep])] }),
    decision: { kind: 'queued', lead, queue: HELD, rule, at: until, trace, effects: [] },
    at: until,
  }
}

/** What its owner gets back of the capacity, as part of an event. */
export function freesOf({ takes }: StoredLead): { readonly frees?: Takes } {
  const frees = lasting(takes)
  return frees === undefined ? {} : { frees }
}

/**
 * What lasts as long as the lead is open: its weight, and what counts open leads. What came within an hour or a day came then, and to
 * whom it came: it is neither given back nor handed on.
 */
function lasting(takes: Takes | undefined): Takes | undefined {
  const { weight, counters = {} } = takes ?? {}
  const open = Object.entries(counters).filter(([, window]) => window === '')
  if (weight === undefined && open.length === 0) return undefined
  return { ...(weight === undefined ? {} : { weight }), ...(open.length === 0 ? {} : { counters: Object.fromEntries(open) }) }
}
