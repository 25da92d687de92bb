import type { Instant } from '../lead.js'
import type { RepId } from '../rep.js'

/** What comes of a lead: every lead of a history has exactly one. */
export type Outcome =
  /** Its first owner, by which rule, and when. */
  | { readonly kind: 'owned'; readonly rep: RepId; readonly rule: string; readonly at: Instant }
  /** It has no owner: it waits in a queue, at the end of the history or when it was closed. */
  | { readonly kind: 'waits'; readonly queue: string; readonly rule: string }
  /** It was no lead, or had no key. */
  | { readonly kind: 'refused' }
  /** A lead with this key had come before. */
  | { readonly kind: 'duplicate' }
