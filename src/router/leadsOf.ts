import type { Instant, JsonObject, LeadKey } from '../lead.js'
import type { OwnedPlace, Store } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { PastOwner, StoredLead } from '../state/record.js'
import { inStore } from './inStore.js'

/** A lead that a rep has, and that is not closed. */
export interface OwnedLead extends OwnedPlace {
  readonly key: LeadKey
  /** Pass it on with whatever acts on the lead. */
  readonly epoch: number
  readonly rep: RepId
  /** The rule of its latest decision... */
  readonly rule: string
  /** ...unless somebody gave it to this rep by hand. */
  readonly byHand?: true
  /** As it was decided on, after middleware. */
  readonly lead: JsonObject
  /** When it first came in... */
  readonly receivedAt: Instant
  /** ...and since when this rep has it. */
  readonly since: Instant
  /** When this rep first reached the person; missing until then. */
  readonly contactedAt?: Instant
  /** Who had it before, in order. Missing where nobody did. */
  readonly past?: readonly PastOwner[]
}

/** One page of them. */
export interface OwnedPage {
  /** At most so many, 1 to 1000. Default 100. */
  readonly limit?: number
  /** Only those behind this one: the last of the page before. */
  readonly after?: OwnedPlace
}

/** The open leads of a rep, oldest first. */
export async function leadsOf(rep: RepId, { limit = 100, after }: OwnedPage, store: Store): Promise<readonly OwnedLead[]> {
  const place = after === undefined ? {} : { after: { receivedAt: after.receivedAt, key: after.key } }
  return (await inStore(() => store.owned({ rep, limit, ...place }))).map(ownedLead)
}

function ownedLead({ key, epoch, rep, decision, intake, receivedAt, contactedAt, past }: StoredLead): OwnedLead {
  return {
    key,
    epoch,
    rep: rep as RepId,
    rule: decision.rule,
    ...(decision.kind === 'assigned' && decision.byHand ? { byHand: true } : {}),
    lead: intake.lead,
    receivedAt,
    since: decision.at,
    ...(contactedAt === undefined ? {} : { contactedAt }),
    ...(past === undefined ? {} : { past }),
  }
}
