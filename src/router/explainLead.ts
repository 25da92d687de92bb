import { explain } from '../decide/explain.js'
import type { Explanation } from '../decide/explanation.js'
import { compileRoster } from '../decide/roster.js'
import { RoutingError } from '../errors.js'
import type { LeadKey } from '../lead.js'
import { compilePlan } from '../plan/compilePlan.js'
import type { Plan } from '../plan/document.js'
import type { Store } from '../port/store.js'
import type { Rep } from '../rep.js'
import type { Inputs } from '../state/event.js'

/**
 * Explains a lead from what the store kept: its record, and the plan and roster that were in force when it was decided.
 *
 * @throws RoutingError `unknownLead`; `auditBroken` where the trail lacks the decision or its documents
 */
export async function explainLead(key: LeadKey, store: Store): Promise<Explanation> {
  const stored = await store.lead({ key })
  if (stored === undefined) throw new RoutingError('unknownLead')
  const { decision, intake } = stored
  const inputs = await inputsOf(stored.seq, store)
  const [planDocument, rosterDocument] = [await store.document(inputs.plan), await store.document(inputs.roster)]
  if (planDocument === undefined || rosterDocument === undefined)
    throw new RoutingError('auditBroken', { detail: 'A plan or roster is missing.', path: [stored.seq] })
  const plan = compilePlan(planDocument.content as unknown as Plan)
  const roster = compileRoster(rosterDocument.content as unknown as readonly Rep[], plan.repFields)
  return explain({ plan, roster, intake, decision, life: stored })
}

async function inputsOf(seq: number, store: Store): Promise<Inputs> {
  const [entry] = await store.audit({ after: seq - 1, limit: 1 })
  if (entry === undefined || entry.seq !== seq || !('inputs' in entry.event)) throw new RoutingError('auditBroken', { path: [seq] })
  return entry.event.inputs
}
