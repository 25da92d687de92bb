import type { Facts } from '../decide/decision.js'
import type { CompiledRoster } from '../decide/roster.js'
import { digestOf } from '../digest.js'
import { canonicalJson } from '../json.js'
import type { Json } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { StoredDocument } from '../state/record.js'

/** The documents that audit entries refer to by digest, and which of them the store already has. */
export interface Documents {
  plan(plan: CompiledPlan): StoredDocument
  roster(roster: CompiledRoster): StoredDocument
  facts(facts: Facts): StoredDocument
  /** Those that the store may lack. */
  missing(documents: Iterable<StoredDocument>): StoredDocument[]
  /** To be called once they are committed. */
  kept(documents: Iterable<StoredDocument>): void
}

/** Remembering more digests than this would be a leak; forgetting them costs a look-up in the store. */
const REMEMBERED = 10_000

export function createDocuments(): Documents {
  const written = new Set<string>()
  const made = new WeakMap<object, StoredDocument>()
  const once = (subject: object, make: () => StoredDocument): StoredDocument => {
    let document = made.get(subject)
    if (document === undefined) {
      document = make()
      made.set(subject, document)
    }
    return document
  }
  return {
    plan: (plan) => once(plan, () => ({ digest: plan.digest, kind: 'plan', content: plan.plan as unknown as Json })),
    roster: (roster) => once(roster, () => ({ digest: roster.digest, kind: 'roster', content: roster.reps as unknown as Json })),
    facts: (facts) =>
      once(facts, () => ({ digest: digestOf(canonicalJson(facts as unknown as Json)), kind: 'facts', content: facts as unknown as Json })),
    missing: (documents) =>
      [...new Map([...documents].map((document) => [document.digest, document])).values()].filter(({ digest }) => !written.has(digest)),
    kept: (documents) => {
      if (written.size > REMEMBERED) written.clear()
      for (const { digest } of documents) written.add(digest)
    },
  }
}
