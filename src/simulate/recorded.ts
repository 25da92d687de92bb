import { subjectOf } from '../decide/decide.js'
import { holdingFrom } from '../decide/holding.js'
import type { LeadKey } from '../lead.js'
import type { CompiledRule } from '../plan/compilePlan.js'
import { OTHERWISE } from '../plan/document.js'
import { stagesOf } from '../plan/territories.js'
import type { Store } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { AuditEntry, StoredLead } from '../state/record.js'
import type { Entry, Known } from './history.js'
import { createWorlds, type PastWorld } from './worlds.js'

const PAGE = 500

/**
 * What an audit trail tells, entry by entry: each lead with what its decision knew of reps, and what became of it later. Leads that were
 * erased are left out, and so is all that happened to them.
 *
 * @param erased is called for each of those
 */
export async function* recorded(store: Store, erased: () => void): AsyncGenerator<Entry> {
  const worlds = createWorlds(store)
  const leads = new Map<string, LeadKey | undefined>()
  for (let after = 0; ; ) {
    const page = await store.audit({ after, limit: PAGE })
    for (const entry of page) yield* entriesOf(entry)
    if (page.length === 0) return
    after = (page.at(-1) as AuditEntry).seq
  }

  async function* entriesOf({ at, event }: AuditEntry): AsyncGenerator<Entry> {
    // Which plan was in force is said by each decision.
    if (event.kind === 'published') return
    const { subject } = event
    const decides = event.kind === 'assigned' || event.kind === 'queued'
    const isNew = !leads.has(subject)
    const stored = isNew || 'inputs' in event ? await store.lead({ subject }) : undefined
    if (isNew) {
      leads.set(subject, stored?.key)
      if (stored === undefined) erased()
    }
    const key = leads.get(subject)
    if (key === undefined) return
    const world = 'inputs' in event && stored !== undefined ? await worlds.of(event.inputs) : undefined
    const rule = decides ? event.rule : undefined
    const known = world === undefined ? {} : { known: knownTo(world, stored as StoredLead, rule) }
    if (!(isNew && decides && stored !== undefined)) yield { kind: 'act', at, key, event, ...known }
    else {
      const { intake, receivedAt } = stored
      yield { kind: 'lead', at, receivedAt, key, lead: intake.lead, account: intake.account ?? null, host: intake.host ?? null, ...known }
    }
  }
}

/** Of whom a decision knew: all that its rules selected, down to the one that decided. */
function knownTo({ plan, select, facts }: PastWorld, { key, intake }: StoredLead, decided: string | undefined): Known {
  const asked = new Set<RepId>([...Object.keys(facts.away), ...Object.keys(facts.capacity)])
  if (decided === undefined) return { facts, asked }
  const { view } = subjectOf(plan, key, intake)
  const start = facts.straightToOtherwise ? plan.rules.length : 0
  for (let number = holdingFrom(start, plan, view); number < plan.inOrder.length; number = holdingFrom(number + 1, plan, view)) {
    const rule = plan.inOrder[number] as CompiledRule
    for (const stage of stagesOf(rule, view)) for (const { id } of select(stage, view)) asked.add(id)
    if ((rule.isOtherwise ? OTHERWISE : rule.name) === decided) break
  }
  return { facts, asked }
}
