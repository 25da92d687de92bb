import type { Instant, LeadKey } from '../lead.js'
import type { RepId } from '../rep.js'
import type { Outcome } from '../state/event.js'
import type { PastOwner, StoredLead } from '../state/record.js'
import { timeOf } from './sentence.js'

/** Somebody who had the lead, or has it. */
export interface OwnerExplanation {
  readonly rep: RepId
  readonly epoch: number
  /** When it ended, and how. Missing for the one who has the lead. */
  readonly until?: Instant
  readonly because?: PastOwner['because'] | 'closed' | Outcome
  /** In the words of whoever ended it. */
  readonly reason?: string
  /** When this owner first reached the person. Of past ones it is not kept. */
  readonly contactedAt?: Instant
  readonly sentence: string
}

/** What a record tells about the lead's owners. */
export type Life = Pick<StoredLead, 'state' | 'rep' | 'epoch' | 'past' | 'contactedAt' | 'ended' | 'at'>

const endings: { readonly [because in NonNullable<OwnerExplanation['because']>]: string } = {
  declined: 'handed it back',
  transferred: 'it was taken away, for others to have',
  reassigned: 'it was given to somebody else by hand',
  escalated: 'it went to somebody else by an escalation',
  closed: 'it was closed',
  converted: 'it was closed as converted',
  disqualified: 'it was closed as disqualified',
  merged: 'it was closed as merged',
}

/** Everybody who had the lead, in order, and who has it. */
export function ownersOf(life: Life | undefined, lead: LeadKey): readonly OwnerExplanation[] {
  if (life === undefined) return []
  const { past = [], state, rep, epoch, contactedAt, ended, at } = life
  const owners: Omit<OwnerExplanation, 'sentence'>[] = [...past]
  if (rep !== undefined) {
    const reason = ended?.reason === undefined ? {} : { reason: ended.reason }
    const end = state === 'closed' ? { until: at, because: ended?.as ?? ('closed' as const), ...reason } : {}
    owners.push({ rep, epoch, ...end, ...(contactedAt === undefined ? {} : { contactedAt }) })
  }
  return owners.map((owner) => ({ ...owner, sentence: sentenceOfOwner(owner, lead) }))
}

function sentenceOfOwner({ rep, epoch, until, because, reason, contactedAt }: Omit<OwnerExplanation, 'sentence'>, lead: LeadKey): string {
  const contacted = contactedAt === undefined ? '' : `, in contact since ${timeOf(contactedAt)}`
  if (until === undefined || because === undefined) return `${rep} has ${lead} (owner ${epoch})${contacted}.`
  const words = reason === undefined || reason === '' ? '' : ` (${reason})`
  return `${rep} had ${lead} (owner ${epoch}) until ${timeOf(until)}${contacted}: ${endings[because]}${words}.`
}
